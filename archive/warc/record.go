// Package warc reads and writes WARC 1.1 files (ISO 28500:2017), the format in
// which web archives keep what a server sent, and the headers and digests that
// go with it.
//
// A [Writer] puts each record into a gzip member of its own, so that any
// record can be read again from its offset alone, and never leaves half a
// record behind. A [Reader] reads what other tools wrote too, compressed or
// not, and goes on after damage. [SplitResponse] takes an HTTP response apart
// and gives its body without the transfer-coding. [CDXJ] is one line of the
// index that replay tools read beside a WARC file.
//
// The package has no settings and no global state, and knows nothing of the
// program it was written for.
package warc

import (
	"fmt"
	"strings"
	"time"
)

// Record types (WARC 1.1, section 6).
const (
	TypeWarcinfo = "warcinfo"
	TypeRequest  = "request"
	TypeResponse = "response"
	TypeRevisit  = "revisit"
	TypeMetadata = "metadata"
	TypeResource = "resource"
)

// Profiles of revisit records (WARC 1.1, section 6.7).
const (
	ProfileIdenticalPayload = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
	ProfileNotModified      = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
)

// Media types of record blocks.
const (
	ContentTypeFields   = "application/warc-fields"
	ContentTypeRequest  = "application/http;msgtype=request"
	ContentTypeResponse = "application/http;msgtype=response"
)

// Field is one named field of a record's header.
type Field struct {
	Name, Value string
}

// Fields are the named fields of a record's header, in their order. Names are
// compared without regard to case.
type Fields []Field

// Get returns the value of the first field of that name, "" when there is none.
func (f Fields) Get(name string) string {
	for _, x := range f {
		if strings.EqualFold(x.Name, name) {
			return x.Value
		}
	}
	return ""
}

// All returns the values of every field of that name, in order.
func (f Fields) All(name string) []string {
	var values []string
	for _, x := range f {
		if strings.EqualFold(x.Name, name) {
			values = append(values, x.Value)
		}
	}
	return values
}

// Add appends a field, unless value is empty.
func (f *Fields) Add(name, value string) {
	if value != "" {
		*f = append(*f, Field{name, value})
	}
}

// Type returns WARC-Type in lower case.
func (f Fields) Type() string { return strings.ToLower(f.Get("WARC-Type")) }

// ID returns WARC-Record-ID as written, with its angle brackets.
func (f Fields) ID() string { return f.Get("WARC-Record-ID") }

// TargetURI returns WARC-Target-URI without the angle brackets that WARC 1.0
// had in its grammar and wget writes.
func (f Fields) TargetURI() string { return bare(f.Get("WARC-Target-URI")) }

// PayloadDigest returns WARC-Payload-Digest as written.
func (f Fields) PayloadDigest() string { return f.Get("WARC-Payload-Digest") }

// BlockDigest returns WARC-Block-Digest as written.
func (f Fields) BlockDigest() string { return f.Get("WARC-Block-Digest") }

// ContentType returns the media type of the block, as written.
func (f Fields) ContentType() string { return f.Get("Content-Type") }

// Truncated returns WARC-Truncated in lower case: "" when the block is whole.
func (f Fields) Truncated() string { return strings.ToLower(f.Get("WARC-Truncated")) }

// Date returns WARC-Date in UTC. WARC 1.1 allows any precision of W3CDTF,
// from the year to nanoseconds.
func (f Fields) Date() (time.Time, error) {
	raw := f.Get("WARC-Date")
	layouts := []string{time.RFC3339Nano, "2006-01-02T15:04Z07:00", "2006-01-02", "2006-01", "2006", "20060102150405"}
	for _, layout := range layouts {
		if t, err := time.Parse(layout, raw); err == nil {
			return t.UTC(), nil
		}
	}
	return time.Time{}, fmt.Errorf("WARC-Date %q is not a date", raw)
}

// IsHTTP reports whether the block is an HTTP message.
func (f Fields) IsHTTP() bool {
	mediaType, _, _ := strings.Cut(f.ContentType(), ";")
	return strings.EqualFold(strings.TrimSpace(mediaType), "application/http")
}

// NotModified reports whether the record is a revisit that only says that the
// server answered 304 Not Modified (WARC 1.1, section 6.7.3).
func (f Fields) NotModified() bool {
	return f.Type() == TypeRevisit && strings.HasSuffix(f.Get("WARC-Profile"), "/revisit/server-not-modified")
}

func bare(uri string) string {
	if strings.HasPrefix(uri, "<") && strings.HasSuffix(uri, ">") {
		return uri[1 : len(uri)-1]
	}
	return uri
}

// FormatDate writes t as a WARC-Date: UTC, with milliseconds.
func FormatDate(t time.Time) string {
	return t.UTC().Format("2006-01-02T15:04:05.000Z")
}

// DamageError says that a record cannot be read, and where it is. A Reader can
// go on after it.
type DamageError struct {
	File   string // the file's name, as given to NewReader
	Offset int64  // bytes from the file's beginning to the record (or its gzip member)
	Inner  int64  // bytes from the beginning of the gzip member's data to the record; 0 where it is alone in there
	Reason string // what is wrong, for people
	Err    error  // the cause, where there is one
}

func (e *DamageError) Error() string {
	at := fmt.Sprint(e.Offset)
	if e.Inner > 0 {
		at += fmt.Sprintf(" (byte %d of the gzip member there, uncompressed)", e.Inner)
	}
	return fmt.Sprintf("%s: the record at byte %s cannot be read: %s", e.File, at, e.Reason)
}

// Unwrap returns the cause.
func (e *DamageError) Unwrap() error { return e.Err }
