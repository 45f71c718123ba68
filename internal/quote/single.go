package quote

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// straightSingle says which mark the straight ' at i stands for: ‘ before a
// letter after a space, ’ after a word or a sign and before none, or 0 for an
// apostrophe within a word.
func straightSingle(text string, i int) rune {
	prev, _ := utf8.DecodeLastRuneInString(text[:i])
	next, _ := utf8.DecodeRuneInString(text[i+1:])
	switch {
	case i == 0 || isSpace(prev) || prev == '(' || prev == '—' || prev == '“' || prev == '"':
		if i+1 < len(text) && isLetter(next) {
			return '‘'
		}
	case i+1 == len(text) || !isLetter(next) && !unicode.IsDigit(next):
		return '’'
	}
	return 0
}

// closingSingle finds the mark that closes ‘…’. The same mark is an apostrophe:
// best it stands at a sign. After an s it may be a possessive, and after -in’ a
// letter that is left out; then what follows tells: a noun is possessed, and what
// no noun begins with is not.
func closingSingle(p *para, k int) (end, after int) {
	end = -1
	sure := -1 // the first before what no noun begins with
	start := k == 1 && p.marks[0].tok == 0
	for ; k < len(p.marks); k++ {
		m := p.marks[k]
		if m.c == '‘' {
			break
		}
		if m.c != '’' || !m.closeSide() || k+1 < len(p.marks) && p.marks[k+1].c == '’' && p.marks[k+1].tok == m.tok+2 && p.toks[m.tok+1].kind != word {
			continue
		}
		if strings.ContainsRune(".,!?…”", m.prev) || m.next == 0 || m.prev != 's' && strings.ContainsRune(".,;:!?)", m.next) {
			return k, k + 1
		}
		if n := int(m.tok) + 1; m.prev == 's' && n < len(p.toks) && p.toks[n].kind == word && p.toks[n].is(noNoun) && !p.toks[n].capital && sure < 0 {
			sure = k
		}
		if end < 0 || p.marks[end].prev == 's' {
			end = k
		}
	}
	if sure >= 0 && k < len(p.marks) {
		return sure, sure + 1
	}
	if end >= 0 && start && p.marks[end].prev == 's' && !strings.ContainsRune(".,;:!?)", p.marks[end].next) {
		return -1, k
	}
	return end, end + 1
}

// noNoun is what no noun phrase goes on with after a possessive.
const noNoun = conjunction | preposition | auxiliary | passive | he | she | they | definite | indefinite | relative | clitic | cueFinite
