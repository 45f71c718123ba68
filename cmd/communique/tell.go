package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"communique/index"
	"communique/internal/notify"
	"communique/internal/report"
	"communique/internal/status"
	"communique/internal/watch"
)

// firstPause is how long a receiver that failed is left alone before it is
// tried again in the same night; the pause doubles.
const firstPause = 2 * time.Second

func (a *app) sender() (*notify.Sender, error) {
	c, err := a.config()
	if err != nil {
		return nil, err
	}
	return &notify.Sender{Config: c.Notify.In(a.home()), Now: a.now, Pause: cmp.Or(a.pause, firstPause)}, nil
}

// beginNight tells the heartbeat that a run has begun. That it cannot be told
// is a warning of the report.
func (a *app) beginNight(ctx context.Context, n *night) error {
	s, err := a.sender()
	if err != nil {
		return err
	}
	if err := s.Beat(ctx, "start"); err != nil {
		n.warn(err)
	}
	return nil
}

func (n *night) warn(err error) {
	for line := range strings.Lines(err.Error()) {
		n.warnings = append(n.warnings, report.Warning{Text: strings.TrimSpace(line)})
	}
}

// lookAtWatches fills rep.Watches with the hits of the saved searches, before
// the report is written. After a run whose pages have not all been read there
// is nothing to ask: the next one finds what this one archived. Trouble with a
// watch is a warning, and costs the night nothing.
func (a *app) lookAtWatches(ctx context.Context, n *night, rep *report.Night) error {
	defer func() { rep.Warnings = append(rep.Warnings, n.warnings...) }()
	if rep.Run.Note != "" {
		return nil
	}
	synonyms, err := index.ReadSynonyms(a.synonymsFile())
	if err != nil {
		n.warn(fmt.Errorf("the watches could not be asked, and will be in the next run: %w", err))
		return nil
	}
	look, err := watch.Ask(ctx, a.stateDir(), n.catalog, a.indexDir(), synonyms, rep.Run.Started, a.now())
	if err != nil {
		n.warn(fmt.Errorf("the watches could not be asked, and will be in the next run: %w", err))
		return nil
	}
	n.look = look
	for _, h := range look.Hits {
		if h.Err != nil {
			n.warn(h.Err)
		}
		rep.Watches = append(rep.Watches, report.WatchHits{Name: h.Watch.Name, Query: h.Watch.String(), New: reported(h.New, rep.Read.New), Changed: reported(h.Changed, rep.Read.Changed)})
	}
	return nil
}

// reported are hits as a report names them, in the order in which it names the
// night's releases above them.
func reported(hits []watch.Hit, ids []string) []report.Hit {
	place := map[string]int{}
	for i, id := range ids {
		place[id] = i - len(ids) // before all that are not of this night
	}
	hits = slices.Clone(hits)
	slices.SortStableFunc(hits, func(a, b watch.Hit) int { return cmp.Compare(place[a.ID], place[b.ID]) })
	out := []report.Hit{}
	for _, h := range hits {
		r := report.Hit{ID: h.ID, Title: h.Title, URL: h.URL, Published: h.Published, Kinds: []string{}}
		for _, k := range h.Kinds {
			r.Kinds = append(r.Kinds, strings.ReplaceAll(k, "-", " "))
		}
		if h.Left {
			r.Kinds = append(r.Kinds, "no longer found by the watch")
		}
		out = append(out, r)
	}
	return out
}

// tell sends word of a night whose report has been written, also of one that
// failed or was interrupted; ctx has little time left then. The order is that
// of the marks: the word is queued before its hits count as told, and both
// before anything is sent. What goes wrong is added to the warnings of the
// report, and makes a night that went well one that was done in part (3), since
// whoever waits for its word waits in vain: but what was told says how the night
// itself went, and a night that failed is no worse for it.
func (a *app) tell(ctx context.Context, n *night, rep *report.Night) error {
	s, err := a.sender()
	if err != nil {
		return err
	}
	n.warnings = nil
	queue := notify.OpenQueue(a.stateDir())
	var hits []watch.Hits
	if n.look != nil {
		hits = n.look.Hits
	}
	word := notify.NewWord(*rep, hits)
	if err := a.remember(ctx, n, s, queue, word); err != nil {
		n.warn(fmt.Errorf("the watches' hits do not count as told, and are found again in the next run: %w", err))
	}
	if err := a.writeMetrics(ctx, n, s, word); err != nil {
		n.warn(err)
	}
	if err := s.Beat(ctx, strconv.Itoa(rep.Run.Exit)); err != nil {
		n.warn(err)
	}
	for _, err := range s.Send(ctx, queue, n.mayLeave) {
		n.warn(err)
	}
	if len(n.warnings) == 0 {
		return nil
	}
	rep.Warnings, rep.Untold = append(rep.Warnings, n.warnings...), true
	if rep.Run.Exit == 0 {
		rep.Run.Exit = exitPartly
	}
	return errors.Join(report.Keep(n.dir, *rep), n.catalog.SaveRun(ctx, rep.Run))
}

// remember queues the word and notes what has been told.
func (a *app) remember(ctx context.Context, n *night, s *notify.Sender, queue notify.Queue, word notify.Word) error {
	told, err := watch.LastRun(a.stateDir())
	if err != nil {
		return err
	}
	if err := queue.Void(told); err != nil {
		return err
	}
	if err := s.Put(queue, word); err != nil {
		return err
	}
	if n.look == nil {
		return nil
	}
	if err := n.look.Keep(n.id); err != nil {
		return err
	}
	return watch.WriteFeeds(ctx, a.stateDir(), a.feedsDir(), n.catalog)
}

// mayLeave is asked of every release that is named outside the home.
func (n *night) mayLeave(ctx context.Context, id string) (bool, error) {
	return watch.MayLeave(ctx, n.catalog, id)
}

// writeMetrics leaves the numbers of a run, and of the archive, for
// Prometheus.
func (a *app) writeMetrics(ctx context.Context, n *night, s *notify.Sender, word notify.Word) error {
	path := s.Config.Metrics
	if path == "" {
		return nil
	}
	all, err := status.Of(ctx, n.catalog, filepath.Dir(n.dir), nil, a.now())
	if err != nil {
		return fmt.Errorf("metrics: %w", err)
	}
	m := notify.Metrics{Word: word, Releases: map[string]int{}, Success: map[string]time.Time{}}
	for _, site := range all.Sites {
		m.Releases[site.Site] = site.Releases
		if site.LastSuccess != nil {
			m.Success[site.Site] = *site.LastSuccess
		}
	}
	return m.Write(path)
}
