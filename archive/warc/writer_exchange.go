package warc

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// Records are the records of one exchange, in the order they are written.
type Records struct {
	Drafts []*Draft // the response (or revisit) first, then the request, then the metadata
	Status int      // the HTTP status; 0 when the response is not HTTP
	MIME   string   // the media type without parameters, in lower case; "" unknown

	head []byte // of the response; nil where it cannot stand for the whole
}

// ExchangeRecords composes the records of an exchange:
//
//   - a response with the final response's block, or, when the server answered
//     304, a revisit of the server-not-modified profile (WARC 1.1, 6.7.3),
//     which has no payload digest since no payload came;
//   - a request, unless ex.Request is empty;
//   - a metadata record with the 1xx responses, when there were any.
//
// They point at each other by WARC-Concurrent-To. warcinfoID is the record id
// of the file's warcinfo, "" for none.
func ExchangeRecords(ex *Exchange, warcinfoID string) (Records, error) {
	if len(ex.Response) == 0 {
		return Records{}, errors.New("the exchange has no response: " + ex.URL)
	}
	resp, payload, size, err := digestPayload(bytes.NewReader(ex.Response))
	if err != nil {
		return Records{}, err
	}
	var requestID string
	if len(ex.Request) > 0 {
		requestID = NewRecordID()
	}
	h := ex.header(TypeResponse, warcinfoID, requestID)
	if resp.Status == http.StatusNotModified {
		h.set("WARC-Type", TypeRevisit)
		h.Add("WARC-Profile", ProfileNotModified)
		h.Add("WARC-Refers-To-Target-URI", ex.URL)
	} else {
		h.Add("WARC-Payload-Digest", payload)
	}
	h.Add("WARC-Truncated", ex.Truncated)
	h.Add("Content-Type", ContentTypeResponse)
	recs := Records{Status: resp.Status, MIME: mediaType(resp.Header.Get("Content-Type"))}
	if ex.Truncated == "" && size > 0 && !resp.Short() && resp.Problem() == "" && bytes.HasPrefix(ex.Response, resp.Head) {
		recs.head = ex.Response[:len(resp.Head):len(resp.Head)]
	}
	recs.Drafts = append(recs.Drafts, &Draft{Header: h, Block: ex.Response})
	if requestID != "" {
		q := ex.header(TypeRequest, warcinfoID, h.ID())
		q.set("WARC-Record-ID", requestID)
		q.Add("Content-Type", ContentTypeRequest)
		recs.Drafts = append(recs.Drafts, &Draft{Header: q, Block: ex.Request})
	}
	if len(ex.Interim) > 0 {
		m := ex.header(TypeMetadata, warcinfoID, h.ID())
		m.Add("Content-Type", ContentTypeResponse)
		recs.Drafts = append(recs.Drafts, &Draft{Header: m, Block: ex.Interim})
	}
	return recs, nil
}

// header returns the fields that all records of the exchange have.
func (ex *Exchange) header(recordType, warcinfoID, concurrentTo string) Fields {
	f := NewFields(recordType, ex.Start)
	f.Add("WARC-Target-URI", ex.URL)
	f.Add("WARC-IP-Address", ex.Addr)
	f.Add("WARC-Warcinfo-ID", warcinfoID)
	f.Add("WARC-Concurrent-To", concurrentTo)
	return f
}

// NewFields returns the fields every record begins with: its type, a new
// record id and its date.
func NewFields(recordType string, date time.Time) Fields {
	return Fields{
		{"WARC-Type", recordType},
		{"WARC-Record-ID", NewRecordID()},
		{"WARC-Date", FormatDate(date)},
	}
}

// Warcinfo composes the record that stands first in a file and describes it
// (WARC 1.1, 6.2). fields become its block, application/warc-fields.
func Warcinfo(filename string, date time.Time, fields Fields) (*Draft, error) {
	h := NewFields(TypeWarcinfo, date)
	h.Add("WARC-Filename", filename)
	h.Add("Content-Type", ContentTypeFields)
	var block bytes.Buffer
	for _, f := range fields {
		if strings.ContainsAny(f.Name+f.Value, "\r\n\x00") {
			return nil, fmt.Errorf("warcinfo: the field %q: %q has a line break in it", f.Name, f.Value)
		}
		fmt.Fprintf(&block, "%s: %s\r\n", f.Name, f.Value)
	}
	return &Draft{Header: h, Block: block.Bytes()}, nil
}

// ParseFields reads a block of the type application/warc-fields. Lines that
// are no fields are left out.
func ParseFields(block []byte) Fields {
	var fields Fields
	for line := range bytes.Lines(block) {
		if line = bytes.TrimRight(line, "\r\n"); len(line) > 0 {
			_ = fields.parse(line) // such a line says nothing that is asked for
		}
	}
	return fields
}

func mediaType(contentType string) string {
	t, _, _ := strings.Cut(contentType, ";")
	return strings.ToLower(strings.TrimSpace(t))
}
