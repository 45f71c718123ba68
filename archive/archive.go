// Package archive holds what was captured and what was read out of it: the
// nouns of the project (Page, Release, Quote, Link) and the Store, an
// append-only folder of WARC files in which every captured byte can be found
// again.
//
// The package knows neither SQL nor search: those are derived from what it
// holds, and can be thrown away.
package archive

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"time"
)

// Capture says where in the archive one HTTP exchange is, and when it was
// made. File is relative to the home directory and uses slashes
// ("warc/….warc.gz"); while the file is still being written its name on disk
// has ".open" behind it, and File does not. Offset and Length are in bytes of
// the compressed file and enclose the response's (or revisit's) whole gzip
// member.
type Capture struct {
	Fetched       time.Time `json:"fetched"`
	File          string    `json:"file"`
	Offset        int64     `json:"offset"`
	Length        int64     `json:"length"`
	RecordID      string    `json:"record_id"`
	PayloadDigest string    `json:"payload_digest"`
	HTTPStatus    int       `json:"http_status"`
	// Provenance is of a capture that others made; Fetched is then their word.
	Provenance Provenance `json:"provenance"`
}

// PlaceID stands for the ID of a record that has none, in a file made by others:
// it says where the record is.
func PlaceID(file string, offset int64) string { return fmt.Sprintf("%s#%d", file, offset) }

// MarshalJSON writes the time in the form of the record's other times, and the
// record ID's < and > as they are.
func (c Capture) MarshalJSON() ([]byte, error) {
	type plain Capture // without this method
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	err := enc.Encode(struct {
		Fetched string `json:"fetched"`
		plain
	}{Timestamp(c.Fetched), plain(c)})
	return out.Bytes(), err
}

// Page is one archived response as its readers see it. Body has the transfer
// and content codings removed, and is cut at the store's limit; Truncated then
// says why, in WARC's words ("length", "time", "disconnect"). Header is the
// response's, with canonical keys.
type Page struct {
	URL       string
	Header    http.Header
	Body      []byte
	Truncated string
	Capture   Capture
}
