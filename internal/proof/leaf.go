package proof

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
)

// The kinds of leaf. Each is one line of state/log/leaves.jsonl: a JSON object
// without white space, keys in the order of the struct, "type" first, nothing
// but what encoding/json needs escaped. The leaf's bytes are the line without
// its line feed, and its hash is that of RFC 6962, 2.1: SHA-256 of a zero byte
// and the bytes.
const (
	leafFile   = "file"
	leafRecord = "record"
	leafKey    = "key"
)

// fileLeaf is a finished WARC file. The leaves of its records follow it
// directly, in the file's order.
type fileLeaf struct {
	Type    string `json:"type"`
	File    string `json:"file"`             // relative to the home, with slashes
	Size    int64  `json:"size"`             // bytes
	SHA256  string `json:"sha256"`           // of the file as it is, lowercase hex
	Records int64  `json:"records"`          // leaves that follow
	Unread  int64  `json:"unread,omitempty"` // bytes that are no gzip member with a record; the file's digest covers them
	Logged  string `json:"logged"`           // when the leaf was made, by this machine's clock
}

// Entry is one WARC record.
//
// SHA256 is that of the record as its gzip member unpacks: version line,
// header, block, and the two line ends behind it. Compressed bytes are not
// taken because copies do not keep them: a WACZ, a file that another tool has
// compressed anew, or one not compressed at all, holds the same record, and can
// be checked as well as the archive's own file. The bytes of that file as they
// stand on the disk have a digest in the file's own leaf.
//
// The fields from RecordType to PayloadDigest are read from the record, and
// stand here so that a proof says something to who has no record at hand.
type Entry struct {
	Type          string `json:"type"`
	File          string `json:"file"`   // relative to the home, with slashes
	Offset        int64  `json:"offset"` // of the gzip member, in bytes of the compressed file
	Length        int64  `json:"length"` // of the gzip member
	RecordID      string `json:"record_id"`
	RecordType    string `json:"record_type"`
	Date          string `json:"date"`                     // WARC-Date as written: when the request was sent
	URL           string `json:"url,omitempty"`            // WARC-Target-URI as written
	Status        int    `json:"status,omitempty"`         // of the HTTP response
	PayloadDigest string `json:"payload_digest,omitempty"` // WARC-Payload-Digest as written
	SHA256        string `json:"sha256"`                   // lowercase hex
}

// keyLeaf says that from here on the log is signed with another key.
type keyLeaf struct {
	Type string `json:"type"`
	Old  string `json:"old"` // public keys in the form of the note package
	New  string `json:"new"`
	Time string `json:"time"` // by this machine's clock
}

// encode writes a leaf, without a line feed.
func encode(leaf any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(leaf); err != nil {
		return nil, fmt.Errorf("write a leaf of the log: %w", err)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

var errLeaf = errors.New("it is no leaf of the log as this program writes them")

// decode reads a leaf of one kind. Only the bytes that encode would write are
// accepted, so that a leaf cannot say one thing to this reader and another to
// the next.
func decode[T fileLeaf | Entry | keyLeaf](raw []byte) (T, error) {
	var leaf T
	if err := json.Unmarshal(raw, &leaf); err != nil {
		return leaf, fmt.Errorf("%w: %w", errLeaf, err)
	}
	again, err := encode(leaf)
	if err != nil {
		return leaf, err
	}
	if !bytes.Equal(again, raw) {
		return leaf, errLeaf
	}
	return leaf, nil
}

// kind gives a leaf's type without reading the rest of it.
func kind(raw []byte) string {
	for _, k := range []string{leafRecord, leafFile, leafKey} {
		if bytes.HasPrefix(raw, []byte(`{"type":"`+k+`",`)) && raw[len(raw)-1] == '}' {
			return k
		}
	}
	return ""
}
