package intake

import (
	"cmp"
	"io"
	"strings"

	"communique/archive"
	"communique/archive/warc"
)

// makers knows who made the captures of a file: what its warcinfo records say
// of themselves, by their IDs. A capture that names no warcinfo is of the last
// one before it (WARC 1.1, section 6.2).
type makers struct {
	named map[string]string
	last  string
}

const (
	maxMakers = 10_000 // what a file of nothing but warcinfo records can take up
	maxMaker  = 200    // bytes of a name that are kept
)

// note learns from a warcinfo, and writes who made it into the header of a
// capture, which in the archive stands apart from its warcinfo. A header that
// names somebody already, because the file comes from an archive like ours,
// stays as it is.
func (m *makers) note(x *examined, block io.Reader) error {
	switch {
	case x.header.Type() == warc.TypeWarcinfo:
		data, err := io.ReadAll(io.LimitReader(block, 1<<20))
		if err != nil {
			return err
		}
		about := warc.ParseFields(data)
		m.last = printable(cmp.Or(about.Get("operator"), about.Get("publisher"), about.Get("software")))
		m.last = strings.TrimSpace(strings.ToValidUTF8(m.last[:min(len(m.last), maxMaker)], ""))
		if m.named == nil {
			m.named = map[string]string{}
		}
		if len(m.named) < maxMakers {
			m.named[x.header.ID()] = m.last
		}
	case x.isCapture() && x.header.Get(archive.FieldArchivedBy) == "":
		who, ok := m.named[x.header.Get("WARC-Warcinfo-ID")]
		if !ok {
			who = m.last
		}
		x.header.Add(archive.FieldArchivedBy, who)
	}
	return nil
}
