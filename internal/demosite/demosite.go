// Package demosite is a small publisher on loopback: an http.Handler that
// serves a site of the structure of amnesty.fr, in both its eras, with releases
// invented for the purpose. The demo crawls it, and so do the end-to-end tests.
//
// The releases are in content/, one file each: a YAML head, then the body's
// HTML, which is a text/template with the functions base, cf (an e-mail address
// as Cloudflare hides it), inform and download (two blocks of the publisher's
// theme). What a reader of the site must find is in truth.yaml.
//
// On the first night the site has 19 releases, on the second one more
// (/communiques/kazakhstan-proces-huis-clos/), one edited
// (/communiques/rdc-mines-cobalt-enfants/: a quotation's wording and the date
// of its update) and one removed (/communiques/georgie-loi-rassemblements/).
// Nothing else differs but the listing, the feed and the sitemap.
//
// Its traps, each on a page of its own (key "trap" in the files):
//
//	/communiques/kazakhstan-manifestantes-relachees-almaty/  inclusive writing
//	/communiques/egypte-journaliste-detention-prolongee/     JSON-LD says 12 February (UTC), the page 13 February
//	/communiques/iran-avocate-neuf-ans/                      the first <article> is another release's card
//	/communiques/hongrie-taxe-dons-associations/             donation and contact blocks in the text
//	/communiques/turquie-familles-prisonniers-ecoutees/      e-mail hidden by Cloudflare; /presse/turquie-parloirs-ecoutes redirects here
//	/communiques/tunisie-magistrats-revoques/                cards dated 1970-01-01 (as on the listing)
//	/communiques/venezuela-observateurs-liberes/             same slug as the next, other release
//	/presse/venezuela-observateurs-liberes                   same slug as the one before
//	/communiques/venezuela-observateurs-liberes-2/           the same with -2
//	/communiques/mexico-buscadoras-amenazadas/               Spanish text under html lang=fr-FR
//	/communiques/france-videosurveillance-algorithmique-bilan/  English quotation marks; marked words that are no quotation
//	/communiques/rdc-mines-cobalt-enfants/                   a PDF; a link that leads nowhere (404)
//	/presse/kazakhstan-medecins-detenus                      no date of its own, cards with dates; other releases' cards know its day
//	/presse/inde-cahiers-saisis                              no date anywhere but in its text and on its cards
//	/communiques/embargo-sommet-ministres/                   listed, disallowed by robots.txt
package demosite

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"time"
)

//go:embed content templates files truth.yaml
var embedded embed.FS

// ErrNight is given for a night the site does not have.
var ErrNight = errors.New("the site has no such night")

// Addresses of what the tests ask for by name.
const (
	FeedPath     = "/feed/"
	ListingPath  = "/communiques/"
	RobotsPath   = "/robots.txt"
	SitemapPath  = "/sitemap_index.xml"
	PDFPath      = "/wp-content/uploads/2025/12/rapport-cobalt.pdf"
	EmbargoPath  = "/communiques/embargo-sommet-ministres/" // disallowed by robots.txt
	MissingPath  = "/actualites/batteries-dossier-retire/"  // linked, and 404
	MovedPath    = "/presse/turquie-parloirs-ecoutes"       // 301 to MovedToPath
	MovedToPath  = "/communiques/turquie-familles-prisonniers-ecoutees/"
	NewPath      = "/communiques/kazakhstan-proces-huis-clos/" // from the second night
	EditedPath   = "/communiques/rdc-mines-cobalt-enfants/"    // otherwise on the second night
	RemovedPath  = "/communiques/georgie-loi-rassemblements/"  // until the first night
	childSitemap = "/press-release-sitemap.xml"
)

// Site is the publisher. It is safe for concurrent use.
type Site struct {
	nights  []finder
	current atomic.Int32
}

// finder gives what is at a path; ok is false where there is nothing.
type finder func(path string) (r resource, ok bool, err error)

// resource is what one address answers. A location makes it a redirect.
type resource struct {
	contentType string
	body        []byte
	modified    time.Time // zero: no Last-Modified
	noETag      bool
	location    string
}

// New makes the site as it is on a night, 1 or 2. base is the address that its
// links begin with, without a slash at its end: "http://127.0.0.1:8080", or
// "http://www.amnesty.fr" for a client whose dialer leads that name here.
func New(base string, night int) (*Site, error) {
	releases, err := readContent()
	if err != nil {
		return nil, err
	}
	s := &Site{}
	for n := 1; n <= 2; n++ {
		pages, err := buildEdition(base, onNight(releases, n), releases)
		if err != nil {
			return nil, fmt.Errorf("build night %d of the demonstration site: %w", n, err)
		}
		s.nights = append(s.nights, pages.find)
	}
	return s, s.SetNight(night)
}

// SetNight changes the site to another night; requests that follow see it.
func (s *Site) SetNight(night int) error {
	if night < 1 || night > len(s.nights) {
		return fmt.Errorf("night %d: %w (it has %d)", night, ErrNight, len(s.nights))
	}
	s.current.Store(int32(night - 1))
	return nil
}

// ServeHTTP answers GET and HEAD, with an ETag and a Last-Modified, 304 where
// the client has the same, and gzip where it is accepted. Queries are ignored.
func (s *Site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "GET and HEAD only", http.StatusMethodNotAllowed)
		return
	}
	res, ok, err := s.nights[s.current.Load()](r.URL.Path)
	switch {
	case err != nil:
		http.Error(w, err.Error(), http.StatusInternalServerError)
	case !ok:
		notFound(w)
	case res.location != "":
		http.Redirect(w, r, res.location, http.StatusMovedPermanently)
	default:
		serve(w, r, res)
	}
}

func serve(w http.ResponseWriter, r *http.Request, res resource) {
	sum := sha256.Sum256(res.body)
	etag := `"` + hex.EncodeToString(sum[:10]) + `"`
	body := res.body
	h := w.Header()
	h.Set("Content-Type", res.contentType)
	if compressible(res.contentType) {
		h.Set("Vary", "Accept-Encoding")
		if acceptsGzip(r.Header.Get("Accept-Encoding")) {
			// As nginx does: other bytes, so the validator is a weak one.
			etag = "W/" + etag
			h.Set("Content-Encoding", "gzip")
			body = compress(body)
		}
	}
	if !res.noETag {
		h.Set("ETag", etag)
	}
	http.ServeContent(w, r, "", res.modified, bytes.NewReader(body))
}

func notFound(w http.ResponseWriter) {
	w.Header().Set("Content-Type", htmlType)
	w.WriteHeader(http.StatusNotFound)
	fmt.Fprint(w, `<!DOCTYPE html><html lang="fr-FR"><head><meta charset="UTF-8"><title>Page introuvable - Amnesty International France</title></head><body class="error404"><main><h1>Page introuvable</h1><p>Cette adresse ne mène plus nulle part.</p></main></body></html>`)
}

func compressible(contentType string) bool {
	return strings.HasPrefix(contentType, "text/") || strings.Contains(contentType, "xml")
}

// acceptsGzip reads Accept-Encoding as far as a test site must: gzip named, and
// not with a weight of zero.
func acceptsGzip(header string) bool {
	for coding := range strings.SplitSeq(header, ",") {
		name, weight, _ := strings.Cut(strings.TrimSpace(coding), ";")
		if strings.TrimSpace(name) == "gzip" {
			weight = strings.ReplaceAll(weight, " ", "")
			return weight != "q=0" && weight != "q=0.0"
		}
	}
	return false
}

// compress cannot fail: it writes to memory.
func compress(b []byte) []byte {
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	z.Write(b)
	z.Close()
	return out.Bytes()
}
