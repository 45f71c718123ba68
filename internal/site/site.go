// Package site says who publishes what, and where: one YAML file an
// organisation, built in (profiles/) or the user's own (sites/ in the home
// directory).
//
// A profile is data. It names the organisation, the addresses of its releases,
// the sources that announce them, and, era by era, the selectors that find each
// field on a page. The package compiles what can be compiled, so that a mistake
// is found when the profile is read and not in the night; it fetches and parses
// no page.
package site

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"time"

	// The publisher's local day must not depend on the machine's zone files.
	_ "time/tzdata"

	"github.com/andybalholm/cascadia"
)

// Kinds of Source.
const (
	KindFeed    = "feed"
	KindSitemap = "sitemap"
	KindListing = "listing"
)

// Profile describes one site. The YAML keys are documented in the README,
// under "Adding a site".
type Profile struct {
	ID           string        `yaml:"id"`
	Organization string        `yaml:"organization"`
	Home         string        `yaml:"home"`
	Hosts        []string      `yaml:"hosts"`
	Language     string        `yaml:"language"`
	Timezone     string        `yaml:"timezone"`
	Delay        time.Duration `yaml:"delay"`
	Kind         string        `yaml:"kind"`
	Draft        bool          `yaml:"draft"` // only discovery and addresses are known; the generic reader reads
	Tried        string        `yaml:"tried"`
	Unverified   []string      `yaml:"unverified"` // keys of this profile that rest on general knowledge
	Sources      []Source      `yaml:"sources"`
	Releases     []Pattern     `yaml:"releases"`
	NotReleases  []Pattern     `yaml:"not_releases"`
	Requisites   bool          `yaml:"requisites"` // fetch images, style sheets and fonts too
	Honour       []string      `yaml:"honour"`     // reservations to honour: noarchive, tdm
	Revisits     *int          `yaml:"revisits"`   // known releases to look at again each night, at most
	PDFs         bool          `yaml:"pdfs"`       // fetch the PDF files that releases offer
	Linked       int           `yaml:"linked"`     // releases that only other releases' links lead to, to fetch each night, at most
	Eras         []Era         `yaml:"eras"`

	// Path is the file the profile was read from; "" for a built-in one.
	// YAML is the profile as it was written.
	Path string `yaml:"-"`
	YAML []byte `yaml:"-"`
}

// Source announces releases.
type Source struct {
	Kind       string   `yaml:"kind"`
	URL        string   `yaml:"url"`
	Language   string   `yaml:"language"`   // its dates are written in; default: the profile's
	Unverified []string `yaml:"unverified"` // keys of this source that rest on general knowledge
	Include    *Pattern `yaml:"include"`    // sitemap: which child sitemaps of an index to read
	// The rest is for listings. Items are the elements that each hold one
	// release; Link, Title, Date and Teaser are looked for inside.
	Items  *Selector `yaml:"items"`
	Link   *Selector `yaml:"link"`
	Title  *Selector `yaml:"title"`
	Date   *Selector `yaml:"date"`
	Teaser *Selector `yaml:"teaser"`
	Next   *Selector `yaml:"next"` // the link to the next, older page
	// Overlap is how many pages in a row must hold nothing new before the walk
	// of a listing stops; 0: two.
	Overlap int `yaml:"overlap"`
}

// Era is one look of a site: how its pages are recognised (URL and Match must
// both hold where given) and where each field is. Each list of selectors is
// tried in order, and the first that gives a value wins, unless said otherwise.
type Era struct {
	Name       string   `yaml:"name"`
	Unverified []string `yaml:"unverified"` // keys of this era that rest on general knowledge

	URL   *Pattern   `yaml:"url"`
	Match *Selector  `yaml:"match"`
	Kind  string     `yaml:"kind"`
	Title []Selector `yaml:"title"`
	// Organization is for sites that publish what others wrote: whom the page
	// names as its source. All are read; where there is none, none is known.
	Organization []Selector `yaml:"organization"`
	Published    []Selector `yaml:"published"`
	Modified     []Selector `yaml:"modified"`
	Lead         []Selector `yaml:"lead"`
	Body         []Selector `yaml:"body"`
	// Drop is taken out of the page before lead and body are read: all of it.
	Drop []Selector `yaml:"drop"`
	// Lines are elements that are one paragraph each, whatever is inside: the
	// name and the role of a speaker, each in an element of its own.
	Lines    []Selector `yaml:"lines"`
	Places   []Selector `yaml:"places"` // the site's own tags; all are read, and those that name a country are countries
	Topics   []Selector `yaml:"topics"` // all are read; those that name a country are countries
	Contacts []Selector `yaml:"contacts"`
	Files    []Selector `yaml:"attachments"`
	Related  []Related  `yaml:"related"`
}

// Related is a block of cards that lead to other releases.
type Related struct {
	Items    Selector  `yaml:"items"`
	Heading  *Pattern  `yaml:"heading"` // instead of items, where no class name is known: the text of the heading the cards stand under
	Link     *Selector `yaml:"link"`    // default: the first a[href]
	Title    *Selector `yaml:"title"`
	Date     *Selector `yaml:"date"`
	Teaser   *Selector `yaml:"teaser"`
	Relation string    `yaml:"relation"`
}

// Selector is a compiled CSS selector that remembers how it was written.
// A trailing "@name" reads that attribute instead of the text
// ("time@datetime").
type Selector struct {
	cascadia.Selector // also a goquery.Matcher
	Attr              string
	raw               string
}

func (s Selector) String() string { return s.raw }

// Pattern is a compiled regular expression, matched against the path and query
// of an address ("/communiques/x/"), tracking parameters left out.
type Pattern struct{ *regexp.Regexp }

// Location is the publisher's time zone; UTC where the profile names none.
// Load has checked that it exists.
func (p *Profile) Location() *time.Location {
	loc, err := time.LoadLocation(p.Timezone)
	if err != nil {
		return time.UTC
	}
	return loc
}

// HasHost reports whether the profile speaks for a host, without its port.
func (p *Profile) HasHost(host string) bool {
	for _, h := range p.Hosts {
		if strings.EqualFold(h, host) {
			return true
		}
	}
	return false
}

// IsRelease reports whether an address is, by its form, that of a release.
func (p *Profile) IsRelease(u *url.URL) bool {
	if !p.HasHost(u.Hostname()) {
		return false
	}
	path := u.EscapedPath()
	if query := dropTracking(u.RawQuery); query != "" {
		path += "?" + query
	}
	for _, not := range p.NotReleases {
		if not.MatchString(path) {
			return false
		}
	}
	for _, pat := range p.Releases {
		if pat.MatchString(path) {
			return true
		}
	}
	return false
}

// Rules changes whenever what the profile takes for a release, or where and
// how it looks for them, does: discovery documents read under other rules have
// to be read again.
func (p *Profile) Rules() string {
	sum := sha256.New()
	say := func(key string, value any) { fmt.Fprintf(sum, "%s %q\n", key, fmt.Sprint(value)) }
	say("hosts", p.Hosts)
	for _, pattern := range p.Releases {
		say("releases", pattern)
	}
	for _, pattern := range p.NotReleases {
		say("not_releases", pattern)
	}
	for _, s := range p.Sources {
		say(s.Kind, s.URL)
		if s.Include != nil {
			say("include", s.Include)
		}
		for _, selector := range []*Selector{s.Items, s.Link, s.Next} {
			if selector != nil {
				say("selector", selector)
			}
		}
	}
	return hex.EncodeToString(sum.Sum(nil)[:8])
}
