package demosite

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

const (
	listingSize = 8 // the publisher shows 18; fewer here, so that there is a second page
	feedSize    = 10
)

// edition is the whole site on one night, by path.
type edition map[string]resource

func (e edition) find(path string) (resource, bool, error) {
	r, ok := e[path]
	return r, ok, nil
}

// builder fills an edition; its first error is kept and ends the filling.
type builder struct {
	*renderer
	pages edition
	err   error
}

// buildEdition makes the site of the releases held on a night. The pages around
// them are those of all releases, so that they are the same every night.
func buildEdition(base string, releases, all []release) (edition, error) {
	rd, err := newRenderer(base)
	if err != nil {
		return nil, err
	}
	b := &builder{renderer: rd, pages: edition{}}
	b.addReleases(releases)
	b.addListing(releases)
	b.addFeedAndSitemaps(releases)
	b.addPlainPages(all)
	b.addFiles()
	return b.pages, b.err
}

func (b *builder) add(path, contentType, template string, data any, modified time.Time) {
	if b.err != nil {
		return
	}
	body, err := b.render(template, data)
	if err != nil {
		b.err = err
		return
	}
	b.pages[path] = resource{contentType: contentType, body: body, modified: modified}
}

func (b *builder) addReleases(all []release) {
	for _, r := range all {
		body, err := b.releasePage(r, all)
		if err != nil && b.err == nil {
			b.err = fmt.Errorf("%s: %w", r.Path, err)
			return
		}
		b.pages[r.Path] = resource{contentType: htmlType, body: body, modified: r.changed()}
		if trimmed := strings.TrimSuffix(r.Path, "/"); trimmed != r.Path {
			b.pages[trimmed] = resource{location: b.base + r.Path}
		}
		if r.MovedFrom != "" {
			b.pages[r.MovedFrom] = resource{location: b.base + r.Path}
		}
	}
}

// listed are the releases of the new era: the old ones were never taken into
// its listing and its feed.
func listed(all []release) []release {
	return slices.DeleteFunc(slices.Clone(all), func(r release) bool { return r.Era != eraWordPress })
}

func newest(rs []release) time.Time {
	var t time.Time
	for _, r := range rs {
		if r.changed().After(t) {
			t = r.changed()
		}
	}
	return t
}

// listingPage is the data of one page of the listing.
type listingPage struct {
	Path, Previous, Next string // Previous and Next are "" at the ends
	Number               int
	Cards                []release
}

func listingPath(number int) string {
	if number == 1 {
		return ListingPath
	}
	return fmt.Sprintf("%spage/%d/", ListingPath, number)
}

func newListingPage(number, last int, cards []release) listingPage {
	p := listingPage{Path: listingPath(number), Number: number, Cards: cards}
	if number > 1 {
		p.Previous = listingPath(number - 1)
	}
	if number < last {
		p.Next = listingPath(number + 1)
	}
	return p
}

func (b *builder) addListing(all []release) {
	pages := slices.Collect(slices.Chunk(listed(all), listingSize))
	for i, cards := range pages {
		p := newListingPage(i+1, len(pages), cards)
		b.add(p.Path, htmlType, "listing.html", p, newest(all))
	}
}

// location is one line of a sitemap. A zero LastMod is left out.
type location struct {
	Path    string
	LastMod time.Time
}

func (b *builder) addFeedAndSitemaps(all []release) {
	open := slices.DeleteFunc(slices.Clone(all), func(r release) bool { return r.Hidden })
	latest := newest(all)
	feed := listed(open)
	b.add(FeedPath, "application/rss+xml; charset=UTF-8", "feed.xml", feed[:min(feedSize, len(feed))], latest)

	var locations []location
	for _, r := range open {
		locations = append(locations, location{r.Path, r.changed()})
		if r.MovedFrom != "" {
			locations = append(locations, location{Path: r.MovedFrom})
		}
	}
	pages := []location{{"/", migrated}, {ListingPath, latest}, {"/qui-sommes-nous/", migrated}}
	b.add(childSitemap, xmlType, "sitemap.xml", locations, latest)
	b.add("/page-sitemap.xml", xmlType, "sitemap.xml", pages, latest)
	b.add(SitemapPath, xmlType, "sitemap_index.xml", []location{{"/page-sitemap.xml", latest}, {childSitemap, latest}}, latest)
}

const xmlType = "text/xml; charset=UTF-8"

// addPlainPages adds what the releases link to that is no release.
func (b *builder) addPlainPages(all []release) {
	plain := func(path, title, text string) {
		b.add(path, htmlType, "page.html", struct{ Title, Text string }{title, text}, migrated)
	}
	plain("/", "Accueil", "Un petit éditeur de démonstration, sur la machine de qui l’essaie.")
	plain("/agir/", "Agir", "Pétitions et lettres.")
	plain("/don/", "Faire un don", "Il n’y a rien à payer ici.")
	plain("/qui-sommes-nous/", "Qui sommes-nous", "Personne : tout est inventé.")
	plain("/cdn-cgi/l/email-protection", "Email Protection", "Activez JavaScript pour lire cette adresse.")
	for _, r := range all {
		for _, chip := range r.Chips() {
			plain("/categorie/"+slug(chip)+"/", chip, "Tout ce que nous publions à ce sujet.")
		}
		for _, place := range r.Places {
			plain("/pays/"+slug(place)+"/", place, "La fiche du pays.")
		}
	}
}

func (b *builder) addFiles() {
	if b.err != nil {
		return
	}
	pdf, err := embedded.ReadFile("files/rapport-cobalt.pdf")
	if err != nil {
		b.err = err
		return
	}
	b.pages[PDFPath] = resource{contentType: "application/pdf", body: pdf, modified: migrated}
	b.pages[RobotsPath] = robots(b.base)
}

func robots(base string) resource {
	body := "User-agent: *\nDisallow: /wp-admin/\nAllow: /wp-admin/admin-ajax.php\nDisallow: /communiques/embargo-\n\nSitemap: " + base + SitemapPath + "\n"
	return resource{contentType: "text/plain; charset=utf-8", body: []byte(body), modified: migrated}
}
