package extract

import (
	"cmp"
	"strings"

	"golang.org/x/net/html"

	"communique/internal/site"
)

// cardsOf cuts blocks into cards. A card is the largest element that leads to
// one other page only; where cards stand in no elements of their own, what
// follows a link belongs to it, and dates that begin the run stand before their
// titles.
func (w *work) cardsOf(blocks []block) []card {
	g := gathering{w: w, boxes: w.boxesOf(blocks), cards: map[string]*cardDraft{}}
	for i := range blocks {
		if b := &blocks[i]; b.text != "" {
			g.take(b)
		}
	}
	kept := make([]card, 0, len(g.order))
	for _, d := range g.order {
		c := d.card
		// A heading right before a link that has words of its own is over all
		// cards, and no card's title.
		if d.heading == "" && (d.over.teaser != "" || d.linkText == "" || w.isKicker(d.linkText)) {
			d.heading, c.teaser = d.over.title, joinText(d.over.teaser, c.teaser)
		}
		if c.title = cmp.Or(d.heading, d.linkText); c.title == "" && c.rawDate == "" {
			continue // a sentence with a link
		}
		if w.isKicker(c.title) {
			w.retitle(&c)
		}
		kept = append(kept, c)
	}
	return kept
}

// many marks an element that leads to several pages.
const many = "*"

// boxesOf says of the elements around the links of blocks which page each leads
// to.
func (w *work) boxesOf(blocks []block) map[*html.Node]string {
	boxes := map[*html.Node]string{}
	for i := range blocks {
		for _, l := range blocks[i].links {
			address := w.leads(l.href)
			for n := l.node; n != nil && address != ""; n = n.Parent {
				have := boxes[n]
				if have == address || have == many {
					break
				}
				if boxes[n] = address; have != "" {
					boxes[n] = many
				}
			}
		}
	}
	return boxes
}

// leads gives the other page a link of a card leads to; "" for none.
func (w *work) leads(href string) string {
	abs := w.resolve(href)
	if abs == "" {
		return ""
	}
	address := site.Canonical(abs)
	if address == w.out.URL || w.era == nil && isService(address) {
		return ""
	}
	return address
}

// cardDraft is a card whose title is not yet decided: the heading in its box, the
// words of its link, or what stands over it in no box, with what follows that.
type cardDraft struct {
	card
	heading, linkText string
	linked            bool // the heading is on the link
	over              card
}

// gathering is the state of cardsOf.
type gathering struct {
	w     *work
	boxes map[*html.Node]string
	cards map[string]*cardDraft
	order []*cardDraft
	open  *cardDraft // the last one
	// next is what stands, in no box, before the card that it may belong to.
	next       card
	datesFirst bool
}

func (g *gathering) take(b *block) {
	owner, own := g.owner(b)
	date, isDate := g.w.cardDate(b.text)
	if !isDate && len(b.dates) == 1 && g.w.sameDay(b.text, b.dates[0].datetime) {
		date, isDate = b.dates[0].datetime, true
	}
	if owner == "" {
		g.takeLoose(b, date, isDate)
		return
	}
	d := g.cards[owner]
	if d == nil {
		d = g.start(owner)
	}
	g.open = d
	switch {
	case isDate:
		d.date(date, b)
	case own == nil && len(b.links) > 0 && b.linked()*2 >= len(b.text): // who wrote it, a button
	default:
		d.words(b, own, g.w)
	}
}

// owner gives the page whose card a block is of, and the link to it that the
// block has itself, if any.
func (g *gathering) owner(b *block) (address string, own *link) {
	for i := range b.links {
		a := g.w.leads(b.links[i].href)
		if a != "" && (own == nil || a == address && len(b.links[i].text) > len(own.text)) {
			address, own = a, &b.links[i]
		}
	}
	switch {
	case own != nil && len(own.text)*2 >= len(b.text):
		return address, own
	case own != nil && g.boxes[b.node] == many:
		return "", nil // a sentence with links
	case own != nil:
		return address, nil
	}
	for n := b.node; n != nil; n = n.Parent {
		if a := g.boxes[n]; a == many {
			return "", nil
		} else if a != "" {
			return a, nil
		}
	}
	return "", nil
}

func (g *gathering) start(address string) *cardDraft {
	d := &cardDraft{over: g.next}
	d.href, d.rawDate, d.exactDate = address, g.next.rawDate, g.next.exactDate
	g.next = card{}
	g.cards[address] = d
	g.order = append(g.order, d)
	return d
}

// takeLoose reads a block that stands in no card's box.
func (g *gathering) takeLoose(b *block, date string, isDate bool) {
	switch {
	case isDate && (g.open == nil || g.datesFirst):
		g.datesFirst = true
		g.next.date(date, b)
	case isDate:
		g.open.date(date, b)
	case b.level > 0:
		g.next = card{title: b.text, rawDate: g.next.rawDate, exactDate: g.next.exactDate}
	case g.next.title != "":
		g.next.teaser = joinText(g.next.teaser, b.text)
	case g.open != nil && len(b.links) == 0:
		g.open.teaser = joinText(g.open.teaser, b.text)
	}
}

func (d *card) date(raw string, b *block) {
	if d.rawDate != "" {
		return
	}
	d.rawDate = raw
	if len(b.dates) > 0 {
		d.exactDate = b.dates[0].datetime
	}
}

// words reads a line of a card: its heading, the words on its link, its teaser.
// Short words before its title say what sort of page it is.
func (d *cardDraft) words(b *block, own *link, w *work) {
	text := b.text
	if d.node == nil && len(b.links) > 0 {
		d.node = b.links[0].node
	}
	if own != nil {
		if d.node == nil || d.linkText == "" {
			d.href, d.node = own.href, own.node
		}
		if rest, ok := strings.CutPrefix(text, own.text); ok && rest != "" {
			if date, ok := w.cardDate(trimSpace(rest)); ok {
				d.date(date, b)
				text = own.text
			}
		}
	}
	titled := d.heading != "" || d.linkText != "" && !w.isKicker(d.linkText)
	switch {
	case b.level > 0 && (isCardsHeading(text) || w.isKicker(text)):
	case b.level > 0 && (d.heading == "" || own != nil && !d.linked && d.teaser == ""):
		if d.heading == "" && titled && d.teaser == "" && len(d.linkText) > len(text) {
			d.teaser = d.linkText
		}
		d.heading, d.linked = text, own != nil
	case own != nil && !titled:
		d.linkText = text
	case w.isKicker(text), text == d.heading, text == d.linkText:
	case !titled && len(text) <= 40 && !endsSentence(text):
	default:
		d.teaser = joinText(d.teaser, text)
	}
}

// cardsHeadings stand over cards, beside relatedHeadings: where they are alone
// they do not say enough to take them for the end of a text.
var cardsHeadings = map[string]bool{
	"related links": true, "related topics": true, "more to explore": true, "read next": true, "trending": true, "most read": true,
	"zum thema": true, "zum weiterlesen": true, "meistgelesen": true, "les plus lus": true, "les + lus": true, "temas relacionados": true, "lo más leído": true,
}

// isCardsHeading knows what stands over several cards, and is no card's title.
func isCardsHeading(text string) bool {
	_, ok := relatedHeading(text)
	return ok || cardsHeadings[strings.ToLower(text)]
}

// cardDate reads a line that is a card's date, alone or beside the kind of the
// page ("Article // 31 octobre 2021").
func (w *work) cardDate(text string) (raw string, ok bool) {
	if len(text) > 80 || !hasNumber(text) {
		return "", false
	}
	raw, _ = cutLabel(text, publishLabels)
	if _, ok := w.parseDate(raw); ok {
		return text, true
	}
	if kind, date, found := strings.Cut(text, " // "); found && isSignature(kind) && w.isDay(date) {
		return date, true
	}
	return "", false
}

// sameDay reports whether a short text without a year ("Published 8 July") and
// the machine form beside it are of one day of the month.
func (w *work) sameDay(text, exact string) bool {
	iso, ok := w.parseDate(exact)
	if !ok || len(text) > 40 || writtenDay(iso) == "" {
		return false
	}
	number := strings.FieldsFunc(text, func(r rune) bool { return r < '0' || r > '9' })
	return len(number) == 1 && strings.TrimLeft(number[0], "0") == strings.TrimLeft(writtenDay(iso)[8:], "0")
}
