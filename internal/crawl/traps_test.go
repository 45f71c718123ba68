package crawl_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// A site of traps: session ids that change with every page, views of each
// release, a «next» that never ends. Every release is found, and little else
// is asked for.
func TestTraps(t *testing.T) {
	const releases, aPage = 40, 8
	visit := 0
	c := newTally(func(w http.ResponseWriter, r *http.Request) {
		visit++
		session := fmt.Sprintf("PHPSESSID=%032x", visit)
		switch {
		case r.URL.Path == "/robots.txt":
			http.NotFound(w, r)
		case r.URL.Path == "/list":
			var page int
			fmt.Sscanf(r.URL.Query().Get("month"), "%d", &page)
			for i := page * aPage; i < min((page+1)*aPage, releases); i++ {
				fmt.Fprintf(w, "<li><a href='/n/%d?sort=date&amp;%s'>x</a>", i, session)
				fmt.Fprintf(w, "<li><a href='/n/%d;jsessionid=%032x'>x</a><li><a href='/n/%d?view=print'>x</a>", i, visit, i)
			}
			for i := range 30 {
				fmt.Fprintf(w, "<li><a href='/agenda/%d-%d?%s'>x</a>", page, i, session)
			}
			fmt.Fprintf(w, "<a class=next href='/list?month=%d&amp;%s'>older</a>", page+1, session)
		default:
			fmt.Fprint(w, "text")
		}
	})
	n := newNights(t, c, plainProfile)
	run := n.night(nil)
	if run.New != releases || run.Views != 2*releases || run.Failed > 0 {
		t.Errorf("first night: %+v", run)
	}
	if traps := run.Requests - releases - releases/aPage; traps > 200 {
		t.Errorf("the traps cost %d requests", traps)
	}
	if len(run.Problems) != 1 || !strings.Contains(run.Problems[0], "calendar") {
		t.Errorf("problems %q", run.Problems)
	}
	if run := n.night(nil); run.New > 0 || run.Requests > 5 || len(run.Problems) > 0 {
		t.Errorf("a quiet night: %+v", run)
	}
}

// A listing that only changes its session id goes in a circle.
func TestSessionCircle(t *testing.T) {
	visit := 0
	n := newNights(t, scripted{
		"/list": func(w http.ResponseWriter, _ *http.Request) {
			visit++
			fmt.Fprintf(w, "<li><a href=/n/1>x</a><a class=next href='/list?PHPSESSID=%032x'>older</a>", visit)
		},
		"/n/1": says("text"),
	}, plainProfile)
	if run := n.night(nil); run.New != 1 || run.Requests != 3 || len(run.Problems) != 1 || !strings.Contains(run.Problems[0], "circle") {
		t.Errorf("%+v", run)
	}
}
