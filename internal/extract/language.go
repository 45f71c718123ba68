package extract

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// settleLanguage decides the language of the article: what its own element
// says, then what the page says unless the text itself speaks clearly against
// it, then the text.
func (w *work) settleLanguage() {
	seen := guessLanguage(w.sample())
	own, page, from := "", baseLanguage(w.head.lang), "html[lang]"
	if w.bodyLang != nil {
		own = baseLanguage(attr(w.bodyLang, "lang"))
	}
	if own == "" && page == "" {
		page, from = baseLanguage(strings.ReplaceAll(w.head.meta["og:locale"], "_", "-")), "meta:og:locale"
	}
	set := func(lang, evidence string, node *html.Node) {
		w.out.Language = known(lang)
		w.only(finding{field: "language", evidence: evidence, value: lang, node: node})
	}
	text := w.textNode()
	switch {
	case own != "" && own != page:
		set(own, w.bodyLang.Data+"[lang]", w.bodyLang)
	case page != "" && (seen == "" || seen == page):
		set(page, from, nil)
	case page != "":
		set(seen, fromText, text)
		w.warn("language: the page says " + page + ", the text is " + seen)
	case seen != "":
		set(seen, fromText, text)
	case w.profile != nil && w.profile.Language != "":
		set(w.profile.Language, fromProfile, nil)
	}
}

// textNode is the element in which the text begins, or that of the title.
func (w *work) textNode() *html.Node {
	for _, blocks := range [][]block{w.lead, w.body} {
		if len(blocks) > 0 {
			return blocks[0].node
		}
	}
	return w.titleNode
}

// sample is text enough to know a language by.
func (w *work) sample() string {
	const enough = 1500
	var out strings.Builder
	out.Grow(enough + 500)
	for _, blocks := range [][]block{w.lead, w.body} {
		for _, b := range blocks {
			out.WriteString(b.text)
			out.WriteByte(' ')
			if out.Len() > enough {
				return out.String()
			}
		}
	}
	if out.Len() == 0 && w.out.Title != nil {
		return *w.out.Title
	}
	return out.String()
}

// baseLanguage gives the language of a BCP 47 tag without region or script:
// "fr-FR" is French. "" for what is no tag.
func baseLanguage(tag string) string {
	tag, _, _ = strings.Cut(strings.ToLower(trimSpace(tag)), "-")
	tag, _, _ = strings.Cut(tag, "_")
	if len(tag) < 2 || len(tag) > 3 || tag == "und" || tag == "mul" || tag == "zxx" {
		return ""
	}
	for _, r := range tag {
		if r < 'a' || r > 'z' {
			return ""
		}
	}
	return tag
}

// guessLanguage knows a language by its script or its commonest words; "" when
// the text is too short or too mixed to tell.
func guessLanguage(text string) string {
	var counts [len(scripts)]int
	latin, letters := 0, 0
	for _, r := range text {
		if r < utf8.RuneSelf {
			if 'a' <= r|0x20 && r|0x20 <= 'z' {
				latin++
			}
			continue
		}
		if r < 0x250 {
			if unicode.IsLetter(r) {
				latin++
			}
			continue
		}
		for i := range scripts {
			if r >= scripts[i].from && r <= scripts[i].to {
				counts[i]++
				letters++
				break
			}
		}
	}
	letters += latin
	if latin*2 > letters {
		return guessLatin(text)
	}
	best, kana := -1, 0
	for i, n := range counts {
		if scripts[i].lang == "ja" {
			kana += n
		}
		if n*2 > letters && n >= 10 {
			best = i
		}
	}
	if kana >= 10 && kana*10 > letters {
		return "ja"
	}
	if best < 0 {
		return ""
	}
	switch scripts[best].lang {
	case "ru":
		return guessByLetters(text, "ru", "uk", "іїєґ", "be", "ў", "bg", "")
	case "ar":
		return guessByLetters(text, "ar", "fa", "پچژگ", "ur", "ٹڈڑے", "", "")
	}
	return scripts[best].lang
}

// scripts that tell a language by themselves, or a family of them.
var scripts = [...]struct {
	from, to rune
	lang     string
}{
	{0x0370, 0x03FF, "el"}, {0x0400, 0x052F, "ru"}, {0x0530, 0x058F, "hy"}, {0x0590, 0x05FF, "he"},
	{0x0600, 0x06FF, "ar"}, {0x0900, 0x097F, "hi"}, {0x0980, 0x09FF, "bn"}, {0x0B80, 0x0BFF, "ta"},
	{0x0D80, 0x0DFF, "si"}, {0x0E00, 0x0E7F, "th"}, {0x1000, 0x109F, "my"}, {0x10A0, 0x10FF, "ka"},
	{0x1200, 0x137F, "am"}, {0x1780, 0x17FF, "km"}, {0x3040, 0x30FF, "ja"}, {0x4E00, 0x9FFF, "zh"},
	{0xAC00, 0xD7AF, "ko"},
}

// guessByLetters prefers a language whose own letters are at least one in a
// hundred of the text's characters.
func guessByLetters(text, base string, others ...string) string {
	total := len(text) / 2
	best, most := base, total/100
	for i := 0; i+1 < len(others); i += 2 {
		n := 0
		for _, r := range others[i+1] {
			n += strings.Count(text, string(r))
		}
		if n > most {
			best, most = others[i], n
		}
	}
	return best
}

var latinLanguages = [...]struct{ lang, words string }{
	{"fr", "le la les des du et est une dans pour que qui sur par au aux avec ses ce cette sont été leur leurs nous pas plus ont elle il"},
	{"en", "the of and to in is that for was on with as by are from have has this were which their been they not be an it at"},
	{"es", "el la los las del y que en es por con una para se su al como más pero sus ha este esta han fue son lo"},
	{"de", "der die das und ist von den mit für des auf dem nicht im sich eine ein zu als auch wird sind bei wurde nach einer"},
	{"pt", "o os da do das dos e em que é por com uma para não se na no ao como mais foi são pelo pela à um"},
	{"it", "il lo gli della di che è per con una del nel sono dei alla dal più non si al delle anche ha stato come"},
	{"nl", "de het een van en in is dat op te voor met zijn niet aan er om ook door worden naar bij"},
	{"ca", "el els les del i que en és per amb una dels al com més són ha aquest aquesta pels"},
	{"pl", "w i na z do że się nie jest o od po przez za dla ich oraz przy który które"},
	{"tr", "ve bir bu için ile olarak da de çok gibi daha olan sonra kadar insan"},
	{"sv", "och att det som en på är av för med den till inte om har ett de var"},
}

// stopWords says for each word in which languages it is common, as bits in the
// order of latinLanguages.
var stopWords = sync.OnceValue(func() map[string]uint16 {
	m := make(map[string]uint16, 320)
	for i, l := range latinLanguages {
		for w := range strings.FieldsSeq(l.words) {
			m[w] |= 1 << i
		}
	}
	return m
})

// longestStopWord is how many bytes a word of latinLanguages has at most.
const longestStopWord = 8

func guessLatin(text string) string {
	common := stopWords()
	var hits [len(latinLanguages)]int
	var buf [64]byte
	words, word := 0, buf[:0]
	end := func() {
		if len(word) == 0 {
			return
		}
		words++
		if len(word) <= longestStopWord {
			bits := common[string(word)]
			for i := 0; bits != 0; i++ {
				hits[i] += int(bits & 1)
				bits >>= 1
			}
		}
		word = word[:0]
	}
	for _, r := range text {
		switch {
		case 'a' <= r|0x20 && r|0x20 <= 'z':
			word = append(word, byte(r|0x20))
		case r >= utf8.RuneSelf && unicode.IsLetter(r):
			word = utf8.AppendRune(word, unicode.ToLower(r))
		default:
			end()
		}
	}
	end()
	best, second := 0, -1
	for i := 1; i < len(hits); i++ {
		switch {
		case hits[i] > hits[best]:
			best, second = i, best
		case second < 0 || hits[i] > hits[second]:
			second = i
		}
	}
	if hits[best] < 6 || hits[best]*12 < words || hits[best]*4 < hits[second]*5 {
		return ""
	}
	return latinLanguages[best].lang
}
