package crawl_test

import (
	"compress/gzip"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"communique/archive"
	"communique/internal/crawl"
	"communique/internal/site"
)

// tally counts what a server is asked for, by host and path, and answers as
// answer does.
type tally struct {
	mu     sync.Mutex
	asked  map[string]int
	answer func(w http.ResponseWriter, r *http.Request)
}

func newTally(answer func(http.ResponseWriter, *http.Request)) *tally {
	return &tally{asked: map[string]int{}, answer: answer}
}

func (c *tally) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c.mu.Lock()
	c.asked[r.Host]++
	c.asked[r.Host+r.URL.Path]++
	c.mu.Unlock()
	c.answer(w, r)
}

func (c *tally) count(what string) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.asked[what]
}

const twoHosts = `id: test
organization: Test
hosts: [www.amnesty.example, blog.amnesty.example]
releases: ['^/n/']
sources:
  - {kind: listing, url: '` + base + `/list', items: li}
`

// A host whose robots.txt cannot be had is asked for no page; the site's other
// host goes on, though the closed one's addresses come first.
func TestOneHostClosed(t *testing.T) {
	open := false
	c := newTally(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/robots.txt" && strings.HasPrefix(r.Host, "blog") && !open:
			w.WriteHeader(http.StatusBadGateway)
		case r.URL.Path == "/robots.txt":
			http.NotFound(w, r)
		case r.URL.Path == "/list":
			for i := range 20 {
				fmt.Fprintf(w, "<li><a href=http://blog.amnesty.example/n/%d>x</a></li>", i)
			}
			for i := range 3 {
				fmt.Fprintf(w, "<li><a href=/n/%d>x</a></li>", i)
			}
		default:
			fmt.Fprint(w, "text")
		}
	})
	n := newNights(t, c, twoHosts)
	run := n.night(nil)
	if run.New != 3 || run.Failed != 0 || run.Waiting != 20 || len(run.Problems) != 1 {
		t.Errorf("%+v", run)
	}
	if got := c.count("blog.amnesty.example"); got != 1 {
		t.Errorf("the closed host was asked %d times, want once, for robots.txt", got)
	}
	open = true
	if run := n.night(nil); run.New != 20 || run.Waiting != 0 {
		t.Errorf("the next night: %+v", run)
	}
}

// A server that is unwell is left alone after a few tries, and what it asked
// for holds in the next run too.
func TestStorm(t *testing.T) {
	storm, after := true, ""
	c := newTally(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/list":
			for i := range 30 {
				fmt.Fprintf(w, "<li><a href=/n/%d>x</a></li>", i)
			}
		case r.URL.Path == "/robots.txt":
			http.NotFound(w, r)
		case storm:
			if after != "" {
				w.Header().Set("Retry-After", after)
			}
			w.WriteHeader(http.StatusServiceUnavailable)
		default:
			fmt.Fprint(w, "text")
		}
	})
	n := newNights(t, c, plainProfile)
	if run := n.night(nil); run.Failed != 5 || run.Waiting != 25 {
		t.Errorf("503 without a word: %+v", run)
	}
	after = "90000" // more than a day
	if run := n.night(nil); run.Failed != 1 || len(run.Problems) != 2 {
		t.Errorf("503 with Retry-After: %+v", run)
	}
	asked := c.count("www.amnesty.example")
	if run := n.night(nil); c.count("www.amnesty.example") != asked || run.Requests != 0 || len(run.Problems) == 0 {
		t.Errorf("a day later it was asked before it wants to be: %+v", run)
	}
	storm = false
	if run := n.night(nil); run.New != 30 {
		t.Errorf("two days later: %+v", run)
	}
}

// Several sites share hosts: each host is asked one thing at a time, and never
// sooner than the slowest of its profiles allows. The server counts.
func TestSharedHosts(t *testing.T) {
	const delay = 30 * time.Millisecond
	var mu sync.Mutex
	busy, ended, most := map[string]int{}, map[string]time.Time{}, 0
	var wrong []string
	server := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		if busy[r.Host]++; busy[r.Host] > 1 {
			wrong = append(wrong, r.Host+" asked for two things at once")
		}
		if last, ok := ended[r.Host]; ok && time.Since(last) < delay {
			wrong = append(wrong, fmt.Sprintf("%s asked again after %s", r.Host, time.Since(last)))
		}
		all := 0
		for _, n := range busy {
			all += n
		}
		most = max(most, all)
		mu.Unlock()
		defer func() {
			mu.Lock()
			defer mu.Unlock()
			busy[r.Host]--
			ended[r.Host] = time.Now()
		}()
		time.Sleep(3 * time.Millisecond) // so that overlaps can be seen
		switch r.URL.Path {
		case "/robots.txt":
			http.NotFound(w, r)
		case "/list":
			for i := range 4 {
				fmt.Fprintf(w, "<li><a href=http://h%d.example/n/%s-%d>x</a></li>", i, r.Host, i)
			}
		case "/n/h0.example-1":
			http.Redirect(w, r, "http://h2.example/n/there", http.StatusFound)
		default:
			fmt.Fprint(w, "text")
		}
	})
	n := newNights(t, server, plainProfile)
	n.options.Profiles = nil
	for i := range 4 {
		d := delay
		if i > 0 {
			d = 0 // one slow profile slows the hosts it shares
		}
		p, err := site.Parse(fmt.Appendf(nil, `id: s%d
organization: Test
hosts: [h0.example, h1.example, h2.example, h3.example]
delay: %s
releases: ['^/n/']
sources:
  - {kind: listing, url: 'http://h%d.example/list', items: li}
`, i, d, i), "test.yaml")
		if err != nil {
			t.Fatal(err)
		}
		n.options.Profiles = append(n.options.Profiles, p)
	}
	if run := n.night(nil); run.New != 4 || len(run.Problems) > 0 {
		t.Errorf("%+v", run)
	}
	mu.Lock()
	defer mu.Unlock()
	if len(wrong) > 0 || most < 2 {
		t.Errorf("at most %d hosts at once; %q", most, wrong)
	}
}

// A delay of the user's own holds where the profile asks for less, and not
// where it asks for more.
func TestDelayOption(t *testing.T) {
	var mu sync.Mutex
	var at []time.Time
	n := newNights(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		at = append(at, time.Now())
		http.NotFound(w, r)
	}), plainProfile)
	const delay = 200 * time.Millisecond
	n.night(func(o *crawl.Options) { o.Delay = delay })
	mu.Lock()
	defer mu.Unlock()
	if len(at) != 2 || at[1].Sub(at[0]) < delay {
		t.Errorf("asked at %v", at)
	}
}

// What a page reserves is honoured where the profile says so: its bytes are not
// kept, that it was asked for is. Elsewhere it is kept like any other.
func TestHonour(t *testing.T) {
	html := func(head string) func(http.ResponseWriter, *http.Request) {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			w.Header().Set("Content-Encoding", "gzip")
			zip := gzip.NewWriter(w)
			fmt.Fprintf(zip, "<html><head>%s</head><p>secret words", head)
			zip.Close()
		}
	}
	pages := scripted{
		"/list":   says("<li><a href=/n/free>1</a><li><a href=/n/tag>2</a><li><a href=/n/meta>3</a><li><a href=/n/tdm>4</a>"),
		"/n/free": html(""), "/n/meta": html("<meta name=robots content='noindex, noarchive'>"), "/n/tdm": html("<meta name=tdm-reservation content=1>"),
		"/n/tag": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("X-Robots-Tag", "communique: noarchive")
			fmt.Fprint(w, "secret words")
		},
	}
	for _, tt := range []struct {
		honour        string
		kept, refused int
	}{{"", 4, 0}, {"honour: [noarchive]\n", 2, 2}, {"honour: [noarchive, tdm]\n", 1, 3}} {
		n := newNights(t, pages, tt.honour+plainProfile)
		run := n.night(nil)
		if run.New != tt.kept || run.Reserved != tt.refused || run.Failed+len(run.Problems) > 0 {
			t.Errorf("%q: %+v", tt.honour, run)
		}
		responses, failures := n.archived()
		for path, may := range map[string]bool{"/n/free": true, "/n/tag": tt.honour == "", "/n/meta": tt.honour == "", "/n/tdm": !strings.Contains(tt.honour, "tdm")} {
			if (responses[base+path] > 0) != may || strings.Contains(failures[base+path], `"reserved"`) == may {
				t.Errorf("%q: %s kept %t, failure %q", tt.honour, path, responses[base+path] > 0, failures[base+path])
			}
		}
		n.now = n.now.Add(-2 * time.Hour)           // within robots.txt's day, however slow the machine is
		if run := n.night(nil); run.Requests != 1 { // the listing
			t.Errorf("%q: the next night asked %d times: it is for a week later", tt.honour, run.Requests)
		}
	}
}

// archived counts the responses in the archive and joins the metadata records,
// by address.
func (n *nights) archived() (responses map[string]int, notes map[string]string) {
	n.t.Helper()
	responses, notes = map[string]int{}, map[string]string{}
	store, err := archive.Open(n.home, archive.Options{Run: "read", Now: time.Now})
	if err != nil {
		n.t.Fatal(err)
	}
	files, err := store.Files()
	if err != nil {
		n.t.Fatal(err)
	}
	for _, f := range files {
		for e, err := range store.Entries(n.t.Context(), f, 0) {
			if err != nil {
				n.t.Fatal(err)
			}
			if e.Kind == "response" {
				responses[e.URL]++
			}
			notes[e.URL] += string(e.Metadata)
		}
	}
	return responses, notes
}

// robots.txt is in the archive like any other answer, believed for less than a
// day and no longer.
func TestRobotsRecordedAndRenewed(t *testing.T) {
	rules := "user-agent: *\ndisallow: /n/2\n"
	c := newTally(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/robots.txt":
			fmt.Fprint(w, rules)
		case "/list":
			fmt.Fprint(w, "<li><a href=/n/1>x</a><li><a href=/n/2>x</a>")
		default:
			fmt.Fprint(w, "text")
		}
	})
	n := newNights(t, c, plainProfile)
	n.night(nil)
	responses, _ := n.archived()
	if responses[base+"/robots.txt"] != 1 || c.count("www.amnesty.example/n/2") != 0 {
		t.Errorf("archived %v", responses)
	}
	n.now = n.now.Add(-2 * time.Hour) // the next night is 22 hours later
	n.night(nil)
	if got := c.count("www.amnesty.example/robots.txt"); got != 1 {
		t.Errorf("asked %d times within a day", got)
	}
	n.now = n.now.Add(-12 * time.Hour) // and the one after it 12
	n.night(nil)
	if got := c.count("www.amnesty.example/robots.txt"); got != 2 {
		t.Errorf("asked %d times, want once more after a day", got)
	}
}
