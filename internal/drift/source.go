package drift

import (
	"context"
	"fmt"
	"time"

	"communique/internal/catalog"
	"communique/internal/site"
)

const (
	// A source that never named fewer than enough releases and names none is
	// a finding at once; one that names few must do so forgiving times in a
	// row: among the ten entries of a feed there may be no release for a week.
	enough, forgiving = 3, 10
	// patience is on how many nights in a row a source must give no answer.
	patience = 3
	// readings is how many earlier ones are looked at.
	readings = 30
)

// reading is what one source gave in an earlier run.
type reading struct {
	catalog.SourceRun
	day string
	at  time.Time
}

// sources looks at what each source gave tonight, and before.
func (l Look) sources(ctx context.Context, s Site) ([]Finding, error) {
	var found []Finding
	for _, tonight := range s.Tonight.Sources {
		text, since := judgeSource(reading{SourceRun: tonight, at: l.Now, day: l.Now.UTC().Format(time.DateOnly)}, l.earlier(s.ID, tonight.URL))
		if text == "" {
			continue
		}
		page, err := l.sourcePage(ctx, tonight.URL)
		if err != nil {
			return nil, err
		}
		found = append(found, Finding{
			Site: s.ID, Kind: KindSource, What: tonight.URL, Since: since, Page: page,
			Text: fmt.Sprintf("%s %s %s; has the site changed its look, or the address moved? (communique sites check %s)", tonight.Kind, tonight.URL, text, s.ID),
		})
	}
	return found, nil
}

// earlier are the readings of a source before tonight, the latest first.
func (l Look) earlier(id, address string) []reading {
	var all []reading
	for _, run := range l.Earlier {
		for _, s := range run.Sites {
			for _, source := range s.Sources {
				if s.Site == id && source.URL == address {
					all = append(all, reading{source, run.Started.UTC().Format(time.DateOnly), run.Started})
				}
			}
		}
	}
	return all
}

// whole: all of the source was read, so that what it names is all it has.
func (r reading) whole() bool {
	return r.Error == "" && r.Failed == 0 && r.Unchanged == 0 && r.Read > 0
}

// silent: nothing of it answered.
func (r reading) silent() bool { return r.Read+r.Unchanged == 0 && (r.Failed > 0 || r.Error != "") }

// judgeSource says what is wrong with a source, in words, and since when; ""
// when nothing is.
func judgeSource(tonight reading, earlier []reading) (text, since string) {
	if tonight.Read == 0 && tonight.Failed == 0 && tonight.Unchanged > 0 && tonight.Found == 0 {
		// Unchanged: it is what it was. Where the crawl knows what it names, that
		// is the answer: the last time it was read may have been with a profile
		// that has been mended since.
		tonight.SourceRun = lastRead(tonight, earlier)
	}
	switch {
	case tonight.silent():
		return judgeSilent(tonight, earlier)
	case tonight.whole() && tonight.Found == 0:
		return judgeEmpty(tonight, earlier)
	}
	return "", ""
}

func lastRead(tonight reading, earlier []reading) catalog.SourceRun {
	for _, r := range earlier {
		if r.Read > 0 {
			return r.SourceRun
		}
	}
	return tonight.SourceRun
}

func judgeSilent(tonight reading, earlier []reading) (text, since string) {
	first := tonight
	for i, r := range earlier {
		if r.silent() {
			first = r
			continue
		}
		// Three attempts within one evening are one night.
		if i+1 < patience || tonight.at.Sub(first.at) < (patience-1)*day-day/2 {
			return "", ""
		}
		return fmt.Sprintf("has not answered %d times in a row (%s); it was last read on %s", i+1, tonight.Error, r.day), first.day
	}
	return "", ""
}

// judgeEmpty compares with what the source named before. One that now and then
// names nothing is given twice the longest time it ever took.
func judgeEmpty(tonight reading, earlier []reading) (text, since string) {
	empty, since := 1, tonight.day
	var before []reading
	for _, r := range earlier {
		switch {
		case !r.whole() || len(before) == readings:
		case r.Found == 0 && len(before) == 0:
			empty, since = empty+1, r.day
		default:
			before = append(before, r)
		}
	}
	if len(before) == 0 {
		return "", "" // it never named any: the crawl says what it cannot find
	}
	least, longest, streak := before[0].Found, 0, 0
	for _, r := range before {
		least = min(least, r.Found)
		if streak++; r.Found > 0 {
			streak = 0
		}
		longest = max(longest, streak)
	}
	if least < enough && empty < max(forgiving, 2*longest+1) {
		return "", ""
	}
	return fmt.Sprintf("names no release, where it named %d on %s", before[0].Found, before[0].day), since
}

// sourcePage is the last archived capture of a source.
func (l Look) sourcePage(ctx context.Context, address string) (Page, error) {
	p := Page{URL: address}
	captures, err := l.Catalog.CapturesAt(ctx, site.Canonical(address))
	for _, c := range captures {
		if c.Kind != catalog.CaptureFailure {
			p.File, p.Offset = c.Capture.File, c.Capture.Offset
		}
	}
	return p, err
}
