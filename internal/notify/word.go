package notify

import (
	"context"
	"fmt"
	"strings"
	"time"

	"communique/internal/report"
	"communique/internal/watch"
)

// WordSchema names the form of a Word as JSON.
const WordSchema = "communique/night/1"

// Word is what is sent of one night. Of releases it names those that watches
// found, and of these only such as may leave the home.
type Word struct {
	Schema   string           `json:"schema"`
	Run      string           `json:"run"`
	Command  string           `json:"command"`
	Started  time.Time        `json:"started"`
	Finished time.Time        `json:"finished"`
	Exit     int              `json:"exit"`
	Note     string           `json:"note"`
	Warnings []report.Warning `json:"warnings"`
	Sites    []Site           `json:"sites"`
	Watches  []Watch          `json:"watches"`
}

// Site is how the night went at one site, in numbers.
type Site struct {
	Site     string `json:"site"`
	New      int    `json:"new"`
	Changed  int    `json:"changed"`
	Removed  int    `json:"removed"`
	Fetched  int    `json:"fetched"`
	Failed   int    `json:"failed"`
	Waiting  int    `json:"waiting"`
	Requests int    `json:"requests"`
	Bytes    int64  `json:"bytes"`
	Drift    bool   `json:"drift"`
}

// sentHits is how many new hits of a watch a word names, and how many changed
// ones; a first crawl finds thousands.
const sentHits = 500

// Watch is what one watch has to tell, the newest first. More counts the hits
// beyond those that are named; Held those that are not named because their
// release was taken down by its publisher, or restricted here.
type Watch struct {
	Name    string      `json:"name"`
	Query   string      `json:"query"`
	New     []watch.Hit `json:"new"`
	Changed []watch.Hit `json:"changed"`
	More    int         `json:"more"`
	Held    int         `json:"held"`
}

// NewWord makes the word of a night and of what the watches found in it.
// Watches with nothing to tell are left out.
func NewWord(night report.Night, hits []watch.Hits) Word {
	w := Word{
		Schema: WordSchema, Run: night.Run.ID, Command: night.Run.Command, Started: night.Run.Started, Finished: night.Run.Finished,
		Exit: night.Run.Exit, Note: night.Run.Note, Warnings: append([]report.Warning{}, night.Warnings...), Sites: []Site{}, Watches: []Watch{},
	}
	for _, s := range night.Sites {
		w.Sites = append(w.Sites, Site{Site: s.Site, New: s.New.Count, Changed: s.Changed.Count, Removed: s.Removed.Count, Fetched: s.Fetched,
			Failed: s.Failed, Waiting: s.Waiting, Requests: s.Requests, Bytes: s.Bytes, Drift: s.Drift})
	}
	for _, h := range hits {
		if len(h.New)+len(h.Changed) > 0 {
			one := Watch{Name: h.Watch.Name, Query: h.Watch.String(), New: h.New[:min(len(h.New), sentHits)], Changed: h.Changed[:min(len(h.Changed), sentHits)]}
			one.More = len(h.New) + len(h.Changed) - len(one.New) - len(one.Changed)
			w.Watches = append(w.Watches, one)
		}
	}
	return w
}

// isDull says that nobody need read it.
func (w Word) isDull() bool { return w.Exit == 0 && len(w.Warnings) == 0 && len(w.Watches) == 0 }

// May says whether a release may be told of outside the home, as things stand
// when it is sent.
type May = func(ctx context.Context, id string) (bool, error)

// forOutside is the word without the hits that may not leave.
func (w Word) forOutside(ctx context.Context, may May) (Word, error) {
	watches := []Watch{}
	for _, one := range w.Watches {
		held := 0
		keep := func(hits []watch.Hit) ([]watch.Hit, error) {
			out := []watch.Hit{}
			for _, h := range hits {
				ok, err := may(ctx, h.ID)
				if err != nil {
					return nil, err
				}
				if ok {
					out = append(out, h)
				} else {
					held++
				}
			}
			return out, nil
		}
		var err error
		if one.New, err = keep(one.New); err != nil {
			return w, err
		}
		if one.Changed, err = keep(one.Changed); err != nil {
			return w, err
		}
		one.Held += held
		watches = append(watches, one)
	}
	w.Watches = watches
	return w, nil
}

// subject has only what we count and name ourselves: no text of a page gets
// into a header.
func (w Word) subject() string {
	var hits int
	for _, one := range w.Watches {
		hits += len(one.New) + len(one.Changed) + one.More
	}
	parts := []string{report.Verdict(w.Exit)}
	if n := len(w.Warnings); n > 0 {
		parts = append(parts, count(n, "warning"))
	}
	if len(w.Watches) > 0 {
		parts = append(parts, fmt.Sprintf("%s for %s", count(hits, "hit"), count(len(w.Watches), "watch")))
	}
	return "communique: " + strings.Join(parts, ", ")
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	if strings.HasSuffix(what, "ch") {
		what += "e"
	}
	return fmt.Sprintf("%d %ss", n, what)
}
