package likeness

// Comparing each release with each other one would cost the square of their
// number. So each gets a sketch (MinHash: of every one of some orders of all
// shingles, the first that the text has), cut into bands. Two texts share a band
// with the probability share³: of those that share .6 of their shingles, 98 in
// 100 meet in one of 16 bands, of those that share .72, all but 1 in 1,000, and
// of two that share .1, less than 2 in 100. Those that meet are compared word
// for word. SimHash was the other choice: one number a text, but its distance
// says little about texts of which one is a fifth longer, which is what a
// republication with a paragraph of its own is.
const (
	bands = 16
	rows  = 3
)

// Bands are the keys under which a text is looked up: what shares none with it
// is not compared. A key has the language in it, and no day.
func (t Text) Bands() []int64 {
	language := hashOf([]string{t.Language})
	keys := make([]int64, bands)
	for band := range bands {
		key := mix(language + uint64(band))
		for row := range rows {
			// The hashes of shingles are well mixed: multiplied by an odd
			// number, modulo 2⁶⁴, they stand in another order, at a fifth of
			// what mixing each again costs.
			order := mix(uint64(band*rows+row)+0x9e3779b97f4a7c15) | 1
			first := ^uint64(0)
			for _, s := range t.shingles {
				first = min(first, s*order)
			}
			key = mix(key ^ first)
		}
		keys[band] = int64(key)
	}
	return keys
}

// hashOf is FNV-1a over words and the borders between them, mixed.
func hashOf(words []string) uint64 {
	h := uint64(14695981039346656037)
	for _, w := range words {
		for i := range len(w) {
			h = (h ^ uint64(w[i])) * 1099511628211
		}
		h = (h ^ 0xff) * 1099511628211
	}
	return mix(h)
}

// mix is the finalizer of SplitMix64.
func mix(h uint64) uint64 {
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return h ^ h>>31
}
