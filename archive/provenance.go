package archive

import (
	"bytes"
	"cmp"
	"encoding/json"

	"communique/archive/warc"
)

// The fields in which a file of imported records says where they come from.
// The first group stands in its warcinfo and holds for all of its records; the
// second stands in the header of a record, and holds for that one.
const (
	ImportFrom   = "communique-imported-from"   // a file's name, or an archive's address
	ImportAt     = "communique-imported-at"     // when
	ImportDigest = "communique-imported-sha256" // of the file they come from, in hexadecimal

	FieldArchivedBy   = "Communique-Archived-By"   // who made the capture, in their own words
	FieldSource       = "Communique-Source"        // where it was got
	FieldRetrieved    = "Communique-Retrieved"     // when it was got
	FieldSourceDigest = "Communique-Source-Digest" // what the source says the payload's digest is
	FieldSourceRecord = "Communique-Source-Record" // the ID of the record of getting it
)

// Provenance says of a capture which this archive has not made itself who made
// it, and how it came here. Its date is then the word of whoever made it. The
// zero value is that of a capture of our own; every field can be "", not known.
type Provenance struct {
	ArchivedBy string // as they name themselves
	Source     string // the address it was got from, or the name of the file
	Retrieved  string // when it came here, in the form of Timestamp
	Digest     string // algorithm and value: of the file it came in; where Source is an address, of the payload, as stated there
	RecordID   string // the record of the exchange in which it came
}

// MarshalJSON writes null for a capture of our own, and for what is not known.
func (p Provenance) MarshalJSON() ([]byte, error) {
	if p == (Provenance{}) {
		return []byte("null"), nil
	}
	known := func(s string) *string {
		if s == "" {
			return nil
		}
		return &s
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	err := enc.Encode(struct {
		ArchivedBy *string `json:"archived_by"`
		Source     *string `json:"source"`
		Retrieved  *string `json:"retrieved"`
		Digest     *string `json:"digest"`
		RecordID   *string `json:"record_id"`
	}{known(p.ArchivedBy), known(p.Source), known(p.Retrieved), known(p.Digest), known(p.RecordID)})
	return out.Bytes(), err
}

// UnmarshalJSON reads what MarshalJSON writes.
func (p *Provenance) UnmarshalJSON(data []byte) error {
	var v struct {
		ArchivedBy string `json:"archived_by"`
		Source     string `json:"source"`
		Retrieved  string `json:"retrieved"`
		Digest     string `json:"digest"`
		RecordID   string `json:"record_id"`
	}
	err := json.Unmarshal(data, &v)
	*p = Provenance(v)
	return err
}

// String is a line for people; "" for a capture of our own.
func (p Provenance) String() string {
	if p == (Provenance{}) {
		return ""
	}
	s := "archived by " + cmp.Or(p.ArchivedBy, "somebody who is not named")
	if p.Source != "" {
		s += "; from " + p.Source
	}
	if p.Retrieved != "" {
		s += ", taken in " + p.Retrieved
	}
	return s
}

// provenance reads that of a record out of the warcinfo of its file and its
// own header. A file that does not say how it came here was put into the
// archive by hand: it speaks for itself.
func provenance(file string, info, header warc.Fields) Provenance {
	p := Provenance{
		ArchivedBy: header.Get(FieldArchivedBy),
		Source:     cmp.Or(header.Get(FieldSource), info.Get(ImportFrom)),
		Retrieved:  cmp.Or(header.Get(FieldRetrieved), info.Get(ImportAt)),
		Digest:     header.Get(FieldSourceDigest),
		RecordID:   header.Get(FieldSourceRecord),
	}
	if sum := info.Get(ImportDigest); p.Digest == "" && sum != "" {
		p.Digest = "sha256:" + sum
	}
	if p.Source == "" {
		p.Source = file
		p.ArchivedBy = cmp.Or(p.ArchivedBy, info.Get("operator"))
	}
	return p
}
