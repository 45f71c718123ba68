package index

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	bleveindex "github.com/blevesearch/bleve_index_api"

	"communique/archive"
	"communique/internal/fold"
)

// maxAlike is how many words are offered for one of a query, and maxAlikeKnown
// how many are looked at.
const (
	maxAlike      = 3
	maxAlikeKnown = 1000
)

// candidate is a word of the index that is like one that was typed.
type candidate struct {
	field, word string
	away        int // letters changed
	count       uint64
}

// alike gives the words most like one that no release has, as a public release
// writes them: those with the fewest letters changed, then the most frequent.
func (ix *Index) alike(ctx context.Context, c *clause, word string, load Load) (out []string, err error) {
	var all []candidate
	err = ix.read(func(r bleveindex.IndexReader) (err error) {
		all, err = candidates(ctx, r, c, word)
		return err
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(all, func(a, b candidate) int {
		return cmp.Or(a.away-b.away, -cmp.Compare(a.count, b.count), strings.Compare(a.word, b.word))
	})
	known := map[string]bool{}
	for _, a := range all {
		if known[a.word] || len(out) == maxAlike {
			continue
		}
		written, err := ix.written(ctx, a, load)
		if err != nil {
			return nil, err
		}
		if written != "" && !slices.Contains(out, written) {
			known[a.word], out = true, append(out, written)
		}
	}
	return out, nil
}

// candidates are the words of live documents that are like one; none where one
// of them has the word itself.
func candidates(ctx context.Context, r bleveindex.IndexReader, c *clause, word string) (all []candidate, err error) {
	letters := len([]rune(word))
	if letters < minFuzzy || letters > maxFuzzy {
		return nil, nil
	}
	most := 1
	if letters > 4 {
		most = 2
	}
	for _, f := range unstemmedOf(c.field) {
		if n, err := frequency(ctx, r, f.field, word); err != nil || n > 0 {
			return nil, err
		}
		words, err := similarWords(r, f.field, word, most, maxAlikeKnown)
		if err != nil {
			return nil, err
		}
		for _, w := range words {
			n, err := frequency(ctx, r, f.field, w)
			if err != nil {
				return nil, err
			}
			if n > 0 { // the dictionary keeps the words of deleted documents
				all = append(all, candidate{f.field, w, differs(word, w, most), n})
			}
		}
	}
	return all, nil
}

// written gives a word as the best public release that has it writes it most
// often; "" where there is none.
func (ix *Index) written(ctx context.Context, c candidate, load Load) (string, error) {
	res, err := ix.answer(ctx, Request{Limit: fewHits}, plan{query: &term{c.field, c.word, 1, nil}}, load)
	if err != nil || len(res.Hits) == 0 {
		return "", err
	}
	best, times := "", map[string]int{}
	for _, text := range textsOf(res.Hits[0].Release, c.field) {
		for _, t := range plain.Analyze([]byte(text)) {
			if string(t.Term) != c.word {
				continue
			}
			form := text[t.Start:t.End]
			if times[form]++; times[form] > times[best] {
				best = form
			}
		}
	}
	return best, nil
}

// textsOf gives what an unstemmed field is made of.
func textsOf(r archive.Release, field string) (texts []string) {
	switch field {
	case fieldTitle:
		return []string{value(r.Title)}
	case fieldAttached:
		for _, file := range r.Attached {
			texts = append(texts, file.Text)
		}
		return texts
	}
	return []string{value(r.Text)}
}

// alikeValue gives what is most like a value that no release has: a site's id,
// a name or one word of it.
func (ix *Index) alikeValue(ctx context.Context, c *clause, load Load) (string, error) {
	if !isNames(c.field) && c.field != "site" {
		return "", nil
	}
	forms, err := ix.forms(c)
	if err != nil {
		return "", err
	}
	for {
		like, ok := nearest(c.value, slices.Sorted(maps.Keys(forms)))
		if !ok {
			return "", nil
		}
		for _, f := range forms[like] {
			n, err := ix.count(ctx, plan{query: termsQuery(fieldOf(c.field), 1, []string{f.value})}, load)
			if err != nil || n > 0 {
				return f.written, err
			}
		}
		delete(forms, like)
	}
}

// form is a value of a field, and what of it would be typed.
type form struct{ value, written string }

// forms gives what could be typed instead of a value, folded, and the values
// that have it: for one word each word, for several the whole.
func (ix *Index) forms(c *clause) (map[string][]form, error) {
	forms := map[string][]form{}
	err := ix.read(func(r bleveindex.IndexReader) error {
		dict, err := r.FieldDict(fieldOf(c.field))
		if err != nil {
			return err
		}
		values, err := collect(dict, 1<<30, func(string) bool { return true })
		for _, v := range values {
			if c.field == "site" || strings.ContainsFunc(c.value, isBlank) {
				folded := fold.Text(v)
				forms[folded] = append(forms[folded], form{v, v})
				continue
			}
			for _, t := range plain.Analyze([]byte(v)) {
				word := string(t.Term)
				forms[word] = append(forms[word], form{v, v[t.Start:t.End]})
			}
		}
		return err
	})
	return forms, err
}
