package ingest

import (
	"context"
	"net/url"
	"slices"
	"strings"
)

// Two addresses that differ by https or by www. are addresses of their own: a
// site redirects from one to the other, and then they are of one release. In
// the archives of others that redirect is often not to be had, or was made
// years after the captures; their indexes do not tell the two apart. So where
// others made captures of one of them, the two are twins.

// twinsOf gives the other forms of a canonical address.
func twinsOf(canonical string) []string {
	u, err := url.Parse(canonical)
	if err != nil || u.Port() != "" {
		return nil
	}
	host := strings.TrimPrefix(u.Host, "www.")
	var all []string
	for _, scheme := range []string{"http", "https"} {
		for _, host := range []string{host, "www." + host} {
			twin := *u
			twin.Scheme, twin.Host = scheme, host
			if s := twin.String(); s != canonical {
				all = append(all, s)
			}
		}
	}
	return all
}

// twins gives the twins of a release of which there are captures.
func (p *Pipeline) twins(ctx context.Context, n *node) ([]string, error) {
	if !n.isRelease {
		return nil, nil
	}
	return p.Catalog.AmongURLs(ctx, twinsOf(n.url))
}

// twinReleases gives the pairs of addresses that are one release for that.
func (w web) twinReleases(urls []string) (pairs [][2]string) {
	for _, url := range urls {
		for _, other := range twinsOf(url) {
			a, b := w[url], w[other]
			if b == nil || url > other || !a.isRelease || !b.isRelease || !a.hasImports() && !b.hasImports() {
				continue
			}
			if oneRelease(a, b) || oneRelease(b, a) {
				pairs = append(pairs, [2]string{url, other})
			}
		}
	}
	return pairs
}

func (n *node) hasImports() bool {
	return slices.ContainsFunc(n.sights, func(s sight) bool { return s.Imported })
}
