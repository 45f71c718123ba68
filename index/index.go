// Package index finds releases by what they say: it keeps a full-text index
// of them, understands the query language, ranks, and cuts out the passages
// that answer. It is the only package that knows bleve.
//
// The index is a cache. Everything in it comes from the catalogue, which comes
// from the archive; it can be deleted and made again. A folder holds one or
// two generations of it, and a file that names the one to read (see
// generation.go), so that searching goes on undisturbed while a new
// generation is written beside.
package index

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/blevesearch/bleve/v2"

	"communique/archive"
)

var (
	// ErrNone is returned by Open when the folder holds no index yet.
	ErrNone = errors.New("there is no search index yet; run `communique rebuild`")
	// ErrVersion is returned when the index was written with other fields or
	// another analysis than this program's.
	ErrVersion = errors.New("the search index was made by another version of communique; run `communique rebuild`")
	// ErrBusy is returned by Update while another process is writing.
	ErrBusy = errors.New("another process is writing the search index; wait until it has finished")
)

// RequestError is a request, apart from its query, that makes no sense.
type RequestError struct{ Message string }

func (e *RequestError) Error() string { return e.Message }

// Request is one search. Values within a filter are alternatives; filters
// narrow one another.
type Request struct {
	Query     string   // see parseQuery; "" finds everything the filters let through
	Lang      string   // BCP 47: only releases in it, and the query read in it; "fr" includes fr-CA
	Sites     []string // profile ids
	Countries []string // ISO 3166-1 alpha-2
	Kinds     []string
	Speaker   string // words of a quoted person's name, with or without accents
	Since     string // first day, "2020-02-24", of publication; of a month or year all must be within, where no more is known
	Until     string // last day, included
	Sort      string // "" by relevance, "date" newest first
	Limit     int    // hits; 0 is 20, below 0 none (count and facets only)
	Offset    int    // hits to leave out at the beginning
	Facets    bool
	Any       bool      // releases with some of the plain words too, behind those with all of them
	Rest      bool      // where hits with all the words are fewer than Limit, give some of Results.Rest too
	Synonyms  *Synonyms // other names that plain words find as well; nil for none
}

// Results are the hits asked for, and how many there are in all. Rest are
// releases that hold some of the plain words and not all, best first, in the
// places that Hits leave of Limit; they are counted nowhere.
type Results struct {
	Total  uint64
	Hits   []Hit
	Rest   []Hit
	Facets map[string][]FacetCount // by facet name (FacetNames); nil unless asked for
	Took   time.Duration
	found  int // as Total, but with those that are not public any more
}

// Hit is one release. Scores compare within one search only.
type Hit struct {
	ID       string
	Score    float64
	Release  archive.Release
	Snippets []Snippet
}

// Snippet is a piece of a release, verbatim but for … where it was cut. Field
// is "title", "quote", "text" or "attachment", whose Attachment is the title of
// the file. Marks are byte ranges of Text, in order,
// that hold what was searched for. Speaker is who said a quotation; "" if not
// known.
type Snippet struct {
	Field   string
	Text    string
	Marks   [][2]int
	Speaker string

	Attachment string
}

// FacetCount says how many of the hits have a value. Value "" counts those
// for which it is not known.
type FacetCount struct {
	Value string
	Count int
}

// Index is one generation, open for reading. It stays as it was when a writer
// publishes the next one; open again to see that. It may be used by several
// goroutines.
type Index struct{ bleve bleve.Index }

// Open opens the newest generation in dir. It returns ErrNone or ErrVersion
// where those apply. It never waits for a writer.
func Open(dir string) (*Index, error) {
	for {
		cur, err := readCurrent(dir)
		if err != nil {
			return nil, err
		}
		b, err := openGeneration(cur.path(dir), cur.Generation, readOnly)
		if err == nil {
			return &Index{b}, nil
		}
		// A writer may have taken the generation away since its name was
		// read. Then there is another.
		if again, e := readCurrent(dir); e == nil && again != cur {
			continue
		}
		return nil, fmt.Errorf("open search index %s: %w; run `communique rebuild`", cur.path(dir), err)
	}
}

// Close ends the use of the generation.
func (ix *Index) Close() error {
	if err := ix.bleve.Close(); err != nil {
		return fmt.Errorf("close search index: %w", err)
	}
	return nil
}

// Count returns how many releases the index holds.
func (ix *Index) Count() (uint64, error) { return ix.bleve.DocCount() }

// Load gives the record of a hit.
type Load = func(ctx context.Context, id string) (archive.Release, error)
