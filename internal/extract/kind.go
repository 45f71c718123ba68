package extract

import (
	"cmp"
	"strings"

	"golang.org/x/net/html"

	"communique/archive"
	"communique/internal/place"
)

// kindNames are the words by which sites label kinds of publication.
var kindNames = map[string]string{
	"communiqué de presse": archive.KindPressRelease, "communiqués de presse": archive.KindPressRelease, "communiqué": archive.KindPressRelease,
	"press release": archive.KindPressRelease, "press releases": archive.KindPressRelease, "news release": archive.KindPressRelease, "pressemitteilung": archive.KindPressRelease,
	"comunicado de prensa": archive.KindPressRelease, "nota de prensa": archive.KindPressRelease,
	"déclaration": archive.KindStatement, "statement": archive.KindStatement, "declaración": archive.KindStatement, "stellungnahme": archive.KindStatement,
	"rapport": archive.KindReport, "report": archive.KindReport, "informe": archive.KindReport, "bericht": archive.KindReport,
	"action urgente": archive.KindUrgentAction, "urgent action": archive.KindUrgentAction, "acción urgente": archive.KindUrgentAction, "eilaktion": archive.KindUrgentAction,
	"situation report": archive.KindReport, "news and press release": archive.KindNews, // of ReliefWeb, which does not tell the two apart
	"actualité": archive.KindNews, "actualités": archive.KindNews, "news": archive.KindNews, "nouvelles": archive.KindNews, "dispatches": archive.KindNews, "aktuell": archive.KindNews, "noticias": archive.KindNews,
}

// kindPaths are the words by which addresses tell them, surest first.
var kindPaths = []struct{ part, kind string }{
	{"urgent-action", archive.KindUrgentAction}, {"action-urgente", archive.KindUrgentAction},
	{"press-release", archive.KindPressRelease}, {"communique", archive.KindPressRelease}, {"pressemitteilung", archive.KindPressRelease},
	{"comunicado", archive.KindPressRelease}, {"/presse/", archive.KindPressRelease},
	{"/statement", archive.KindStatement}, {"/declaration", archive.KindStatement},
	{"/report/", archive.KindReport}, {"/reports/", archive.KindReport}, {"/rapport/", archive.KindReport}, {"/rapports/", archive.KindReport}, // not "/reporters-…"
	{"/news/", archive.KindNews}, {"/story/", archive.KindNews}, {"/actualite", archive.KindNews}, {"/noticias/", archive.KindNews},
}

// settleKind takes what a chip says, then the era's or profile's kind, then
// what the address or the page's type suggests. On a page that no profile knows
// the address goes first: a release can be tagged "report" for what it is about.
func (w *work) settleKind() {
	kind, evidence := "", ""
	var from chip
	topics := w.chips[:0:0]
	for _, c := range w.chips {
		if k := kindNames[strings.ToLower(c.text)]; k != "" {
			if kind == "" {
				kind, evidence, from = k, c.evidence, c
			}
			continue
		}
		topics = append(topics, c)
	}
	w.chips = topics
	ofURL := kindOf(w.url.Path)
	if w.profile == nil && ofURL != "" {
		kind, evidence, from = ofURL, fromURL, chip{}
	}
	if kind == "" && w.era != nil && w.era.Kind != "" {
		kind, evidence = w.era.Kind, fromEra
	}
	if kind == "" && w.profile != nil && w.profile.Kind != "" {
		kind, evidence = w.profile.Kind, fromProfile
	}
	if kind == "" && ofURL != "" {
		kind, evidence = ofURL, fromURL
	}
	if kind == "" {
		switch {
		case w.ld.kind == "NewsArticle":
			kind, evidence = archive.KindNews, "json-ld:@type"
		case w.ld.kind == "Report":
			kind, evidence = archive.KindReport, "json-ld:@type"
		default:
			kind, evidence = archive.KindOther, fromDefault
		}
	}
	w.out.Kind = known(kind)
	raw := from.text
	if evidence == "json-ld:@type" {
		raw = w.ld.kind
	}
	w.only(finding{field: "kind", evidence: evidence, value: kind, raw: raw, node: from.node})
}

// kindOf is the kind that an address tells; "" for none.
func kindOf(path string) string {
	path = strings.ToLower(path)
	for _, k := range kindPaths {
		if strings.Contains(path, k.part) {
			return k.kind
		}
	}
	return ""
}

// settlePlaces gathers the countries the release is about, by its title, the
// site's own tags and its lead. The publisher's name is not about its country.
// Tags that are no country are topics.
func (w *work) settlePlaces() {
	lang, title, lead := "", "", ""
	if w.out.Language != nil {
		lang = *w.out.Language
	}
	if w.out.Title != nil {
		title = w.withoutPublisher(*w.out.Title)
	}
	if w.out.Lead != nil {
		lead = w.withoutPublisher(*w.out.Lead)
	}
	var tagged []string
	tags := map[string]chip{} // by country
	topics := map[string]bool{}
	for _, c := range w.chips {
		codes := w.tagged(c.text, lang)
		tagged = append(tagged, codes...)
		for _, code := range codes {
			tags[code] = c
		}
		if codes == nil && !topics[c.text] {
			topics[c.text] = true
			w.out.Topics = append(w.out.Topics, c.text)
			w.note(finding{field: "topics", evidence: c.evidence, value: c.text, node: c.node})
		}
	}
	for _, c := range place.About(title, tagged, lead, lang) {
		w.out.Countries = append(w.out.Countries, c.Code)
		from := w.written(string(c.From))
		if c.From == place.Tags {
			from = cmp.Or(tags[c.Code], tags[tagged[0]]) // the state of a territory that a tag names
		}
		w.note(finding{field: "countries", evidence: from.evidence, value: c.Code, raw: from.text, node: from.node})
	}
}

// chip is a tag of the page, or another short text that tells a country.
type chip struct {
	text, evidence string
	node           *html.Node
}

// written gives the text of a field with the place it came from.
func (w *work) written(field string) chip {
	for _, f := range w.findings {
		if f.field == field {
			return chip{f.value, f.evidence, f.node}
		}
	}
	return chip{}
}

// tagged reads a tag: they are in the site's language, not the article's.
func (w *work) tagged(chip, lang string) []string {
	if w.profile != nil && w.profile.Language != "" && w.profile.Language != lang {
		if codes := place.ByTag(chip, w.profile.Language); codes != nil {
			return codes
		}
	}
	return place.ByTag(chip, lang)
}

func (w *work) withoutPublisher(text string) string {
	if w.out.Organization == nil || !strings.Contains(text, *w.out.Organization) {
		return text
	}
	return strings.ReplaceAll(text, *w.out.Organization, "")
}
