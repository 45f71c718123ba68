package main

import (
	"compress/gzip"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
)

// article is a page of the article-extraction-benchmark: the truth is all of
// its article's text.
type article struct {
	page
	truth string
}

func readAEB(dir string) ([]article, error) {
	data, err := os.ReadFile(filepath.Join(dir, "aeb", "ground-truth.json"))
	if err != nil {
		return nil, fmt.Errorf("%w: give the folder with -sets", err)
	}
	var truth map[string]struct{ ArticleBody, URL string }
	if err := json.Unmarshal(data, &truth); err != nil {
		return nil, fmt.Errorf("ground-truth.json: %w", err)
	}
	var all []article
	for id, t := range truth {
		body, err := gunzip(filepath.Join(dir, "aeb", "html", id+".html.gz"))
		if err != nil {
			return nil, err
		}
		all = append(all, article{page{id, t.URL, body}, t.ArticleBody})
	}
	slices.SortFunc(all, func(a, b article) int { return strings.Compare(a.name, b.name) })
	return all, nil
}

func gunzip(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return io.ReadAll(z)
}

// halfOf says in which half of its set a page is.
func halfOf(name string) string {
	h := fnv.New32a()
	io.WriteString(h, name)
	return string("ab"[h.Sum32()>>8&1])
}

// match is how the 4-grams of a text agree with those of the truth: shares of
// all that either has, so that a long page weighs no more than a short one.
type match struct{ both, added, missed float64 }

func (m match) precision() float64 { return share(m.both, m.added, m.missed) }
func (m match) recall() float64    { return share(m.both, m.missed, m.added) }

func share(right, wrong, other float64) float64 {
	switch {
	case wrong == 0 && other == 0:
		return 1
	case right == 0:
		return 0
	}
	return right / (right + wrong)
}

func matchAll(r reader, set []article, half string) (all []match) {
	for _, a := range set {
		if half == "" || halfOf(a.name) == half {
			all = append(all, matchText(a.truth, r.text(a.page)))
		}
	}
	return all
}

func matchText(truth, read string) match {
	want, got := shingles(truth), shingles(read)
	var m match
	for key, n := range want {
		k := got[key]
		m.both += float64(min(n, k))
		m.missed += float64(max(0, n-k))
	}
	for key, k := range got {
		m.added += float64(max(0, k-want[key]))
	}
	if sum := m.both + m.added + m.missed; sum > 0 {
		m = match{m.both / sum, m.added / sum, m.missed / sum}
	}
	return m
}

func shingles(text string) map[string]int {
	words := strings.FieldsFunc(withoutHyphens(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) && r != '_' })
	all := map[string]int{}
	for i := 0; i < max(1, len(words)-3); i++ {
		if s := words[i:min(i+4, len(words))]; len(s) > 0 {
			all[strings.Join(s, " ")]++
		}
	}
	return all
}

type score struct{ precision, recall, f1 float64 }

// measure averages precision and recall over the pages; F1 is that of the
// averages.
func measure(all []match) score {
	var s score
	var p, r float64
	for _, m := range all {
		if m.both+m.added > 0 {
			s.precision += m.precision()
			p++
		}
		if m.both+m.missed > 0 {
			s.recall += m.recall()
			r++
		}
	}
	s.precision, s.recall = s.precision/p, s.recall/r
	s.f1 = 2 * s.precision * s.recall / (s.precision + s.recall)
	return s
}

// spread is half the 95 % interval of F1, or of the difference of two readers'
// F1, over 1,000 draws of as many pages.
func spread(all, other []match) float64 {
	const draws = 1000
	rnd := rand.New(rand.NewPCG(1, 2))
	var sum, squares float64
	drawn, drawnOther := make([]match, len(all)), make([]match, len(other))
	for range draws {
		for i := range all {
			k := rnd.IntN(len(all))
			drawn[i] = all[k]
			if other != nil {
				drawnOther[i] = other[k]
			}
		}
		v := measure(drawn).f1
		if other != nil {
			v -= measure(drawnOther).f1
		}
		sum += v
		squares += v * v
	}
	return 1.96 * math.Sqrt((squares-sum*sum/draws)/(draws-1))
}
