package watch

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"communique/archive"
	"communique/index"
	"communique/internal/catalog"
	"communique/internal/change"
)

// Hits are what one watch has to tell of a run.
type Hits struct {
	Watch   Watch `json:"-"`
	New     []Hit `json:"new"`
	Changed []Hit `json:"changed"`
	// Err is why the watch could not be asked: its query was made unreadable by
	// hand. It is asked about the same captures the next time.
	Err error `json:"-"`
}

// Hit is a release of which a watch tells. Strings that are not known are
// empty.
type Hit struct {
	Notice
	Site         string   `json:"site"`
	Organization string   `json:"organization"`
	URL          string   `json:"url"`
	Title        string   `json:"title"`
	Language     string   `json:"language"`
	Published    string   `json:"published"`
	Status       string   `json:"status"`
	Kinds        []string `json:"kinds"` // of change (change.Kinds); empty for a new one
	Score        float64  `json:"score"` // of change (change.Change)
}

// Look is what all watches have to tell of a run. Keep makes it count.
type Look struct {
	Hits  []Hits // one a watch, in order of name
	state string
	told  told
	began time.Time
	until time.Time
}

// Ask asks every watch of a home's state folder about the releases that have
// come or changed since it was last asked. began is when the run began, and now
// is the time. A watch finds what a search with the same synonyms does. Nothing
// is written.
func Ask(ctx context.Context, state string, db *catalog.DB, indexDir string, synonyms *index.Synonyms, began, now time.Time) (*Look, error) {
	all, err := Load(state)
	if err != nil {
		return nil, err
	}
	l := &Look{state: state, began: began}
	if l.told, err = loadTold(state); err != nil {
		return nil, err
	}
	if l.until, err = db.NewestCapture(ctx, now); err != nil || len(all) == 0 {
		return l, err
	}
	return l, l.ask(ctx, all, db, indexDir, synonyms)
}

// ask asks the watches, those with the same mark together.
func (l *Look) ask(ctx context.Context, all []Watch, db *catalog.DB, indexDir string, synonyms *index.Synonyms) (err error) {
	ix, err := index.Open(indexDir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, ix.Close()) }()
	byMark := map[int64][]Watch{}
	for _, w := range all {
		mark := l.start(w).UnixMilli()
		byMark[mark] = append(byMark[mark], w)
	}
	for mark, watches := range byMark {
		s := &since{db: db, ix: ix, synonyms: synonyms, mark: time.UnixMilli(mark).UTC(), hits: map[string]Hit{}}
		hits, err := s.askAll(ctx, watches, l.told)
		if err := errors.Join(err, s.close()); err != nil {
			return err
		}
		l.Hits = append(l.Hits, hits...)
	}
	slices.SortFunc(l.Hits, func(a, b Hits) int { return cmp.Compare(a.Watch.Name, b.Watch.Name) })
	return nil
}

// start is the capture after which everything is news to a watch. A mark that
// an earlier run set after this one began was set by a clock that was ahead:
// this run's captures are news all the same.
func (l *Look) start(w Watch) time.Time {
	m := l.told.of(w)
	if (!m.fresh || m.Until.After(l.until)) && m.Until.After(l.began) {
		return l.began
	}
	return m.Until
}

// Keep remembers what was found as told, by a run. It is called when what is
// to be sent is safe.
func (l *Look) Keep(run string) error {
	t := told{Run: run, Watches: map[string]memory{}}
	for _, h := range l.Hits {
		m := l.told.of(h.Watch)
		if h.Err == nil {
			var fresh []Notice
			for _, hit := range slices.Concat(h.New, h.Changed) {
				fresh = append(fresh, hit.Notice)
			}
			m = m.with(fresh, l.mark(m))
		}
		t.Watches[h.Watch.Name] = m
	}
	return t.save(l.state)
}

// mark is how far a watch has been asked now. It goes back only where it was
// ahead of the clock: a catalogue may have lost captures that were told of.
func (l *Look) mark(m memory) time.Time {
	if m.Until.After(l.until) && !m.Until.After(l.began) {
		return m.Until
	}
	return l.until
}

// since is what has come and changed since one mark, which most watches share.
type since struct {
	db       *catalog.DB
	ix       *index.Index
	mark     time.Time
	changes  []catalog.Changed
	hits     map[string]Hit // of ids, as far as they were needed
	synonyms *index.Synonyms
	before   *scratch // the changed releases as they were, once a watch needs them
}

func (s *since) askAll(ctx context.Context, watches []Watch, t told) (all []Hits, err error) {
	if s.changes, err = s.db.ChangedSince(ctx, s.mark); err != nil {
		return nil, err
	}
	for _, w := range watches {
		hits, err := s.ask(ctx, w, t.of(w))
		if err != nil {
			return nil, err
		}
		all = append(all, hits)
	}
	return all, nil
}

func (s *since) close() error {
	if s.before == nil {
		return nil
	}
	return s.before.close()
}

// ask asks one watch. A release that was changed is a hit too where only its
// version before was found: that a name has gone from a text is news.
func (s *since) ask(ctx context.Context, w Watch, m memory) (Hits, error) {
	h := Hits{Watch: w, New: []Hit{}, Changed: []Hit{}}
	if err := w.Request().Check(); err != nil {
		h.Err = fmt.Errorf("watch %s: %w: remove it and add it again", w.Name, err)
		return h, nil
	}
	ids := make([]string, len(s.changes))
	for i, c := range s.changes {
		ids[i] = c.ID
	}
	found, err := s.ix.Among(ctx, ids, s.request(w))
	if err != nil {
		return h, err
	}
	was, err := s.foundBefore(ctx, w, found)
	if err != nil {
		return h, err
	}
	for _, c := range s.changes {
		left := slices.Contains(was, c.ID)
		if _, ok := slices.BinarySearch(found, c.ID); !ok && !left {
			continue
		}
		hit, err := s.hit(ctx, c)
		if err != nil {
			return h, err
		}
		hit.Left = left
		switch {
		case m.has(hit.Notice):
		case hit.Before.IsZero():
			h.New = append(h.New, hit)
		default:
			h.Changed = append(h.Changed, hit)
		}
	}
	newestFirst(h.New)
	newestFirst(h.Changed)
	return h, nil
}

func (s *since) request(w Watch) index.Request {
	r := w.Request()
	r.Synonyms = s.synonyms
	return r
}

// foundBefore gives the changed releases that the watch finds as they were and
// not as they are.
func (s *since) foundBefore(ctx context.Context, w Watch, found []string) ([]string, error) {
	var other []string
	for _, c := range s.changes {
		if _, ok := slices.BinarySearch(found, c.ID); !ok && !c.FirstSeen.After(s.mark) {
			other = append(other, c.ID)
		}
	}
	if len(other) == 0 {
		return nil, nil
	}
	if s.before == nil {
		var err error
		if s.before, err = s.asTheyWere(ctx); err != nil {
			return nil, err
		}
	}
	return s.before.ix.Among(ctx, other, s.request(w))
}

// hit describes a release, once for all watches.
func (s *since) hit(ctx context.Context, c catalog.Changed) (Hit, error) {
	if h, ok := s.hits[c.ID]; ok {
		return h, nil
	}
	r, err := s.db.Record(ctx, c.ID)
	if err != nil {
		return Hit{}, err
	}
	h := describe(r)
	h.Version = c.ContentChanged
	if !c.FirstSeen.After(s.mark) {
		h.Before = c.FirstSeen
		versions, err := s.db.Versions(ctx, c.ID)
		if err != nil {
			return Hit{}, err
		}
		if old := versionAt(versions, s.mark); old != nil {
			h.Before = old.Capture.Fetched
			diff := change.Between(&old.Record, &r)
			h.Kinds, h.Score = diff.Kinds, diff.Score
		}
	}
	s.hits[c.ID] = h
	return h, nil
}

func describe(r archive.Release) Hit {
	text := func(s *string) string {
		if s == nil {
			return ""
		}
		return *s
	}
	return Hit{
		Notice: Notice{ID: r.ID}, Site: r.Site, Organization: text(r.Organization), URL: r.URL, Title: text(r.Title),
		Language: text(r.Language), Published: text(r.Published), Status: r.Status, Kinds: []string{},
	}
}

// versionAt gives the version of a release that was the last at a time; nil if
// there was none.
func versionAt(versions []catalog.Version, at time.Time) *catalog.Version {
	for i := len(versions) - 1; i >= 0; i-- {
		if !versions[i].Capture.Fetched.After(at) {
			return &versions[i]
		}
	}
	return nil
}

// newestFirst puts the newest versions first, as people read them.
func newestFirst(hits []Hit) {
	slices.SortFunc(hits, func(a, b Hit) int { return cmp.Or(b.Version.Compare(a.Version), cmp.Compare(a.ID, b.ID)) })
}
