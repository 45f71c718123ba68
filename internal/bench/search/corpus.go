package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"

	"communique/archive"
)

// corpus makes releases of 3 to 5 KB, the same for a seed. Their words are
// those of the judged collection, as often as they stand there, and for three
// in ten an invented one out of a long tail, as names, figures and places are.
// Of ten releases six are French, two and a half English, one Spanish.
type corpus struct {
	words map[string][]string // by language, repeated as often as used
	tail  []string
}

func readCorpus(dir string) (*corpus, error) {
	f, err := os.Open(filepath.Join(dir, "releases.jsonl"))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	c := &corpus{words: map[string][]string{}}
	dec := json.NewDecoder(bufio.NewReader(f))
	for dec.More() {
		var r archive.Release
		if err := dec.Decode(&r); err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name(), err)
		}
		c.words[*r.Language] = append(c.words[*r.Language], strings.Fields(*r.Text)...)
	}
	rng := rand.New(rand.NewPCG(7, 7))
	syllables := strings.Fields("ka zo ré tan mi lu sa bé ro ni chi var do pel gui ha men to ris wa ful ga bou dé kha ti no ra el in")
	seen := map[string]bool{}
	for len(c.tail) < 150_000 {
		w := ""
		for range 2 + rng.IntN(4) {
			w += syllables[rng.IntN(len(syllables))]
		}
		if !seen[w] {
			seen[w] = true
			c.tail = append(c.tail, w)
		}
	}
	return c, nil
}

func (c *corpus) release(i int) archive.Release {
	rng := rand.New(rand.NewPCG(uint64(i), 1))
	tail := rand.NewZipf(rng, 1.07, 30, uint64(len(c.tail)-1))
	lang := []string{"fr", "fr", "fr", "fr", "fr", "fr", "fr", "fr", "fr", "fr", "fr", "fr", "en", "en", "en", "en", "en", "es", "es", "ru"}[rng.IntN(20)]
	words := func(bytes int) string {
		var b strings.Builder
		at := rng.IntN(len(c.words[lang]))
		for n := 0; b.Len() < bytes; n++ {
			if n%9 == 0 { // so that some phrases come again
				at = rng.IntN(len(c.words[lang]))
			}
			if rng.IntN(10) < 3 {
				b.WriteString(c.tail[tail.Uint64()])
			} else {
				b.WriteString(c.words[lang][(at+n%9)%len(c.words[lang])])
			}
			b.WriteByte(' ')
		}
		return strings.TrimSpace(b.String())
	}
	title, lead := words(70), words(250)
	text := lead
	for size := 3000 + rng.IntN(2000); len(text) < size; {
		text += "\n\n" + words(500)
	}
	day := fmt.Sprintf("%d-%02d-%02d", 2005+rng.IntN(21), 1+rng.IntN(12), 1+rng.IntN(28))
	speaker := c.tail[rng.IntN(3000)] + " " + c.tail[rng.IntN(3000)]
	kind := archive.KindPressRelease
	r := archive.Release{ID: fmt.Sprintf("bench:%016x", i), Site: fmt.Sprintf("site-%d", rng.IntN(12)), URL: fmt.Sprintf("https://bench.example/%d", i),
		Language: &lang, Title: &title, Lead: &lead, Text: &text, Kind: &kind, Published: &day, PublishedDay: &day, Status: archive.StatusLive, Version: 1,
		Countries: []string{[]string{"FR", "KZ", "EG", "MM", "CD", "IR", "CN", "US"}[rng.IntN(8)]},
		Quotes:    []archive.Quote{{Text: words(180), Speaker: &speaker}}}
	r.Normalize()
	return r
}

// probes are the queries both engines get: words and phrases out of releases,
// rare and frequent, the same for both.
type probe struct{ kind, ours, fts, since, until string }

func (c *corpus) probes(releases, each int) []probe {
	rng := rand.New(rand.NewPCG(3, 3))
	letters := func(w string) bool {
		return len(w) > 5 && !strings.ContainsFunc(w, func(r rune) bool { return !(r >= 'a' && r <= 'z') })
	}
	word := func() string {
		for {
			words := strings.Fields(*c.release(rng.IntN(releases)).Text)
			if w := words[rng.IntN(len(words))]; letters(w) {
				return w
			}
		}
	}
	var out []probe
	for range each {
		w, v := word(), word()
		var a, b string
		for !letters(a) || !letters(b) {
			words := strings.Fields(*c.release(rng.IntN(releases)).Text)
			n := rng.IntN(len(words) - 1)
			a, b = words[n], words[n+1]
		}
		out = append(out,
			probe{kind: "term", ours: w, fts: w},
			probe{kind: "phrase", ours: `"` + a + " " + b + `"`, fts: `"` + a + " " + b + `"`},
			probe{kind: "boolean", ours: w + " (" + v + " OR " + a + ")", fts: w + " AND (" + v + " OR " + a + ")"},
			probe{kind: "prefix", ours: w[:5] + "*", fts: w[:5] + "*"},
			probe{kind: "fuzzy", ours: w + "~1"},
			probe{kind: "date range", ours: w, fts: w, since: "2012-03-05", until: "2019-11-20"},
			probe{kind: "facets", ours: w, fts: w},
			probe{kind: "snippets", ours: w, fts: w})
	}
	return out
}
