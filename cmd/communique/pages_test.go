package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"html"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"communique/archive"
	"communique/index"
)

// realPages is where saved pages of real organisations are, when they are.
const realPages = "../../../shared/pages"

// A savedPage is one line of INDEX.tsv there.
type savedPage struct {
	file, language string
	address        *url.URL // with http for https: the test's server has no certificates
}

// articleLanguage says where the language of the article is not that of the
// page around it, which is the one in INDEX.tsv.
var articleLanguage = map[string]string{
	"www.amnesty.org/document-eur44-0541-2019-es.html": "es",
}

func savedPages(t *testing.T) []savedPage {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(realPages, "INDEX.tsv"))
	if os.IsNotExist(err) {
		t.Skip("no ../shared/pages beside the project: the real pages are not tried")
	}
	if err != nil {
		t.Fatal(err)
	}
	var pages []savedPage
	for line := range strings.Lines(string(data)) {
		fields := strings.Split(line, "\t")
		if fields[0] == "file" {
			continue
		}
		u, err := url.Parse(fields[1])
		if err != nil || u.Host == "" { // a prototype without an address of its own
			u = &url.URL{Host: filepath.Dir(fields[0]), Path: "/" + filepath.Base(fields[0])}
		}
		u.Scheme = "http"
		language, _, _ := strings.Cut(fields[3], "-")
		if l := articleLanguage[fields[0]]; l != "" {
			language = l
		}
		pages = append(pages, savedPage{fields[0], language, u})
	}
	return pages
}

// serveSaved serves every saved page at its own address, whatever its host,
// and a listing of each host's pages.
func serveSaved(t *testing.T, pages []savedPage) (dial func(context.Context, string, string) (net.Conn, error)) {
	t.Helper()
	files := map[string]string{}
	listings := map[string][]string{}
	for _, p := range pages {
		files[p.address.Host+p.address.RequestURI()] = p.file
		listings[p.address.Host] = append(listings[p.address.Host], p.address.RequestURI())
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/listing-of-the-test" {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			for _, path := range listings[r.Host] {
				fmt.Fprintf(w, "<li><a href=\"%s\">x</a></li>\n", html.EscapeString(path))
			}
			return
		}
		file, ok := files[r.Host+r.URL.RequestURI()]
		if !ok {
			http.NotFound(w, r)
			return
		}
		data, err := os.ReadFile(filepath.Join(realPages, file))
		if err != nil {
			t.Errorf("%v", err)
		}
		w.Header().Set("Content-Type", "text/html")
		if _, err := w.Write(data); err != nil {
			t.Errorf("serve %s: %v", file, err)
		}
	}))
	t.Cleanup(server.Close)
	return func(ctx context.Context, network, _ string) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, network, server.Listener.Addr().String())
	}
}

// writeProfiles gives each host a profile without eras: the generic reader.
func writeProfiles(t *testing.T, home string, pages []savedPage) (ids []string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Join(home, "sites"), 0o755); err != nil {
		t.Fatal(err)
	}
	done := map[string]bool{}
	for _, p := range pages {
		host := p.address.Host
		id := "t-" + strings.ReplaceAll(host, ".", "-")
		if done[id] {
			continue
		}
		done[id] = true
		yaml := fmt.Sprintf("id: %s\norganization: %s\nhosts: [%s]\nreleases: ['.']\nsources:\n  - {kind: listing, url: 'http://%s/listing-of-the-test', items: li}\n", id, host, host, host)
		if err := os.WriteFile(filepath.Join(home, "sites", id+".yaml"), []byte(yaml), 0o644); err != nil {
			t.Fatal(err)
		}
		ids = append(ids, id)
	}
	return ids
}

// TestRealPages is the main job on real input: every saved page is crawled
// from loopback under its own host name, archived, read, indexed and found.
func TestRealPages(t *testing.T) {
	pages := savedPages(t)
	home := t.TempDir()
	dial := serveSaved(t, pages)
	ids := writeProfiles(t, home, pages)
	var stdout, stderr bytes.Buffer
	run := func(args ...string) int {
		stdout.Reset()
		stderr.Reset()
		a := &app{stdin: strings.NewReader(""), stdout: &stdout, stderr: &stderr, now: time.Now, dial: dial}
		return a.main(append(args, "--home", home))
	}
	if code := run(append([]string{"crawl", "--allow-private", "--contact", "tests@university.example"}, ids...)...); code != 0 {
		t.Fatalf("crawl: exit %d\n%s", code, &stderr)
	}
	if code := run("export"); code != 0 {
		t.Fatalf("export: exit %d\n%s", code, &stderr)
	}
	records := map[string]archive.Release{}
	lines := bufio.NewScanner(&stdout)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var r archive.Release
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		records[r.URL] = r
	}
	for _, p := range pages {
		t.Run(p.file, func(t *testing.T) {
			r, ok := records[strings.TrimRight(p.address.String(), "/")]
			if !ok {
				t.Fatalf("no record of %s", p.address)
			}
			if deref(r.Title, "") == "" {
				t.Error("no title")
			}
			if deref(r.Language, "") != p.language {
				t.Errorf("language %s, want %s", deref(r.Language, "none"), p.language)
			}
			if r.Text == nil {
				t.Logf("no text; warnings: %q", r.Warnings)
				return
			}
			checkFound(t, run, &stdout, r)
		})
	}
}

// checkFound searches for the release's own title and wants it among the hits.
func checkFound(t *testing.T, run func(...string) int, stdout *bytes.Buffer, r archive.Release) {
	t.Helper()
	quoted := `"` + strings.ReplaceAll(*r.Title, `"`, " ") + `"`
	if code := run("search", quoted, "--json", "--limit", "50"); code != 0 {
		t.Fatalf("search %s: exit %d", quoted, code)
	}
	for line := range strings.Lines(stdout.String()) {
		var hit struct {
			ID       string
			Snippets []index.Snippet
		}
		if err := json.Unmarshal([]byte(line), &hit); err != nil {
			t.Fatal(err)
		}
		if hit.ID == r.ID {
			return
		}
	}
	t.Errorf("search %s does not find %s", quoted, r.ID)
}
