package intake

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"communique/archive/warc"

	"github.com/google/uuid"
)

// addressFields have an address as their value.
var addressFields = []string{"WARC-Target-URI", "WARC-Refers-To-Target-URI"}

// clean makes the header that a record is to have: its own, in its order, with
// as little changed as can be. The lengths and digests are another matter.
func (t *taking) clean(rec *warc.Record) (warc.Fields, error) {
	var h warc.Fields
	for _, f := range rec.Header {
		switch {
		case strings.EqualFold(f.Name, "Content-Length"):
			continue // the Writer adds it
		case isAddress(f.Name):
			if address := cleanAddress(f.Value); address != f.Value {
				h.Add("Communique-Original-"+strings.TrimPrefix(f.Name, "WARC-"), quoted(f.Value))
				f.Value = address
			}
		case strings.EqualFold(f.Name, "WARC-Date"):
			if date, err := rec.Header.Date(); err == nil && !w3cDate.MatchString(f.Value) {
				h.Add("Communique-Original-Date", quoted(f.Value))
				f.Value = warc.FormatDate(date)
			}
		}
		if !token(f.Name) || quoted(f.Value) != f.Value {
			f = warc.Field{Name: "Communique-Original-Field", Value: strconv.Quote(f.Name + ": " + f.Value)}
		}
		h = append(h, f)
	}
	switch kind := h.Type(); kind {
	case "":
		return nil, t.refuse(rec, "its header has no WARC-Type")
	case warc.TypeResponse, warc.TypeResource, warc.TypeRequest, warc.TypeRevisit, "conversion", "continuation":
		if h.TargetURI() == "" {
			return nil, t.refuse(rec, "it is a %s, and its header has no WARC-Target-URI", kind)
		}
	}
	if _, err := h.Date(); err != nil {
		return nil, t.refuse(rec, "%v", err)
	}
	return t.found(rec, h)
}

// found marks a record that was found by searching the bytes behind damage.
// Where those are not compressed by themselves, they can be the content of the
// damaged record: a page can hold a WARC file. One that names another warcinfo
// than this file has is such a one.
func (t *taking) found(rec *warc.Record, h warc.Fields) (warc.Fields, error) {
	if h.Type() == warc.TypeWarcinfo && !rec.Found {
		t.infos = append(t.infos, h.ID())
	}
	if !rec.Found {
		return h, nil
	}
	if info := h.Get("WARC-Warcinfo-ID"); info != "" && len(t.infos) > 0 && !slices.Contains(t.infos, info) {
		return nil, t.refuse(rec, "it names another warcinfo record than the file has: it is part of the content of the damaged record before it")
	}
	h.Add("Communique-Found", fmt.Sprintf("behind damage, at byte %d of the file it comes from", rec.Offset))
	return h, nil
}

func isAddress(name string) bool {
	for _, f := range addressFields {
		if strings.EqualFold(f, name) {
			return true
		}
	}
	return false
}

// w3cDate is a WARC-Date as WARC 1.1 (5.4) has it: UTC, of any precision.
var w3cDate = regexp.MustCompile(`^\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?Z)?)?)?$`)

// cleanAddress takes the <> away that WARC 1.0 had in its grammar, and encodes
// what can stand in no address: spaces, control characters and bytes that are
// not UTF-8.
func cleanAddress(raw string) string {
	s := strings.TrimSpace(raw)
	if strings.HasPrefix(s, "<") && strings.HasSuffix(s, ">") {
		s = strings.TrimSpace(s[1 : len(s)-1])
	}
	var b strings.Builder
	for len(s) > 0 {
		r, n := utf8.DecodeRuneInString(s)
		if r <= ' ' || r == 0x7f || r == utf8.RuneError && n == 1 {
			fmt.Fprintf(&b, "%%%02X", s[0])
		} else {
			b.WriteString(s[:n])
		}
		s = s[n:]
	}
	return b.String()
}

// quoted gives a value that can stand in a header as it is, and any other in
// the quotation of Go.
func quoted(value string) string {
	for i := range len(value) {
		if c := value[i]; c < ' ' && c != '\t' || c == 0x7f {
			return strconv.Quote(value)
		}
	}
	return value
}

// token reports whether a field can have that name (WARC 1.1, section 4).
func token(name string) bool {
	return name != "" && strings.IndexFunc(name, func(r rune) bool {
		return r <= ' ' || r >= 0x7f || strings.ContainsRune(`()<>@,;:\"/[]?={}`, r)
	}) < 0
}

// space is the namespace of the IDs given to records that have none.
var space = uuid.NewSHA1(uuid.NameSpaceURL, []byte("urn:communique:import"))

// identify gives a record without an ID one that follows from what it says, so
// that it has the same one when it is met with again.
func (x *examined) identify() {
	if x.header.ID() != "" {
		return
	}
	h := x.header
	content := strings.Join([]string{h.Type(), h.TargetURI(), h.Get("WARC-Date"), h.Get(warc.ARCHeader), x.block}, "\n")
	id := "<" + uuid.NewSHA1(space, []byte(content)).URN() + ">"
	x.header = append(warc.Fields{{Name: "WARC-Record-ID", Value: id}}, h...)
}
