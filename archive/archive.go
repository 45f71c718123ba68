// Package archive holds what was captured and what was read out of it: the
// nouns of the project (Page, Release, Quote, Link) and the Store, an
// append-only folder of WARC files in which every captured byte can be found
// again.
//
// The package knows neither SQL nor search: those are derived from what it
// holds, and can be thrown away.
package archive

import (
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
