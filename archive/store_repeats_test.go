package archive

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"communique/archive/warc"
)

// memoryOf is what a catalogue would say of the files of a home: a look-up
// made anew from what is in them.
func memoryOf(t *testing.T, home string) Options {
	t.Helper()
	s := testStore(t, home, Options{Run: "look-up"})
	var all []Entry
	for _, f := range mustFiles(t, s) {
		list, _ := entries(t, s, f, 0)
		all = append(all, list...)
	}
	var o Options
	find := func(want func(Entry) bool) (found Original, ok bool, err error) {
		for _, e := range all {
			if e.Kind == warc.TypeResponse && want(e) {
				found, ok = Original{e.URL, e.Capture}, true
			}
		}
		return found, ok, nil
	}
	o.Original = func(_ context.Context, url, digest string, status int) (Original, bool, error) {
		same := func(e Entry) bool { return e.Capture.PayloadDigest == digest && e.Capture.HTTPStatus == status }
		if o, ok, err := find(func(e Entry) bool { return same(e) && e.URL == url }); ok {
			return o, ok, err
		}
		return find(same)
	}
	o.Last = func(_ context.Context, url string) (Original, bool, error) {
		return find(func(e Entry) bool { return e.URL == url && e.Capture.HTTPStatus == 200 })
	}
	o.Resolve = func(_ context.Context, c Capture) (Capture, bool, error) {
		o, ok, err := find(func(e Entry) bool { return e.Capture.PayloadDigest == c.PayloadDigest })
		return o.Capture, ok, err
	}
	return o
}

func header(t *testing.T, s *Store, c Capture) warc.Fields {
	t.Helper()
	var h warc.Fields
	if err := s.find(t.Context(), c, func(r *warc.Record) error { h = r.Header; return nil }); err != nil {
		t.Fatal(err)
	}
	return h
}

func TestIdenticalPayloadIsARevisit(t *testing.T) {
	home := t.TempDir()
	first := testStore(t, home, Options{Run: "n1"})
	a := appendAll(t, first, exchange("https://example.org/a", page("the same words")))[0]
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	o := memoryOf(t, home)
	o.Run = "n2"
	s := testStore(t, home, o)
	again := page("the same words")
	again = strings.Replace(again, "\r\n\r\n", "\r\nX-Served: later\r\n\r\n", 1)
	captures := appendAll(t, s, exchange("https://example.org/a", again), exchange("https://example.org/b", page("the same words")))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for i, c := range captures {
		h := header(t, s, c)
		for name, want := range map[string]string{
			"WARC-Type": "revisit", "WARC-Profile": warc.ProfileIdenticalPayload, "WARC-Payload-Digest": a.PayloadDigest,
			"WARC-Refers-To": a.RecordID, "WARC-Refers-To-Target-URI": "https://example.org/a",
			"WARC-Refers-To-Date": Timestamp(a.Fetched), "WARC-Truncated": "", "Content-Type": warc.ContentTypeResponse,
		} {
			if got := h.Get(name); got != want {
				t.Errorf("revisit %d: %s is %q, want %q", i, name, got, want)
			}
		}
		if c.PayloadDigest != a.PayloadDigest || c.HTTPStatus != 200 {
			t.Errorf("capture %+v", c)
		}
		p, err := s.Page(t.Context(), c)
		if err != nil || string(p.Body) != "the same words" || p.Capture != c || p.URL != h.TargetURI() {
			t.Errorf("page %+v, %v", p, err)
		}
		if want := []string{"later", ""}[i]; p.Header.Get("X-Served") != want {
			t.Errorf("page %d: X-Served is %q", i, p.Header.Get("X-Served"))
		}
	}
	index, err := os.ReadFile(filepath.Join(home, "warc", "communique-n2-00001.cdxj"))
	if err != nil || strings.Count(string(index), `"mime":"warc/revisit","status":"200","digest":"`+a.PayloadDigest) != 2 {
		t.Errorf("index %s, %v", index, err)
	}
	f, err := os.Open(filepath.Join(home, "warc", "communique-n2-00001.warc.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var made strings.Builder
	if lines, err := warc.IndexFile(f, filepath.Base(f.Name())); err != nil || warc.WriteCDXJ(&made, lines) != nil || made.String() != string(index) {
		t.Errorf("an index made later is another: %s, %v", &made, err)
	}
	if _, err := testStore(t, home, Options{}).Page(t.Context(), captures[0]); !errors.Is(err, ErrRevisit) {
		t.Errorf("without a look-up: %v", err)
	}
}

// What must be written whole, although a record with that payload is there.
func TestNoRevisit(t *testing.T) {
	const url = "https://example.org/a"
	body := page("the same words")
	sized := "HTTP/1.1 200 OK\r\nContent-Length: 14\r\n\r\nthe same words"
	cut := exchange(url, body)
	cut.Truncated = "time"
	tests := []struct {
		name          string
		first, second *warc.Exchange
	}{
		{"another payload", exchange(url, body), exchange(url, page("other words"))},
		{"another status", exchange(url, body), exchange(url, strings.Replace(body, "200 OK", "404 Not Found", 1))},
		{"empty", exchange(url, page("")), exchange(url, page(""))},
		{"cut off now", exchange(url, body), cut},
		{"cut off then", cut, exchange(url, body)},
		{"shorter than it says", exchange(url, sized), exchange(url, strings.Replace(sized, "14", "15", 1))},
		{"shorter than it said", exchange(url, strings.Replace(sized, "14", "15", 1)), exchange(url, sized)},
		{"bytes behind the body", exchange(url, sized), exchange(url, sized+"and more")},
		{"no HTTP", exchange(url, body), exchange(url, "the same words")},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := testStore(t, t.TempDir(), Options{})
			appendAll(t, s, test.first)
			if err := s.Sync(); err != nil {
				t.Fatal(err)
			}
			c := appendAll(t, s, test.second)[0]
			if h := header(t, s, c); h.Type() != "response" {
				t.Errorf("written as a %s", h.Type())
			}
		})
	}
}

// A record is referred to only once it is on the disk.
func TestOriginalOnlyAfterFsync(t *testing.T) {
	for name, settle := range map[string]func(*Store) error{
		"sync": (*Store).Sync,
		"next file": func(s *Store) error {
			s.mu.Lock()
			defer s.mu.Unlock()
			return s.finish()
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := testStore(t, t.TempDir(), Options{})
			types := func() (all []string) {
				c := appendAll(t, s, exchange("https://example.org/a", page("words")))[0]
				return append(all, header(t, s, c).Type())
			}
			got := append(types(), types()...)
			if err := settle(s); err != nil {
				t.Fatal(err)
			}
			if got = append(got, types()...); strings.Join(got, " ") != "response response revisit" {
				t.Errorf("%v", got)
			}
		})
	}
	t.Run("failed fsync", func(t *testing.T) {
		s := testStore(t, t.TempDir(), Options{})
		s.disk = (&journal{syncErr: errors.New("broken")}).disk()
		appendAll(t, s, exchange("https://example.org/a", page("words")))
		if err := s.Sync(); err == nil || len(s.repeats.originals) > 0 {
			t.Errorf("error %v, %d originals", err, len(s.repeats.originals))
		}
	})
}

// Where the original is gone or changed, the bytes at hand are kept.
func TestDamagedOriginalIsNotReferredTo(t *testing.T) {
	for name, harm := range map[string]func(path string) error{
		"gone":    os.Remove,
		"cut":     func(path string) error { return os.Truncate(path, 700) },
		"changed": func(path string) error { return flip(path, 800) },
	} {
		t.Run(name, func(t *testing.T) {
			home := t.TempDir()
			first := testStore(t, home, Options{Run: "n1"})
			a := appendAll(t, first, exchange("https://example.org/a", page(noise(2000))))[0]
			if err := first.Close(); err != nil {
				t.Fatal(err)
			}
			o := memoryOf(t, home)
			o.Run = "n2"
			if err := harm(filepath.Join(home, a.File)); err != nil {
				t.Fatal(err)
			}
			s := testStore(t, home, o)
			c := appendAll(t, s, exchange("https://example.org/a", page(noise(2000))))[0]
			if h := header(t, s, c); h.Type() != "response" {
				t.Errorf("written as a %s", h.Type())
			}
		})
	}
}

func flip(path string, at int64) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	data[at] ^= 0x10
	return os.WriteFile(path, data, 0o644)
}

func TestNotModifiedRefersToTheLast200(t *testing.T) {
	home := t.TempDir()
	first := testStore(t, home, Options{Run: "n1"})
	a := appendAll(t, first, exchange("https://example.org/a", page("words")))[0]
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	o := memoryOf(t, home)
	o.Run = "n2"
	s := testStore(t, home, o)
	not := func(url string) warc.Fields {
		return header(t, s, appendAll(t, s, exchange(url, "HTTP/1.1 304 Not Modified\r\n\r\n"))[0])
	}
	check := func(what string, h warc.Fields, url string, c Capture) {
		t.Helper()
		date := ""
		if c.RecordID != "" {
			date = Timestamp(c.Fetched)
		}
		if !h.NotModified() || h.Get("WARC-Refers-To") != c.RecordID || h.Get("WARC-Refers-To-Target-URI") != url || h.Get("WARC-Refers-To-Date") != date || h.PayloadDigest() != "" {
			t.Errorf("%s: %v", what, h)
		}
	}
	check("of an earlier run", not("https://example.org/a"), "https://example.org/a", a)
	check("never fetched", not("https://example.org/c"), "https://example.org/c", Capture{})
	b := appendAll(t, s, exchange("https://example.org/a", page("new words")))[0]
	appendAll(t, s, exchange("https://example.org/c", page("words"))) // a revisit of a
	if err := s.Sync(); err != nil {
		t.Fatal(err)
	}
	check("of this run", not("https://example.org/a"), "https://example.org/a", b)
	check("of which the last was a revisit", not("https://example.org/c"), "https://example.org/a", a)
}

func TestLookUpThatFails(t *testing.T) {
	broken := errors.New("the catalogue is gone")
	fail := func(context.Context, string, string, int) (Original, bool, error) { return Original{}, false, broken }
	s := testStore(t, t.TempDir(), Options{Original: fail})
	if _, err := s.Append(t.Context(), exchange("https://example.org/a", page("words"))); !errors.Is(err, broken) {
		t.Errorf("error %v", err)
	}
}
