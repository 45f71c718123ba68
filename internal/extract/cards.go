package extract

import (
	"slices"
	"strings"

	"golang.org/x/net/html"

	"communique/archive"
)

// headedCards takes the cards under a heading out of a run of blocks: where a
// page has no class names to go by, its words tell. They go on until the next
// heading of the same weight that is no card's title.
func (w *work) headedCards(blocks []block, isHeading func(string) (relation string, ok bool)) []block {
	kept := make([]block, 0, len(blocks))
	barren := 0 // up to here no cards stand
	for i := 0; i < len(blocks); i++ {
		relation, ok := "", false
		if i >= barren && len(blocks[i].links) == 0 && len(blocks[i].text) <= 60 {
			relation, ok = isHeading(blocks[i].text)
		}
		if !ok {
			kept = append(kept, blocks[i])
			continue
		}
		end := i + 1
		text, section := textParent(blocks[:i]), sectionOf(blocks[i:])
		for end < len(blocks) && (section == nil || isInside(blocks[end].node, section)) && !endsCards(blocks[i], blocks[end]) && !(end > i+1 && resumes(text, blocks[end-1], blocks[end])) {
			end++
		}
		cards := w.cardsOf(blocks[i+1 : end])
		if len(cards) == 0 {
			kept = append(kept, blocks[i])
			barren = end
			continue
		}
		for _, c := range cards {
			c.evidence = "heading:" + blocks[i].text
			w.addCard(c, relation)
		}
		i = end - 1
	}
	return kept
}

// sectionOf is the innermost element that holds a heading and the first link
// under it: what stands outside is under another heading, or the page's foot.
func sectionOf(blocks []block) *html.Node {
	for _, b := range blocks[1:min(len(blocks), 8)] {
		if len(b.links) == 0 {
			continue
		}
		n := blocks[0].node
		for n != nil && !isInside(b.node, n) {
			n = n.Parent
		}
		return n
	}
	return nil
}

func endsCards(heading, b block) bool {
	if b.level > 0 && len(b.links) == 0 && (heading.level == 0 || b.level <= heading.level) {
		return true
	}
	return b.node != nil && labelled(b.text, contactLabels)
}

// kickers are the words over a card's title, or on the link under it.
var kickers = map[string]bool{
	"article": true, "page": true, "press release": true, "statement": true, "news": true, "story": true, "report": true, "video": true, "blog": true,
	"mehr erfahren": true, "weiterlesen": true, "mehr lesen": true, "read more": true, "learn more": true, "lire la suite": true, "en savoir plus": true,
	"leer más": true, "saber más": true, "leggi tutto": true, "pressemitteilung": true, "communiqué": true, "communiqué de presse": true,
	"comunicado": true, "artikel": true, "стаття": true, "статья": true, "сторінка": true, "історії": true, "новини": true, "новости": true,
}

// isKicker reports whether a text is no card's title: a kicker, a date, an
// address.
func (w *work) isKicker(text string) bool {
	if kickers[strings.ToLower(strings.TrimRight(text, " .…»>→"))] || strings.HasPrefix(text, "http://") || strings.HasPrefix(text, "https://") {
		return true
	}
	return len(text) <= 40 && hasNumber(text) && w.isDay(text)
}

// retitle gives a card whose title is none the one its link has, or what else
// it says; a date stays as the card's date.
func (w *work) retitle(c *card) {
	title := ""
	if c.node != nil {
		title = collapse(attr(c.node, "title"))
	}
	if title == "" || w.isKicker(title) {
		title, c.teaser = c.teaser, ""
	}
	if w.isDay(c.title) {
		c.rawDate = c.title
	} else if title == "" {
		return
	}
	c.title = title
}

func joinText(a, b string) string {
	if a == "" {
		return b
	}
	return a + " " + b
}

// readAlsoLabels stand before a link inside an article that leads away from it.
var readAlsoLabels = []string{
	"à lire aussi", "lire aussi", "à lire également", "lire également", "à voir aussi", "voir aussi", "pour aller plus loin",
	"read also", "read more", "also read", "see also", "related", "lesen sie auch", "mehr lesen", "siehe auch", "mehr dazu", "lea también",
	"leer también", "ver también", "leia também", "leggi anche", "lees ook", "читайте также", "читайте також", "اقرأ أيضا", "agir",
}

// takeReadAlso moves lines that only point elsewhere ("À lire aussi : …") from
// the text to the related pages.
func (w *work) takeReadAlso(blocks []block) []block {
	if !slices.ContainsFunc(blocks, isReadAlso) {
		return blocks
	}
	kept := make([]block, 0, len(blocks))
	for _, b := range blocks {
		if !isReadAlso(b) {
			kept = append(kept, b)
			continue
		}
		for _, l := range b.links {
			w.addCard(card{href: l.href, title: l.text, node: l.node, evidence: fromLabel}, archive.RelationReadAlso)
		}
	}
	return kept
}

func isReadAlso(b block) bool {
	return len(b.links) > 0 && labelled(b.text, readAlsoLabels) && onlyLinks(b)
}

// onlyLinks reports whether there is little in a block beside a label and
// links.
func onlyLinks(b block) bool {
	rest := len(b.text)
	for _, l := range b.links {
		rest -= len(l.text)
	}
	return rest <= 40
}

// relatedHeadings begin a block of cards, in pages without a profile.
var relatedHeadings = []string{
	"sur le même sujet", "sur le même thème", "sur le même pays", "articles liés", "articles similaires", "dans la même rubrique",
	"à lire aussi", "lire aussi", "à lire également", "related", "related content", "related articles", "related stories",
	"related news", "read more", "more on this", "you may also like", "latest news", "weitere artikel", "weitere meldungen",
	"ähnliche artikel", "mehr zum thema", "das könnte sie auch interessieren", "artículos relacionados", "noticias relacionadas",
	"contenido relacionado", "artigos relacionados", "articoli correlati", "читайте также", "по теме", "читайте також", "مواضيع ذات صلة",
}

func relatedHeading(text string) (relation string, ok bool) {
	folded := strings.ToLower(strings.TrimRight(text, " :.…\u00a0"))
	for _, h := range relatedHeadings {
		if folded == h {
			switch {
			case strings.Contains(h, "pays"):
				return archive.RelationSameCountry, true
			case strings.Contains(h, "thème") || strings.Contains(h, "sujet"):
				return archive.RelationSameTopic, true
			case strings.Contains(h, "lire") || strings.Contains(h, "read"):
				return archive.RelationReadAlso, true
			}
			return archive.RelationOther, true
		}
	}
	return "", false
}

// cardEvidence describes a block of cards by what isCardClass knew it by.
func cardEvidence(n *html.Node) string {
	if id := attr(n, "id"); attr(n, "class") == "" && isPlainName(id) {
		return n.Data + "#" + id
	}
	return selectorOf(n)
}

// isCardClass knows the class names of blocks that show other pages.
func isCardClass(n *html.Node) bool {
	for _, a := range n.Attr {
		if a.Key != "class" && a.Key != "id" || len(a.Val) < 6 {
			continue
		}
		v := strings.ToLower(a.Val)
		for _, mark := range [...]string{"related", "recommend", "read-also", "readalso", "see-also", "lire-aussi", "article-card", "similar-", "search-item", "teaser"} {
			if strings.Contains(v, mark) {
				return true
			}
		}
	}
	return false
}

// isCardComponent knows the names of a site's own elements that do.
func isCardComponent(n *html.Node) bool {
	return isComponent(n) && (strings.Contains(n.Data, "teaser") || strings.Contains(n.Data, "related") || strings.Contains(n.Data, "recommend"))
}
