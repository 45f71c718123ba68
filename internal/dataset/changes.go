package dataset

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"communique/archive"
	"communique/internal/change"
)

const (
	digestsName = "releases.digests.jsonl"
	changesName = "CHANGES.md"
)

// Mark is one line of releases.digests.jsonl. The list is of all releases of
// the archive, in an increment too: it says what the whole dataset holds, in
// its order, and so what to take out when an increment is laid over it.
type Mark struct {
	ID      string  `json:"id"`
	Line    string  `json:"line"`    // SHA-256 of the record's line, with its end
	Reading *string `json:"reading"` // SHA-256 of what a reader reads (package change, Content); null of a tombstone
}

func markOf(line []byte, r *archive.Release) (Mark, error) {
	m := Mark{ID: r.ID, Line: fmt.Sprintf("%x", sha256.Sum256(line))}
	if !r.Public() {
		return m, nil
	}
	content, err := json.Marshal(change.Read(r))
	if err != nil {
		return m, err
	}
	reading := fmt.Sprintf("%x", sha256.Sum256(content))
	m.Reading = &reading
	return m, nil
}

// marks reads the list of an older dataset: some 300 bytes of memory a release.
func (l *last) marks(ctx context.Context) (map[string]Mark, error) {
	if l == nil {
		return nil, nil
	}
	all := map[string]Mark{}
	for line, err := range lines(ctx, filepath.Join(l.dir, digestsName)) {
		var m Mark
		if err == nil {
			err = json.Unmarshal(line, &m)
		}
		if err != nil {
			return nil, err
		}
		all[m.ID] = m
	}
	return all, nil
}

// changes are the ids of what differs from the dataset before.
type changes struct {
	previous *Previous // nil: there is none before
	kept     []byte    // CHANGES.md of the dataset before

	added, changed, withheld, returned, removed []string
	other, same                                 int // read the same and differ elsewhere; do not differ
}

// compare notes how a record differs, takes it out of before, and reports
// whether it does not differ.
func (c *changes) compare(m Mark, before map[string]Mark) (same bool) {
	old, known := before[m.ID]
	delete(before, m.ID)
	switch {
	case known && old.Line == m.Line:
		c.same++
		return true
	case m.Reading == nil && (!known || old.Reading != nil):
		c.withheld = append(c.withheld, m.ID)
	case !known:
		c.added = append(c.added, m.ID)
	case m.Reading == nil:
		c.other++ // a tombstone still
	case old.Reading == nil:
		c.returned = append(c.returned, m.ID)
	case *old.Reading != *m.Reading:
		c.changed = append(c.changed, m.ID)
	default:
		c.other++
	}
	return false
}

func (c *changes) none() bool {
	return len(c.added)+len(c.changed)+len(c.withheld)+len(c.returned)+len(c.removed)+c.other == 0
}

// finish takes what is left in before as removed. A dataset that is made again
// of the same archive, in its own place, is left with the changes it had: they
// are still the last there were.
func (c *changes) finish(l *last, before map[string]Mark, increment bool) (err error) {
	if l == nil {
		return nil
	}
	c.removed = slices.Sorted(maps.Keys(before))
	if c.none() && !increment {
		c.previous = l.manifest.Previous
		c.kept, err = os.ReadFile(filepath.Join(l.dir, changesName))
		return err
	}
	c.previous = &Previous{AsOf: l.manifest.AsOf, Manifest: l.sum}
	return nil
}

// changesText is CHANGES.md.
func (b *builder) changesText() ([]byte, error) {
	c := &b.changes
	if c.kept != nil {
		return c.kept, nil
	}
	var out bytes.Buffer
	fmt.Fprintf(&out, "# Changes\n\nThis dataset is of %s.\n", b.asOf)
	if c.previous == nil {
		fmt.Fprintf(&out, "It is the first: there is none before it to compare with.\n")
		return out.Bytes(), nil
	}
	fmt.Fprintf(&out, "It is compared with the one of %s,\nwhose manifest.json has the SHA-256 `%s`.\n\n", c.previous.AsOf, c.previous.Manifest)
	for _, part := range []struct {
		name, what string
		ids        []string
	}{
		{"Added", "releases that are new", c.added},
		{"Changed", "releases of which a reader reads something else: title, text, quotations, date or attachments", c.changed},
		{"Withheld", "releases of which there is only a tombstone now", c.withheld},
		{"Given again", "releases of which there was only a tombstone", c.returned},
		{"Removed", "releases that are in the archive no more, mostly since their address turned out to be another release's", c.removed},
	} {
		fmt.Fprintf(&out, "## %s: %d\n\n", part.name, len(part.ids))
		if len(part.ids) == 0 {
			continue
		}
		fmt.Fprintf(&out, "%s.\n\n", strings.ToUpper(part.what[:1])+part.what[1:])
		for _, id := range part.ids {
			fmt.Fprintf(&out, "- `%s`\n", id)
		}
		out.WriteByte('\n')
	}
	fmt.Fprintf(&out, "Of %d more, other fields differ (when they were last seen, links, the extractor's version); %d are the same to the byte.\n", c.other, c.same)
	return out.Bytes(), nil
}
