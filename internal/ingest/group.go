package ingest

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"communique/archive"
	"communique/internal/catalog"
)

// sight is one capture together with what was read out of its bytes; release
// is nil unless that is a release.
type sight struct {
	catalog.CaptureRow
	release *archive.Release
	digest  string // of the release's content
	why     string // a delivered page is no release
	title   string // of such a page
	same    string // such a page is what other addresses answer too: how it is known
}

func bySightOrder(a, b sight) int {
	return cmp.Or(a.Capture.Fetched.Compare(b.Capture.Fetched), strings.Compare(a.Capture.RecordID, b.Capture.RecordID))
}

// node is one canonical address with all its captures, in order of time.
type node struct {
	url       string
	sights    []sight
	isRelease bool // at least once it was one
	isPage    bool // it delivered something, and never a release
	doubtful  bool // see compareElsewhere
}

// web is a set of addresses that redirects connect, or that are twins.
type web map[string]*node

// gather loads an address and all that redirects connect with it. Pages that
// are no release are looked at, and not followed: half a site may redirect to
// its home page, which does not make one release of it.
func (p *Pipeline) gather(ctx context.Context, start string) (web, error) {
	w := web{}
	for queue := []string{start}; len(queue) > 0; queue = queue[1:] {
		url := queue[0]
		if w[url] != nil {
			continue
		}
		n, err := p.load(ctx, url)
		if err != nil {
			return nil, err
		}
		w[url] = n
		if n.isPage && url != start {
			continue
		}
		for _, s := range n.sights {
			if s.Location != "" {
				queue = append(queue, s.Location)
			}
		}
		from, err := p.Catalog.RedirectsTo(ctx, url)
		if err != nil {
			return nil, err
		}
		twins, err := p.twins(ctx, n)
		if err != nil {
			return nil, err
		}
		queue = append(queue, slices.Concat(from, twins)...)
	}
	return w, nil
}

func (p *Pipeline) load(ctx context.Context, url string) (*node, error) {
	rows, err := p.Catalog.CapturesAt(ctx, url)
	if err != nil {
		return nil, err
	}
	n := &node{url: url}
	known := map[catalog.ReadingKey]sight{}
	for _, row := range rows {
		s := sight{CaptureRow: row}
		switch {
		case !isDelivered(row):
		case row.Kind == catalog.CaptureRevisit:
			same := catalog.ReadingKey{URL: row.URL, Digest: row.RefersTo + " " + row.Capture.PayloadDigest, Variant: row.Variant}
			read, ok := known[same]
			if !ok {
				if read, err = p.revisited(ctx, row); err != nil {
					return nil, err
				}
				known[same] = read
			}
			s.release, s.digest, s.why, s.title, s.Truncated = read.release, read.digest, read.why, read.title, read.Truncated
		case row.Role == catalog.RolePage:
			read, ok := known[row.Key()]
			if !ok {
				if read, err = p.reading(ctx, row); err != nil {
					return nil, err
				}
				known[row.Key()] = read
			}
			s.release, s.digest, s.why, s.title = read.release, read.digest, read.why, read.title
		}
		n.isRelease = n.isRelease || s.release != nil
		n.isPage = n.isPage || isDelivered(row) && (row.Role != catalog.RolePage || s.why != "")
		n.sights = append(n.sights, s)
	}
	n.isPage = n.isPage && !n.isRelease
	n.doubtful, err = p.compareElsewhere(ctx, n)
	return n, err
}

// reading gives what was read out of a capture's bytes.
func (p *Pipeline) reading(ctx context.Context, row catalog.CaptureRow) (sight, error) {
	r, ok, err := p.Catalog.Reading(ctx, row.Key())
	if err == nil && !ok {
		err = fmt.Errorf("the page %s of %s has not been read: run communique rebuild", row.Capture.RecordID, row.URL)
	}
	if err != nil {
		return sight{}, err
	}
	return sightOf(r)
}

func sightOf(r catalog.Reading) (sight, error) {
	if !r.IsRelease {
		return sight{why: r.Why, title: r.Title}, nil
	}
	k, err := unpack(r.Data)
	if err != nil {
		return sight{}, err
	}
	digest, err := contentDigest(&k.Release)
	return sight{release: &k.Release, digest: digest}, err
}

// releases parts a web into the groups of addresses that are one release each,
// sorted by address.
func (w web) releases() [][]*node {
	urls := make([]string, 0, len(w))
	for url := range w {
		urls = append(urls, url)
	}
	slices.Sort(urls)
	parent := map[string]string{}
	var find func(string) string
	find = func(u string) string {
		if up, ok := parent[u]; ok {
			return find(up)
		}
		return u
	}
	for _, url := range urls {
		to := w.target(w[url], map[string]bool{})
		if to == nil || !oneRelease(w[url], to) {
			continue
		}
		if a, b := find(url), find(to.url); a != b {
			parent[max(a, b)] = min(a, b)
		}
	}
	for _, pair := range w.twinReleases(urls) {
		if a, b := find(pair[0]), find(pair[1]); a != b {
			parent[max(a, b)] = min(a, b)
		}
	}
	byRoot := map[string][]*node{}
	for _, url := range urls {
		byRoot[find(url)] = append(byRoot[find(url)], w[url])
	}
	var groups [][]*node
	for _, url := range urls {
		if g := byRoot[url]; slices.ContainsFunc(g, func(n *node) bool { return n.isRelease }) {
			groups = append(groups, g)
		}
	}
	return groups
}

// target is the release to which an address redirects, at once or over
// addresses that do nothing else; of several the one it led to last. An
// address such as /latest thus belongs to one release at a time, and does not
// make one release of all it ever led to.
func (w web) target(n *node, seen map[string]bool) *node {
	seen[n.url] = true
	for i := len(n.sights) - 1; i >= 0; i-- {
		to := w[n.sights[i].Location]
		switch {
		case to == nil || seen[to.url]:
		case to.isRelease:
			return to
		case !to.isPage:
			if t := w.target(to, seen); t != nil {
				return t
			}
		}
	}
	return nil
}

// oneRelease: an address that redirects to a release is another address of it,
// unless both were releases of their own: at the same time, under different
// titles.
func oneRelease(from, to *node) bool {
	if !from.isRelease {
		return true
	}
	_, last, titles := from.lifetime()
	first, _, others := to.lifetime()
	if first.After(last) {
		return true
	}
	return slices.ContainsFunc(titles, func(t string) bool { return slices.Contains(others, t) })
}

// lifetime says when an address was first and last a release, and the titles
// it had.
func (n *node) lifetime() (first, last time.Time, titles []string) {
	for _, s := range n.sights {
		if s.release == nil {
			continue
		}
		if first.IsZero() {
			first = s.Capture.Fetched
		}
		last = s.Capture.Fetched
		if s.release.Title != nil {
			titles = append(titles, *s.release.Title)
		}
	}
	return first, last, titles
}
