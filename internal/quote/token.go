package quote

type kind uint8

const (
	word kind = iota
	number
	comma
	stop // . ! ? …
	colon
	semicolon
	dash
	parenOpen
	parenClose
	quoteMark
	other
)

// token is a word, a number or a sign of a paragraph; start and end are byte
// offsets in its text. flags is what the language's table says of the word.
type token struct {
	start, end int32
	kind       kind
	capital    bool // begins with a capital, or is a name like al-Bashir
	org        bool // a mention of an organisation begins here: see orgAt
	id         wordID
	flags      flag
}

func (t token) is(f flag) bool { return t.flags&f != 0 }

func signKind(c rune) kind {
	switch c {
	case ',', '،':
		return comma
	case '.', '!', '?', '…', '؟', '۔', '¿', '¡':
		if c == '¿' || c == '¡' {
			return other
		}
		return stop
	case ':':
		return colon
	case ';', '؛':
		return semicolon
	case '—', '–', '-', '―':
		return dash
	case '(', '[':
		return parenOpen
	case ')', ']':
		return parenClose
	case '«', '»', '“', '”', '„', '‟', '"', '‘', '’':
		return quoteMark
	}
	return other
}

// slice returns the words from one token to before another, as written.
func (p *para) slice(from, to int) string {
	if from >= to {
		return ""
	}
	return p.text[p.toks[from].start:p.toks[to-1].end]
}

// word returns a token folded.
func (p *para) word(i int) string {
	if t := p.toks[i]; t.id == 0 {
		return fold(p.text[t.start:t.end])
	}
	return p.lexer.words[p.toks[i].id].low
}

// glued says whether token i and the next stand together without a space.
func (p *para) glued(i int) bool {
	return i+1 < len(p.toks) && p.toks[i].end == p.toks[i+1].start
}
