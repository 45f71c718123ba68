package extract

import (
	"slices"
	"strings"

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
// what the address or the page's type suggests.
func (w *work) settleKind() {
	kind, evidence := "", ""
	topics := w.chips[:0:0]
	for _, c := range w.chips {
		if k := kindNames[strings.ToLower(c)]; k != "" {
			if kind == "" {
				kind, evidence = k, "chip"
			}
			continue
		}
		topics = append(topics, c)
	}
	w.chips = topics
	if kind == "" && w.era != nil && w.era.Kind != "" {
		kind, evidence = w.era.Kind, "era"
	}
	if kind == "" && w.profile != nil && w.profile.Kind != "" {
		kind, evidence = w.profile.Kind, "profile"
	}
	if kind == "" {
		path := strings.ToLower(w.url.Path)
		for _, k := range kindPaths {
			if strings.Contains(path, k.part) {
				kind, evidence = k.kind, "url"
				break
			}
		}
	}
	if kind == "" {
		switch {
		case w.ld.kind == "NewsArticle":
			kind, evidence = archive.KindNews, "json-ld:@type"
		case w.ld.kind == "Report":
			kind, evidence = archive.KindReport, "json-ld:@type"
		default:
			kind, evidence = archive.KindOther, "default"
		}
	}
	w.out.Kind, w.evidence["kind"] = known(kind), evidence
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
	for _, chip := range w.chips {
		if codes := w.tagged(chip, lang); codes != nil {
			tagged = append(tagged, codes...)
		} else if !slices.Contains(w.out.Topics, chip) {
			w.out.Topics = append(w.out.Topics, chip)
		}
	}
	var from []string
	for _, c := range place.About(title, tagged, lead, lang) {
		w.out.Countries = append(w.out.Countries, c.Code)
		if !slices.Contains(from, string(c.From)) {
			from = append(from, string(c.From))
		}
	}
	if from != nil {
		w.evidence["countries"] = strings.Join(from, ", ")
	}
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
