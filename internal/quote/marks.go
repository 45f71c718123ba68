package quote

import (
	"unicode"
	"unicode/utf8"
)

// mark is a quotation mark in a paragraph: its rune, where it is (bytes), its
// token, and what stands on both sides.
type mark struct {
	c, prev, next rune // prev and next are 0 at the paragraph's ends
	at, tok       int32
	size          int32 // bytes in the text: a straight ' counts as ‘ or ’
}

// end is the byte after the mark.
func (m mark) end() int { return int(m.at) + int(m.size) }

// marked says whether a mark stands in the paragraph that may open a quotation
// or close one from a paragraph before: any but ’.
func (d *document) marked(p *para) bool {
	for i := 0; i < len(p.text); i++ {
		switch c := p.text[i]; c {
		case '"':
			return true
		case '\'':
			if d.rules.singleQuotes && straightSingle(p.text, i) == '‘' {
				return true
			}
		case '(', ',':
			if r, _ := d.rules.otherMark(p.text, i, rune(c)); r != 0 {
				return true
			}
		case "«"[0], "“"[0]: // the first bytes of all of them
			r, _ := utf8.DecodeRuneInString(p.text[i:])
			if o, _ := d.rules.otherMark(p.text, i, r); o != 0 && o != '“' {
				return true
			}
			if signKind(r) == quoteMark && r != '’' && (r != '‘' || d.rules.singleQuotes) {
				return true
			}
		}
	}
	return false
}

func newMark(text string, at, n int, c rune, tok int) mark {
	m := mark{c: c, at: int32(at), tok: int32(tok), size: int32(n)}
	if before := text[:at]; at > 0 {
		c, n := utf8.DecodeLastRuneInString(before)
		for isBidi(c) && n < len(before) {
			before = before[:len(before)-n]
			c, n = utf8.DecodeLastRuneInString(before)
		}
		m.prev = c
	}
	if after := text[at+n:]; after != "" {
		c, n := utf8.DecodeRuneInString(after)
		for isBidi(c) && n < len(after) {
			after = after[n:]
			c, n = utf8.DecodeRuneInString(after)
		}
		m.next = c
	}
	return m
}

// openSide says whether what stands before the mark lets a quotation begin.
func (m mark) openSide() bool {
	switch m.prev {
	case 0, ' ', '(', '[', '—', '–', '-', '/', '\'', '’', '‘', '«', '“', '„', '*', ':', '¿', '¡':
		return true
	case ',', ';': // without a space: said X ,"and …
		return isLetter(m.next)
	}
	return isSpace(m.prev)
}

// closeSide says whether what stands after the mark lets a quotation end.
func (m mark) closeSide() bool {
	return m.next == 0 || !isLetter(m.next) && !unicode.IsDigit(m.next)
}

// style is a way of marking quotations.
type style uint8

const (
	noStyle    style = iota
	guillemets       // « »
	reversed         // » «
	curly            // “ ”
	low              // „ “
	straight         // " "
	single           // ‘ ’
	dialogue         // a paragraph that opens with a dash
)

// opens returns the style that the mark opens where no quotation is open.
func (r *rules) opens(m mark) style {
	switch m.c {
	case '«':
		if r.reversed && !m.openSide() && m.closeSide() {
			return noStyle
		}
		return guillemets
	case '»':
		if r.reversed && m.openSide() && !isSpace(m.next) && m.next != 0 {
			return reversed
		}
		if m.at == 0 && isLetter(m.next) {
			return guillemets // »B»: goes on with «A», said X.
		}
	case '“':
		if m.openSide() || !m.closeSide() {
			return curly
		}
	case '”':
		if m.openSide() && !m.closeSide() {
			return curly
		}
	case '„', '‟':
		return low
	case '"':
		if m.openSide() && (!isSpace(m.next) || m.prev == 0 || isSpace(m.prev)) && m.next != 0 {
			return straight
		}
	case '‘':
		if r.singleQuotes && m.openSide() && unicode.IsLetter(m.next) {
			return single
		}
	}
	return noStyle
}

// step says how the mark changes the depth of an open quotation of style s:
// +1, -1, or 0 for a mark of another style.
func (s style) step(m mark) int {
	switch s {
	case guillemets:
		return sign(m.c == '«', m.c == '»')
	case reversed:
		return sign(m.c == '»', m.c == '«')
	case curly:
		if m.c != '“' && m.c != '”' {
			return 0
		}
		// A mark of the wrong hand is recognised by its place.
		opening := m.c == '“'
		if opening && !m.openSide() && m.closeSide() || !opening && m.openSide() && !m.closeSide() {
			opening = !opening
		}
		return sign(opening, !opening)
	case low:
		return sign(m.c == '„' || m.c == '‟', m.c == '“' || m.c == '”' || m.c == '"')
	case straight:
		if m.c != '"' {
			return 0
		}
		opening := m.openSide() && !m.closeSide()
		return sign(opening, !opening)
	}
	return 0
}

func sign(up, down bool) int {
	switch {
	case up:
		return 1
	case down:
		return -1
	}
	return 0
}
