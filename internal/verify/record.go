package verify

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"communique/archive"
	"communique/archive/warc"
	"communique/internal/catalog"
)

var recordID = regexp.MustCompile(`^<urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}>$`)

// seen is a record that was read to its end.
type seen struct {
	rec     *warc.Record
	date    time.Time
	status  int         // HTTP, 0: none
	header  http.Header // of the response
	payload string      // sha256 of the payload, computed
	failure *archive.Failure
}

// record reads one record to its end and verifies it. Damage found on the way
// is returned.
func (p *passage) record(ctx context.Context, rec *warc.Record) error {
	if p.about.own && len(p.damaged) > 0 && rec.Found && rec.Header.Get("WARC-Warcinfo-ID") != p.about.infoID {
		return nil // part of the content of a damaged record
	}
	s, wrong, err := p.readBlock(rec)
	if err != nil {
		return err
	}
	p.records++
	p.place(rec)
	for _, w := range wrong {
		p.at(rec, w.In, "%s", w.What)
	}
	for _, what := range p.header(rec, &s) {
		p.at(rec, InRecord, "%s", what)
	}
	if p.about.own {
		p.neighbours(rec)
	}
	if err := p.form.member(p, rec); err != nil {
		return err
	}
	p.lines.expect(s, p.file)
	return p.row(ctx, &s)
}

// place makes sure that nothing lies between the records.
func (p *passage) place(rec *warc.Record) {
	switch {
	case p.about.written && rec.Shared:
		p.at(rec, InGzip, "shares its gzip member with other records")
	case p.about.written && p.end >= 0 && rec.Offset != p.end:
		p.fault(Fault{File: p.file.name, Offset: p.end, In: InGzip, What: fmt.Sprintf("%d bytes here belong to no record", rec.Offset-p.end)})
	}
	p.end = -1
	if rec.Length > 0 {
		p.end = rec.Offset + rec.Length
	}
	if t := rec.Header.Type(); rec.Length > 0 && t != warc.TypeRequest && t != "conversion" {
		p.read = p.end
	}
}

// readBlock reads the block, and compares it and the payload with their
// digests.
func (p *passage) readBlock(rec *warc.Record) (seen, []Fault, error) {
	h := rec.Header
	s := seen{rec: rec}
	block, payload, own := newSum(h.BlockDigest()), newSum(h.PayloadDigest()), warc.NewDigester()
	raw := io.TeeReader(rec.Block, block)
	body := io.Reader(nil)
	switch t := h.Type(); {
	case (t == warc.TypeResponse || t == warc.TypeRevisit) && h.IsHTTP():
		resp, err := warc.SplitResponse(raw)
		if err != nil {
			return s, nil, err
		}
		s.status, s.header, body = resp.Status, resp.Header, resp.Body
	case t == warc.TypeResponse || t == warc.TypeResource:
		body = raw
	case t == warc.TypeMetadata && h.ContentType() == archive.FailureType:
		s.failure = failureIn(raw)
	}
	if body != nil {
		if _, err := io.Copy(io.MultiWriter(payload, own), body); err != nil {
			return s, nil, err
		}
	}
	if _, err := io.Copy(io.Discard, raw); err != nil {
		return s, nil, err
	}
	s.payload = own.String()
	wrong := p.compare(nil, "block", h.BlockDigest(), block)
	switch {
	case h.Type() == warc.TypeRevisit: // its payload is in another record
	case body != nil:
		wrong = p.compare(wrong, "payload", h.PayloadDigest(), payload)
	case h.PayloadDigest() != "":
		p.unchecked() // of a request, for example: only others state one
	}
	return s, wrong, nil
}

// failureIn reads the report of a failed fetch, as the catalogue's reader does.
func failureIn(block io.Reader) *archive.Failure {
	var f archive.Failure
	data, err := io.ReadAll(io.LimitReader(block, 32<<20))
	if err != nil || json.Unmarshal(data, &f) != nil {
		return nil
	}
	return &f
}

// compare adds a fault where a digest is not the one that was stated.
func (p *passage) compare(wrong []Fault, of, want string, have *sum) []Fault {
	switch {
	case want == "":
	case have.known() && !have.matches():
		wrong = append(wrong, Fault{In: InDigest, What: "its " + of + " is " + have.String() + ", and its header says " + want})
	case !have.known() && p.about.own:
		wrong = append(wrong, Fault{In: InDigest, What: fmt.Sprintf("its %s digest %.100q has no form that is known", of, want)})
	case !have.known():
		p.unchecked()
	}
	return wrong
}

func (p *passage) unchecked() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.sum.Unchecked++
}

// header says what is wrong with the named fields (WARC 1.1, section 5): the
// mandatory ones for every record, and for our own what our writer writes.
func (p *passage) header(rec *warc.Record, s *seen) (wrong []string) {
	h := rec.Header
	var err error
	if s.date, err = h.Date(); err != nil {
		wrong = append(wrong, err.Error())
	}
	if h.Type() == "" {
		wrong = append(wrong, "it has no WARC-Type")
	}
	if h.ID() == "" {
		wrong = append(wrong, "it has no WARC-Record-ID")
	}
	if want := h.Get("WARC-Filename"); p.about.written && rec.Offset == 0 && h.Type() == warc.TypeWarcinfo && want != path.Base(p.file.name) {
		wrong = append(wrong, fmt.Sprintf("the file was written as %.100q: it was renamed or copied", want))
	}
	if !p.about.own {
		return wrong
	}
	say := func(bad bool, format string, args ...any) {
		if bad {
			wrong = append(wrong, fmt.Sprintf(format, args...))
		}
	}
	t := h.Type()
	info := t == warc.TypeWarcinfo
	say(rec.Version != "WARC/1.1", "its version is %.20q and not WARC/1.1", rec.Version)
	say(!slices.Contains([]string{warc.TypeWarcinfo, warc.TypeRequest, warc.TypeResponse, warc.TypeRevisit, warc.TypeMetadata, warc.TypeResource}, t),
		"its type %.30q is none that is written here", t)
	say(!recordID.MatchString(h.ID()), "its WARC-Record-ID %.60q is no <urn:uuid:…>", h.ID())
	say(h.BlockDigest() == "", "it has no block digest")
	say(!info && h.TargetURI() == "", "it has no WARC-Target-URI")
	say(!info && h.Get("WARC-Warcinfo-ID") != p.about.infoID, "its WARC-Warcinfo-ID is %.60q, and the file's warcinfo is %.60q", h.Get("WARC-Warcinfo-ID"), p.about.infoID)
	say(info && rec.Offset != 0, "a warcinfo stands in the middle of the file")
	say(t == warc.TypeResponse && h.PayloadDigest() == "", "it has no payload digest")
	say((t == warc.TypeResponse || t == warc.TypeRequest) && !h.IsHTTP(), "its Content-Type %.60q is not application/http", h.ContentType())
	say(t == warc.TypeRevisit && h.Get("WARC-Profile") == "", "it is a revisit without a profile")
	return wrong
}

// neighbours holds the records of one exchange together: the response first,
// and behind it, directly, those that name it.
func (p *passage) neighbours(rec *warc.Record) {
	h := rec.Header
	to := h.Get("WARC-Concurrent-To")
	if p.awaited != "" && h.ID() != p.awaited {
		p.at(rec, InRecord, "the record %s has to stand here, behind the response that names it", p.awaited)
	}
	awaited := p.awaited
	p.awaited = ""
	switch t := h.Type(); {
	case t == warc.TypeResponse || t == warc.TypeRevisit:
		p.last, p.awaited, p.lost = h.ID(), to, false
	case to != "" && p.last != "" && to != p.last:
		p.at(rec, InRecord, "it belongs to %s, and stands behind %s", to, p.last)
	case t == warc.TypeRequest && h.ID() != awaited && !p.lost:
		p.at(rec, InRecord, "no response names this request")
	case to == "":
		p.last = ""
	}
}

// captureKind is the kind of the catalogue's row for a record; "" where it has
// none.
func (s *seen) captureKind() string {
	switch t := s.rec.Header.Type(); {
	case t == warc.TypeResponse || t == warc.TypeRevisit || t == warc.TypeResource:
		return t
	case s.failure != nil:
		return catalog.CaptureFailure
	}
	return ""
}

// mediaType is how the CDXJ writes a Content-Type.
func mediaType(contentType string) string {
	t, _, _ := strings.Cut(contentType, ";")
	return strings.ToLower(strings.TrimSpace(t))
}
