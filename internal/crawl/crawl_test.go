package crawl_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"communique/archive"
	"communique/internal/catalog"
	"communique/internal/crawl"
	"communique/internal/demosite"
	"communique/internal/fetch"
	"communique/internal/site"
)

const base = "http://www.amnesty.example"

// nights is a home that is crawled again and again, a day apart.
type nights struct {
	t       *testing.T
	home    string
	now     time.Time
	options crawl.Options
	events  []crawl.Event
}

func newNights(t *testing.T, publisher http.Handler, profile string) *nights {
	t.Helper()
	server := httptest.NewServer(publisher)
	t.Cleanup(server.Close)
	p, err := site.Parse([]byte(profile), "test.yaml")
	if err != nil {
		t.Fatal(err)
	}
	n := &nights{t: t, home: t.TempDir(), now: time.Date(2026, 3, 10, 3, 0, 0, 0, time.UTC)}
	n.options = crawl.Options{
		Profiles: []*site.Profile{p}, UserAgent: "communique/test", AllowPrivate: true, Revisits: -1,
		Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
			var d net.Dialer
			return d.DialContext(ctx, network, server.Listener.Addr().String())
		},
	}
	return n
}

// night crawls once, with other options if change is not nil.
func (n *nights) night(change func(*crawl.Options)) catalog.SiteRun {
	n.t.Helper()
	run, err := n.try(n.t.Context(), change)
	if err != nil {
		n.t.Fatal(err)
	}
	return run
}

func (n *nights) try(ctx context.Context, change func(*crawl.Options)) (catalog.SiteRun, error) {
	n.t.Helper()
	n.now = n.now.AddDate(0, 0, 1)
	began := time.Now()
	clock := func() time.Time { return n.now.Add(time.Since(began)) }
	store, err := archive.Open(n.home, archive.Options{Run: n.now.Format("20060102"), Now: clock})
	if err != nil {
		n.t.Fatal(err)
	}
	defer func() {
		if err := store.Close(); err != nil {
			n.t.Error(err)
		}
	}()
	db, err := catalog.Open(n.t.Context(), filepath.Join(n.home, "catalog.sqlite"), clock)
	if err != nil {
		n.t.Fatal(err)
	}
	defer db.Close()
	n.events = nil
	o := n.options
	o.Store, o.Catalog, o.Now = store, db, clock
	var mu sync.Mutex // Notify is called from every site's goroutine
	o.Notify = func(e crawl.Event) {
		mu.Lock()
		defer mu.Unlock()
		n.events = append(n.events, e)
	}
	if change != nil {
		change(&o)
	}
	runs, err := crawl.Run(ctx, o)
	if err == nil && !o.DryRun {
		if err := db.SaveRun(n.t.Context(), catalog.Run{ID: n.now.Format("20060102"), Started: n.now, Finished: clock(), Sites: runs}); err != nil {
			n.t.Fatal(err)
		}
	}
	return runs[0], err
}

// planned gives the addresses a dry run would have fetched.
func (n *nights) planned() (paths []string) {
	for _, e := range n.events {
		if e.Step == "plan" {
			paths = append(paths, strings.TrimPrefix(e.URL, base))
		}
	}
	return paths
}

func profileOfDemo(t *testing.T) string {
	t.Helper()
	set, err := site.Load("", nil)
	if err != nil {
		t.Fatal(err)
	}
	p, err := set.ByID("amnesty-fr")
	if err != nil {
		t.Fatal(err)
	}
	return strings.NewReplacer("https://www.amnesty.fr", base, "www.amnesty.fr", "www.amnesty.example").Replace(string(p.YAML))
}

func demo(t *testing.T) (*demosite.Site, *demosite.Log, *nights) {
	t.Helper()
	publisher, err := demosite.New(base, 1)
	if err != nil {
		t.Fatal(err)
	}
	log := demosite.NewLog(publisher, time.Now)
	return publisher, log, newNights(t, log, profileOfDemo(t))
}

func releasesAsked(log *demosite.Log) (paths []string) {
	for _, r := range log.Requests() {
		if strings.Count(r.Path, "/") >= 2 && (strings.HasPrefix(r.Path, "/presse/") || strings.HasPrefix(r.Path, "/communiques/")) &&
			r.Path != demosite.ListingPath && !strings.Contains(r.Path, "/page/") {
			paths = append(paths, r.Path)
		}
	}
	slices.Sort(paths)
	return paths
}

// The second night asks for what is new, changed or gone, and for nothing else.
func TestSecondNight(t *testing.T) {
	publisher, log, n := demo(t)
	first := n.night(nil)
	if len(first.Problems) > 0 || first.New == 0 || first.Disallowed != 1 {
		t.Fatalf("first night: %+v", first)
	}
	if log.Count(demosite.EmbargoPath) > 0 {
		t.Error("an address that robots.txt forbids was asked for")
	}
	log.Reset()
	quiet := n.night(nil)
	if quiet.New+quiet.Unchanged+quiet.Gone+quiet.Failed > 0 || len(releasesAsked(log)) > 0 {
		t.Errorf("a quiet night: %+v, asked for %v", quiet, releasesAsked(log))
	}
	log.Reset()
	if err := publisher.SetNight(2); err != nil {
		t.Fatal(err)
	}
	n.night(nil)
	want := []string{demosite.NewPath, demosite.EditedPath, demosite.RemovedPath}
	slices.Sort(want)
	if got := releasesAsked(log); !slices.Equal(got, want) {
		t.Errorf("the second night asked for %v, want %v", got, want)
	}
}

func TestLimitThenTheRest(t *testing.T) {
	_, log, n := demo(t)
	some := n.night(func(o *crawl.Options) { o.Limit = 3 })
	if got := len(releasesAsked(log)); got != 3 || some.Waiting == 0 {
		t.Errorf("with a limit of 3: %d releases asked for, %d waiting", got, some.Waiting)
	}
	rest := n.night(nil)
	if rest.Waiting != 0 || some.New+rest.New < 19 {
		t.Errorf("then the rest: %+v after %+v", rest, some)
	}
}

func TestDryRunKeepsNothing(t *testing.T) {
	_, log, n := demo(t)
	n.night(func(o *crawl.Options) { o.DryRun = true })
	if got := releasesAsked(log); len(got) > 0 {
		t.Errorf("a dry run asked for %v", got)
	}
	if got := n.planned(); len(got) < 19 || !slices.Contains(got, demosite.EditedPath) {
		t.Errorf("a dry run plans %v", got)
	}
	files, err := filepath.Glob(filepath.Join(n.home, "warc", "*"))
	if err != nil || len(files) > 0 {
		t.Errorf("a dry run wrote %v, %v", files, err)
	}
	if run := n.night(nil); run.New < 19 {
		t.Errorf("the crawl after a dry run: %+v", run)
	}
}

func TestSince(t *testing.T) {
	_, log, n := demo(t)
	n.night(func(o *crawl.Options) { o.Since = "2026-02-01" })
	got := releasesAsked(log)
	if !slices.Contains(got, "/communiques/egypte-journaliste-detention-prolongee/") {
		t.Errorf("the release of 13 February is not among %v", got)
	}
	if slices.Contains(got, "/communiques/hongrie-taxe-dons-associations/") {
		t.Errorf("the release of 29 January is among %v", got)
	}
}

const plainProfile = `id: test
organization: Test
hosts: [www.amnesty.example]
releases: ['^/n/']
sources:
  - {kind: listing, url: '` + base + `/list', items: li, next: a.next}
`

// scripted answers with what its map says for a path.
type scripted map[string]func(http.ResponseWriter, *http.Request)

func (s scripted) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if answer, ok := s[r.URL.Path]; ok {
		answer(w, r)
		return
	}
	http.NotFound(w, r)
}

func says(text string) func(http.ResponseWriter, *http.Request) {
	return func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, text) }
}

func status(code int) func(http.ResponseWriter, *http.Request) {
	return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) }
}

// A listing whose markup has changed, a feed that is gone: said, not skipped.
func TestDrift(t *testing.T) {
	pages := scripted{"/list": says("<p>no list any more</p>")}
	n := newNights(t, pages, plainProfile)
	if run := n.night(nil); !run.Drift || len(run.Problems) != 1 || !strings.Contains(run.Problems[0], "/list yields no link") {
		t.Errorf("listing without links: %+v", run)
	}
	pages["/list"] = status(http.StatusGone)
	if run := n.night(nil); len(run.Problems) != 1 || !strings.Contains(run.Problems[0], "410") {
		t.Errorf("listing gone: %+v", run)
	}
}

// The last «next» of some sites leads to an empty page: no drift, and since a
// page that failed looks the same, what appears on it later is found.
func TestListingEndsInAnEmptyPage(t *testing.T) {
	pages := scripted{
		"/list": says("<li><a href=/n/1>1</a></li><a class=next href=/more>older</a>"),
		"/more": says("<p>nothing more</p>"), "/n/1": says("one"), "/n/2": says("two"),
	}
	n := newNights(t, pages, plainProfile)
	if run := n.night(nil); run.New != 1 || run.Drift || len(run.Problems) > 0 {
		t.Errorf("an empty last page: %+v", run)
	}
	pages["/more"] = says("<li><a href=/n/2>2</a></li>")
	if run := n.night(nil); run.New != 1 || run.Drift {
		t.Errorf("the page holds something after all: %+v", run)
	}
}

func TestListingInACircle(t *testing.T) {
	n := newNights(t, scripted{
		"/list": says("<li><a href=/n/1>1</a></li><a class=next href=/more>older</a>"),
		"/more": says("<li><a href=/n/2>2</a></li><a class=next href=/list>older</a>"),
		"/n/1":  says("one"), "/n/2": says("two"),
	}, plainProfile)
	if run := n.night(nil); run.New != 2 || len(run.Problems) != 1 || !strings.Contains(run.Problems[0], "circle") {
		t.Errorf("%+v", run)
	}
}

// When robots.txt cannot be had, nothing is asked, and no address pays for it.
func TestRobotsUnavailable(t *testing.T) {
	pages := scripted{"/list": says("<li><a href=/n/1>1</a></li>"), "/n/1": says("one")}
	n := newNights(t, pages, plainProfile)
	n.night(func(o *crawl.Options) { o.DryRun = true })
	pages["/robots.txt"] = status(http.StatusServiceUnavailable)
	run := n.night(nil)
	if run.New+run.Failed > 0 || len(run.Problems) == 0 || !strings.Contains(run.Problems[0], fetch.ErrRobotsUnavailable.Error()) {
		t.Errorf("robots.txt answers 503: %+v", run)
	}
	delete(pages, "/robots.txt")
	if run := n.night(nil); run.New != 1 {
		t.Errorf("and is there again: %+v", run)
	}
}

// A site that has gone silent is left alone after a few addresses, and the
// failed ones are tried again later.
func TestSilentSite(t *testing.T) {
	var back atomic.Bool
	drop := func(w http.ResponseWriter, _ *http.Request) {
		if back.Load() {
			fmt.Fprint(w, "here")
			return
		}
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			panic(err)
		}
		_ = conn.Close()
	}
	pages := scripted{}
	var list strings.Builder
	for i := range 12 {
		path := fmt.Sprintf("/n/%d", i)
		fmt.Fprintf(&list, "<li><a href=%s>x</a></li>", path)
		pages[path] = drop
	}
	pages["/list"] = says(list.String())
	n := newNights(t, pages, plainProfile)
	if run := n.night(nil); run.Failed != 5 || run.Waiting != 7 {
		t.Errorf("silent: %d failed, %d waiting; want 5 and 7\n%v", run.Failed, run.Waiting, run.Problems)
	}
	back.Store(true)
	if run := n.night(nil); run.New != 12 || run.Failed > 0 {
		t.Errorf("after it came back: %+v", run)
	}
}

// An interrupted crawl is not a failure, and no address is lost or marked.
func TestCancel(t *testing.T) {
	_, log, n := demo(t)
	ctx, cancel := context.WithCancel(t.Context())
	_, err := n.try(ctx, func(o *crawl.Options) {
		o.Notify = func(e crawl.Event) {
			if e.Step == "fetch" && e.Done == 4 {
				cancel()
			}
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("error %v", err)
	}
	log.Reset()
	rest := n.night(nil)
	if rest.Failed > 0 || rest.Waiting > 0 || rest.New < 15 {
		t.Errorf("the next night: %+v", rest)
	}
}

// Without --allow-private no loopback address is reached, whatever its name.
func TestPrivateAddress(t *testing.T) {
	n := newNights(t, scripted{}, strings.ReplaceAll(plainProfile, "www.amnesty.example", "localhost"))
	run := n.night(func(o *crawl.Options) { o.AllowPrivate, o.Dial = false, nil })
	if run.Requests > 0 || len(run.Problems) == 0 || !strings.Contains(run.Problems[0], "--allow-private") {
		t.Errorf("%+v", run)
	}
}

// Requisites are fetched when asked for, once, after the releases, with what
// style sheets need in turn; a missing one is no problem of the run.
func TestRequisites(t *testing.T) {
	asked := map[string]int{}
	serve := func(kind, text string) func(http.ResponseWriter, *http.Request) {
		return func(w http.ResponseWriter, r *http.Request) {
			asked[r.URL.Path]++
			w.Header().Set("Content-Type", kind)
			fmt.Fprint(w, text)
		}
	}
	page := serve("text/html", `<link rel=stylesheet href=/main.css><img src=/a.jpg><img src=/missing.jpg><img src="http://cdn.example/b.png"><p>text`)
	pages := scripted{
		"/list": says("<li><a href=/n/1>1</a></li><li><a href=/n/2>2</a></li>"), "/n/1": page, "/n/2": page,
		"/main.css": serve("text/css", "@font-face{src:url(f.woff2)}"), "/f.woff2": serve("font/woff2", "font"),
		"/a.jpg": serve("image/jpeg", "picture"), "/b.png": serve("image/png", "other picture"),
	}
	n := newNights(t, pages, plainProfile)
	if run := n.night(nil); run.New != 2 || run.Requisites != 0 || len(asked) != 2 {
		t.Fatalf("not asked for: %+v, %v", run, asked)
	}
	n = newNights(t, pages, plainProfile)
	run := n.night(func(o *crawl.Options) { o.Requisites = true })
	if run.New != 2 || run.Requisites != 5 || run.Gone+run.Failed+len(run.Problems) > 0 {
		t.Errorf("%+v", run)
	}
	for _, path := range []string{"/main.css", "/f.woff2", "/a.jpg", "/b.png"} {
		if asked[path] != 1 {
			t.Errorf("%s asked for %d times", path, asked[path])
		}
	}
	if run := n.night(func(o *crawl.Options) { o.Requisites = true }); run.Requisites != 0 {
		t.Errorf("the next night: %+v", run)
	}
}

// A listing whose first page has not changed is walked all the same where it
// was never walked to its end, and with Full.
func TestUnchangedFirstPage(t *testing.T) {
	pages := scripted{
		"/list": tagged("<li><a href=/n/1>1</a></li><a class=next href=/more>older</a>", "text/html"),
		"/more": says("<li><a href=/n/2>2</a></li>"), "/n/1": says("one"), "/n/2": says("two"), "/n/3": says("three"),
	}
	n := newNights(t, pages, plainProfile)
	first := httptest.NewRecorder()
	pages["/list"](first, httptest.NewRequest(http.MethodGet, "/list", nil))
	// As after a rebuild: the first page's validators are known, a whole walk is not.
	n.night(func(o *crawl.Options) {
		o.Limit = 1
		if err := o.Catalog.SetValidators(t.Context(), base+"/list", first.Header().Get("ETag"), ""); err != nil {
			t.Fatal(err)
		}
	})
	if run := n.night(nil); run.New != 1 || len(run.Swept) != 1 {
		t.Errorf("not walked to its end: %+v", run)
	}
	pages["/more"] = says("<li><a href=/n/2>2</a></li><li><a href=/n/3>3</a></li>")
	if run := n.night(nil); run.New != 0 {
		t.Errorf("a quiet night: %+v", run)
	}
	if run := n.night(func(o *crawl.Options) { o.Full = true }); run.New != 1 {
		t.Errorf("with Full: %+v", run)
	}
}
