package demosite

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
)

const sitemapSize = 1000 // as Yoast cuts them

// generated is a site of n releases, each made when it is asked for, so that a
// large one costs no memory.
type generated struct {
	*renderer
	Habits
	n      int
	seed   uint64
	night  time.Time
	added  int          // releases that are not on the first night, newest of all
	edited map[int]bool // those whose text is another than on the first night
	tokens *atomic.Int64
}

// Many makes a site of n short releases, with listing pages, a feed and
// sitemaps. The same seed gives the same bytes. It has one night.
func Many(base string, n int, seed uint64) (*Site, error) {
	return ManyNights(base, n, seed, Habits{}, Night{})
}

// AddedPath is the path of the i-th of the releases added after the first
// night, from 0, oldest first.
func AddedPath(i int) string { return fmt.Sprintf("%snouveau-%06d/", ListingPath, i) }

// ManyPath is the path of the i-th release of a generated site, from 0, newest
// first.
func ManyPath(i int) string { return fmt.Sprintf("%sessai-%06d/", ListingPath, i) }

func (g *generated) find(path string) (resource, bool, error) {
	r, ok, err := g.page(path)
	if g.NoLastModified {
		r.modified = time.Time{}
	}
	r.noETag = g.NoETag
	return r, ok, err
}

func (g *generated) page(path string) (resource, bool, error) {
	latest := g.at(0).changed()
	for i := range g.edited {
		latest = later(latest, g.release(i).changed())
	}
	page := func(contentType, template string, data any) (resource, bool, error) {
		body, err := g.render(template, data)
		return resource{contentType: contentType, body: body, modified: latest}, err == nil, err
	}
	if number, ok := between(path, ListingPath+"essai-", "/"); ok && number < g.n && path == ManyPath(number) {
		return g.releaseAt(g.release(number))
	}
	if number, ok := between(path, ListingPath+"nouveau-", "/"); ok && number < g.added && path == AddedPath(number) {
		return g.releaseAt(g.release(-1 - number))
	}
	last := (g.added + g.n + listingSize - 1) / listingSize
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
	}
	if g.NoSitemap {
		return resource{}, false, nil
	}
	return g.sitemap(path, latest)
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// releaseAt is a release's page.
func (g *generated) releaseAt(r release) (resource, bool, error) {
	body, err := g.releasePage(r, nil)
	if g.Tokens {
		token := fmt.Sprintf(`<input type="hidden" name="form_build_id" value="form-%d"></body>`, g.tokens.Add(1))
		body = bytes.Replace(body, []byte("</body>"), []byte(token), 1)
	}
	return resource{contentType: htmlType, body: body, modified: r.changed()}, err == nil, err
}

// between reads the number that stands in s between prefix and suffix; numbers
// below 2 have addresses of their own, but for those of releases.
func between(s, prefix, suffix string) (int, bool) {
	rest, ok := strings.CutPrefix(s, prefix)
	digits, ok2 := strings.CutSuffix(rest, suffix)
	number, err := strconv.Atoi(digits)
	release := strings.HasSuffix(prefix, "-")
	return number, ok && ok2 && err == nil && (release && number >= 0 || number >= 2)
}

// at gives the release that stands at a place of the listing, newest first.
func (g *generated) at(place int) release { return g.release(place - g.added) }

func (g *generated) releases(from, count int) []release {
	var rs []release
	for i := from; i < min(from+count, g.added+g.n); i++ {
		rs = append(rs, g.at(i))
	}
	return rs
}

func (g *generated) listing(number, last int) listingPage {
	return newListingPage(number, last, g.releases((number-1)*listingSize, listingSize))
}

// manyNewest is when the newest release of the first night was published.
var manyNewest = time.Date(2026, time.March, 1, 11, 0, 0, 0, time.FixedZone("", 3600))

// release makes the i-th one out of a few words; those added later have the
// numbers -1, -2 and so on.
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
	path, published, modified := ManyPath(i), manyNewest.Add(-time.Duration(i)*3*time.Hour), time.Time{}
	if i < 0 {
		path = AddedPath(-1 - i)
	}
	if g.edited[i] {
		fmt.Fprintf(&body, "<p>Rectificatif : %s</p>\n", sentence())
		modified = g.night
	}
	return release{
		Path: path, Era: eraWordPress, Places: []string{place},
		Title:     fmt.Sprintf("%s. Les autorités %s (%d)", place, what, i),
		Lead:      sentence(),
		Teaser:    sentence(),
		Published: published,
		Modified:  modified,
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
