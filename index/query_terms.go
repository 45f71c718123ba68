package index

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// closers gives the marks that end a phrase begun with the key.
var closers = map[rune]string{
	'"': `"”“„`, '“': `”"“`, '„': `“”"`, '”': `”"`, '‟': `”"`, '«': `»`, '＂': `＂"`,
}

// starInside is a * behind a word: within quotation marks it would be lost.
var starInside = regexp.MustCompile(`[\pL\pN]\*`)

func (p *parser) phrase(field string) (*clause, error) {
	open, end := p.pos, closers[p.in[p.pos]]
	p.pos++
	from := p.pos
	for p.pos < len(p.in) && !strings.ContainsRune(end, p.in[p.pos]) {
		p.pos++
	}
	if p.pos == len(p.in) {
		return nil, p.wrong(open, "the quotation mark %c is never closed; put its pair behind the last word of the phrase", p.in[open])
	}
	c := &clause{kind: phraseClause, text: string(p.in[from:p.pos]), field: field, at: from + 1}
	p.pos++
	if strings.TrimFunc(c.text, isBlank) == "" {
		return nil, p.wrong(open, "there is no word between the quotation marks; write one, or leave them out")
	}
	if i := starInside.FindStringIndex(c.text); i != nil && isText(field) {
		return nil, p.wrong(from+utf8.RuneCountInString(c.text[:i[1]-1]), "a * is not understood within quotation marks; write the whole word, or the phrase without it and the word with its * apart")
	}
	return c, p.slop(c)
}

// slop reads the ~5 behind a phrase.
func (p *parser) slop(c *clause) error {
	if p.pos == len(p.in) || p.in[p.pos] != '~' {
		return nil
	}
	at := p.pos
	p.pos++
	from := p.pos
	for p.pos < len(p.in) && p.in[p.pos] >= '0' && p.in[p.pos] <= '9' {
		p.pos++
	}
	n, err := strconv.Atoi(string(p.in[from:p.pos]))
	if err != nil || n > maxSlop {
		return p.wrong(at, "~ behind a phrase needs a number up to %d: how many other words may stand between its words, as in \"droits femmes\"~5", maxSlop)
	}
	if words := len(positionsOf(plain.Analyze([]byte(c.text)))); words < 2 || words > maxNearWords {
		return p.wrong(c.at-2, "words can be near one another only if there are two or more, up to %d; write that many, or leave ~%d out", maxNearWords, n)
	}
	c.kind, c.slop = nearClause, n
	return nil
}

func (p *parser) word(field string) (*clause, error) {
	from, inside := p.pos, 0
	for p.pos < len(p.in) && !isBlank(p.in[p.pos]) && !isQuote(p.in[p.pos]) {
		if p.in[p.pos] == '(' {
			inside++
		} else if p.in[p.pos] == ')' {
			if inside == 0 {
				break
			}
			inside--
		}
		p.pos++
	}
	return &clause{text: string(p.in[from:p.pos]), field: field, at: from + 1}, nil
}

func (p *parser) blanks() {
	for p.pos < len(p.in) && isBlank(p.in[p.pos]) {
		p.pos++
	}
}

// sees tells whether an operator in capitals stands here, and take skips it.
func (p *parser) sees(operator string) bool {
	end := p.pos + len(operator)
	if end > len(p.in) || string(p.in[p.pos:end]) != operator {
		return false
	}
	return end == len(p.in) || isBlank(p.in[end]) || isQuote(p.in[end]) || p.in[end] == '(' || p.in[end] == ')'
}

func (p *parser) take(operator string) bool {
	if !p.sees(operator) {
		return false
	}
	p.pos += len(operator)
	return true
}

func isBlank(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) || r == '\uFEFF' }

func isMinus(r rune) bool { return r == '-' || r == '−' }

func isQuote(r rune) bool { _, ok := closers[r]; return ok || r == '»' }
