package extract

import (
	"bytes"
	"fmt"
	"mime"
	"strings"

	"communique/archive"
)

const whyEmpty = "the page has no content"

// What Reading.Why says of two sorts of page under a status of success. A page
// that is missing says so in its title and has hardly any text, or is in no look
// that the site's profile knows: two signs, since a release can be called
// "Not found". One that was refused says nothing about the release.
const (
	WhyMissing = "a page that says it does not exist, under a status of success"
	WhyRefused = "an error page under a status of success"
)

// finishFields reads what depends on several parts of the page.
func (w *work) finishFields() {
	w.settleLanguage()
	w.settleDates()
	w.writeText()
	w.settleKind()
	w.settlePlaces()
	w.inlineLinks(w.lead, w.evidenceOf("lead"))
	w.inlineLinks(w.body, w.bodyFrom)
	w.writeRelated()
	w.out.Contacts = w.contacts.contacts()
	w.findings = append(w.findings, w.contacts.found...)
	if w.page.Truncated != "" {
		w.warn("page: cut while it was fetched (" + w.page.Truncated + ")")
	}
}

// notHTML says why a response is no web page; "" when it is one.
func notHTML(p archive.Page) string {
	if bytes.HasPrefix(p.Body, []byte("%PDF-")) {
		return "not a web page: application/pdf"
	}
	kind, _, err := mime.ParseMediaType(p.Header.Get("Content-Type"))
	if err != nil {
		return "" // no type, or none that can be read: what it holds decides
	}
	switch kind {
	case "text/html", "application/xhtml+xml", "application/octet-stream", "text/plain", "application/xml", "text/xml":
		if kind != "text/html" && kind != "application/xhtml+xml" && !LooksLikeHTML(p.Body) {
			return "not a web page: " + kind
		}
		return ""
	}
	return "not a web page: " + kind
}

// LooksLikeHTML tells whether a body begins as a web page does, whatever it was
// sent as.
func LooksLikeHTML(body []byte) bool {
	start := bytes.ToLower(body[:min(len(body), 2048)])
	return bytes.Contains(start, []byte("<html")) || bytes.Contains(start, []byte("<!doctype html"))
}

// missingTitles are what servers write over a page that does not exist.
var missingTitles = []string{
	"page introuvable", "page non trouvée", "contenu introuvable", "cette page n'existe pas", "cette page n'existe plus", "page inexistante", "erreur 404",
	"page not found", "not found", "page does not exist", "page doesn't exist", "page no longer exists",
	"nothing found", "error 404", "404", "seite nicht gefunden", "seite existiert nicht", "fehler 404",
	"página no encontrada", "la página no existe", "página não encontrada", "página não existe", "pagina non trovata", "pagina niet gevonden",
	"nie znaleziono strony", "strona nie istnieje", "sayfa bulunamadı", "страница не найдена", "страница не существует", "сторінку не знайдено",
	"бет табылмады", "الصفحة غير موجودة", "لم يتم العثور على الصفحة", "صفحه یافت نشد", "页面不存在", "找不到页面", "找不到頁面",
}

// refusedTitles are those of pages that stand before another for a while.
var refusedTitles = []string{
	"oops", "access denied", "accès refusé", "just a moment", "attention required", "site en maintenance", "under maintenance", "maintenance mode",
}

// verdict says whether the page is a release, and why not.
func (w *work) verdict() (release bool, why string) {
	length := 0
	if w.out.Text != nil {
		length = len(*w.out.Text)
	}
	if s := w.page.Capture.HTTPStatus; s >= 400 {
		return false, fmt.Sprintf("the server answered %d", s)
	}
	short, unknown := length < 600, w.profile != nil && w.era == nil && w.profile.IsRelease(w.url)
	var titles []string
	if short || unknown {
		titles = w.titles()
	}
	switch {
	case short && isTitled(titles, missingTitles, true), unknown && isTitled(titles, missingTitles, false):
		return false, WhyMissing
	case short && isTitled(titles, refusedTitles, true), w.isConsentWall():
		return false, WhyRefused
	}
	// A release that a browser would show is one: its record says what is
	// missing, so that nobody takes the silence for an empty release.
	needsBrowser := length < 200 && w.needsBrowser()
	if needsBrowser {
		w.warn("script: the page shows its text only in a browser")
	}
	switch {
	case length == 0 && w.out.Title == nil:
		return false, whyEmpty
	case length == 0 && !needsBrowser:
		return false, "the page has no text"
	case isHome(w.url.Path):
		return false, "a home page"
	case w.profile != nil && !w.profile.IsRelease(w.url):
		return false, "the address is not a release's"
	case w.era == nil && (w.ld.kind == "CollectionPage" || w.ld.kind == "SearchResultsPage"), w.profile == nil && w.isListing(length):
		return false, "a list of pages"
	case w.profile == nil && strings.HasSuffix(strings.ToLower(w.head.meta["og:type"]), "petition"):
		return false, "a petition"
	}
	return true, ""
}

// titles are those of the page and its head, folded.
func (w *work) titles() []string {
	titles := []string{fold(w.head.title)}
	if w.out.Title != nil && *w.out.Title != w.head.title {
		titles = append(titles, fold(*w.out.Title))
	}
	return titles
}

// isTitled reports whether one of the titles is one of some, holds one that is
// long enough to mean nothing else or, loosely, begins with one.
func isTitled(titles, some []string, loosely bool) bool {
	for _, t := range titles {
		for _, e := range some {
			if t == e || loosely && strings.HasPrefix(t, e) && len(t) < len(e)+40 && !strings.HasPrefix(t[len(e):], " in ") || len(e) > 10 && strings.Contains(t, e) {
				return true
			}
		}
	}
	return false
}

// consentWords are what a page says, in its own language, that stands before
// another until its reader has agreed to be followed.
var consentWords = []string{
	"cookie", "consent", "accept", "privacy", "partners", "personal data", "personalised ads", "personalized ads", "our use of", "preferences",
	"consentement", "vie privée", "partenaires", "données personnelles", "paramétrer", "zustimm", "einwillig", "akzeptier", "datenschutz", "partner",
	"consentimiento", "aceptar", "privacidad", "socios", "datos personales", "consenso", "accett", "toestemming", "согласие", "персональн", "موافق", "الخصوصية",
}

// isConsentWall knows a page that no era reads, has no date and little text,
// and in that hardly speaks of anything else. A release about cookies is
// longer, or dated.
func (w *work) isConsentWall() bool {
	if w.era != nil || w.out.Published != nil || w.out.Text == nil || len(*w.out.Text) > 1200 {
		return false
	}
	text := strings.ToLower(*w.out.Text)
	kinds, times := 0, 0
	for _, word := range consentWords {
		if n := strings.Count(text, word); n > 0 {
			kinds++
			times += n
		}
	}
	return strings.Contains(text, "cookie") && kinds >= 4 && times*120 >= len(text)
}

// needsBrowser: scripts, and hardly a word of text anywhere.
func (w *work) needsBrowser() bool { return w.head.scripts > 0 && w.head.text < 300 }

// isHome knows home pages, of the site or of one of its languages.
func isHome(path string) bool {
	path = strings.Trim(path, "/")
	return path == "" || len(path) == 2 || strings.HasPrefix(path, "index.") && !strings.Contains(path, "/")
}
