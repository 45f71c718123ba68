package index

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2/analysis"
	unicodetok "github.com/blevesearch/bleve/v2/analysis/tokenizer/unicode"

	"communique/internal/fold"
)

// analyzer cuts text into words and gives each the form under which it is
// found. The chain is: cut at Unicode word borders → inclusive writing →
// elision → fold → stop words → stem. Elision and stop words are compared in
// folded form, so that a question typed without accents loses the same words
// as the text did. Token.Start and Token.End are byte offsets in the input and
// enclose the word without its elided article.
//
// An analyzer is never changed once made, and is used by many goroutines.
type analyzer struct {
	stop    map[string]bool
	stem    []analysis.TokenFilter
	without part // what to leave out; quality_test.go measures what each part is worth
}

// part is a part of the chain. What each is worth, as nDCG@10 lost without it
// (quality_test.go; on testdata/search with all the words, on 500 French
// questions and 300 each of Spanish and Arabic ones without accents with any):
//
//	stems              .10 testdata, noise fr and es, .05 ar
//	folding            .05 testdata, .03 es, .04 ar
//	inclusive writing  .05 testdata
//	elision            .04 testdata, .02 fr
//	stop words         noise testdata, .02 fr; a query with all its words would find nothing without
//	possessive, acronyms  nothing: no question is about one. They stay for
//	                   Amnesty’s and O.N.U., which would not be found as Amnesty and ONU
type part uint

const (
	inclusivePart part = 1 << iota
	elisionPart
	foldPart // lower case stays
	stopPart
	stemPart
	possessivePart
	acronymPart
)

func (a *analyzer) has(p part) bool { return a.without&p == 0 }

// Analyze implements bleve's analysis.Analyzer. The input is not changed.
func (a *analyzer) Analyze(input []byte) analysis.TokenStream {
	text := string(input)
	tokens := unicodetok.NewUnicodeTokenizer().Tokenize(input)
	out := make(analysis.TokenStream, 0, len(tokens))
	position, done := 0, 0
	for _, t := range tokens {
		if t.Start < done { // part of the inclusive form before it
			continue
		}
		if t.End-t.Start > maxWordBytes {
			continue
		}
		position++
		from := len(out)
		out, done = a.word(out, text, t, position)
		if len(out) == from {
			position-- // nothing but marks
		}
	}
	return a.finish(out)
}

// maxWordBytes leaves out runs of letters that are no words (data: addresses,
// keys); bleve would keep each in its dictionary.
const maxWordBytes = 256

// word appends the forms of one token, and tells where in the text it ends.
func (a *analyzer) word(out analysis.TokenStream, text string, t *analysis.Token, position int) (analysis.TokenStream, int) {
	start := t.Start
	if a.has(elisionPart) {
		start += elided(t.Term)
	}
	if end := firstSign(text, start, t.End); end > start && a.has(inclusivePart) {
		if forms, done, ok := inclusiveForms(text, start, end); ok && done >= t.End {
			for _, f := range forms {
				out = a.add(out, &analysis.Token{Term: []byte(f), Start: start, End: done, Position: position, Type: t.Type})
			}
			return out, done
		}
	}
	t.Term, t.Start, t.Position = t.Term[start-t.Start:], start, position
	return a.add(out, t), t.End
}

func (a *analyzer) add(out analysis.TokenStream, t *analysis.Token) analysis.TokenStream {
	folded := fold.Word(t.Term)
	if a.stop[string(folded)] && a.has(stopPart) {
		return out
	}
	if a.has(foldPart) {
		t.Term = folded
	} else {
		t.Term = bytes.ToLower(t.Term)
	}
	if a.has(possessivePart) {
		t.Term = possessive(t.Term)
	}
	if a.has(acronymPart) {
		t.Term = acronym(t.Term)
	}
	if len(t.Term) == 0 {
		return out
	}
	return append(out, t)
}

// finish stems, and leaves one token where forms of a word have become equal.
func (a *analyzer) finish(tokens analysis.TokenStream) analysis.TokenStream {
	if len(a.stem) == 0 || !a.has(stemPart) {
		return tokens
	}
	for _, f := range a.stem {
		tokens = f.Filter(tokens)
	}
	out := tokens[:0]
	for _, t := range tokens {
		if len(t.Term) > 0 && !repeats(out, t) {
			out = append(out, t)
		}
	}
	return out
}

func repeats(before analysis.TokenStream, t *analysis.Token) bool {
	for i := len(before) - 1; i >= 0 && before[i].Position == t.Position; i-- {
		if bytes.Equal(before[i].Term, t.Term) {
			return true
		}
	}
	return false
}

// firstSign finds where inclusive writing could begin: at a sign within the
// token, or directly behind it. It returns 0 when there is none.
func firstSign(text string, start, end int) int {
	for i, r := range text[start:end] {
		if isSign(r) {
			return start + i
		}
	}
	if r, _ := utf8.DecodeRuneInString(text[end:]); isSign(r) {
		return end
	}
	return 0
}

// elisions are the articles, pronouns and conjunctions that French and Italian
// join to the next word with an apostrophe.
var elisions = map[string]bool{
	"l": true, "d": true, "j": true, "m": true, "t": true, "s": true, "n": true, "c": true, "qu": true,
	"jusqu": true, "lorsqu": true, "puisqu": true, "quoiqu": true,
	"un": true, "dell": true, "all": true, "nell": true, "dall": true, "sull": true, "coll": true, "quell": true,
}

// elided returns the length in bytes of an elided article and its apostrophe
// at the beginning of a token. It is the same for all languages, since the
// unstemmed fields are shared by all.
func elided(term []byte) int {
	if len(term) > 64 {
		return 0
	}
	for i, r := range string(term) {
		if !isApostrophe(r) {
			continue
		}
		rest := i + utf8.RuneLen(r)
		next, _ := utf8.DecodeRune(term[rest:])
		if i > 0 && unicode.IsLetter(next) && rest < len(term) && elisions[string(bytes.ToLower(term[:i]))] {
			// English: "d's" and "t's" are not articles.
			if len(term)-rest == 1 && (next == 's' || next == 'S') {
				return 0
			}
			return rest
		}
		return 0
	}
	return 0
}

func isApostrophe(r rune) bool {
	return r == '\'' || r == '’' || r == 'ʼ' || r == '＇' || r == '‘'
}

// possessive takes the English 's off.
func possessive(term []byte) []byte {
	if n := len(term); n > 3 && term[n-1] == 's' && term[n-2] == '\'' {
		return term[:n-2]
	}
	return term
}

// acronym writes O.N.U. and ONU alike.
func acronym(term []byte) []byte {
	if !bytes.ContainsRune(term, '.') {
		return term
	}
	letter := false
	for _, r := range string(term) {
		if letter == (r == '.') && (r == '.' || unicode.IsLetter(r)) {
			letter = r != '.'
			continue
		}
		return term
	}
	return bytes.ReplaceAll(term, []byte("."), nil)
}
