package warc

import "time"

// Reference names a response record for a revisit that repeats it. RecordID
// has its angle brackets.
type Reference struct {
	RecordID  string
	TargetURI string
	Date      time.Time // the record's own WARC-Date
}

// Repeatable returns the digest of the response's payload. ok is false where
// the response must neither be written as a revisit nor be what one refers to:
// it was cut off, its payload is empty, it is a 304, or its framing is such
// that head and payload are not all that came.
func (r *Records) Repeatable() (payloadDigest string, ok bool) {
	return r.Drafts[0].Header.PayloadDigest(), r.head != nil
}

// Repeat makes the response a revisit of the identical-payload-digest profile
// (WARC 1.1, 6.7.2): its block keeps the status line and the headers, and the
// payload is that of the record named. The caller has compared the digests,
// and Repeatable is true.
func (r *Records) Repeat(of Reference) {
	r.Drafts[0].Header.set("WARC-Type", TypeRevisit)
	r.Drafts[0].Header.Add("WARC-Profile", ProfileIdenticalPayload)
	r.Drafts[0].Block = r.head
	r.RefersTo(of)
}

// RefersTo names, in a revisit, the response record that it repeats.
func (r *Records) RefersTo(of Reference) {
	h := &r.Drafts[0].Header
	h.set("WARC-Refers-To", of.RecordID)
	h.set("WARC-Refers-To-Target-URI", of.TargetURI)
	h.set("WARC-Refers-To-Date", FormatDate(of.Date))
}

// SetWarcinfo names the warcinfo of the file in all the records.
func (r *Records) SetWarcinfo(id string) {
	for _, d := range r.Drafts {
		d.Header.set("WARC-Warcinfo-ID", id)
	}
}
