package extract

import (
	"bytes"
	"math/rand/v2"
	"testing"
	"unicode/utf8"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"communique/archive"
)

// mutate changes a page as a careless template, a broken transfer or an enemy
// would: it cuts, repeats and moves stretches, and puts pieces in.
func mutate(page []byte, seed uint64, piece []byte) []byte {
	rnd := rand.New(rand.NewPCG(seed, 1))
	page = bytes.Clone(page)
	pieces := [][]byte{
		piece, []byte("<div>"), []byte("</div>"), []byte("<p>"), []byte("</article>"), []byte("<article class=related>"), []byte("«"), []byte("“"), []byte("\""), []byte(" – "),
		[]byte("<blockquote>"), []byte("<table><tr><td>"), []byte("<script>"), []byte("<!--"), []byte("\x00"), []byte("\xe2\x80"), []byte("\u202e"), []byte("<h1>"), []byte("<time>2021-13-45</time>"),
		[]byte("<a href=https://x.example/>"), []byte("<div hidden>"), []byte("<template>"), []byte("<base href=//y.example/>"), []byte("\r\n"), []byte("<svg><title>"), []byte("<form>"), []byte("class=share "),
	}
	for range 1 + rnd.IntN(12) {
		if len(page) < 2 {
			break
		}
		from := rnd.IntN(len(page))
		to := min(len(page), from+rnd.IntN(1+rnd.IntN(2000)))
		switch rnd.IntN(5) {
		case 0:
			page = append(page[:from:from], page[to:]...)
		case 1:
			page = append(page[:to:to], page[from:]...)
		case 2:
			at := rnd.IntN(len(page))
			page = bytes.Join([][]byte{page[:at], page[from:to], page[at:]}, nil)
		default:
			page = bytes.Join([][]byte{page[:from], pieces[rnd.IntN(len(pieces))], page[from:]}, nil)
		}
	}
	return page
}

// wholePages are those of the project and, where they are, the saved ones of
// ../shared.
func wholePages(tb testing.TB) []archive.Page {
	pages := sitePages(tb)
	for _, p := range savedPages(tb) {
		pages = append(pages, p.page)
	}
	return pages
}

// Mutated pages give valid records, by their profile and without one.
func TestMutated(t *testing.T) {
	r, schema := newReader(t), releaseSchema(t)
	for i, p := range sitePages(t) {
		for seed := range uint64(4) {
			p.Body = mutate(p.Body, uint64(i)<<8|seed, nil)
			checkPage(t, r, schema, p)
			if t.Failed() {
				t.Fatalf("page %s, seed %d", p.URL, seed)
			}
		}
	}
}

// FuzzMutated does the same for ever, and on the saved pages too.
func FuzzMutated(f *testing.F) {
	r, schema, pages := newReader(f), releaseSchema(f), wholePages(f)
	f.Add(uint16(0), uint64(1), []byte("« a"), "text/html")
	f.Add(uint16(7), uint64(2), []byte("<div aria-hidden=true>"), "text/html; charset=utf-16")
	f.Fuzz(func(t *testing.T, page uint16, seed uint64, piece []byte, contentType string) {
		p := pages[int(page)%len(pages)]
		p = htmlPage(p.URL, mutate(p.Body, seed, piece))
		p.Header.Set("Content-Type", contentType)
		checkPage(t, r, schema, p)
	})
}

// checkPage reads a page by its profile and without one.
func checkPage(t testing.TB, r *Reader, schema *jsonschema.Schema, p archive.Page) {
	t.Helper()
	for _, address := range []string{p.URL, "https://ngo.example/news/1"} {
		p.URL = address
		reading, err := r.Read(p)
		if err != nil {
			t.Fatal(err)
		}
		checkReading(t, reading)
		checkSchema(t, schema, reading.Release)
		if title := deref(reading.Release.Title); !utf8.ValidString(title) {
			t.Errorf("title %q", title)
		}
	}
}
