package archive_test

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"communique/archive"
	"communique/internal/catalog"
	"communique/internal/crawl"
	"communique/internal/site"
)

const orderProfile = `id: test
organization: Test
hosts: [order.example]
releases: ['^/n/']
sources:
  - {kind: listing, url: 'http://order.example/list', items: li}
`

// TestOrderOfMarks shows what no SIGKILL can, because the kernel keeps what it
// was given: before anything is marked in the catalogue (a page as done, the
// validators of a listing, a robots.txt as known), the answer has been written
// and the file fsynced; and the file gets its name last. At each step that
// reaches the disk the test looks which marks have come since the one before.
func TestOrderOfMarks(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"v1"`)
		if r.URL.Path == "/list" {
			fmt.Fprint(w, "<li><a href=/n/0>0</a></li><li><a href=/n/1>1</a></li>")
			return
		}
		fmt.Fprintf(w, "answer for %s", r.URL.Path)
	}))
	defer server.Close()
	p, err := site.Parse([]byte(orderProfile), "test.yaml")
	if err != nil {
		t.Fatal(err)
	}
	home := t.TempDir()
	store, err := archive.Open(home, archive.Options{Run: "r1"})
	if err != nil {
		t.Fatal(err)
	}
	db, err := catalog.Open(t.Context(), filepath.Join(home, "catalog.sqlite"), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()

	var log []string
	seen := map[string]bool{}
	look := func() {
		for _, mark := range marks(t, db) {
			if !seen[mark] {
				seen[mark] = true
				log = append(log, mark)
			}
		}
	}
	store.Watch(func(step string) {
		look()
		log = append(log, step)
	})
	_, err = crawl.Run(t.Context(), crawl.Options{
		Profiles: []*site.Profile{p}, Store: store, Catalog: db, UserAgent: "communique/test", AllowPrivate: true, Now: time.Now,
		Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
			var d net.Dialer
			return d.DialContext(ctx, network, server.Listener.Addr().String())
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	look()
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	const want = "create, write, fsync dir, " + // the file and its warcinfo
		"write, fsync, ROBOTS, " +
		"write, fsync, READ /list, " +
		"write, fsync, DONE /n/0, " +
		"write, fsync, DONE /n/1, " +
		"fsync, cdxj, rename, fsync dir"
	if got := strings.Join(log, ", "); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}

// marks are what a crawl has marked in the catalogue.
func marks(t *testing.T, db *catalog.DB) (all []string) {
	t.Helper()
	ctx := t.Context()
	if _, _, _, ok, err := db.Robots(ctx, "http://order.example"); err != nil {
		t.Fatal(err)
	} else if ok {
		all = append(all, "ROBOTS")
	}
	if d, ok, err := db.Document(ctx, "test", "http://order.example/list"); err != nil {
		t.Fatal(err)
	} else if ok && d.ETag != "" {
		all = append(all, "READ /list")
	}
	for known, err := range db.KnownURLs(ctx, "test") {
		if err != nil {
			t.Fatal(err)
		}
		if known.State == catalog.StateDone {
			all = append(all, "DONE "+strings.TrimPrefix(known.URL, "http://order.example"))
		}
	}
	return all
}
