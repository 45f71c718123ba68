// Package extract reads a release out of an archived page.
//
// It is a pure function of the page, the profiles and this code: no network,
// no clock, no random order. What a page does not say stays unknown; where a
// choice between contradicting statements was made, a warning in the record
// says so, and the record's evidence names the place each field came from.
package extract

import (
	"cmp"
	"fmt"
	"net/url"
	"sync"
	"time"

	"golang.org/x/net/html"

	"communique/archive"
	"communique/internal/reserve"
	"communique/internal/site"
)

// Reader reads pages with a set of profiles. It may be used by several
// goroutines at once.
type Reader struct {
	profiles site.Set
	version  string
	zones    map[string]func() *time.Location // by profile ID
	hints    map[string]hints                 // by selector
}

// New makes a reader; version stands in each record's extractor field.
func New(profiles site.Set, version string) *Reader {
	r := &Reader{profiles: profiles, version: version, zones: map[string]func() *time.Location{}, hints: map[string]hints{}}
	for _, p := range profiles.All() {
		r.zones[p.ID] = sync.OnceValue(p.Location)
		for i := range p.Eras {
			r.addHints(&p.Eras[i])
		}
	}
	return r
}

// Reading is all that one page says.
type Reading struct {
	// Release is what the page says of itself. ID, aliases, status, versions,
	// first and last seen and capture are not filled in: they follow from the
	// archive as a whole.
	Release archive.Release
	// Sightings is what the page says of other addresses, on its cards.
	Sightings []Sighting
	// IsRelease is false for an archived page that is no release (a listing,
	// an error page, a file that is not HTML); Why says why.
	IsRelease bool
	Why       string
}

// Sighting is what a page says of another address. URL is canonical, Published
// an ISO date read from Raw ("" where the card has none).
type Sighting struct {
	URL       string
	Title     string
	Published string
	Raw       string
	Source    string
}

// Read reads one page. It fails only when the address of the page is none:
// whatever bytes a server sent give a reading.
func (r *Reader) Read(p archive.Page) (Reading, error) {
	_, reading, err := r.read(p, nil)
	return reading, err
}

// read reads a page whose text prepare, where given, may have marked.
func (r *Reader) read(p archive.Page, prepare func([]byte) []byte) (*work, Reading, error) {
	u, err := url.Parse(p.URL)
	if err != nil || u.Host == "" {
		return nil, Reading{}, fmt.Errorf("read page: %q is not an absolute address: give the one it was fetched from", p.URL)
	}
	w := r.begin(p, u)
	if why := notHTML(p); why != "" {
		return w, w.finish(false, why), nil
	}
	if len(p.Body) == 0 {
		return w, w.finish(false, whyEmpty), nil
	}
	text, warnings := decode(p.Body, p.Header.Get("Content-Type"), p.Truncated != "")
	w.warn(warnings...)
	if prepare != nil {
		text = prepare(text)
	}
	doc, warnings := parse(text)
	w.warn(warnings...)
	w.doc = doc
	w.head = look(doc)
	w.warn(w.head.warnings...)
	w.out.Reservations = reserve.Join(reserve.Header(p.Header), w.head.reserved)
	w.setBase()
	w.ld = ownNode(w.head.jsonld, w.addresses())
	w.chooseEra()
	if w.era != nil {
		w.readEra()
	} else {
		w.readGeneric()
	}
	w.finishFields()
	release, why := w.verdict()
	return w, w.finish(release, why), nil
}

// Address gives the address a page names as its own (canonical link, og:url);
// "" where it names none. It is for pages that come without one: a file on
// somebody's disk.
func Address(p archive.Page) string {
	text, _ := decode(p.Body, p.Header.Get("Content-Type"), p.Truncated != "")
	doc, _ := parse(text)
	head := look(doc)
	return cmp.Or(site.Canonical(head.canonical), site.Canonical(head.meta["og:url"]))
}

// work is one page being read.
type work struct {
	reader  *Reader
	page    archive.Page
	url     *url.URL
	base    *url.URL // links are relative to it
	profile *site.Profile
	era     *site.Era      // nil: the generic reader
	zone    *time.Location // nil: the publisher's zone is not known
	doc     *html.Node
	head    survey
	ld      linkedData

	titleNode *html.Node
	lead      []block // the standfirst, where the page sets one apart
	body      []block
	bodyFrom  string // the evidence of the body
	chips     []chip
	away      ways        // of a page that no profile knows
	published []dateClaim // in order of precedence
	modified  []dateClaim

	bodyLang  *html.Node // the element of the article that says its language
	related   []placedLink
	linked    map[string]bool // the addresses of related
	attached  map[string]bool // those of attachments
	out       archive.Release
	sightings []Sighting
	contacts  contactBook
	findings  []finding
}

func (r *Reader) begin(p archive.Page, u *url.URL) *work {
	w := &work{reader: r, page: p, url: u, base: u, linked: map[string]bool{}, attached: map[string]bool{}, findings: make([]finding, 0, 16)}
	w.out.URL = cmp.Or(site.Canonical(p.URL), p.URL)
	w.out.Site = u.Hostname()
	w.out.Extractor.Version = r.version
	if w.profile = r.profiles.ForURL(u); w.profile != nil {
		w.out.Site = w.profile.ID
		w.out.Organization = known(w.profile.Organization)
		w.note(finding{field: "organization", evidence: fromProfile, value: w.profile.Organization})
		w.out.Extractor.Profile = known(w.profile.ID)
		w.zone = r.zones[w.profile.ID]()
	}
	return w
}

func (w *work) setBase() {
	if w.head.base == "" {
		return
	}
	if b, err := w.url.Parse(w.head.base); err == nil && b.Host != "" {
		w.base = b
	}
}

// addresses gives the forms under which the page may speak of itself.
func (w *work) addresses() []string {
	own := []string{w.out.URL}
	for _, ref := range []string{w.head.canonical, w.head.meta["og:url"]} {
		if abs := w.resolve(ref); abs != "" {
			own = append(own, site.Canonical(abs))
		}
	}
	return own
}

// resolve makes a reference absolute; "" for what is no http(s) address.
func (w *work) resolve(ref string) string {
	ref = trimSpace(ref)
	if ref == "" {
		return ""
	}
	u, err := w.base.Parse(ref)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return u.String()
}

// chooseEra takes the first era whose address and selector both hold.
func (w *work) chooseEra() {
	if w.profile == nil {
		w.warn("no profile for " + w.url.Hostname() + ": generic reader")
		return
	}
	for i := range w.profile.Eras {
		e := &w.profile.Eras[i]
		if e.URL != nil && !e.URL.MatchString(w.url.RequestURI()) {
			continue
		}
		if e.Match != nil && w.reader.matcher(e.Match).first(w.doc) == nil {
			continue
		}
		w.era = e
		w.out.Extractor.Era = known(e.Name)
		return
	}
	if w.profile.IsRelease(w.url) {
		w.warn("no era of " + w.profile.ID + " matches: generic reader")
	}
}

func (w *work) warn(messages ...string) {
	for _, m := range messages {
		if m != "" {
			w.out.Warnings = append(w.out.Warnings, m)
		}
	}
}

func (w *work) finish(release bool, why string) Reading {
	w.out.Evidence = map[string]string{}
	for _, f := range w.findings {
		if w.out.Evidence[f.field] == "" {
			w.out.Evidence[f.field] = w.evidenceOf(f.field)
		}
	}
	w.out.Normalize()
	return Reading{Release: w.out, Sightings: w.sightings, IsRelease: release, Why: why}
}

// known gives nil for what is not.
func known(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
