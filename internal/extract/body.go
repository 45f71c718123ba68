package extract

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"communique/archive"
	"communique/internal/quote"
)

// afterTitle gives the blocks below the title, where it is among them; what
// stands above is the page's furniture.
func afterTitle(blocks []block, titleNode *html.Node) []block {
	if titleNode == nil {
		return blocks
	}
	for i := len(blocks) - 1; i >= 0; i-- {
		if blocks[i].node == titleNode || isInside(blocks[i].node, titleNode) {
			return blocks[i+1:]
		}
	}
	return blocks
}

// furniture lines are the words of buttons and links around an article.
var furniture = map[string]bool{
	"partager": true, "partager cet article": true, "imprimer": true, "share": true, "share this": true, "share this article": true,
	"print": true, "tweet": true, "teilen": true, "drucken": true, "compartir": true, "imprimir": true, "condividi": true,
	"aller au contenu": true, "skip to content": true, "skip to main content": true, "facebook": true, "twitter": true,
	"whatsapp": true, "linkedin": true, "e-mail": true, "email": true, "copy link": true, "copier le lien": true, "advertisement": true,
}

// clean takes out of an article's blocks what is not its text: the repeated
// title, date lines, contact blocks, pointers to other pages, share buttons.
func (w *work) clean(blocks []block) []block {
	w.contacts.from = fromLabel
	blocks = w.contacts.take(w.takeReadAlso(blocks))
	kept := make([]block, 0, len(blocks))
	for i, b := range blocks {
		switch {
		case b.text == "", len(b.text) < 24 && furniture[strings.ToLower(b.text)], isButton(b):
		case w.isDateLine(b), w.isByline(b):
		case i < 4 && w.era == nil && (w.isOnlyDate(b) || isAuthorLine(b)):
		case i < 4 && w.out.Title != nil && b.text == *w.out.Title:
		default:
			kept = append(kept, b)
		}
	}
	kept = dropEmptyHeadings(kept)
	if n := len(kept) - 1; w.era == nil && n > 0 && len(kept[n].text) <= 40 && strings.Count(kept[n].text, " ") <= 3 && strings.HasSuffix(kept[n].text, ":") {
		kept = dropEmptyHeadings(kept[:n]) // what it led to was furniture
	}
	return markRepeats(markHeadings(kept))
}

// isButton knows links of nothing but "Share on …" or "Download".
func isButton(b block) bool {
	if len(b.links) == 0 || len(b.text) > 48 || b.linked()+2 < len(b.text) {
		return false
	}
	text := strings.ToLower(b.text)
	for _, word := range [...]string{"partager sur ", "share on ", "share via ", "teilen auf ", "compartir en ", "compartir por ", "condividi su ", "compartilhar no ", "поделиться в "} {
		if strings.HasPrefix(text, word) {
			return true
		}
	}
	return isDownloadWord(text)
}

// isDateLine reports whether a block is nothing but a labelled date.
func (w *work) isDateLine(b block) bool {
	if len(b.text) > 80 || b.level > 0 || !hasNumber(b.text) {
		return false
	}
	rest, ok := cutLabel(b.text, publishLabels)
	if !ok {
		if rest, ok = innerLabel(b.text); ok {
			_, isDate := w.parseDate(rest)
			return isDate
		}
		if rest, ok = cutLabel(b.text, modifyLabels); !ok && len(b.dates) == 0 {
			return false
		}
	}
	_, isDate := w.parseDate(rest)
	return isDate
}

// endMarks stand, often in bold, where a release ends and its notes begin: they
// head nothing.
var endMarks = map[string]bool{"ends": true, "end": true, "-30-": true, "fin": true, "ende": true, "fine": true}

// markHeadings makes headings of short paragraphs that are bold throughout and
// end like no sentence does.
func markHeadings(blocks []block) []block {
	for i := range blocks {
		b := &blocks[i]
		if b.level > 0 || !b.bold || b.quote != nil || len(b.text) > 120 || i == 0 || i == len(blocks)-1 {
			continue
		}
		text := b.text
		if word := strings.TrimRight(text, ":\u00a0\u202f "); !strings.ContainsAny(word, " \u00a0\u202f") {
			text = word // "NOTES:"; two words and a colon can name a speaker
		}
		last, _ := utf8.DecodeLastRuneInString(text)
		first, _ := utf8.DecodeRuneInString(text)
		if endMarks[strings.ToLower(text)] || strings.ContainsRune(".!,;:…»”\"", last) || strings.ContainsRune("«“\"-–—*", first) {
			continue
		}
		b.level = 3
	}
	return blocks
}

// dropEmptyHeadings takes out headings at the very end: what they headed was
// furniture.
func dropEmptyHeadings(blocks []block) []block {
	for len(blocks) > 0 && blocks[len(blocks)-1].level > 0 {
		blocks = blocks[:len(blocks)-1]
	}
	return blocks
}

// quoteKey is a text without quotation marks and white space around and the
// kinds of inner white space made one.
func quoteKey(s string) string {
	s = strings.ReplaceAll(strings.Trim(s, "«»“”\"„‟‘’' \u00a0\u202f.,…"), "’", "'")
	if !isFolded(s) {
		s = strings.Join(strings.Fields(s), " ")
	}
	return s
}

// writeText fills lead, sections, text and quotes from the lead and body.
func (w *work) writeText() {
	lead := joinBlocks(w.lead, "\n\n")
	if lead != "" && len(w.body) > 0 && strings.HasPrefix(w.body[0].text, lead) {
		lead = "" // the first paragraph says it again
		w.forget("lead")
	}
	var paragraphs []quote.Paragraph
	var starts []blockStart
	var text strings.Builder
	size := len(lead)
	for _, b := range w.body {
		size += len("\n\n") + len(b.text)
	}
	text.Grow(size)
	offset := 0
	add := func(s string, heading, repeat bool, from *html.Node, evidence string) {
		if text.Len() > 0 {
			text.WriteString("\n\n")
			offset += 2
		}
		starts = append(starts, blockStart{offset, evidence, from})
		if !repeat {
			paragraphs = append(paragraphs, quote.Paragraph{Text: s, Heading: heading, Offset: offset})
		}
		text.WriteString(s)
		offset += utf8.RuneCountInString(s)
	}
	if lead != "" {
		for _, b := range w.lead {
			if b.text != "" {
				add(b.text, false, false, b.node, w.evidenceOf("lead"))
			}
		}
	}
	for _, b := range w.body {
		add(b.text, b.level > 0, b.repeat, b.node, w.bodyFrom)
	}
	w.out.Sections = sections(w.body)
	if lead == "" {
		if b := firstParagraph(w.body); b != nil {
			lead = b.text
			w.only(finding{field: "lead", evidence: fromFirst, value: lead, node: b.node})
		}
	}
	w.out.Lead, w.out.Text = known(lead), known(text.String())
	w.writeQuotes(paragraphs, offset)
	w.noteText(starts)
}

// firstParagraph is the first of a body that is more than a line in capitals or
// a salutation, or the first of all.
func firstParagraph(blocks []block) (first *block) {
	for i := range blocks {
		switch b := &blocks[i]; {
		case b.level > 0:
		case !allCapitals(b.text) && !isSalutation(b.text):
			return b
		case first == nil:
			first = b
		}
	}
	return first
}

// allCapitals: a line like "54TH MEETING (PM)" names a section, and is no first
// sentence. Scripts without capitals have none.
func allCapitals(text string) bool {
	return len(text) <= 120 && strings.IndexFunc(text, unicode.IsUpper) >= 0 && strings.IndexFunc(text, unicode.IsLower) < 0
}

func sections(blocks []block) []archive.Section {
	var out []archive.Section
	for _, b := range blocks {
		if b.level > 0 {
			out = append(out, archive.Section{Heading: known(b.text)})
			continue
		}
		if len(out) == 0 {
			out = append(out, archive.Section{})
		}
		last := &out[len(out)-1]
		last.Paragraphs = append(last.Paragraphs, b.text)
	}
	return out
}

func (w *work) writeQuotes(paragraphs []quote.Paragraph, length int) {
	lang, organization := "", ""
	if w.out.Language != nil {
		lang = *w.out.Language
	}
	if w.out.Organization != nil {
		organization = *w.out.Organization
	}
	if lang != "" && !quote.Knows(lang) && hasQuotation(paragraphs) {
		w.warn("quotes: there are no rules for the language " + lang + ", most quotations and all speakers are left out")
	}
	for _, q := range quote.Find(w.readForQuotes(paragraphs), lang, organization) {
		if q.Start < 0 || q.End > length || q.Start >= q.End {
			w.warn("quotes: one was left out, its place in the text is not certain")
			continue
		}
		w.out.Quotes = append(w.out.Quotes, archive.Quote{
			Text: q.Text, Paragraphs: q.Paragraphs, Start: q.Start, End: q.End, Parts: q.Parts,
			Speaker: known(q.Speaker), Role: known(q.Role), Affiliation: known(q.Affiliation),
			Cue: known(q.Cue), Attribution: q.Attribution,
		})
	}
}

// mostRead is how many bytes of a text are read for quotations. The longest reports
// have less; a page with more would hold up the night, so it is cut there, and says so.
const mostRead = 2 << 20

func (w *work) readForQuotes(paragraphs []quote.Paragraph) []quote.Paragraph {
	size := 0
	for i, p := range paragraphs {
		if size += len(p.Text); size > mostRead {
			w.warn(fmt.Sprintf("quotes: the text has more than %d bytes: from code point %d on it is not read for quotations", mostRead, p.Offset))
			return paragraphs[:i]
		}
	}
	return paragraphs
}

// hasQuotation reports whether some words stand between quotation marks.
func hasQuotation(paragraphs []quote.Paragraph) bool {
	for _, p := range paragraphs {
		for _, marks := range [...][2]string{{"«", "»"}, {"“", "”"}, {"„", "“"}, {"「", "」"}, {"『", "』"}} {
			if _, rest, ok := strings.Cut(p.Text, marks[0]); ok {
				if inner, _, ok := strings.Cut(rest, marks[1]); ok && utf8.RuneCountInString(inner) >= 12 {
					return true
				}
			}
		}
	}
	return false
}
