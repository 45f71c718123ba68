package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"communique/archive"
	"communique/archive/warc"
)

// faulty is a site on which every page has something wrong with it. Each has
// enough text to be a release where it can be read at all.
func faulty() http.Handler {
	const head = "<!doctype html><html lang=fr><head><title>%s</title></head><body>"
	article := "<article><h1>%s</h1><p>Les autorités doivent libérer sans délai toutes les personnes qui sont détenues pour avoir manifesté.</p><p>Elles doivent aussi ouvrir une enquête sur les coups portés pendant la nuit.</p></article>"
	page := func(title string) string { return fmt.Sprintf(head+article, title, title) }
	mux := http.NewServeMux()
	html := func(path, contentType, body string) {
		mux.HandleFunc("GET "+path, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", contentType)
			_, _ = w.Write([]byte(body))
		})
	}
	const utf8 = "text/html; charset=utf-8"
	html("/n/good", utf8, page("Bonne page"))
	html("/n/deep", utf8, fmt.Sprintf(head, "Profonde")+strings.Repeat("<div>", 600)+fmt.Sprintf(article, "Profonde"))
	html("/n/divs", utf8, fmt.Sprintf(head, "Divisions")+fmt.Sprintf(article, "Divisions")+strings.Repeat("<div>", 1<<17))
	html("/n/label", utf8, strings.NewReplacer("é", "\xe9", "ê", "\xea").Replace(page("Libération")))
	html("/n/empty", utf8, "")
	html("/n/error200", utf8, fmt.Sprintf(head, "Page introuvable")+"<h1>Page introuvable</h1><p>Erreur 404</p>")
	html("/n/script", utf8, fmt.Sprintf(head, "Application")+`<div id="app"></div><noscript>Activez JavaScript.</noscript><script>`+strings.Repeat("var a=1;", 5000)+`</script>`)
	mux.HandleFunc("GET /n/loop", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/n/loop?again", http.StatusFound)
	})
	mux.HandleFunc("GET /n/bomb", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", utf8)
		w.Header().Set("Content-Encoding", "gzip")
		zip := gzip.NewWriter(w)
		_, _ = zip.Write([]byte(page("Bombe")))
		zeros := make([]byte, 1<<20)
		for range 64 {
			_, _ = zip.Write(zeros)
		}
		_ = zip.Close()
	})
	mux.HandleFunc("GET /n/half", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", utf8)
		w.Header().Set("Content-Length", "100000")
		_, _ = w.Write([]byte(page("Moitié")))
		hijack(w, false)
	})
	mux.HandleFunc("GET /n/reset", func(w http.ResponseWriter, _ *http.Request) { hijack(w, true) })
	mux.HandleFunc("GET /n/503", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) })
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) {
		for _, name := range faults {
			fmt.Fprintf(w, "<li><a href=/n/%s>%s</a></li>", name, name)
		}
	})
	return mux
}

var faults = []string{"good", "deep", "divs", "label", "empty", "error200", "script", "loop", "bomb", "half", "reset", "503"}

// hijack cuts the connection off, with a reset or after what was written.
func hijack(w http.ResponseWriter, reset bool) {
	conn, buf, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(err)
	}
	_ = buf.Flush()
	if tcp, ok := conn.(*net.TCPConn); ok && reset {
		_ = tcp.SetLinger(0)
	}
	_ = conn.Close()
}

// program runs command lines in one home against one server.
type program struct {
	t              *testing.T
	home           string
	dial           func(ctx context.Context, network, addr string) (net.Conn, error)
	now            func() time.Time // nil: the machine's
	limits         warc.TransportOptions
	stdout, stderr bytes.Buffer
}

func newProgram(t *testing.T, site http.Handler, profile string) *program {
	t.Helper()
	server := httptest.NewServer(site)
	t.Cleanup(server.Close)
	p := &program{t: t, home: t.TempDir()}
	p.dial = func(ctx context.Context, network, _ string) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, network, server.Listener.Addr().String())
	}
	dir := filepath.Join(p.home, "sites")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "test.yaml"), []byte(profile), 0o644); err != nil {
		t.Fatal(err)
	}
	return p
}

func (p *program) run(args ...string) int {
	p.stdout.Reset()
	p.stderr.Reset()
	a := &app{stdin: strings.NewReader(""), stdout: &p.stdout, stderr: &p.stderr, now: time.Now, dial: p.dial, limits: p.limits}
	if p.now != nil {
		a.now = p.now
	}
	return a.main(append(args, "--home", p.home))
}

func (p *program) crawl(flags ...string) int {
	return p.run(append([]string{"crawl", "test", "--allow-private", "--contact", "tests@university.example"}, flags...)...)
}

// records exports everything, by the last part of the address.
func (p *program) records() map[string]archive.Release {
	p.t.Helper()
	if code := p.run("export"); code != 0 {
		p.t.Fatalf("export: exit %d\n%s", code, &p.stderr)
	}
	records := map[string]archive.Release{}
	for line := range strings.Lines(p.stdout.String()) {
		var r archive.Release
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			p.t.Fatal(err)
		}
		records[r.URL[strings.LastIndexByte(r.URL, '/')+1:]] = r
	}
	return records
}

const faultyProfile = `id: test
organization: Test
hosts: [faulty.example]
releases: ['^/n/']
sources:
  - {kind: listing, url: 'http://faulty.example/', items: li}
`

// TestFaults crawls a site where everything goes wrong, and wants each page
// kept, read as far as it can be, or counted and named.
func TestFaults(t *testing.T) {
	p := newProgram(t, faulty(), faultyProfile)
	if code := p.crawl(); code != exitPartly {
		t.Fatalf("crawl: exit %d, want %d\n%s", code, exitPartly, &p.stderr)
	}
	said := p.stderr.String()
	for _, name := range []string{"loop", "bomb", "half", "reset", "503"} {
		if !strings.Contains(said, "faulty.example/n/"+name) {
			t.Errorf("standard error does not name %s:\n%s", name, said)
		}
	}
	if !regexp.MustCompile(`(?m)^site +new +changed +failed .*\ntest +\d+ +0 +5 `).MatchString(said) {
		t.Errorf("not 5 failed:\n%s", said)
	}
	records := p.records()
	for name, title := range map[string]string{"good": "Bonne page", "deep": "Profonde", "divs": "Divisions", "label": "Libération"} {
		r, ok := records[name]
		if !ok || deref(r.Title, "") != title || !strings.Contains(deref(r.Text, ""), "libérer sans délai") {
			t.Errorf("%s: title %q, text %.60q, warnings %q", name, deref(r.Title, ""), deref(r.Text, ""), r.Warnings)
		}
	}
	for _, name := range []string{"empty", "error200", "loop", "reset", "503"} {
		if r, ok := records[name]; ok {
			t.Errorf("%s became a record: %+v", name, r)
		}
	}
	if r := records["script"]; !strings.Contains(strings.Join(r.Warnings, "; "), "browser") {
		t.Errorf("a page that needs a browser: warnings %q", r.Warnings)
	}
	if code := p.run("rebuild", "--check"); code != 0 {
		t.Errorf("rebuild --check: exit %d\n%s%s", code, &p.stdout, &p.stderr)
	}
	p.checkKept(t)
}

// checkKept wants every answer in the archive, the cut ones too, and a failure
// for what gave none.
func (p *program) checkKept(t *testing.T) {
	t.Helper()
	if code := p.run("export", "--of", "captures"); code != 0 {
		t.Fatalf("export captures: exit %d\n%s", code, &p.stderr)
	}
	captures := p.stdout.String()
	for _, name := range faults {
		if !strings.Contains(captures, "faulty.example/n/"+name) {
			t.Errorf("no capture of %s", name)
		}
	}
}
