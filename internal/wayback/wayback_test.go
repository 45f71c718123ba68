package wayback

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"communique/archive"
	"communique/internal/catalog"
	"communique/internal/extract"
	"communique/internal/ingest"
	"communique/internal/site"
	"communique/internal/wayback/machine"
)

const profileYAML = `id: lantern
organization: Lantern Watch
hosts: [www.press.example, press.example]
language: en
sources:
  - {kind: feed, url: https://www.press.example/feed/}
releases: ['^/news/[^/?]+/?$']
not_releases: ['^/news/page/?$']
eras:
  - {name: plain, match: div.body, title: [h1], body: [div.body]}
`

// html is a release as it stood on the site.
func html(title, text string) string {
	return fmt.Sprintf("<!doctype html><html lang=en><head><title>%s</title></head><body><h1>%s</h1><div class=body><p>%s</p></div></body></html>", title, title, text)
}

const long = " The committee asks that the detained be released and that the inquiry be opened to the public without delay."

func release(timestamp, name, text string) machine.Capture {
	return machine.Capture{Timestamp: timestamp, Original: "https://www.press.example/news/" + name + "/", Body: html("On "+name, text+long)}
}

// home is an archive under test, and the web archive it asks.
type home struct {
	t       *testing.T
	dir     string
	set     site.Set
	machine *machine.Machine
	api     string
	now     time.Time
	serial  int
	events  []Event
}

func newHome(t *testing.T, m *machine.Machine) *home {
	t.Helper()
	p, err := site.Parse([]byte(profileYAML), "lantern.yaml")
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(m)
	t.Cleanup(server.Close)
	return &home{t: t, dir: t.TempDir(), set: site.Of(p), machine: m, api: server.URL, now: time.Date(2026, 3, 1, 3, 0, 0, 0, time.UTC)}
}

// with opens archive and catalogue, as a run does, with what is in the archive
// read.
func (h *home) with(do func(*archive.Store, *catalog.DB)) {
	h.t.Helper()
	ctx := context.Background()
	h.serial++
	db, err := catalog.Open(ctx, filepath.Join(h.dir, "catalog.sqlite"), func() time.Time { return h.now })
	if err != nil {
		h.t.Fatal(err)
	}
	defer db.Close()
	store, err := archive.Open(h.dir, archive.Options{
		Software: "test", Run: fmt.Sprintf("r%d", h.serial), Now: func() time.Time { return h.now },
		Resolve: func(ctx context.Context, revisit archive.Capture) (archive.Capture, bool, error) {
			row, ok, err := db.CaptureByRecord(ctx, revisit.RecordID)
			if err != nil || !ok {
				return archive.Capture{}, false, err
			}
			original, ok, err := db.OriginalOf(ctx, row)
			return original.Capture, ok, err
		},
	})
	if err != nil {
		h.t.Fatal(err)
	}
	if _, err := store.Recover(ctx); err != nil {
		h.t.Fatal(err)
	}
	h.read(store, db)
	do(store, db)
	if err := store.Close(); err != nil {
		h.t.Fatal(err)
	}
	h.read(store, db)
}

func (h *home) read(store *archive.Store, db *catalog.DB) {
	h.t.Helper()
	p := &ingest.Pipeline{Store: store, Catalog: db, Profiles: h.set, Reader: extract.New(h.set, "test"), Extractor: "test", Now: func() time.Time { return h.now }}
	r, err := p.Run(context.Background())
	if err != nil || len(r.Damage)+len(r.Problems) > 0 {
		h.t.Fatalf("ingest: %v, damage %v, problems %v", err, r.Damage, r.Problems)
	}
}

func (h *home) options(store *archive.Store, db *catalog.DB, change ...func(*Options)) Options {
	o := Options{
		Profile: h.set.All()[0], Store: store, Catalog: db, API: h.api, UserAgent: "communique/test", Contact: "a@b.example",
		AllowPrivate: true, Delay: time.Nanosecond, Backoff: time.Millisecond, PageSize: 3,
		Now: func() time.Time { return h.now }, Notify: func(e Event) { h.events = append(h.events, e) },
	}
	for _, c := range change {
		c(&o)
	}
	return o
}

// run is one backfill.
func (h *home) run(change ...func(*Options)) (r Report) {
	h.t.Helper()
	h.with(func(store *archive.Store, db *catalog.DB) {
		var err error
		if r, err = Run(context.Background(), h.options(store, db, change...)); err != nil {
			h.t.Fatal(err)
		}
	})
	return r
}

// captures are those made of releases: address, date and title.
func (h *home) captures() (all []catalog.CaptureRow) {
	h.t.Helper()
	h.with(func(_ *archive.Store, db *catalog.DB) {
		for row, err := range db.Captures(context.Background(), catalog.Filter{}) {
			if err != nil {
				h.t.Fatal(err)
			}
			if row.Kind == catalog.CaptureResource {
				all = append(all, row)
			}
		}
	})
	return all
}

// versions gives, of each release, the dates of its versions.
func (h *home) versions() []string {
	h.t.Helper()
	var all []string
	h.with(func(_ *archive.Store, db *catalog.DB) {
		for r, err := range db.Records(context.Background(), catalog.Filter{}) {
			if err != nil {
				h.t.Fatal(err)
			}
			versions, err := db.Versions(context.Background(), r.ID)
			if err != nil {
				h.t.Fatal(err)
			}
			line := r.Site + " " + r.URL + " seen " + r.FirstSeen[:10]
			for _, v := range versions {
				line += " " + v.Capture.Fetched.Format(time.DateOnly)
			}
			all = append(all, line)
		}
	})
	slices.Sort(all)
	return all
}

func TestHistory(t *testing.T) {
	m := &machine.Machine{Captures: []machine.Capture{
		release("20150102030405", "a", "First."), release("20160102030405", "a", "First."),
		release("20170102030405", "a", "Second."), release("20150602030405", "b", "Other."),
		{Timestamp: "20150602030406", Original: "https://www.press.example/news/page/", Body: "a listing"},
		{Timestamp: "20150602030406", Original: "https://www.press.example/about", Body: "no release"},
		{Timestamp: "20180101000000", Original: "https://www.press.example/news/a/", Status: 404, Body: "gone"},
		{Timestamp: "20180101000000", Original: "https://www.other.example/news/a/", Body: "another site"},
	}}
	h := newHome(t, m)
	r := h.run()
	if r.Made != 3 || r.Repeated != 1 || r.Captures != 4 || r.Lines != 6 || len(r.Unused)+len(r.Problems) > 0 || r.Left {
		t.Errorf("report %+v", r)
	}
	want := []string{
		"lantern https://www.press.example/news/a seen 2015-01-02 2015-01-02 2017-01-02",
		"lantern https://www.press.example/news/b seen 2015-06-02 2015-06-02",
	}
	if got := h.versions(); !slices.Equal(got, want) {
		t.Errorf("releases:\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if m.AtOnce() != 1 {
		t.Errorf("%d requests at once", m.AtOnce())
	}
	for _, row := range h.captures() {
		p := row.Capture.Provenance
		if p.ArchivedBy != By || !strings.HasPrefix(p.Source, h.api+"/web/"+row.Capture.Fetched.Format("20060102150405")+"id_/https://www.press.example/news/") ||
			p.Retrieved != "2026-03-01T03:00:00.000Z" || !strings.HasPrefix(p.Digest, "sha1:") || !row.Imported || row.Kind != catalog.CaptureResource {
			t.Errorf("%s: %+v", row.URL, row)
		}
		h.checkExchange(row)
	}
	asked := len(m.Asked())
	if asked != 2+3 { // the index has two pages of three lines
		t.Errorf("%d requests: %q", asked, m.Asked())
	}
	h.now = h.now.Add(time.Hour)
	if r := h.run(); r.Known != 3 || r.Made != 0 || r.Requests != 0 || len(m.Asked()) != asked {
		t.Errorf("again: %+v, %q", r, m.Asked()[asked:])
	}
	h.now = h.now.Add(48 * time.Hour)
	if r := h.run(); r.Known != 3 || r.Made != 0 || len(m.Asked()) != asked+2 {
		t.Errorf("days later: %+v, %q", r, m.Asked()[asked:])
	}
}

// checkExchange wants the exchange of a capture in the archive, as an own one.
func (h *home) checkExchange(made catalog.CaptureRow) {
	h.t.Helper()
	h.with(func(store *archive.Store, db *catalog.DB) {
		ctx := context.Background()
		row, ok, err := db.CaptureByRecord(ctx, made.Capture.Provenance.RecordID)
		if err != nil || !ok || row.Role != catalog.RoleMemento || row.Imported || row.URL != made.Capture.Provenance.Source || row.Capture.HTTPStatus != 200 {
			h.t.Fatalf("exchange of %s: %v, %v, %+v", made.URL, ok, err, row)
		}
		page, err := store.Page(ctx, row.Capture)
		if err != nil || page.Header.Get("X-Archive-Orig-Server") != "Apache" {
			h.t.Errorf("exchange of %s: %v, %v", made.URL, page.Header, err)
		}
		own, err := store.Page(ctx, made.Capture)
		if err != nil || string(own.Body) != string(page.Body) || own.Header.Get("Content-Type") != "text/html; charset=utf-8" {
			h.t.Errorf("capture of %s: %v, %v", made.URL, own.Header, err)
		}
		if beside, err := store.Beside(ctx, row.Capture); err != nil || len(beside) != 1 {
			h.t.Errorf("the request of %s: %v, %v", made.URL, beside, err)
		}
	})
}

// What cannot be used is kept, named, and not used; the rest is.
func TestUnused(t *testing.T) {
	with := func(c machine.Capture, change func(*machine.Capture)) machine.Capture {
		change(&c)
		return c
	}
	for name, tt := range map[string]struct {
		capture machine.Capture
		why     string // "": it is used
		asked   int
	}{
		"as it should be": {release("20150102030405", "x", "A."), "", 1},
		"gone from there": {with(release("20150102030405", "x", "A."), func(c *machine.Capture) { c.Fault = machine.Times(9, 404, "") }), "the archive answers 404", 1},
		"503 once":        {with(release("20150102030405", "x", "A."), func(c *machine.Capture) { c.Fault = machine.Times(1, 503, "") }), "", 2},
		"503 all night":   {with(release("20150102030405", "x", "A."), func(c *machine.Capture) { c.Fault = machine.Times(9, 503, "") }), "gives no answer", 3},
		"an error captured": {with(release("20150102030405", "x", "A."), func(c *machine.Capture) {
			c.Fault = func(_ int, w http.ResponseWriter) bool {
				w.Header().Set("Memento-Datetime", "Fri, 02 Jan 2015 03:04:05 GMT")
				w.WriteHeader(503)
				return true
			}
		}), "the capture answers 503", 1},
		"cut once": {with(release("20150102030405", "x", "A."), func(c *machine.Capture) {
			c.Fault = func(n int, w http.ResponseWriter) bool { return n == 1 && machine.Cut(w) }
		}), "", 2},
		"other bytes":     {with(release("20150102030405", "x", "A."), func(c *machine.Capture) { c.Digest = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" }), "do not have the digest sha1:AAAA", 1},
		"compressed":      {with(release("20150102030405", "x", "A."), func(c *machine.Capture) { c.Gzip = true }), "", 1},
		"no memento":      {with(release("20150102030405", "x", "A."), func(c *machine.Capture) { c.NoDate = true }), "no Memento-Datetime", 1},
		"another address": {with(release("20150102030405", "x", "A."), func(c *machine.Capture) { c.Captured = "https://www.press.example/news/y/" }), "it is a capture of https://www.press.example/news/y/", 1},
		"leads out":       {with(release("20150102030405", "x", "A."), func(c *machine.Capture) { c.LeadsTo = "https://www.press.example/news/x/" }), "no capture of its own", 1},
		"leads astray":    {with(release("20150102030405", "x", "A."), func(c *machine.Capture) { c.LeadsTo = "/web/20150102030405id_/https://www.press.example/news/y/" }), "no capture of this address", 1},
		"leads in circles": {with(release("20150102030405", "x", "A."), func(c *machine.Capture) { c.LeadsTo = "/web/20150102030405id_/https://www.press.example/news/x/" }),
			"from one time to the next", 5},
	} {
		t.Run(name, func(t *testing.T) {
			m := &machine.Machine{Captures: []machine.Capture{tt.capture, release("20150102030405", "z", "B.")}}
			h := newHome(t, m)
			r := h.run()
			var why []string
			for _, u := range r.Unused {
				why = append(why, u.Why)
			}
			if tt.why == "" && (r.Made != 2 || len(why) > 0) || tt.why != "" && (r.Made != 1 || len(why) != 1 || !strings.Contains(why[0], tt.why)) {
				t.Errorf("made %d, unused %q; want %q", r.Made, why, tt.why)
			}
			if got := len(h.captures()); got != r.Made {
				t.Errorf("%d captures, %d reported", got, r.Made)
			}
			asked := 0
			for _, uri := range m.Asked() {
				if strings.Contains(uri, "id_/https://www.press.example/news/x/") {
					asked++
				}
			}
			if asked != tt.asked {
				t.Errorf("asked %d times, want %d: %q", asked, tt.asked, m.Asked())
			}
			for _, line := range h.versions() {
				if !strings.HasPrefix(line, "lantern ") {
					t.Errorf("a release of another site: %s", line)
				}
			}
			if tt.asked == 1 { // what is known is not asked for again
				before := len(m.Asked())
				if again := h.run(); len(m.Asked()) != before || len(again.Unused) != len(r.Unused) || again.Made != 0 {
					t.Errorf("again: %+v, %q", again, m.Asked()[before:])
				}
			}
		})
	}
}

// The archive may lead from the time in the index to the one that has the
// bytes; the capture then has the date of these.
func TestOtherTime(t *testing.T) {
	m := &machine.Machine{Captures: []machine.Capture{release("20150102030405", "x", "A.")}}
	other := m.Captures[0]
	other.Timestamp, other.LeadsTo = "20160102030405", "/web/20150102030405id_/https://www.press.example/news/x/"
	m.Captures = []machine.Capture{other, m.Captures[0]}
	h := newHome(t, m)
	r := h.run(func(o *Options) { o.From = "2016" })
	all := h.captures()
	if r.Made != 1 || len(all) != 1 || all[0].Capture.Fetched.Format(time.DateOnly) != "2015-01-02" {
		t.Fatalf("%+v, %v", r, all)
	}
	before := len(m.Asked())
	if r := h.run(func(o *Options) { o.From = "2016" }); r.Known != 1 || len(m.Asked()) != before {
		t.Errorf("again: %+v, %q", r, m.Asked()[before:])
	}
}

// The captured address can have another scheme than the one that was asked for.
func TestCapturedAddress(t *testing.T) {
	c := release("20150102030405", "x", "A.")
	c.Captured = "http://press.example/news/x/"
	h := newHome(t, &machine.Machine{Captures: []machine.Capture{c}})
	if r, all := h.run(), h.captures(); r.Made != 1 || len(all) != 1 || all[0].URL != c.Captured {
		t.Errorf("%+v, %v", r, all)
	}
}

// Captures from before the site had https are of the same release.
func TestTwins(t *testing.T) {
	old := release("20120102030405", "x", "A.")
	old.Original = "http://press.example:80/news/x/"
	other := release("20130102030405", "y", "Another.")
	other.Original = "http://press.example/news/y/"
	other.Body = html("Quite another title", "Another page stood at this address, long before."+long)
	later := release("20120602030405", "y", "C.")
	h := newHome(t, &machine.Machine{Captures: []machine.Capture{old, release("20170102030405", "x", "B."), other, later, release("20180102030405", "y", "C. It goes on.")}})
	h.run()
	want := []string{
		"lantern http://press.example/news/y seen 2013-01-02 2013-01-02",
		"lantern https://www.press.example/news/x seen 2012-01-02 2012-01-02 2017-01-02",
		"lantern https://www.press.example/news/y seen 2012-06-02 2012-06-02 2018-01-02",
	}
	if got := h.versions(); !slices.Equal(got, want) {
		t.Errorf("releases:\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	// The same, when the older captures come to be known later.
	m := &machine.Machine{Captures: []machine.Capture{release("20170102030405", "x", "B.")}}
	h = newHome(t, m)
	h.run()
	m.Captures = append(m.Captures, old)
	h.now = h.now.Add(48 * time.Hour)
	h.run()
	if got := h.versions(); !slices.Equal(got, want[1:2]) {
		t.Errorf("later: %q", got)
	}
}

// What was captured again with the same bytes is not fetched, and dates the
// release; a version that came back is one.
func TestRepeated(t *testing.T) {
	m := &machine.Machine{Captures: []machine.Capture{
		release("20120102030405", "x", "A."), release("20130102030405", "x", "A."), release("20140102030405", "x", "B."), release("20150102030405", "x", "A."),
		release("20160102030405", "x", "A."),
	}}
	h := newHome(t, m)
	if r := h.run(); r.Made != 2 || r.Repeated != 3 || r.Revisits != 3 {
		t.Errorf("%+v", r)
	}
	want := []string{"lantern https://www.press.example/news/x seen 2012-01-02 2012-01-02 2014-01-02 2015-01-02"}
	if got := h.versions(); !slices.Equal(got, want) {
		t.Errorf("releases %q, want %q", got, want)
	}
	h.with(func(store *archive.Store, db *catalog.DB) {
		for r, err := range db.Records(context.Background(), catalog.Filter{}) {
			if err != nil || r.LastSeen[:10] != "2016-01-02" {
				t.Errorf("last seen %s, %v", r.LastSeen, err)
			}
			if p := r.Capture.Provenance; !strings.HasPrefix(p.Source, h.api+"/cdx/search/cdx?") || p.RecordID == "" {
				t.Errorf("provenance of the version that came back: %+v", p)
			}
			if page, err := store.Page(context.Background(), r.Capture); err != nil || string(page.Body) != m.Captures[0].Body {
				t.Errorf("its page: %q, %v", page.Body, err)
			}
		}
	})
	if r := h.run(); r.Revisits != 0 || r.Requests != 0 {
		t.Errorf("again: %+v", r)
	}
	m.Captures = append(m.Captures, release("20170102030405", "x", "A."))
	if r := h.run(func(o *Options) { o.From = "2016" }); r.Revisits != 1 || r.Known != 1 || r.Made != 0 {
		t.Errorf("from one that repeats: %+v", r)
	}
	h.with(func(_ *archive.Store, db *catalog.DB) {
		for row, err := range db.Captures(context.Background(), catalog.Filter{}) {
			if err != nil || row.Kind != catalog.CaptureRevisit || !row.Imported {
				continue
			}
			if to, ok, err := db.CaptureByRecord(context.Background(), row.RefersTo); err != nil || !ok || to.Kind != catalog.CaptureResource {
				t.Errorf("%s refers to %+v, %v, %v", row.Capture.Fetched, to, ok, err)
			}
		}
	})
}

// Where the first capture of some bytes is not to be had, another may be.
func TestSecondBest(t *testing.T) {
	m := &machine.Machine{}
	for i := range 6 {
		c := release(fmt.Sprintf("201%d0102030405", i), "x", "A.")
		if i < 2 {
			c.Fault = machine.Times(9, 404, "")
		}
		m.Captures = append(m.Captures, c)
	}
	h := newHome(t, m)
	if r := h.run(); r.Made != 1 || len(r.Unused) != 2 || r.Revisits != 3 || r.Repeated != 3 {
		t.Errorf("%+v", r)
	}
}

func TestIndexFaults(t *testing.T) {
	two := []machine.Capture{release("20150102030405", "x", "A."), release("20150102030405", "z", "B.")}
	for name, tt := range map[string]struct {
		fault   func(n int, w http.ResponseWriter) bool
		rows    []string
		made    int
		problem string
		asked   int
	}{
		"429 once":       {machine.Times(1, 429, ""), nil, 2, "", 2},
		"429 and no end": {machine.Times(9, 429, ""), nil, 0, "gives no answer (tried 3 times): it answers 429", 3},
		"cut once":       {func(n int, w http.ResponseWriter) bool { return n == 1 && machine.Cut(w) }, nil, 2, "", 2},
		"half an answer": {func(n int, w http.ResponseWriter) bool {
			fmt.Fprint(w, `[["urlkey","timestamp","original","mimetype","statuscode","digest"],["example,press)/news/x"`)
			return true
		}, nil, 0, "not whole", 3},
		"half an answer once": {func(n int, w http.ResponseWriter) bool {
			if n == 1 {
				fmt.Fprint(w, `[["urlkey","timestamp"`)
			}
			return n == 1
		}, nil, 2, "", 2},
		"a page": {func(_ int, w http.ResponseWriter) bool { fmt.Fprint(w, "<html>down for maintenance"); return true }, nil, 0, "no JSON", 3},
		"blocked": {func(_ int, w http.ResponseWriter) bool {
			http.Error(w, "org.archive.util.io.RuntimeIOException: AdministrativeAccessControlException: Blocked Site Error", http.StatusForbidden)
			return true
		}, nil, 0, "answers 403", 1},
		"nothing":         {func(_ int, w http.ResponseWriter) bool { return true }, nil, 0, "", 1},
		"no such field":   {func(_ int, w http.ResponseWriter) bool { fmt.Fprint(w, `[["a","b"],["1","2"]]`); return true }, nil, 0, `no field "timestamp"`, 3},
		"asks for longer": {machine.Times(1, 429, "86400"), nil, 0, "is not to be asked again before 2026-03-02", 1},
		"bad lines": {nil, []string{
			`["example,press)/news/x","2015","https://www.press.example/news/x/","text/html","200","AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA","1"]`,
			`["too","short"]`, `"a string"`, `{"an":"object"}`, `[1,2,3,4,5,6,7]`,
			`["example,press)/news/x","20150102030406","https://www.press.example/news/x/","text/html","200","-","1"]`,
			`["example,press)/news/x","20151302030406","https://www.press.example/news/x/","text/html","200","AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA","1"]`,
			`["example,press)/news/x","20150102030406","mailto:x","text/html","200","AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA","1"]`,
		}, 2, "cannot be understood", 1},
	} {
		t.Run(name, func(t *testing.T) {
			m := &machine.Machine{Captures: two, IndexFault: tt.fault, Rows: tt.rows}
			h := newHome(t, m)
			r := h.run(func(o *Options) { o.PageSize = 100 })
			if r.Made != tt.made || (len(r.Problems) > 0) != (tt.problem != "") || !strings.Contains(strings.Join(r.Problems, "\n"), tt.problem) {
				t.Errorf("made %d of %d, problems %q", r.Made, tt.made, r.Problems)
			}
			if r.Malformed != len(tt.rows) {
				t.Errorf("%d malformed lines, want %d: %q", r.Malformed, len(tt.rows), r.Problems)
			}
			asked := 0
			for _, uri := range m.Asked() {
				if strings.HasPrefix(uri, "/cdx") {
					asked++
				}
			}
			if asked != tt.asked {
				t.Errorf("the index was asked %d times, want %d", asked, tt.asked)
			}
		})
	}
}

// Not one request comes before a Retry-After has run out.
func TestRetryAfter(t *testing.T) {
	var refused, next time.Time
	c := release("20150102030405", "x", "A.")
	c.Fault = func(n int, w http.ResponseWriter) bool {
		if n > 1 {
			next = time.Now()
			return false
		}
		refused = time.Now()
		return machine.Times(1, 429, "1")(n, w)
	}
	h := newHome(t, &machine.Machine{Captures: []machine.Capture{c}})
	if r := h.run(); r.Made != 1 || next.Sub(refused) < time.Second {
		t.Errorf("%+v; asked again after %s", r, next.Sub(refused))
	}
}

// An archive that is at its limit, or silent, is left in peace.
func TestEnds(t *testing.T) {
	for name, tt := range map[string]struct {
		status, asked int
	}{"429": {429, 3}, "503": {503, 9}} {
		t.Run(name, func(t *testing.T) {
			m, down := &machine.Machine{}, true
			for i := range 20 {
				c := release("20150102030405", fmt.Sprintf("n%02d", i), "A.")
				c.Fault = func(n int, w http.ResponseWriter) bool { return down && machine.Times(n, tt.status, "")(n, w) }
				m.Captures = append(m.Captures, c)
			}
			h := newHome(t, m)
			r := h.run(func(o *Options) { o.PageSize = 100 })
			if !r.Left || len(m.Asked()) != 1+tt.asked || len(r.Problems) != 1 || !strings.Contains(r.Problems[0], "run again later") {
				t.Errorf("%+v\n%q", r, m.Asked())
			}
			down = false
			if r := h.run(func(o *Options) { o.PageSize = 100 }); r.Made != 20 || r.Left {
				t.Errorf("the next night: %+v", r)
			}
		})
	}
}

func TestLimitAndDryRun(t *testing.T) {
	m := &machine.Machine{}
	for i := range 7 {
		m.Captures = append(m.Captures, release(fmt.Sprintf("201%d0102030405", i), "x", fmt.Sprint(i)))
	}
	h := newHome(t, m)
	var planned []string
	plan := h.options(nil, nil, func(o *Options) {
		o.From, o.To, o.Limit = "2011", "2015", 3
		o.Notify = func(e Event) {
			if e.Step == "plan" {
				planned = append(planned, strings.TrimPrefix(e.Memento, h.api))
			}
		}
	})
	r, err := Run(context.Background(), plan)
	if err != nil || !r.DryRun || !r.Left || len(planned) != 3 || planned[0] != "/web/20110102030405id_/https://www.press.example/news/x/" {
		t.Errorf("%+v, %v, %q", r, err, planned)
	}
	if left, err := os.ReadDir(h.dir); err != nil || len(left) > 0 {
		t.Errorf("a dry run left %v, %v", left, err)
	}
	for night, want := range []int{3, 3, 1, 0} {
		if r := h.run(func(o *Options) { o.Limit = 3 }); r.Made != want || r.Left != (night < 2) {
			t.Errorf("night %d: %+v", night, r)
		}
	}
	counts := map[string]int{}
	for _, uri := range m.Asked() {
		if counts[uri]++; counts[uri] > 1 && strings.HasPrefix(uri, "/web") {
			t.Errorf("asked twice: %s", uri)
		}
	}
}

// A run that died between an exchange and its capture makes that in the next.
func TestCaptureFromTheArchive(t *testing.T) {
	m := &machine.Machine{Captures: []machine.Capture{release("20150102030405", "x", "A."), release("20160102030405", "x", "B.")}}
	h := newHome(t, m)
	h.run()
	imports, err := filepath.Glob(filepath.Join(h.dir, "warc", "import-*"))
	if err != nil || len(imports) != 2 {
		t.Fatal(imports, err)
	}
	for _, path := range append(imports, filepath.Join(h.dir, "catalog.sqlite")) {
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
	if got := h.versions(); len(got) != 0 {
		t.Fatalf("without the captures: %q", got)
	}
	asked := len(m.Asked())
	if r := h.run(); r.Made != 2 || r.Requests != 0 || len(m.Asked()) != asked || len(h.versions()) != 1 {
		t.Errorf("%+v, %q", r, m.Asked()[asked:])
	}
}

func TestRobots(t *testing.T) {
	m := &machine.Machine{Captures: []machine.Capture{release("20150102030405", "x", "A.")}, Robots: "User-agent: *\nDisallow: /web/\n"}
	h := newHome(t, m)
	if r := h.run(); r.Made != 0 || !r.Left || len(r.Problems) != 1 || !strings.Contains(r.Problems[0], "robots.txt") {
		t.Errorf("%+v", r)
	}
}

func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	m := &machine.Machine{}
	for i := range 5 {
		m.Captures = append(m.Captures, release(fmt.Sprintf("201%d0102030405", i), "x", fmt.Sprint(i)))
	}
	m.Captures[2].Fault = func(n int, _ http.ResponseWriter) bool {
		if n == 1 {
			cancel()
			time.Sleep(20 * time.Millisecond)
		}
		return false
	}
	h := newHome(t, m)
	h.with(func(store *archive.Store, db *catalog.DB) {
		if r, err := Run(ctx, h.options(store, db)); !errors.Is(err, context.Canceled) || r.Made != 2 {
			t.Errorf("%+v, %v", r, err)
		}
	})
	if r := h.run(); r.Made != 3 || r.Known != 2 {
		t.Errorf("the next: %+v", r)
	}
	mementos := 0
	for _, uri := range m.Asked() {
		if strings.HasPrefix(uri, "/web") {
			mementos++
		}
	}
	if mementos != 6 {
		t.Errorf("%d requests for 5 captures, one of them interrupted", mementos)
	}
}

func TestQueries(t *testing.T) {
	for releases, want := range map[string]string{
		`'^/news/[^/?]+/?$'`:                "press.example/news/",
		`'^/(a|b)/x'`:                       "press.example/",
		`'^/news/\d+'`:                      "press.example/news/",
		`'^/news/2', '^/news/', '^/press/'`: "press.example/news/ press.example/press/",
		`'/news/'`:                          "press.example",
		`'^/a/', 'b'`:                       "press.example",
		`'^/new'`:                           "press.example/",
	} {
		p, err := site.Parse([]byte(strings.Replace(profileYAML, `'^/news/[^/?]+/?$'`, releases, 1)), "p.yaml")
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, q := range queries(p) {
			got = append(got, q.host+q.path)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %q, want %q", releases, got, want)
		}
	}
}

func FuzzParseIndex(f *testing.F) {
	f.Add([]byte(`[["urlkey","timestamp","original","mimetype","statuscode","digest","length"],["k","20150102030405","http://a/b","t","200","AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA","1"],[],["k%2Fx"]]`))
	f.Add([]byte(`[[]]`))
	f.Add([]byte(`[["timestamp","original","statuscode","digest"],null,[],[]]`))
	f.Fuzz(func(t *testing.T, body []byte) {
		p, err := parseIndex(body)
		if err != nil {
			return
		}
		for _, l := range p.lines {
			if l.captured.Format(timestampLayout) != l.timestamp || l.original == "" || l.status == "200" && l.digest.New() == nil {
				t.Errorf("line %+v", l)
			}
		}
	})
}
