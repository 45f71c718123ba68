package index

import (
	"context"
	"strings"

	"github.com/blevesearch/bleve/v2/search"
	bleveindex "github.com/blevesearch/bleve_index_api"
)

// Scores are Okapi BM25's, reckoned here from the postings. bleve's TF-IDF put
// the wanted release lower (quality_test.go: on 800 French questions nDCG@10
// .715 against .753, for any of the words on testdata/search .786 against .818,
// both beyond the noise), and its BM25 counts a word's rarity twice, takes the
// root of its frequency, and divides by an average length that counts deleted
// releases until segments merge.
//
// The parameters are the usual ones; .9 to 2 for the one and .4 to .75 for the
// other made no difference beyond the noise.
const (
	saturation  = 1.2  // k1: how soon a word said again says no more
	lengthShare = 0.75 // b: how much a long text must say a word more often
)

// usualLength is how many words a field has, about: what BM25 calls the
// average. It is fixed, so that the score of a release depends on nothing but
// the release and how rare the words are; 110 and 300 for the text measured
// alike.
func usualLength(field string) float64 {
	kind, _, stemmed := strings.Cut(field, "_")
	switch {
	case kind == "title":
		return 10
	case kind == "lead", kind == "quotes":
		return 25
	case stemmed:
		return 300 // stop words are left out
	}
	return 500
}

// okapi scores the releases that have one word in one field, and tells its
// places where they are wanted.
type okapi struct {
	postings bleveindex.TermFieldReader
	current  bleveindex.TermFieldDoc
	weight   float64 // what the field counts, times how much the word says
	usual    float64
	norm     float64
	term     *term
	coded    bool // frequencies are places
	places   bool // they are wanted
	at       []uint64
}

func newOkapi(ctx context.Context, r bleveindex.IndexReader, q *term, places bool) (*okapi, error) {
	all, err := r.DocCount()
	if err != nil {
		return nil, err
	}
	postings, err := r.TermFieldReader(ctx, []byte(q.term), q.field, true, true, places)
	if err != nil {
		return nil, err
	}
	n := postings.Count()
	if q.rarity != nil {
		if n, err = q.rarity.count(ctx, r); err != nil {
			_ = postings.Close() // the first error is the one to tell
			return nil, err
		}
	}
	return &okapi{postings: postings, weight: q.boost * idf(all, min(n, all)), usual: usualLength(q.field), norm: 1,
		term: q, coded: keepsPlaces(q.field), places: places}, nil
}

func (s *okapi) Next(ctx *search.SearchContext) (*search.DocumentMatch, error) {
	d, err := s.postings.Next(s.current.Reset())
	return s.match(ctx, d, err)
}

func (s *okapi) Advance(ctx *search.SearchContext, id bleveindex.IndexInternalID) (*search.DocumentMatch, error) {
	d, err := s.postings.Advance(id, s.current.Reset())
	return s.match(ctx, d, err)
}

func (s *okapi) match(ctx *search.SearchContext, d *bleveindex.TermFieldDoc, err error) (*search.DocumentMatch, error) {
	if err != nil || d == nil {
		return nil, err
	}
	m := ctx.DocumentMatchPool.Get()
	m.IndexInternalID = bleveindex.NewIndexInternalIDFrom(m.IndexInternalID, d.ID)
	times, length := float64(s.times(d)), lengthOf(d.Norm)
	m.Score = s.weight * s.norm * times * (saturation + 1) /
		(times + saturation*(1-lengthShare+lengthShare*length/s.usual))
	if s.places {
		s.at = readPlaces(s.at[:0], d.Freq, d.Vectors)
		for _, p := range s.at {
			m.FieldTermLocations = append(m.FieldTermLocations,
				search.FieldTermLocation{Field: s.term.field, Term: s.term.term, Location: search.Location{Pos: p}})
		}
	}
	return m, nil
}

// times is how often the field has the word.
func (s *okapi) times(d *bleveindex.TermFieldDoc) uint64 {
	if s.coded {
		return howOften(d.Freq)
	}
	return d.Freq
}

func (s *okapi) Close() error               { return s.postings.Close() }
func (s *okapi) Weight() float64            { return s.weight * s.weight }
func (s *okapi) SetQueryNorm(n float64)     { s.norm = n }
func (s *okapi) Count() uint64              { return s.postings.Count() }
func (s *okapi) Min() int                   { return 0 }
func (s *okapi) Size() int                  { return s.postings.Size() }
func (s *okapi) DocumentMatchPoolSize() int { return 1 }
