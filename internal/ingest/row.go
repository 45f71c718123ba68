package ingest

import (
	"bytes"
	"cmp"
	"mime"
	"net/http"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"communique/archive"
	"communique/internal/catalog"
	"communique/internal/extract"
	"communique/internal/reserve"
	"communique/internal/site"
)

// row makes the catalogue's row of a response, revisit or resource. It follows
// from the record and the profiles alone.
func (p *Pipeline) row(e archive.Entry) catalog.CaptureRow {
	h := e.Page.Header
	c := catalog.CaptureRow{
		Kind: e.Kind, URL: e.URL, Canonical: cmp.Or(site.Canonical(e.URL), e.URL), Capture: identified(e.Capture),
		NotModified: e.NotModified || e.Capture.HTTPStatus == http.StatusNotModified,
		ContentType: h.Get("Content-Type"), Truncated: e.Page.Truncated,
		Variant: strings.Join([]string{h.Get("Content-Type"), strings.Join(h["Content-Encoding"], ","),
			strings.Join(reserve.Header(h), " "), e.Page.Truncated}, "\n"),
		ETag: h.Get("ETag"), LastModified: h.Get("Last-Modified"), Run: e.Run, Imported: e.Imported,
	}
	if e.Kind == catalog.CaptureRevisit && !c.NotModified {
		c.RefersTo = cmp.Or(e.RefersTo, site.Canonical(e.RefersToURL))
	}
	u, err := url.Parse(e.URL)
	if err != nil {
		u = &url.URL{}
	}
	c.Site = u.Hostname()
	profile := p.Profiles.ForURL(u)
	if profile != nil {
		c.Site = profile.ID
	}
	if isRedirect(e.Capture.HTTPStatus) {
		if to, err := u.Parse(h.Get("Location")); err == nil && h.Get("Location") != "" {
			c.Location = site.Canonical(to.String())
		}
		if c.Location == c.Canonical {
			c.Location = "" // to its own other form, such as with a slash
		}
	}
	if isMemento(profile, u, h) {
		c.Role, c.Location = catalog.RoleMemento, ""
		return c
	}
	c.Role = role(profile, u, c, e.Page.Body)
	return c
}

// mementoPath is where the Wayback Machine, and archives that run the same
// program, answer: with what they hold of an address, or a page as it was.
var mementoPath = regexp.MustCompile(`^/(cdx/search/cdx$|web/\d{1,14}[a-z]{2}_/)`)

// isMemento: another archive's answer. It says so (RFC 7089, section 2.1.1),
// or its address does. What it shows is a page of another address and time,
// and never a release of the archive's site; communique backfill makes a
// capture of it. A site that has a profile is no archive.
func isMemento(profile *site.Profile, u *url.URL, h http.Header) bool {
	return profile == nil && (h.Get("Memento-Datetime") != "" || mementoPath.MatchString(u.Path))
}

func isRedirect(status int) bool {
	return slices.Contains([]int{301, 302, 303, 307, 308}, status)
}

// identified gives a record without an ID one that its place makes unique.
func identified(c archive.Capture) archive.Capture {
	if c.RecordID == "" {
		c.RecordID = archive.PlaceID(c.File, c.Offset)
	}
	return c
}

// failureRow is the row of a fetch that gave no answer.
func failureRow(e archive.Entry, f archive.Failure) catalog.CaptureRow {
	c := catalog.CaptureRow{
		Kind: catalog.CaptureFailure, URL: e.URL, Canonical: cmp.Or(site.Canonical(e.URL), e.URL), Site: f.Site, Role: catalog.RolePage,
		Error: f.Kind + ": " + f.Message, Attempt: f.Attempt, Run: e.Run, Imported: e.Imported, Capture: identified(e.Capture),
	}
	if u, err := url.Parse(e.URL); err == nil {
		c.Role = roleByAddress(nil, u)
	}
	return c
}

// role says what an address is for: by what the profile says of it, then by
// its form, then, of an answer, by its content.
func role(profile *site.Profile, u *url.URL, c catalog.CaptureRow, body []byte) string {
	if r := roleByAddress(profile, u); r != catalog.RolePage || !isDelivered(c) || c.Kind == catalog.CaptureRevisit {
		return r
	}
	if r := sniff(body); r != "" {
		return r
	}
	switch kind, _, err := mime.ParseMediaType(cmp.Or(c.ContentType, http.DetectContentType(body))); {
	case err == nil && kind != "text/html" && kind != "application/xhtml+xml" && !extract.LooksLikeHTML(body):
		return catalog.RoleAttachment
	case profile != nil && !profile.IsRelease(u) && listingOf(profile, u) != nil:
		return catalog.RoleListing
	}
	return catalog.RolePage
}

func roleByAddress(profile *site.Profile, u *url.URL) string {
	if u.Path == "/robots.txt" {
		return catalog.RoleRobots
	}
	if profile != nil {
		canonical := site.Canonical(u.String())
		for _, s := range profile.Sources {
			if site.Canonical(s.URL) == canonical {
				return s.Kind // the kinds of sources are roles
			}
		}
	}
	switch strings.ToLower(path.Ext(u.Path)) {
	case ".pdf", ".doc", ".docx", ".odt", ".xls", ".xlsx", ".ods", ".csv", ".ppt", ".pptx", ".zip", ".epub",
		".mp3", ".mp4", ".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg":
		return catalog.RoleAttachment
	}
	return catalog.RolePage
}

// listingOf gives the listing of which an address is a further page: one with
// the listing's own path, or below it.
func listingOf(profile *site.Profile, u *url.URL) *site.Source {
	for i, s := range profile.Sources {
		if s.Kind != site.KindListing {
			continue
		}
		from, err := url.Parse(s.URL)
		if err != nil || !strings.EqualFold(from.Host, u.Host) {
			continue
		}
		if top := strings.TrimRight(from.Path, "/"); u.Path == top || strings.HasPrefix(u.Path, top+"/") {
			return &profile.Sources[i]
		}
	}
	return nil
}

// sniff recognises feeds and sitemaps by their first element.
func sniff(body []byte) string {
	if bytes.HasPrefix(body, []byte{0x1f, 0x8b}) {
		return "" // a gzipped sitemap is known by its profile; others are files
	}
	start := bytes.TrimLeft(body[:min(len(body), 2048)], "\ufeff \t\r\n")
	if !bytes.HasPrefix(start, []byte("<")) || extract.LooksLikeHTML(body) {
		return ""
	}
	switch {
	case bytes.Contains(start, []byte("<urlset")), bytes.Contains(start, []byte("<sitemapindex")):
		return catalog.RoleSitemap
	case bytes.Contains(start, []byte("<rss")), bytes.Contains(start, []byte("<feed")), bytes.Contains(start, []byte("<rdf:RDF")):
		return catalog.RoleFeed
	}
	return ""
}
