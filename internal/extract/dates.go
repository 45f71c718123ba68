package extract

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"communique/archive"
	"communique/internal/date"
)

// dateClaim is one statement of a page about when it was published or
// modified, as written.
type dateClaim struct {
	raw      string
	exact    string // machine form beside it (datetime attribute), "" if none
	source   string // archive.Source…
	evidence string
	node     *html.Node // nil: its evidence says which it is
}

// publishedMeta and modifiedMeta are in order of precedence.
var publishedMeta = []string{
	"article:published_time", "article:published", "og:published_time", "og:article:published_time", "datepublished",
	"dcterms.issued", "dc.date.issued", "dcterms.created", "dc.date.created", "dc.date", "dcterms.date",
	"citation_publication_date", "citation_date", "parsely-pub-date", "sailthru.date", "publication_date", "publish-date",
	"publishdate", "pubdate", "date",
}

var modifiedMeta = []string{"article:modified_time", "article:modified", "og:updated_time", "datemodified", "dcterms.modified", "dc.date.modified"}

// publishLabels stand before a visible date; modifyLabels before a later one.
var publishLabels = []string{
	"publié le", "publiée le", "publié", "mis en ligne le", "mise en ligne le", "date de publication", "paru le", "posté le",
	"published on", "published", "posted on", "posted", "publication date", "date published", "release date", "issued on",
	"veröffentlicht am", "veröffentlicht", "erschienen am", "erscheinungsdatum", "datum", "stand",
	"publicado el", "publicada el", "fecha de publicación", "publicado em", "publicada em", "postado em", "data de publicação", "publicado", "fecha",
	"pubblicato il", "data di pubblicazione", "pubblicato", "gepubliceerd op", "发布时间", "发布日期", "发布于", "發布時間", "發布日期",
	"опубликовано", "дата публикации", "опубліковано", "дата публікації", "تاريخ النشر", "نشر في", "نُشر في", "date",
}

var modifyLabels = []string{
	"mis à jour le", "article mis à jour le", "mise à jour le", "dernière mise à jour", "modifié le", "updated on", "last updated", "updated", "last modified",
	"aktualisiert am", "zuletzt aktualisiert", "actualizado el", "última actualización", "atualizado em", "ultimo aggiornamento", "aggiornato il", "обновлено", "оновлено", "آخر تحديث", "更新时间", "更新於",
}

// cutLabel takes a label off a date: "Publié le : 12.01.22".
func cutLabel(s string, labels []string) (rest string, ok bool) {
	for _, l := range labels {
		if rest, ok := cutFold(s, l); ok {
			if r, _ := utf8.DecodeRuneInString(rest); r >= 'a' && unicode.IsLetter(r) {
				continue // another word
			}
			return trimSpace(strings.TrimLeft(trimSpace(rest), ":：,-–—")), true
		}
	}
	return s, false
}

// parseDate reads a date in the languages the page may be written in.
func (w *work) parseDate(raw string) (iso string, ok bool) {
	if !hasNumber(raw) {
		return "", false
	}
	for _, lang := range w.dateLanguages() {
		iso, ok = date.Parse(raw, lang, w.zone)
		if ok {
			break
		}
	}
	return iso, ok
}

// dateLanguages: dates are written in the language of the page around the
// article, which is not always the article's.
func (w *work) dateLanguages() []string {
	langs := make([]string, 0, 3)
	add := func(l string) {
		for _, have := range langs {
			if have == l {
				return
			}
		}
		langs = append(langs, l)
	}
	if l := w.regionalLanguage(); l != "" {
		add(l)
	}
	if w.out.Language != nil {
		add(*w.out.Language)
	}
	if w.profile != nil && w.profile.Language != "" {
		add(w.profile.Language)
	}
	if len(langs) == 0 {
		add("")
	}
	return langs
}

// regionalLanguage is the language of the page with its region where that
// settles which of 03/02/2020 is the month: "en-US", "en-GB". A region that the
// profile tells goes before the page's, which templates often leave at en-US.
func (w *work) regionalLanguage() string {
	base := baseLanguage(w.head.lang)
	if base != "en" {
		return base
	}
	if w.profile != nil && baseLanguage(w.profile.Language) == base && strings.ContainsAny(w.profile.Language, "-_") {
		return w.profile.Language
	}
	return trimSpace(w.head.lang)
}

// nodeDate makes a claim of the element a selector found.
func nodeDate(n *html.Node, attribute, evidence string) (c dateClaim, ok bool) {
	c = dateClaim{source: archive.SourceVisible, evidence: evidence, node: n}
	if attribute != "" {
		c.raw = collapse(attr(n, attribute))
		return c, c.raw != ""
	}
	c.raw, c.exact = textOf(n), attr(n, "datetime")
	c.raw, _ = cutLabel(c.raw, publishLabels)
	c.raw, _ = cutLabel(c.raw, modifyLabels)
	if c.raw == "" {
		c.raw, c.exact = c.exact, ""
	}
	return c, c.raw != ""
}

// pageClaims are the statements of JSON-LD and meta elements.
func (w *work) pageClaims(linked, name string, metas []string) []dateClaim {
	var claims []dateClaim
	if linked != "" {
		claims = append(claims, dateClaim{raw: linked, source: archive.SourceJSONLD, evidence: "json-ld:" + name})
	}
	for _, m := range metas {
		if v := w.head.meta[m]; v != "" {
			claims = append(claims, dateClaim{raw: v, source: archive.SourceMeta, evidence: "meta:" + m})
		}
	}
	return claims
}

// settleDates chooses among the claims. A visible day that differs from a
// timestamp by one day is the publisher's own: the timestamp was written in
// another zone.
func (w *work) settleDates() {
	first := w.firstDate(w.published, nil)
	if first != nil {
		chosen := *first
		if clash := w.otherDay(chosen); clash != nil {
			visible, stamp := chosen, *clash
			if chosen.source != archive.SourceVisible {
				visible, stamp = *clash, chosen
			}
			switch {
			case baseLanguage(w.head.lang) == "en" && strings.IndexFunc(visible.raw, unicode.IsLetter) < 0 && swapped(visible.iso, stamp.iso):
				chosen = stamp
				w.warn("published: the page shows " + visible.raw + ", which was read in the order that " + stamp.evidence + " settles")
			case chosen.source == archive.SourceVisible, dayApart(visible.iso, stamp.iso) && len(stamp.iso) > len("2006-01-02"):
				chosen = visible
				w.warn("published: " + stamp.evidence + " says " + stamp.raw + ", the page shows " + visible.raw + ": the visible day was kept")
			default:
				w.warn("published: the page also shows " + visible.raw)
			}
		}
		w.out.Published, w.out.PublishedRaw = known(chosen.iso), known(chosen.raw)
		w.out.PublishedDay, w.out.PublishedSource = known(date.Day(chosen.iso, w.zone)), known(chosen.source)
		w.only(chosen.finding("published"))
	}
	if m := w.firstDate(w.modified, nil); m != nil {
		w.out.Modified = known(m.iso)
		w.only(m.finding("modified"))
		if first != nil && dayBefore(m.iso, first.iso) {
			w.warn("modified: " + m.raw + " is before the day of publication")
		}
	}
}

type readDate struct {
	dateClaim
	iso string
}

func (d readDate) finding(field string) finding {
	return finding{field: field, evidence: d.evidence, value: d.iso, raw: d.raw, node: d.node}
}

// firstDate gives the first claim that can be read as a date, among those that
// keep holds of (nil: all).
func (w *work) firstDate(claims []dateClaim, keep func(dateClaim) bool) *readDate {
	for _, c := range claims {
		if keep != nil && !keep(c) {
			continue
		}
		if iso, ok := w.parseDate(c.raw); ok {
			return &readDate{c, iso}
		}
		if iso, ok := w.parseDate(c.exact); ok {
			return &readDate{c, iso}
		}
	}
	return nil
}

// otherDay finds the claim of the other sort (visible or machine-written) that
// names another day.
func (w *work) otherDay(chosen readDate) *readDate {
	other := w.firstDate(w.published, func(c dateClaim) bool {
		return c.source != archive.SourceURL && (c.source == archive.SourceVisible) != (chosen.source == archive.SourceVisible)
	})
	if other == nil || writtenDay(other.iso) == "" || writtenDay(chosen.iso) == "" || chosen.source == archive.SourceURL {
		return nil
	}
	if writtenDay(other.iso) == writtenDay(chosen.iso) {
		return nil
	}
	if other.source == archive.SourceVisible && other.evidence != fromLabel && w.shows(writtenDay(chosen.iso)) {
		return nil // the other one is of the day the page was looked at, or the like
	}
	return other
}

// shows reports whether one of the visible dates is a day.
func (w *work) shows(day string) bool {
	return w.firstDate(w.published, func(c dateClaim) bool {
		iso, ok := w.parseDate(c.raw)
		if !ok {
			iso, _ = w.parseDate(c.exact)
		}
		return c.source == archive.SourceVisible && writtenDay(iso) == day
	}) != nil
}

// writtenDay is the day in an ISO date as it stands there, whatever the zone.
func writtenDay(iso string) string {
	if len(iso) < 10 || iso[4] != '-' || iso[7] != '-' {
		return ""
	}
	return iso[:10]
}

// swapped tells two dates of which one is the other with day and month
// exchanged: the same numbers, read in two orders.
func swapped(a, b string) bool {
	a, b = writtenDay(a), writtenDay(b)
	return a != "" && b != "" && a[:4] == b[:4] && a[5:7] == b[8:] && a[8:] == b[5:7]
}

// dayBefore reports whether one date names an earlier day than another; not
// knowing a day is no reason to say so.
func dayBefore(a, b string) bool {
	x, y := writtenDay(a), writtenDay(b)
	return x != "" && y != "" && x < y
}

func dayApart(a, b string) bool {
	x, err1 := time.Parse(time.DateOnly, writtenDay(a))
	y, err2 := time.Parse(time.DateOnly, writtenDay(b))
	if err1 != nil || err2 != nil {
		return false
	}
	d := x.Sub(y)
	return d >= -24*time.Hour && d <= 24*time.Hour
}

// urlDate reads "/2022/03/14/" or "/2022/03/" in an address.
func urlDate(path string) string {
	for i := 0; i+8 <= len(path); i++ {
		if path[i] != '/' || !digits(path[i+1:i+5]) || path[i+5] != '/' || path[i+1:i+5] < "1990" || path[i+1:i+5] > "2099" {
			continue
		}
		month := path[i+6 : i+8]
		if !digits(month) || month < "01" || month > "12" || i+8 < len(path) && path[i+8] != '/' {
			continue
		}
		if i+11 <= len(path) && path[i+8] == '/' && digits(path[i+9:i+11]) && (i+11 == len(path) || path[i+11] == '/' || path[i+11] == '-') {
			day := path[i+1:i+5] + "-" + month + "-" + path[i+9:i+11]
			if _, err := time.Parse(time.DateOnly, day); err == nil {
				return day
			}
		}
		return path[i+1:i+5] + "-" + month
	}
	return ""
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
