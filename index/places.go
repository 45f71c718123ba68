package index

import (
	"math"
	"math/bits"
	"slices"

	"github.com/blevesearch/bleve/v2/document"
	bleveindex "github.com/blevesearch/bleve_index_api"
)

// wordField is a field of words in the form in which a segment keeps it. bleve
// keeps, for each word of a release, how often the field has it and how long
// the field is, and of each place five numbers, most of them empty. Here
//
//   - the length is one of 127 (lengthCode): one byte instead of two;
//   - where places are kept, the frequency is the places (placesCode): the
//     steps from each to the next, in digits of three bits with a fourth that
//     says whether more follow, the first step lowest, and a 1 above the last.
//     This is two bytes for a word that is there once, instead of nine;
//   - where they do not fit, it is how many there are, as one such number with
//     a 2 above it, and the steps are the array positions of one of bleve's
//     places.
//
// bleve adds these up for values of the same name in one release: there must be
// one only.
type wordField struct{ *document.TextField }

// keepsPlaces tells whether the frequencies of a field are places.
func keepsPlaces(field string) bool {
	return field == fieldTitle || field == fieldText || field == fieldAttached
}

// Analyze implements bleve's index.Field.
func (f wordField) Analyze() {
	f.TextField.Analyze()
	if !f.Options().IncludeTermVectors() {
		return
	}
	for _, w := range f.AnalyzedTokenFrequencies() {
		keepPlaces(w)
	}
}

func keepPlaces(w *bleveindex.TokenFreq) {
	steps := stepsOf(w.Locations)
	code, ok := placesCode(steps, 1)
	if ok {
		w.Locations = nil
	} else {
		code, _ = placesCode([]uint64{uint64(len(steps))}, 2)
		w.Locations = []*bleveindex.TokenLocation{{ArrayPositions: steps}}
	}
	w.SetFrequency(code)
}

// AnalyzedLength implements bleve's index.Field.
func (f wordField) AnalyzedLength() int { return lengthCode(f.TextField.AnalyzedLength()) }

// lengthScale sets how fine lengths are kept: to a word up to five, of a
// hundred words to six, of longer texts to six in a hundred, up to 18,000 words.
const lengthScale = 12

func lengthCode(length int) int {
	return max(1, min(127, int(math.Round(lengthScale*math.Log2(1+float64(length)/lengthScale)))))
}

// lengths gives the length of each code.
var lengths = func() (of [128]float64) {
	for code := range of {
		of[code] = lengthScale * (math.Exp2(float64(code)/lengthScale) - 1)
	}
	return of
}()

// lengthOf reads a length out of bleve's norm, which is 1/√ of the code.
func lengthOf(norm float64) float64 {
	code := int(math.Round(1 / (norm * norm)))
	return lengths[max(1, min(127, code))]
}

// stepsOf gives the distances from each place to the next, the first from the
// beginning.
func stepsOf(places []*bleveindex.TokenLocation) (steps []uint64) {
	slices.SortFunc(places, func(a, b *bleveindex.TokenLocation) int { return a.Position - b.Position })
	last := 0
	for _, p := range places {
		steps = append(steps, uint64(p.Position-last))
		last = p.Position
	}
	return steps
}

// codeDigits fit an int with the mark above them: fifteen, or seven of 32 bits.
// bleve has room for 63 bits.
const codeDigits = (bits.UintSize - 4) / 4

func placesCode(steps []uint64, mark int) (code int, ok bool) {
	var digits []int
	for _, s := range steps {
		for ; s > 7; s >>= 3 {
			digits = append(digits, int(s&7)|8)
		}
		if digits = append(digits, int(s)); len(digits) > codeDigits {
			return 0, false
		}
	}
	code = mark
	for i := len(digits) - 1; i >= 0; i-- {
		code = code<<4 | digits[i]
	}
	return code, true
}

// readPlaces appends the places of a word that were kept as a frequency, and
// as a place of bleve's if there is one.
func readPlaces(to []uint64, code uint64, rest []*bleveindex.TermFieldVector) []uint64 {
	at := uint64(0)
	if len(rest) == 0 {
		for code > 2 {
			var step uint64
			step, code = nextStep(code)
			at += step
			to = append(to, at)
		}
		return to
	}
	for _, step := range rest[0].ArrayPositions {
		at += step
		to = append(to, at)
	}
	return to
}

// howOften reads from a frequency that is places how many there are.
func howOften(code uint64) (n uint64) {
	first := uint64(0)
	for code > 2 {
		var step uint64
		if step, code = nextStep(code); n == 0 {
			first = step
		}
		n++
	}
	if code == 2 {
		return first
	}
	return n
}

func nextStep(code uint64) (step, rest uint64) {
	for shift := 0; code > 2; shift += 3 {
		step |= code & 7 << shift
		more := code&8 != 0
		if code >>= 4; !more {
			break
		}
	}
	return step, code
}
