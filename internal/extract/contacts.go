package extract

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"communique/archive"
)

// contactBook gathers the press contacts of a page, each line once.
type contactBook struct {
	phones, emails []string

	from  string // the evidence of what is read now; "": nobody asks
	found []finding
}

func (c *contactBook) read(b block) {
	for _, l := range b.links {
		if mail, ok := strings.CutPrefix(l.href, "mailto:"); ok {
			mail, _, _ = strings.Cut(mail, "?")
			c.email(mail, l.node)
		}
	}
	if !strings.Contains(b.text, "@") {
		c.readPhones(b)
		return
	}
	for word := range strings.FieldsFuncSeq(b.text, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("<>()[],;|", r) }) {
		c.email(strings.Trim(word, ".:«»\"'“”"), b.node)
	}
	c.readPhones(b)
}

func (c *contactBook) readPhones(b block) {
	for _, p := range phones(b.text) {
		c.phones = c.with(c.phones, p, b.node)
	}
}

func (c *contactBook) email(s string, node *html.Node) {
	if isMail(s) {
		c.emails = c.with(c.emails, s, node)
	}
}

// few is how long a list is searched for each new member: a longer one may have
// some twice, until once has been through it.
const few = 32

// with adds what a list does not have, and notes where it stood; a long list
// may have some twice.
func (c *contactBook) with(list []string, s string, node *html.Node) []string {
	if len(list) < few && slices.Contains(list, s) {
		return list
	}
	if c.from != "" {
		c.found = append(c.found, finding{field: "contacts", evidence: c.from, value: s, node: node})
	}
	return append(list, s)
}

// once takes out what a list has already.
func once(list []string) []string {
	have := make(map[string]bool, len(list))
	return slices.DeleteFunc(list, func(s string) bool {
		seen := have[s]
		have[s] = true
		return seen
	})
}

func (c *contactBook) contacts() []archive.Contact {
	if len(c.phones) == 0 && len(c.emails) == 0 {
		return nil
	}
	return []archive.Contact{{Kind: "press", Phones: once(c.phones), Emails: once(c.emails)}}
}

func isMail(s string) bool {
	at := strings.IndexByte(s, '@')
	if at <= 0 || at != strings.LastIndexByte(s, '@') || len(s) > 254 {
		return false
	}
	host := s[at+1:]
	dot := strings.LastIndexByte(host, '.')
	if dot <= 0 || len(host)-dot < 3 {
		return false
	}
	for _, r := range s {
		if r <= ' ' || r == utf8.RuneError || strings.ContainsRune("<>()[]\\,;:\"«»", r) || unicode.IsSpace(r) || unicode.IsControl(r) {
			return false
		}
	}
	return true
}

// phones finds telephone numbers: eight to fifteen digits that begin with + or
// 0, as printed but for the white space, which becomes plain.
func phones(text string) []string {
	var found []string
	for i := 0; i < len(text); {
		if text[i] != '+' && text[i] != '0' || i > 0 && (isDigit(text[i-1]) || text[i-1] == '/' || text[i-1] == '.' || text[i-1] == '-') {
			i++
			continue
		}
		end, count := phoneEnd(text, i)
		if count >= 8 && count <= 15 && (text[i] == '+' || count >= 9) {
			found = append(found, strings.Join(strings.Fields(text[i:end]), " "))
		}
		i = max(end, i+1)
	}
	return found
}

// phoneEnd gives the end of a run of digits and what may stand between them,
// and how many digits there are.
func phoneEnd(text string, start int) (end, count int) {
	end = start
	open := 0
	for i := start; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case r >= '0' && r <= '9':
			count++
			end = i + size
		case r == '+' && i == start:
		case r == '(':
			// "+33 (0)1 53" but not "+33 6 76 (soir)".
			if i+1 >= len(text) || !isDigit(text[i+1]) {
				return end, count
			}
			open++
		case r == ')' && open > 0:
			open--
		case unicode.IsSpace(r), r == '.', r == '-', r == '\u2011', r == '\u2013':
			if i-end >= 4 {
				return end, count
			}
		default:
			return end, count
		}
		i += size
	}
	return end, count
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// contactLabels begin a block that says how the press reaches the publisher.
var contactLabels = []string{
	"espace journalistes", "espace presse", "contact presse", "contacts presse", "contact médias", "contacts médias", "contact media",
	"service de presse", "service presse", "relations presse", "contact", "contacts", "pour toute demande d'interview", "pour toute demande d’interview",
	"for more information please contact", "for more information, please contact", "for further information please contact",
	"for further information, please contact", "for media enquiries, please contact", "for media inquiries, please contact",
	"press contact", "press contacts", "media contact", "media contacts", "press office", "media enquiries", "media inquiries", "press enquiries",
	"contacto de prensa", "contacto para medios", "contacto", "contactos", "pressekontakt", "kontakt", "contatto stampa", "contatti", "contato",
}

// labelled reports whether a text begins with one of some labels as a label
// does: alone, or with a colon or a line's end behind it.
func labelled(text string, labels []string) bool {
	for _, l := range labels {
		if rest, ok := cutFold(text, l); ok {
			rest = strings.TrimLeft(rest, " \u00a0\u202f")
			if rest == "" || rest[0] == ':' || rest[0] == '(' || strings.HasPrefix(rest, "–") {
				return true
			}
		}
	}
	return false
}

// cutFold cuts a prefix, whatever its case. Labels are such that both cases are
// of one length in UTF-8.
func cutFold(s, prefix string) (rest string, ok bool) {
	if len(s) < len(prefix) || prefix == "" {
		return s, prefix == ""
	}
	// Most labels differ in their first letter.
	if c := prefix[0]; c < utf8.RuneSelf && (c^s[0])&^0x20 != 0 || !strings.EqualFold(s[:len(prefix)], prefix) {
		return s, false
	}
	return s[len(prefix):], true
}

// reaches reports whether a block is a line that gives a telephone number or an
// e-mail address: with few words beside them, unless it begins with a label.
func reaches(b block) bool {
	if len(b.text) > 240 {
		return false
	}
	var c contactBook
	c.read(b)
	words := len(b.text)
	for _, found := range [][]string{c.phones, c.emails} {
		for _, s := range found {
			words -= len(s)
		}
	}
	if words > 70 && !labelled(b.text, contactLabels) {
		return false
	}
	return len(c.phones)+len(c.emails) > 0 || strings.Contains(b.text, "[email\u00a0protected]")
}

// takeContacts reads the press contact blocks out of a run of blocks and gives
// what is left. A block begins at its label and goes on while its lines are
// numbers, addresses, other labels, or short lines with such a line close
// behind.
func (c *contactBook) take(blocks []block) []block {
	kept := make([]block, 0, len(blocks))
	for i := 0; i < len(blocks); {
		end := contactEnd(blocks, i)
		if end == i {
			kept = append(kept, blocks[i])
			i++
			continue
		}
		for ; i < end; i++ {
			c.read(blocks[i])
		}
	}
	return kept
}

// isContactCard: right under a label, one block can have name, address, telephone and
// e-mail, with as many words; it is no sentence.
func isContactCard(b block) bool {
	var c contactBook
	c.read(b)
	return len(b.text) <= 240 && len(c.emails) > 0 && (len(c.phones) > 0 || len(b.text) <= 160) && !endsSentence(b.text)
}

// isOnline knows the line, among those of a contact, that names an account.
func isOnline(text string) bool {
	word, rest, ok := strings.Cut(text, ":")
	if !ok || len(rest) > 80 || endsSentence(rest) {
		return false
	}
	switch strings.ToLower(strings.TrimSpace(word)) {
	case "twitter", "x", "facebook", "instagram", "internet", "web", "website", "site", "site web", "skype", "telegram":
		return true
	}
	return false
}

func contactEnd(blocks []block, start int) int {
	if len(blocks[start].text) > 240 || !labelled(blocks[start].text, contactLabels) {
		return start
	}
	end, seen := start, false
	if reaches(blocks[start]) {
		end, seen = start+1, true
	}
	for i := start + 1; i < len(blocks); i++ {
		switch b := blocks[i]; {
		case reaches(b), seen && isOnline(b.text), i == start+1 && isContactCard(b):
			end, seen = i+1, true
		case seen && b.level > 0 && !labelled(b.text, contactLabels):
			return end
		case len(b.text) > 160 || i-end >= 3:
			return end
		}
	}
	return end
}
