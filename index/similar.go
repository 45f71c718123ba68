package index

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/blevesearch/bleve/v2/search/query"
	bleveindex "github.com/blevesearch/bleve_index_api"

	"communique/archive"
)

// How likeness is looked for: by the similarTerms words that say most of the
// release, and by its countries. Words in one release alone find nothing, those
// in all of them say nothing, nor do those of fewer letters than
// minSimilarWord; a word's tenth use says no more than its fifth. A country they
// share counts about as much as a few words of the text. Releases are short: of
// those that answer the same queries of testdata/search (French, grade 2 and
// more), .24 are among the first five, as by 25 or 60 words; by words used twice
// alone, .18.
const (
	similarTerms    = 40
	minSimilarWord  = 3
	maxSimilarCount = 5
	sameCountry     = 3
)

// SimilarHit is a release like another. Words are those they share, as the
// other release writes them, the most telling first.
type SimilarHit struct {
	Hit
	Words []string
}

// Similar gives the releases most like r, best first: those in its language
// that share the words by which r differs from the rest (its highest tf-idf,
// in title, lead and text). r itself and the same release at other sites are
// left out. Of the request the filters, limit and offset count.
func (ix *Index) Similar(ctx context.Context, r archive.Release, req Request, load Load) ([]SimilarHit, error) {
	req.Query, req.Sort = "", ""
	narrow, err := filters(req)
	if err != nil {
		return nil, err
	}
	telling, err := ix.tellingWords(ctx, r)
	if err != nil || len(telling) == 0 {
		return nil, err
	}
	l := languageOf(value(r.Language))
	var any []query.Query
	for _, w := range telling {
		for _, f := range []struct {
			name   string
			weight float64
		}{{"title_", titleWeight}, {"lead_", leadWeight}, {"body_", textWeight}} {
			any = append(any, &term{f.name + l.code, w.stem, f.weight * math.Sqrt(float64(w.count)), &rarity{known: true, n: w.in}})
		}
	}
	nearer := sum{&unscored{query.NewMatchAllQuery()}}
	for _, c := range r.Countries {
		nearer = append(nearer, &flat{fieldCountry, c, sameCountry})
	}
	same := &unscored{query.NewDocIDQuery(append([]string{r.ID}, r.SameAs...))}
	p := plan{query: &except{want: allOf(append([]query.Query{anyOf(any), nearer}, narrow...)), not: same}}
	res, err := ix.answer(ctx, req, p, load)
	if err != nil {
		return nil, err
	}
	var out []SimilarHit
	for _, h := range res.Hits {
		out = append(out, SimilarHit{h, shared(telling, h.Release)})
	}
	return out, nil
}

// tellingWord is a word of a release, and how much it says of it.
type tellingWord struct {
	stem, written string
	count         int    // at most maxSimilarCount
	in            uint64 // releases that have it in title or text
	weight        float64
}

func (ix *Index) tellingWords(ctx context.Context, r archive.Release) (words []*tellingWord, err error) {
	l := languageOf(value(r.Language))
	err = ix.read(func(reader bleveindex.IndexReader) error {
		all, err := reader.DocCount()
		if err != nil {
			return err
		}
		for _, w := range wordsIn(r, l) {
			w.count = min(w.count, maxSimilarCount)
			if w.in, err = inTitleOrText(ctx, reader, l.code, w.stem); err != nil {
				return err
			}
			if w.in < 2 || w.in >= all {
				continue
			}
			w.weight = math.Sqrt(float64(w.count)) * math.Log(float64(all)/float64(w.in))
			words = append(words, w)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(words, func(a, b *tellingWord) int {
		return cmp.Or(-cmp.Compare(a.weight, b.weight), strings.Compare(a.stem, b.stem))
	})
	return words[:min(len(words), similarTerms)], nil
}

// read lets f look into the index itself.
func (ix *Index) read(f func(bleveindex.IndexReader) error) error {
	internal, err := ix.bleve.Advanced()
	if err != nil {
		return fmt.Errorf("read search index: %w", err)
	}
	reader, err := internal.Reader()
	if err != nil {
		return fmt.Errorf("read search index: %w", err)
	}
	if err := errors.Join(f(reader), reader.Close()); err != nil {
		return fmt.Errorf("read search index: %w", err)
	}
	return nil
}

// wordsIn gives the words of a release in its language's analysis. One in the
// title counts twice.
func wordsIn(r archive.Release, l language) []*tellingWord {
	known := map[string]*tellingWord{}
	var out []*tellingWord
	for i, text := range []string{value(r.Title), value(r.Text)} {
		text = text[:min(len(text), maxMarkedText)]
		for _, t := range l.analyzer().Analyze([]byte(text)) {
			stem := string(t.Term)
			w := known[stem]
			if w == nil {
				if len([]rune(stem)) < minSimilarWord || strings.Trim(stem, "0123456789.,") == "" {
					continue
				}
				w = &tellingWord{stem: stem, written: text[t.Start:t.End]}
				known[stem] = w
				out = append(out, w)
			}
			if w.count++; i == 0 {
				w.count++
			}
		}
	}
	return out
}

// frequency is in how many releases a field has a term.
func frequency(ctx context.Context, r bleveindex.IndexReader, field, term string) (uint64, error) {
	t, err := r.TermFieldReader(ctx, []byte(term), field, false, false, false)
	if err != nil {
		return 0, err
	}
	return t.Count(), t.Close()
}

// inTitleOrText is in how many releases of a language a word stands: that of a
// title need not be in the text, as «Kazakhstan.» before a headline is not.
func inTitleOrText(ctx context.Context, r bleveindex.IndexReader, code, stem string) (n uint64, err error) {
	body, err := r.TermFieldReader(ctx, []byte(stem), "body_"+code, false, false, false)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, body.Close()) }()
	title, err := r.TermFieldReader(ctx, []byte(stem), "title_"+code, false, false, false)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, title.Close()) }()
	n = body.Count()
	var at *bleveindex.TermFieldDoc // of body, the first that is not before t
	for first := true; ; first = false {
		t, err := title.Next(nil)
		if err != nil || t == nil {
			return n, err
		}
		if first || at != nil && at.ID.Compare(t.ID) < 0 {
			if at, err = body.Advance(t.ID, nil); err != nil {
				return n, err
			}
		}
		if at == nil || !at.ID.Equals(t.ID) {
			n++
		}
	}
}

// shared gives the telling words that a release has, as it writes them.
func shared(telling []*tellingWord, r archive.Release) (words []string) {
	have := map[string]string{}
	for _, w := range wordsIn(r, languageOf(value(r.Language))) {
		have[w.stem] = w.written
	}
	for _, w := range telling {
		if written, ok := have[w.stem]; ok {
			words = append(words, written)
		}
	}
	return words
}
