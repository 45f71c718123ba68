package index

import (
	"bytes"
	"strings"
	"sync"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/analysis/lang/ar"
	"github.com/blevesearch/bleve/v2/analysis/lang/cjk"
	"github.com/blevesearch/bleve/v2/analysis/lang/de"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"
	"github.com/blevesearch/bleve/v2/analysis/lang/es"
	"github.com/blevesearch/bleve/v2/analysis/lang/fr"
	"github.com/blevesearch/bleve/v2/analysis/lang/it"
	"github.com/blevesearch/bleve/v2/analysis/lang/pt"
	"github.com/blevesearch/bleve/v2/analysis/lang/ru"

	"communique/internal/fold"
)

// otherLanguage is the code of the analysis for languages without one of
// their own, and for releases whose language is not known: folded words,
// neither stop words nor stems.
const otherLanguage = "xx"

// language is a way of analysing text, with its own fields in the index.
type language struct {
	code     string
	analyzer func() *analyzer // built at first use: opening must be cheap
}

// languages in a fixed order, in which scores are added.
var languages = []language{
	{"fr", stemmed(fr.FrenchStopWords, "ne ni pas non sans jamais rien aucun aucune", fr.NewFrenchLightStemmerFilter())},
	{"en", stemmed(en.EnglishStopWords, "no nor not never without cannot", en.NewEnglishStemmerFilter())},
	{"es", stemmed(es.SpanishStopWords, "no ni sin nunca nada", es.NewSpanishLightStemmerFilter())},
	{"de", stemmed(de.GermanStopWords, "nicht nichts kein keine keinen keinem keiner ohne", de.NewGermanNormalizeFilter(), de.NewGermanLightStemmerFilter())},
	{"pt", stemmed(pt.PortugueseStopWords, "não nem sem nunca nada", manyOfAo{}, pt.NewPortugueseLightStemmerFilter())},
	{"it", stemmed(it.ItalianStopWords, "non né senza", it.NewItalianLightStemmerFilterFilter())},
	{"ru", stemmed(ru.RussianStopWords, "не ни нет без", ru.NewRussianStemmerFilter())},
	{"ar", stemmed(ar.ArabicStopWords, "لا لم لن ليس غير ولا ولم ولن وليس", ar.NewArabicStemmerFilter())},
	{"zh", stemmed(nil, "", cjk.NewCJKBigramFilter(false))}, // words are not parted: each two signs are one
	{otherLanguage, plainAnalyzer},
}

// plainAnalyzer analyses the unstemmed fields, which all languages share:
// every word is kept, so that phrases match what is written.
func plainAnalyzer() *analyzer { return plain }

var plain = &analyzer{}

// stemmed builds an analyzer from a stop list in bleve's form, without the
// words of negation: «sans procès» is not «procès».
func stemmed(stopWords []byte, negations string, stem ...analysis.TokenFilter) func() *analyzer {
	return sync.OnceValue(func() *analyzer {
		listed := analysis.NewTokenMap()
		if err := listed.LoadBytes(stopWords); err != nil {
			panic("stop words built into the program: " + err.Error()) // reading memory cannot fail
		}
		stop := make(map[string]bool, len(listed))
		for w := range listed {
			stop[fold.String(w)] = true
		}
		for _, w := range strings.Fields(negations) {
			delete(stop, fold.String(w))
		}
		return &analyzer{stop: stop, stem: stem}
	})
}

// manyOfAo writes Portuguese plurals of -ão in the singular: folded (prisoes),
// they are not what the stemmer knows (prisões), and prisão would not be found
// by them. Words of four letters (mães) are left.
type manyOfAo struct{}

func (manyOfAo) Filter(tokens analysis.TokenStream) analysis.TokenStream {
	for _, t := range tokens {
		stem, many := bytes.CutSuffix(t.Term, []byte("oes"))
		if !many {
			stem, many = bytes.CutSuffix(t.Term, []byte("aes"))
		}
		if many && len(stem) > 1 {
			t.Term = append(stem[:len(stem):len(stem)], "ao"...)
		}
	}
	return tokens
}

// languageOf finds the analysis for a BCP 47 tag ("fr", "pt-BR").
func languageOf(tag string) language {
	base, _, _ := strings.Cut(strings.ToLower(tag), "-")
	for _, l := range languages {
		if l.code == base {
			return l
		}
	}
	return languages[len(languages)-1]
}
