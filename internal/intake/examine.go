package intake

import (
	"encoding/hex"
	"hash"
	"io"
	"strings"

	"communique/archive/warc"
)

// examined is a record made ready to be written.
type examined struct {
	rec    *warc.Record
	header warc.Fields
	block  string // the digest of its block, as this program writes it
	status int    // of the HTTP response
	mime   string
}

// isCapture reports whether the catalogue has a row for such a record.
func (x *examined) isCapture() bool {
	t := x.header.Type()
	return t == warc.TypeResponse || t == warc.TypeRevisit || t == warc.TypeResource
}

// rename gives the record another ID.
func (x *examined) rename() {
	h := make(warc.Fields, 0, len(x.header)+1)
	for _, f := range x.header {
		if strings.EqualFold(f.Name, "WARC-Record-ID") {
			h.Add("Communique-Original-Record-ID", f.Value)
			f.Value = warc.NewRecordID()
		}
		h = append(h, f)
	}
	x.header = h
}

// examine reads the block that is in the spool and makes the header that the
// record is to have. A *warc.DamageError says that it cannot be kept.
func (t *taking) examine(rec *warc.Record) (*examined, error) {
	h, err := t.clean(rec)
	if err != nil {
		return nil, err
	}
	x := &examined{rec: rec, header: h}
	block, payload := statedIn(h, "WARC-Block-Digest"), statedIn(h, "WARC-Payload-Digest")
	head, err := x.read(t.block.reader(), block, payload)
	if err != nil {
		return nil, err
	}
	x.block = block.own()
	x.identify()
	t.settle(x, block, true)
	if x.hasPayload() {
		if payload.isWrong() {
			if err := payload.explain(t.block.reader(), head); err != nil {
				return nil, err
			}
		}
		t.settle(x, payload, x.header.Type() == warc.TypeResponse || x.header.Type() == warc.TypeResource)
	}
	size := 0
	for _, f := range x.header {
		size += len(f.Name) + len(f.Value) + 4
	}
	if size > warc.MaxHeader-256 { // the version line and Content-Length are to come
		return nil, t.refuse(rec, "its header is longer than 1 MiB")
	}
	return x, nil
}

// hasPayload: of a revisit, the payload is in another record.
func (x *examined) hasPayload() bool { return x.header.Type() != warc.TypeRevisit }

// read passes the block through the digests. head is how many bytes of an HTTP
// response stand before its body.
func (x *examined) read(block io.Reader, whole, payload *stated) (head int64, err error) {
	block = io.TeeReader(block, whole)
	body := block
	switch t := x.header.Type(); {
	case x.header.IsHTTP() && (t == warc.TypeResponse || t == warc.TypeRevisit):
		resp, err := warc.SplitResponse(block)
		if err != nil {
			return 0, err
		}
		body, x.status, head = resp.Body, resp.Status, int64(len(resp.Head))
		mime, _, _ := strings.Cut(resp.Header.Get("Content-Type"), ";")
		x.mime = strings.ToLower(strings.TrimSpace(mime))
	case x.header.IsHTTP() && t == warc.TypeRequest:
		body = &requestBody{r: block}
	}
	if _, err := io.Copy(payload, body); err != nil {
		return head, err
	}
	_, err = io.Copy(io.Discard, block)
	return head, err
}

// requestBody reads what stands behind the first empty line.
type requestBody struct {
	r    io.Reader
	last byte
	line int // bytes of the current line
	body bool
}

func (b *requestBody) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	if b.body {
		return n, err
	}
	for i, c := range p[:n] {
		if c == '\n' && (b.line == 0 || b.line == 1 && b.last == '\r') {
			b.body = true
			return copy(p, p[i+1:n]), err
		}
		if b.line++; c == '\n' {
			b.line = 0
		}
		b.last = c
	}
	return 0, err
}

// stated is a digest that a header states, or lacks, and the digest that is
// found.
type stated struct {
	field  string
	raw    string
	digest warc.StatedDigest
	known  bool      // the algorithm and encoding of raw are
	sum    hash.Hash // of digest's algorithm
	sha256 *warc.Digester
	why    string // it is wrong, where that can be said
}

func statedIn(h warc.Fields, field string) *stated {
	s := &stated{field: field, raw: h.Get(field), sha256: warc.NewDigester()}
	if s.raw != "" {
		if s.digest, s.known = warc.ParseDigest(s.raw); s.known {
			s.sum = s.digest.New()
		}
	}
	return s
}

func (s *stated) Write(p []byte) (int, error) {
	if s.sum != nil {
		s.sum.Write(p)
	}
	return s.sha256.Write(p)
}

// own is the digest as this program writes it.
func (s *stated) own() string { return s.sha256.String() }

func (s *stated) isWrong() bool { return s.known && !s.digest.Matches(s.sum.Sum(nil)) }

// explain looks whether the digest is that of the body as it was sent, in
// chunks: wget and others state that.
func (s *stated) explain(block io.Reader, head int64) error {
	if head == 0 {
		return nil
	}
	sum := s.digest.New()
	_, err := io.CopyN(io.Discard, block, head)
	if err == nil {
		_, err = io.Copy(sum, block)
	}
	if err == nil && s.digest.Matches(sum.Sum(nil)) {
		s.why = " (it is that of the body with the framing of its chunks, as wget writes it)"
	}
	return err
}

// settle leaves a digest that is right as it is, in whatever algorithm, adds
// one where there is none and wanted says so, and puts the right one in the
// place of a wrong one, which is kept beside it.
func (t *taking) settle(x *examined, s *stated, wanted bool) {
	name := strings.TrimPrefix(s.field, "WARC-")
	switch {
	case s.raw == "":
		if wanted {
			x.header.Add(s.field, s.own())
		}
	case !s.known:
		t.remark(x.rec, x.header, "its %s %.80q is in no form that is known, and was not checked", s.field, s.raw)
	case s.isWrong():
		for i := range x.header {
			if strings.EqualFold(x.header[i].Name, s.field) {
				x.header[i].Value = s.own()
			}
		}
		x.header.Add("Communique-Stated-"+name, s.raw)
		found := s.digest.Algorithm + ":" + hex.EncodeToString(s.sum.Sum(nil))
		t.remark(x.rec, x.header, "its %s %.80q is wrong: it is %s%s", s.field, s.raw, found, s.why)
	}
}
