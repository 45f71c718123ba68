package extract

import (
	"fmt"
	"index/suffixarray"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// markRepeats marks the blocks set apart as quotations whose words stand in the
// running text too, and their speaker's line: they stay in the text, where the
// page has them, but are no second quotation.
func markRepeats(blocks []block) []block {
	quoted := 0
	for i := range blocks {
		if blocks[i].quote != nil {
			quoted++
		}
	}
	if quoted == 0 {
		return blocks
	}
	var running, apart words
	for i := range blocks {
		switch b := &blocks[i]; {
		case b.quote == nil:
			running.add(b.text)
		case !b.pull:
			apart.add(b.text)
		}
	}
	indexed := quoted > 64
	var repeats *html.Node
	for i := range blocks {
		b := &blocks[i]
		if b.quote == nil {
			continue
		}
		// A pull quote can repeat another quotation, too.
		if key := quoteKey(b.text); len(key) >= 20 && (running.has(key, indexed) || b.pull && apart.has(key, indexed)) {
			repeats = b.quote
			b.repeat = true
		}
		b.repeat = b.repeat || repeats == b.quote && len(b.text) < 120
	}
	return blocks
}

// words are the texts of some blocks, as quoteKey gives them, to find others
// in. Few are found by going through all, many by an index.
type words struct {
	text  strings.Builder
	index *suffixarray.Index
}

func (w *words) add(text string) {
	w.text.WriteString(quoteKey(text))
	w.text.WriteByte('\n') // in no key
}

func (w *words) has(key string, indexed bool) bool {
	if !indexed {
		return strings.Contains(w.text.String(), key)
	}
	if w.index == nil {
		w.index = suffixarray.New([]byte(w.text.String()))
	}
	return len(w.index.Lookup([]byte(key), 1)) > 0
}

// dropRepeats takes out the paragraphs of a page that no profile knows which
// only say again what stands elsewhere: one that is word for word above, and a
// pull quote that is part of the paragraph beside it. A name behind such a quote
// ("– NAME") must stand elsewhere too; no word is lost. Lists and tables repeat
// themselves on purpose, and so does a page with more than three repeats.
func (w *work) dropRepeats(blocks []block) []block {
	all := neighbours{blocks: blocks, keys: make([]string, len(blocks))}
	for i := range blocks {
		all.keys[i] = quoteKey(blocks[i].text)
	}
	kept := make([]block, 0, len(blocks))
	seen := make(map[string]bool, len(blocks))
	for i := range blocks {
		b, key := &blocks[i], all.keys[i]
		if b.level > 0 || len(key) < 60 || isInList(b.node) {
			kept = append(kept, *b)
			continue
		}
		if seen[key] || i > 0 && all.isPart(i, i-1) || i+1 < len(blocks) && all.isPart(i, i+1) {
			continue
		}
		seen[key] = true
		kept = append(kept, *b)
	}
	dropped := len(blocks) - len(kept)
	if dropped > 3 {
		return blocks
	}
	if dropped > 0 {
		w.warn(fmt.Sprintf("body: paragraphs that repeat others word for word were left out of the text: %d", dropped))
	}
	return kept
}

// neighbours are blocks with what quoteKey gives of each.
type neighbours struct {
	blocks []block
	keys   []string
	sought int // names, so far
}

// isInList: in a row of a table or an item of a list.
func isInList(n *html.Node) bool {
	for up := 0; n != nil && up < 4; n, up = n.Parent, up+1 {
		switch n.DataAtom {
		case atom.Tr, atom.Td, atom.Li, atom.Dd:
			return true
		}
	}
	return false
}

// isPart reports whether block i is part of block j, which is longer.
func (n *neighbours) isPart(i, j int) bool {
	whole, key, name := n.blocks[i].text, n.keys[i], ""
	const longest = 80 // bytes of the name and its dash
	before := max(len(whole)-longest, 0)
	for _, dash := range [...]string{" – ", " — ", " - "} {
		if at := before + strings.LastIndex(whole[before:], dash); at >= before && at > 60 {
			key, name = quoteKey(whole[:at]), whole[at+len(dash):]
			break
		}
	}
	if n.blocks[j].level > 0 || len(key) < 60 || len(n.keys[j]) <= len(key) || !strings.Contains(n.keys[j], key) {
		return false
	}
	return name == "" || strings.Contains(n.keys[j], n.keys[i]) || n.elsewhere(name, i)
}

// manyNames is how many names are looked for on one page: each is in all of it.
const manyNames = 100

// elsewhere reports whether a name stands in another block than i.
func (n *neighbours) elsewhere(name string, i int) bool {
	if n.sought++; n.sought > manyNames {
		return false
	}
	for k := range n.blocks {
		if k != i && strings.Contains(n.blocks[k].text, name) {
			return true
		}
	}
	return false
}
