package proof

import (
	"crypto/sha256"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// Release is what the archive calls what was captured: words of the archive,
// which the log's key signs with the proof, and which no digest can prove.
type Release struct {
	ID    string `json:"id"`
	URL   string `json:"url"`
	Title string `json:"title,omitempty"`
	// Provenance is of a capture that others made: the time that is proved is
	// then theirs.
	Provenance *Provenance `json:"provenance,omitempty"`
}

// Provenance says who made a capture that the archive did not make itself, and
// how it came here; "" where that is not known.
type Provenance struct {
	ArchivedBy string `json:"archived_by"`
	Source     string `json:"source"`
	Retrieved  string `json:"retrieved"`
	Digest     string `json:"digest"`
	RecordID   string `json:"record_id"`
}

// Capture is one record to prove, as the catalogue has it.
type Capture struct {
	File          string // relative to the home, with slashes
	Offset        int64
	RecordID      string
	PayloadDigest string
}

// Subject is what to prove: a release and its capture. Where that is a revisit,
// which says only that the server gave the same again, the record that has the
// payload comes second; where it was got from another archive, the exchange in
// which it came.
type Subject struct {
	Release  Release
	Captures []Capture // one or two
}

// Observed is what was seen and when, in the record's own words. A proof
// repeats it for people; Verify takes it from the record's leaf.
type Observed struct {
	URL           string `json:"url"`
	Time          string `json:"time"` // WARC-Date: by the clock of the machine that archived, which is not ours where there is a provenance
	Status        int    `json:"status"`
	PayloadDigest string `json:"payload_digest"`
	RecordID      string `json:"record_id"`
	RecordSHA256  string `json:"record_sha256"`
	File          string `json:"file"`
	Offset        int64  `json:"offset"`
	Length        int64  `json:"length"`
	FileSHA256    string `json:"file_sha256"`
	Logged        string `json:"logged"` // when it was put into the log, by the same clock
}

func observed(e Entry, f fileLeaf) Observed {
	return Observed{
		URL: e.URL, Time: e.Date, Status: e.Status, PayloadDigest: e.PayloadDigest,
		RecordID: e.RecordID, RecordSHA256: e.SHA256,
		File: e.File, Offset: e.Offset, Length: e.Length, FileSHA256: f.SHA256, Logged: f.Logged,
	}
}

// numbered is a leaf's bytes and its number in the log.
type numbered struct {
	Index int64  `json:"index"`
	Leaf  string `json:"leaf"`
}

// included says that leaves are in a checkpoint: for each leaf of the document
// the hashes of RFC 6962, 2.1.1 (base64).
type included struct {
	Note      string             `json:"note"`
	Inclusion []tlog.RecordProof `json:"inclusion"`
	Timestamp []byte             `json:"timestamp,omitempty"` // RFC 3161 response over the note's bytes (DER, in base64)
}

// document is a proof file: one JSON object, indented. Observed is the capture,
// and the one whose payload it repeats, if any. Leaves are, for each of them,
// the record's and then its file's. Checkpoints are the oldest that has a
// timestamp and holds them, where there is one, and the newest.
//
// Seal is a note signed with the log's key. Its text is "communique proof" and
// "sha256:<hex>", a line each: the digest of the document as encoding/json
// writes it without indentation, without HTML escapes and without a line end,
// with an empty seal. It binds the words that no leaf holds.
type document struct {
	Schema       string     `json:"schema"`
	Release      Release    `json:"release"`
	Observed     []Observed `json:"observed"`
	Proves       []string   `json:"proves"`
	DoesNotProve []string   `json:"does_not_prove"`
	Made         string     `json:"made"`
	Leaves       []numbered `json:"leaves"`
	Checkpoints  []included `json:"checkpoints"`
	Keys         []string   `json:"keys"`      // public, oldest first
	Rotations    []string   `json:"rotations"` // notes that link each key to the next
	Seal         string     `json:"seal"`
}

func (d document) sealText() (string, error) {
	d.Seal = ""
	data, err := encode(d)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("communique proof\nsha256:%x\n", sha256.Sum256(data)), nil
}
