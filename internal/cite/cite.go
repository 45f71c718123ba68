// Package cite writes releases as entries of a bibliography: BibTeX, RIS and
// CSL-JSON. An entry says where the words were published and when they were
// fetched, and names the archived bytes, so that a reader can ask for them.
//
// The author is the institution, as one name. What the record does not know is
// left out; nothing is made up for it.
package cite

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"communique/archive"
)

// formats are the writers of one entry each, and what stands around all.
var formats = map[string]struct {
	entry                func(io.Writer, Source) error
	begin, between, done string
}{
	"bibtex": {bibtex, "", "\n", ""},
	"ris":    {ris, "", "", ""},
	"csl":    {csl, "[", ",", "\n]\n"},
}

// Formats lists what Write takes.
func Formats() []string { return []string{"bibtex", "ris", "csl"} }

// Source is a release to cite.
type Source struct {
	Release archive.Release
	// Version: this version is meant, whatever has followed. Its key says so,
	// so that two versions can stand in one bibliography.
	Version bool
	// Log is the name of the transparency log that the archive's records are
	// in, "" where there is none.
	Log string
}

// Write writes the entries in one of Formats, in UTF-8.
func Write(w io.Writer, format string, sources []Source) error {
	f, ok := formats[format]
	if !ok {
		return fmt.Errorf("cite: no format %q: use %s", format, strings.Join(Formats(), ", "))
	}
	out := &firstError{w: w}
	fmt.Fprint(out, f.begin)
	for i, s := range sources {
		if i > 0 {
			fmt.Fprint(out, f.between)
		}
		if err := f.entry(out, s); err != nil {
			return fmt.Errorf("cite %s: %w", s.Release.ID, err)
		}
	}
	fmt.Fprint(out, f.done)
	if out.err != nil {
		return fmt.Errorf("cite: %w", out.err)
	}
	return nil
}

// firstError lets an entry be written line by line, and keeps what went wrong.
type firstError struct {
	w   io.Writer
	err error
}

func (f *firstError) Write(p []byte) (int, error) {
	if f.err != nil {
		return 0, f.err
	}
	n, err := f.w.Write(p)
	f.err = err
	return n, err
}

// key names an entry: the release's id, which stays.
func (s Source) key() string {
	if s.Version {
		return fmt.Sprintf("%s-v%d", s.Release.ID, s.Release.Version)
	}
	return s.Release.ID
}

// title is never empty: styles have no entry without one. The brackets say
// that it is not the publisher's, as cataloguers write it.
func (s Source) title() string {
	return cmp.Or(plain(s.Release.Title), "[untitled]")
}

// published is the date of publication: the publisher's day where it is known,
// else year and month, or year. Parts that are not known are "".
func (s Source) published() (year, month, day string) {
	date := cmp.Or(plain(s.Release.PublishedDay), plain(s.Release.Published))
	date, _, _ = strings.Cut(date, "T")
	parts := append(strings.Split(date, "-"), "", "")
	return parts[0], parts[1], parts[2]
}

// fetched is the day of the capture, in UTC.
func (s Source) fetched() (year, month, day string) {
	parts := strings.Split(s.Release.Capture.Fetched.UTC().Format(time.DateOnly), "-")
	return parts[0], parts[1], parts[2]
}

// genres are the kinds of release in words.
var genres = map[string]string{
	archive.KindPressRelease: "Press release", archive.KindStatement: "Statement", archive.KindNews: "News",
	archive.KindReport: "Report", archive.KindUrgentAction: "Urgent action",
}

func (s Source) genre() string { return genres[plain(s.Release.Kind)] }

// record is the WARC record's id without the brackets it has there.
func (s Source) record() string { return strings.Trim(s.Release.Capture.RecordID, "<>") }

// note says which bytes are cited, and how to prove that they are unchanged.
func (s Source) note() string {
	r := &s.Release
	n := fmt.Sprintf("Archived %s as WARC record %s, payload %s; communique release %s, version %d.",
		archive.Timestamp(r.Capture.Fetched), s.record(), r.Capture.PayloadDigest, r.ID, r.Version)
	if s.Log != "" {
		of := r.ID
		if s.Version {
			of += fmt.Sprintf(" --version %d", r.Version)
		}
		n += fmt.Sprintf(" Proof: transparency log %s (communique proof %s).", s.Log, of)
	}
	return n
}

// plain is a value on one line: an entry has its own line breaks.
func plain(s *string) string {
	if s == nil {
		return ""
	}
	return oneLine(*s)
}

// oneLine makes a space of every stretch of line breaks, tabs and other control
// characters. Non-breaking spaces are part of the text, and stay.
func oneLine(s string) string {
	parts := strings.FieldsFunc(s, func(r rune) bool { return r < ' ' || r >= 0x7f && r < 0xa0 || r == 0x2028 || r == 0x2029 })
	for i, p := range parts {
		parts[i] = strings.Trim(p, " ")
	}
	parts = slices.DeleteFunc(parts, func(p string) bool { return p == "" })
	return strings.Join(parts, " ")
}
