package demosite

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"
)

const sitemapSize = 1000 // as Yoast cuts them

// generated is a site of n releases, each made when it is asked for, so that a
// large one costs no memory.
type generated struct {
	*renderer
	n    int
	seed uint64
}

// Many makes a site of n short releases, with listing pages, a feed and
// sitemaps. The same seed gives the same bytes. It has one night.
func Many(base string, n int, seed uint64) (*Site, error) {
	rd, err := newRenderer(base)
	if err != nil {
		return nil, err
	}
	if n < 1 {
		return nil, fmt.Errorf("a generated site needs one release at least, not %d", n)
	}
	g := &generated{renderer: rd, n: n, seed: seed}
	return &Site{nights: []finder{g.find}}, nil
}

// ManyPath is the path of the i-th release of a generated site, from 0, newest
// first.
func ManyPath(i int) string { return fmt.Sprintf("%sessai-%06d/", ListingPath, i) }

func (g *generated) find(path string) (resource, bool, error) {
	latest := g.release(0).Published
	page := func(contentType, template string, data any) (resource, bool, error) {
		body, err := g.render(template, data)
		return resource{contentType: contentType, body: body, modified: latest}, err == nil, err
	}
	if number, ok := between(path, ListingPath+"essai-", "/"); ok && number < g.n && path == ManyPath(number) {
		r := g.release(number)
		body, err := g.releasePage(r, nil)
		return resource{contentType: htmlType, body: body, modified: r.Published}, err == nil, err
	}
	if number, ok := between(path, "/press-release-sitemap", ".xml"); ok && (number-1)*sitemapSize < g.n {
		return page(xmlType, "sitemap.xml", g.locations(number))
	}
	last := (g.n + listingSize - 1) / listingSize
	if number, ok := between(path, ListingPath+"page/", "/"); ok && number <= last {
		return page(htmlType, "listing.html", g.listing(number, last))
	}
	switch path {
	case "/":
		return page(htmlType, "page.html", struct{ Title, Text string }{"Accueil", "Un site engendré."})
	case ListingPath:
		return page(htmlType, "listing.html", g.listing(1, last))
	case FeedPath:
		return page("application/rss+xml; charset=UTF-8", "feed.xml", g.releases(0, feedSize))
	case RobotsPath:
		return robots(g.base), true, nil
	case SitemapPath:
		var children []location
		for number := 1; (number-1)*sitemapSize < g.n; number++ {
			children = append(children, location{sitemapPath(number), latest})
		}
		return page(xmlType, "sitemap_index.xml", children)
	case childSitemap:
		return page(xmlType, "sitemap.xml", g.locations(1))
	}
	return resource{}, false, nil
}

func sitemapPath(number int) string {
	if number == 1 {
		return childSitemap
	}
	return fmt.Sprintf("/press-release-sitemap%d.xml", number)
}

// between reads the number that stands in s between prefix and suffix; numbers
// below 2 have addresses of their own, but for those of releases.
func between(s, prefix, suffix string) (int, bool) {
	rest, ok := strings.CutPrefix(s, prefix)
	digits, ok2 := strings.CutSuffix(rest, suffix)
	number, err := strconv.Atoi(digits)
	release := strings.HasSuffix(prefix, "essai-")
	return number, ok && ok2 && err == nil && (release && number >= 0 || number >= 2)
}

func (g *generated) releases(from, count int) []release {
	var rs []release
	for i := from; i < min(from+count, g.n); i++ {
		rs = append(rs, g.release(i))
	}
	return rs
}

func (g *generated) listing(number, last int) listingPage {
	return newListingPage(number, last, g.releases((number-1)*listingSize, listingSize))
}

func (g *generated) locations(number int) []location {
	var ls []location
	for _, r := range g.releases((number-1)*sitemapSize, sitemapSize) {
		ls = append(ls, location{r.Path, r.Published})
	}
	return ls
}

// release makes the i-th one out of a few words.
func (g *generated) release(i int) release {
	rng := rand.New(rand.NewPCG(g.seed, uint64(i)))
	pick := func(words []string) string { return words[rng.IntN(len(words))] }
	place, who, what := pick(manyPlaces), pick(manyPeople), pick(manyDeeds)
	sentence := func() string { return pick(manyWho) + " " + pick(manyDeeds) + " " + pick(manyWhen) + "." }
	var body strings.Builder
	for range 2 + rng.IntN(4) {
		fmt.Fprintf(&body, "<p>%s %s %s</p>\n", sentence(), sentence(), sentence())
	}
	fmt.Fprintf(&body, "<p>«\u00a0%s\u00a0», a déclaré %s, porte-parole d’Amnesty International.</p>\n", pick(manyWords), who)
	return release{
		Path: ManyPath(i), Era: eraWordPress, Places: []string{place},
		Title:     fmt.Sprintf("%s. Les autorités %s (%d)", place, what, i),
		Lead:      sentence(),
		Teaser:    sentence(),
		Published: time.Date(2026, time.March, 1, 11, 0, 0, 0, time.FixedZone("", 3600)).Add(-time.Duration(i) * 3 * time.Hour),
		body:      body.String(),
	}
}

var (
	manyPlaces = []string{"Kazakhstan", "Égypte", "Iran", "Hongrie", "Turquie", "Tunisie", "Venezuela", "Mexique", "Géorgie", "Inde", "Soudan", "Colombie"}
	manyPeople = []string{"Hortense Valombre", "Ismaël Kerdraon", "Solveig Dambrune", "Nadège Troispont", "Maxence Oriol-Bey"}
	manyWho    = []string{"Les manifestant·e·s", "Le tribunal de la capitale", "Une dizaine d’avocat·e·s", "La police", "Les familles des détenu·e·s", "Un collectif d’étudiant·e·s"}
	manyDeeds  = []string{"ont maintenu le silence sur les disparitions", "a refusé l’accès au dossier", "doivent libérer les personnes détenues", "ont interdit le rassemblement", "a prolongé la détention provisoire", "demandent une enquête indépendante"}
	manyWhen   = []string{"dans la nuit de mardi", "après neuf semaines d’attente", "malgré les promesses du ministère", "sans donner de motif", "devant le palais de justice", "pour la troisième fois cette année"}
	manyWords  = []string{"Rien ne justifie un tel silence, et nous le dirons chaque jour", "Les responsables doivent répondre de leurs actes devant un juge", "Chaque heure de détention est une heure de trop", "Nous demandons la vérité, et nous la demandons maintenant"}
)
