package index

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	bleveindex "github.com/blevesearch/bleve_index_api"

	"communique/archive"
)

// What a segment keeps of a word gives back its places and how many there are,
// whether they fit in a frequency or not.
func TestPlacesAreKept(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 5))
	fit := 0
	for n := range 2000 {
		var at []*bleveindex.TokenLocation
		var want []uint64
		place := 0
		for range 1 + n%20 {
			place += rng.IntN(1 << rng.IntN(14)) // 0 too: a mark may stand twice at a word
			at = append(at, &bleveindex.TokenLocation{Position: place})
			want = append(want, uint64(place))
		}
		rng.Shuffle(len(at), func(i, j int) { at[i], at[j] = at[j], at[i] })
		w := bleveindex.TokenFreq{Locations: at}
		keepPlaces(&w)
		if w.Frequency() <= 0 || w.Frequency() >= 1<<62 {
			t.Fatalf("%v: kept as %d, which is no frequency of bleve's", want, w.Frequency())
		}
		var rest []*bleveindex.TermFieldVector
		for _, l := range w.Locations {
			rest = append(rest, &bleveindex.TermFieldVector{ArrayPositions: l.ArrayPositions})
		}
		if len(rest) == 0 {
			fit++
		}
		code := uint64(w.Frequency())
		if got := readPlaces(nil, code, rest); !slices.Equal(got, want) {
			t.Errorf("places %v, want %v", got, want)
		}
		if got := howOften(code); got != uint64(len(want)) {
			t.Errorf("%v: %d places, want %d", want, got, len(want))
		}
	}
	if fit < 200 || fit > 1800 {
		t.Errorf("%d of 2000 fit: one of the two ways is hardly tried", fit)
	}
}

func TestLengthsAreKept(t *testing.T) {
	for length := range 18_000 {
		norm := float64(float32(1 / math.Sqrt(float64(lengthCode(length))))) // as bleve gives it
		if got := lengthOf(norm); length > 0 && math.Abs(got-float64(length)) > 0.5+0.035*float64(length) {
			t.Errorf("%d words: kept as %.1f", length, got)
		}
	}
	if lengthCode(1<<40) != 127 || lengthCode(0) < 1 {
		t.Error("a length outside does not fit a byte, or is none")
	}
}

// A phrase is found at any of a word's places, in segments as bleve writes
// them and as it merges them.
func TestPhraseOfFrequentWords(t *testing.T) {
	dir := t.TempDir()
	var all []archive.Release
	for i := range 3 {
		text := strings.Repeat("la marche de la paix et ", 200) + fmt.Sprintf("la fin%d de la marche", i)
		night := []archive.Release{release(fmt.Sprintf("p:%02d", i), "fr", "2020-01-01", "T", text), release(fmt.Sprintf("o:%02d", i), "it", "2020-01-01", "T", "la fin")}
		write(t, dir, night...)
		all = append(all, night...)
	}
	for query, want := range map[string]uint64{`"la fin1 de la marche"`: 1, `"et la marche"`: 3, `"et la fin2"`: 1, `"marche la"`: 0, `"la fin0 marche"~2`: 1, `"la fin"`: 3} {
		if n, err := open(t, dir).total(t.Context(), Request{Query: query}, loader(all)); n != want || err != nil {
			t.Errorf("%s: %d, %v; want %d", query, n, err, want)
		}
	}
}
