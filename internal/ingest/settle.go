package ingest

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"mime"
	"slices"

	"communique/archive"
	"communique/internal/catalog"
	"communique/internal/change"
	"communique/internal/site"
)

// settleBatch is how many groups of addresses are settled in one transaction.
const settleBatch = 300

// settleAll settles every release of which something new was read. Reading a
// revisit can turn up more, hence the loop.
func (p *Pipeline) settleAll(ctx context.Context, rep *Report) error {
	var settled, again bool
	for {
		urls, err := p.Catalog.Unsettled(ctx)
		if err != nil {
			return err
		}
		if len(urls) == 0 && settled && !again {
			// Once more, now that the pages of all addresses have been read,
			// those whose status depends on others.
			again = true
			if err := p.Catalog.UnsettleDoubtful(ctx); err != nil {
				return err
			}
			continue
		}
		if len(urls) == 0 {
			rep.Damage, p.late = append(rep.Damage, p.late...), nil
			return p.Catalog.ForgetUnsettled(ctx)
		}
		if err := p.settleURLs(ctx, urls, rep); err != nil {
			return err
		}
		settled = true
	}
}

func (p *Pipeline) settleURLs(ctx context.Context, urls []string, rep *Report) error {
	done := map[string]bool{}
	var batch []catalog.Settled
	flush := func() error {
		changes, err := p.Catalog.Settle(ctx, batch)
		rep.count(changes)
		batch = batch[:0]
		return err
	}
	for _, url := range urls {
		if done[url] {
			continue
		}
		g, err := p.settle(ctx, url)
		if err != nil {
			return fmt.Errorf("settle %s: %w", url, err)
		}
		for _, u := range g.URLs {
			done[u] = true
		}
		if batch = append(batch, g); len(batch) >= settleBatch {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	return flush()
}

func (r *Report) count(changes []catalog.Change) {
	for _, c := range changes {
		r.Releases++
		switch {
		case c.After.Status == "":
			r.Dropped = append(r.Dropped, c.ID)
			continue
		case c.Before.Status == "":
			r.New = append(r.New, c.ID)
		case c.After.Version > c.Before.Version:
			r.Changed = append(r.Changed, c.ID)
		}
		if c.Before.Status == c.After.Status {
			continue
		}
		if c.After.Held {
			r.Held = append(r.Held, c.ID)
		}
		switch c.After.Status {
		case archive.StatusSuspect:
			r.Suspect = append(r.Suspect, c.ID)
		case archive.StatusRemoved:
			r.Removed = append(r.Removed, c.ID)
		case archive.StatusRedirected:
			r.Redirected = append(r.Redirected, c.ID)
		}
	}
}

// settle works out the releases of an address and of all that redirects
// connect with it.
func (p *Pipeline) settle(ctx context.Context, url string) (catalog.Settled, error) {
	w, err := p.gather(ctx, url)
	if err != nil {
		return catalog.Settled{}, err
	}
	var out catalog.Settled
	for u, n := range w {
		if u == url || !n.isPage { // pages that were only looked at have webs of their own
			out.URLs = append(out.URLs, u)
		}
	}
	slices.Sort(out.URLs)
	for _, group := range w.releases() {
		h := w.history(group)
		r, err := p.release(ctx, h)
		if err != nil {
			return out, err
		}
		out.Releases = append(out.Releases, r)
	}
	return out, nil
}

// release makes the record of a release, and of each of its versions, out of
// its history.
func (p *Pipeline) release(ctx context.Context, h history) (catalog.SettledRelease, error) {
	var out catalog.SettledRelease
	first := h.first.release
	id := idOf(first.Site, h.first.Canonical)
	out.Doubtful = h.doubtful
	for _, n := range h.nodes {
		out.Addresses = append(out.Addresses, catalog.Address{URL: n.url, OwnID: idOf(first.Site, n.url)})
	}
	seen, err := p.sightings(ctx, h)
	if err != nil {
		return out, err
	}
	for i, v := range h.versions {
		r := *v.from.release
		r.ID, r.Site, r.URL = id, first.Site, h.current
		r.Aliases = h.aliases()
		r.Status, r.Version = archive.StatusLive, i+1
		r.FirstSeen = archive.Timestamp(h.first.Capture.Fetched)
		r.LastSeen = archive.Timestamp(v.lastSeen)
		r.ContentChanged = archive.Timestamp(v.from.Capture.Fetched)
		r.Capture = v.from.Capture
		r.Warnings = slices.Clone(r.Warnings)
		r.Reservations = v.reserved
		if i == len(h.versions)-1 {
			r.Status = h.status
			r.Warnings = append(r.Warnings, h.warnings...)
		}
		p.mergeDate(&r, seen)
		if r.Attachments, err = p.mediaTypes(ctx, r.Attachments); err != nil {
			return out, err
		}
		r.Normalize()
		out.Versions = append(out.Versions, catalog.Version{Ordinal: i + 1, Capture: r.Capture, Digest: v.digest, Record: r})
		out.Record = r
	}
	out.Sketch = sketchOf(&out.Record)
	for _, a := range out.Record.Attachments {
		out.Attachments = append(out.Attachments, site.Canonical(a.URL))
	}
	return out, nil
}

// idOf is the identity of a release: its site and the first 16 hexadecimal
// digits of the SHA-256 of its canonical address.
func idOf(site, canonical string) string {
	sum := sha256.Sum256([]byte(canonical))
	return site + ":" + hex.EncodeToString(sum[:8])
}

// contentDigest is over what makes a new version when it changes: what a
// reader reads. Dates said by other pages are not in it, nor are the media
// types of files: they come from other captures.
func contentDigest(r *archive.Release) (string, error) {
	data, err := json.Marshal(change.Read(r))
	if err != nil {
		return "", fmt.Errorf("digest of %s: %w", r.URL, err)
	}
	sum := sha256.Sum256(data)
	return "sha256:" + hex.EncodeToString(sum[:]), nil
}

// mediaTypes gives the attachments with the types under which they were
// served, where they have been.
func (p *Pipeline) mediaTypes(ctx context.Context, files []archive.Attachment) ([]archive.Attachment, error) {
	files = slices.Clone(files)
	for i := range files {
		served, err := p.Catalog.MediaType(ctx, site.Canonical(files[i].URL))
		if err != nil {
			return nil, err
		}
		if kind, _, err := mime.ParseMediaType(served); err == nil && !slices.Contains(saysNothing, kind) {
			files[i].MediaType = &kind
		}
	}
	return files, nil
}

// saysNothing are the types under which servers send files they do not know,
// or a page in their place.
var saysNothing = []string{"application/octet-stream", "binary/octet-stream", "application/download", "application/force-download", "text/html"}

// sightings gives what other pages say of the addresses of a release, in an
// order that depends on nothing but what they say.
func (p *Pipeline) sightings(ctx context.Context, h history) ([]catalog.Sighting, error) {
	var all []catalog.Sighting
	for _, n := range h.nodes {
		seen, err := p.Catalog.SightingsOf(ctx, n.url)
		if err != nil {
			return nil, err
		}
		all = append(all, seen...)
	}
	slices.SortFunc(all, func(a, b catalog.Sighting) int {
		return cmp.Or(cmp.Compare(rank(a.Source), rank(b.Source)), a.Fetched.Compare(b.Fetched), cmp.Compare(a.SeenOn, b.SeenOn),
			cmp.Compare(a.RecordID, b.RecordID), cmp.Compare(a.Published, b.Published), cmp.Compare(a.Raw, b.Raw), cmp.Compare(a.URL, b.URL))
	})
	return all, nil
}
