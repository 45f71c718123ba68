package extract

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"communique/archive"
)

// trim takes out of the blocks that readability gives what is not the article:
// it chooses an element, and around the text there are other things in it.
func (w *work) trim(blocks []block) []block {
	blocks = w.belowHeading(blocks)
	blocks = aroundCore(blocks)
	kept := make([]block, 0, len(blocks))
	for i, b := range blocks {
		switch {
		case isCall(b), isPointer(b) && (i == 0 || !isPointer(blocks[i-1])) && (i+1 == len(blocks) || !isPointer(blocks[i+1])):
			for _, l := range b.links {
				w.addCard(card{href: l.href, title: l.text, node: l.node, evidence: w.bodyFrom}, archive.RelationReadAlso)
			}
		case isCredit(b.text), isReadingTime(b.text), isAddress(b.text):
		default:
			kept = append(kept, b)
		}
	}
	return withoutEnd(withoutCrumbs(kept))
}

// belowHeading gives the blocks below the page's heading, where it is among
// the first.
func (w *work) belowHeading(blocks []block) []block {
	var titles []string
	if w.out.Title != nil {
		titles = append(titles, fold(*w.out.Title))
	}
	if len(w.head.h1) == 1 {
		titles = append(titles, fold(textOf(w.head.h1[0])))
	}
	for i := min(len(blocks), 8) - 1; i >= 0; i-- {
		if blocks[i].level == 0 {
			continue
		}
		for _, t := range titles {
			if t != "" && fold(blocks[i].text) == t {
				return blocks[i+1:]
			}
		}
	}
	return blocks
}

// prose is how many bytes of sentences a block has: none when it is a label,
// a heading, or mostly links.
func (b *block) prose() int {
	if b.level > 0 || len(b.text) < 60 {
		return 0
	}
	linked := b.linked()
	if linked*2 > len(b.text) {
		return 0
	}
	return len(b.text) - linked
}

// linked is how many bytes of a block are links.
func (b *block) linked() (n int) {
	for _, l := range b.links {
		n += len(l.text)
	}
	return n
}

// aroundCore finds the innermost element that holds nearly all the sentences
// and keeps, of what stands outside it, only sentences: a standfirst above
// (which may be set as a heading), a note below.
func aroundCore(blocks []block) []block {
	core := coreOf(blocks)
	if core == nil {
		return blocks
	}
	kept := make([]block, 0, len(blocks))
	above := true
	for _, b := range blocks {
		inside := isInside(b.node, core)
		above = above && !inside
		if inside || b.prose() > 0 && endsSentence(b.text) || above && b.level > 0 && len(b.text) > 60 {
			kept = append(kept, b)
		}
	}
	return kept
}

func coreOf(blocks []block) *html.Node {
	own := map[*html.Node]int{}
	total := 0
	var top *html.Node
	for i := range blocks {
		if n := blocks[i].prose(); n > 0 && blocks[i].node != nil {
			own[blocks[i].node] += n
			total += n
			top = blocks[i].node
		}
	}
	if total == 0 {
		return nil
	}
	for top.Parent != nil {
		top = top.Parent
	}
	sums := map[*html.Node]int{}
	var sum func(*html.Node) int
	sum = func(n *html.Node) int {
		s := own[n]
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == html.ElementNode {
				s += sum(c)
			}
		}
		if s > 0 {
			sums[n] = s
		}
		return s
	}
	sum(top)
	core := top
	for {
		var inner *html.Node
		for c := core.FirstChild; c != nil; c = c.NextSibling {
			if sums[c]*10 >= total*9 {
				inner = c
			}
		}
		if inner == nil || own[inner] > 0 {
			return core
		}
		core = inner
	}
}

func endsSentence(text string) bool {
	last, _ := utf8.DecodeLastRuneInString(text)
	return strings.ContainsRune(".!?…»”\"’')。！？؟", last)
}

// isCall knows lines that ask the reader to do something else: to read another
// page, to subscribe, to give.
func isCall(b block) bool {
	if b.quote != nil || len(b.text) > 260 {
		return false
	}
	text := fold(b.text)
	for _, c := range calls {
		if strings.HasPrefix(text, c) {
			return true
		}
	}
	for _, c := range loneCalls {
		if rest, ok := strings.CutPrefix(text, c); ok && strings.Trim(rest, " .:!…") == "" {
			return true
		}
	}
	return false
}

// isPointer knows a line that is nothing but a link to another page. Several
// in a row, or as a list, can be of the text: its sources.
func isPointer(b block) bool {
	if len(b.links) == 0 || b.level > 0 || b.linked()+2 < len(b.text) || b.node == nil || b.node.DataAtom == atom.Li || endsSentence(b.text) {
		return false
	}
	return !strings.Contains(b.text, "@") && !strings.HasPrefix(b.text, "http")
}

// calls begin such a line, loneCalls are all of it.
var calls = []string{
	"subscribe ", "sign up ", "follow us", "follow @", "follow the ", "join our ", "join us on", "download our", "download the app", "get the latest",
	"click here to", "like us on", "like this article", "support our", "share this ", "this website uses cookies", "we use cookies", "continue reading", "story continues",
	"article continues", "enlarge image", "have a tip", "tell us what", "this slideshow requires", "read more:", "read more at", "related:", "also read:", "see also:", "watch:", "read:",
	"get the app", "newsletter:", "originally published", "editor's note", "sponsored", "for the latest stories",
	"abonnez-vous", "inscrivez-vous", "suivez-nous", "faites un don", "cliquez ici", "lire aussi", "à lire aussi", "lire :", "voir aussi", "ce site utilise", "nous utilisons des cookies",
	"recevez notre", "recevez nos", "partagez cet", "télécharger l'application",
	"abonnieren sie", "folgen sie uns", "jetzt spenden", "lesen sie auch", "lesen sie mehr", "mehr zum thema", "diese website verwendet cookies", "hier geht es zum",
	"suscríbete", "suscríbase", "síguenos", "síganos", "lea también", "lea más", "lea:", "lee también", "lee más", "le puede interesar", "te puede interesar", "le podría interesar",
	"también puede", "únete", "este sitio utiliza cookies", "haga clic", "mira:", "vea también", "leer más", "leer también",
	"leia também", "leia mais", "siga-nos", "assine ", "inscreva-se", "leggi anche", "iscriviti", "seguici", "lees ook",
	"читайте также", "подпишитесь", "подписывайтесь", "читайте також", "підписуйтесь", "اقرأ أيضا", "اشترك", "تابعونا",
}

var loneCalls = []string{
	"read more", "more", "advert", "advertisement", "advertising", "comments", "topics", "trending", "close", "caption", "permalink", "permalien", "loading", "about the author",
	"publicité", "commentaires", "lire la suite", "en savoir plus", "anzeige", "werbung", "kommentare", "weiterlesen", "publicidad", "comentarios", "leer más", "publicidade", "pubblicità", "реклама", "комментарии",
	"join our newsletter", "breaking news", "recommended", "share", "tags",
}

// isCredit knows lines that name a picture's maker.
func isCredit(text string) bool {
	if len(text) > 120 {
		return false
	}
	text = fold(text)
	for _, c := range [...]string{"photo:", "photo :", "photo by ", "photo credit", "photograph:", "photos:", "foto:", "fotos:", "image:", "image :", "image 1 of", "images:", "credit:", "crédit photo", "crédit :", "crédits :", "bild:", "bildquelle", "fuente:", "фото:", "©", "(photo"} {
		if strings.HasPrefix(text, c) {
			return true
		}
	}
	return false
}

// isReadingTime knows lines that say how long the text takes to read.
func isReadingTime(text string) bool {
	if len(text) > 60 || !hasNumber(text) {
		return false
	}
	text = fold(text)
	for _, c := range [...]string{"min read", "minute read", "minutes read", "reading time", "mins read", "de lecture", "lecture :", "lesezeit", "lesedauer", "min. lesen", "de lectura", "de leitura", "di lettura", "leestijd", "время чтения", "мин. чтения", "час читання", "وقت القراءة", "阅读时间", "閱讀時間"} {
		if strings.Contains(text, c) {
			return true
		}
	}
	return false
}

// isAddress knows the address that is printed with a page.
func isAddress(text string) bool {
	return strings.HasPrefix(text, "http") && !strings.ContainsAny(text, " \u00a0")
}

// withoutCrumbs takes out what is left above the first sentence: the name of a
// section, the word "Article", the date and the authors once more.
func withoutCrumbs(blocks []block) []block {
	for len(blocks) > 1 && blocks[0].level == 0 {
		text := blocks[0].text
		if !strings.HasPrefix(text, "©") && (len(text) > 24 || strings.ContainsAny(text, ".!?:»”")) || len(text) > 120 {
			break
		}
		blocks = blocks[1:]
	}
	return blocks
}

// withoutEnd takes out lists of links below the last sentence, with what heads
// them.
func withoutEnd(blocks []block) []block {
	end := len(blocks)
	for end > 0 {
		b := &blocks[end-1]
		if b.level == 0 && (len(b.links) == 0 || b.linked()*5 < len(b.text)*4) {
			break
		}
		end--
	}
	return blocks[:end]
}

// standfirst finds, among the blocks of the whole page that stand above the
// body, the one that the page's head has for its description.
func (w *work) standfirst(page []block) []block {
	said := w.head.meta["og:description"]
	if other := w.head.meta["description"]; len(other) > len(said) {
		said = other
	}
	said = strings.TrimRight(fold(said), " .…")
	if len(said) < 50 || len(w.body) == 0 {
		return nil
	}
	said = said[:min(len(said), 80)]
	for _, b := range w.body[:min(len(w.body), 6)] {
		if strings.Contains(fold(b.text), said) {
			return nil
		}
	}
	for i, b := range page {
		text := fold(b.text)
		if strings.HasPrefix(text, said) && !isReadingTime(text) {
			return page[i : i+1]
		}
		if b.text == w.body[0].text {
			return nil
		}
	}
	return nil
}

// resumes reports whether the text goes on at a block below a heading of
// cards: a paragraph beside those above it, while the cards stood in an element
// of their own.
func resumes(blocks []block, heading, at int) bool {
	b := &blocks[at]
	if b.node == nil || b.prose() < 150 || at == heading+1 || blocks[at-1].node == nil || blocks[at-1].node.Parent == b.node.Parent {
		return false
	}
	for i := heading - 1; i >= 0; i-- {
		if blocks[i].prose() > 0 {
			return blocks[i].node != nil && blocks[i].node.Parent == b.node.Parent
		}
	}
	return false
}
