package warc

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"
)

// CDXJ is one line of an index of captures, as pywb and wabac (replayweb.page)
// read it.
type CDXJ struct {
	Key       string // the address in SURT form, by which lines are sorted
	Timestamp string // yyyymmddhhmmss, UTC
	URL       string
	MIME      string // the payload's media type; "warc/revisit" for a revisit
	Status    int    // HTTP status; 0 unknown
	Digest    string // the payload's; "" unknown
	Offset    int64  // bytes from the beginning of Filename
	Length    int64  // bytes of the record's gzip member
	Filename  string // of the WARC file, without folders
}

// mimeRevisit is what replay tools expect as the media type of a revisit.
const mimeRevisit = "warc/revisit"

// NewCDXJ returns the line for a response or revisit record; ok is false for
// other types, which have none, and where address or date are missing. status
// and mime are those of the HTTP response.
func NewCDXJ(header Fields, span Span, status int, mime, filename string) (line CDXJ, ok bool) {
	if t := header.Type(); t == TypeRevisit {
		mime = mimeRevisit
	} else if t != TypeResponse {
		return CDXJ{}, false
	}
	date, err := header.Date()
	if err != nil || header.TargetURI() == "" {
		return CDXJ{}, false
	}
	return CDXJ{
		Key: SURT(header.TargetURI()), Timestamp: date.Format("20060102150405"),
		URL: header.TargetURI(), MIME: mime, Status: status, Digest: header.PayloadDigest(),
		Offset: span.Offset, Length: span.Length, Filename: filename,
	}, true
}

// IndexFile reads a WARC file from its beginning and returns the lines of its
// responses and revisits, unsorted. filename is what the lines call it.
// Damaged records are left out; the error is one of reading the file.
func IndexFile(file io.ReaderAt, filename string) ([]CDXJ, error) {
	var lines []CDXJ
	r := NewReader(file, filename, 0)
	for {
		rec, err := r.Next()
		var damage *DamageError
		switch {
		case errors.As(err, &damage):
			continue
		case err == io.EOF:
			return lines, nil
		case err != nil:
			return nil, fmt.Errorf("index %s: %w", filename, err)
		}
		line, ok, err := indexRecord(rec, filename)
		if err != nil && !errors.As(err, &damage) {
			return nil, fmt.Errorf("index %s: %w", filename, err)
		}
		if ok && err == nil {
			lines = append(lines, line)
		}
	}
}

func indexRecord(rec *Record, filename string) (CDXJ, bool, error) {
	var status int
	var mime string
	if t := rec.Header.Type(); (t == TypeResponse || t == TypeRevisit) && rec.Header.IsHTTP() {
		resp, err := SplitResponse(rec.Block)
		if err != nil {
			return CDXJ{}, false, err
		}
		status, mime = resp.Status, mediaType(resp.Header.Get("Content-Type"))
	}
	if _, err := io.Copy(io.Discard, rec.Block); err != nil {
		return CDXJ{}, false, err
	}
	line, ok := NewCDXJ(rec.Header, Span{rec.Offset, rec.Length}, status, mime, filename)
	return line, ok && !rec.Shared, nil
}

// cdxjFields is the JSON of a line. Numbers are written as strings, as
// cdxj-indexer writes them; both are read.
type cdxjFields struct {
	URL      string  `json:"url"`
	MIME     string  `json:"mime,omitempty"`
	Status   textual `json:"status,omitempty"`
	Digest   string  `json:"digest,omitempty"`
	Length   textual `json:"length,omitempty"`
	Offset   textual `json:"offset,omitempty"`
	Filename string  `json:"filename,omitempty"`
}

// textual is a string that may be a number in JSON.
type textual string

func (t *textual) UnmarshalJSON(raw []byte) error {
	if len(raw) > 0 && raw[0] == '"' {
		return json.Unmarshal(raw, (*string)(t))
	}
	if string(raw) != "null" {
		*t = textual(raw)
	}
	return nil
}

// String returns the line without its end:
//
//	com,example)/a 20260301220405 {"url":"https://example.com/a","mime":"text/html","status":"200","digest":"sha256:…","length":"1219","offset":"771","filename":"x.warc.gz"}
//
// Fields that are not known are left out.
func (c CDXJ) String() string {
	f := cdxjFields{
		URL: c.URL, MIME: c.MIME, Digest: c.Digest, Filename: c.Filename,
		Length: textual(strconv.FormatInt(c.Length, 10)), Offset: textual(strconv.FormatInt(c.Offset, 10)),
	}
	if c.Status != 0 {
		f.Status = textual(strconv.Itoa(c.Status))
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(f); err != nil {
		panic("warc: strings cannot fail to encode: " + err.Error())
	}
	return c.Key + " " + c.Timestamp + " " + strings.TrimSuffix(b.String(), "\n")
}

// WriteCDXJ writes the lines, one below the other, in the byte order that
// binary search in the file needs.
func WriteCDXJ(w io.Writer, lines []CDXJ) error {
	text := make([]string, len(lines))
	for i, line := range lines {
		text[i] = line.String() + "\n"
	}
	slices.Sort(text)
	bw := bufio.NewWriter(w)
	for _, line := range text {
		bw.WriteString(line) // Flush returns the first error
	}
	if err := bw.Flush(); err != nil {
		return fmt.Errorf("write the CDXJ: %w", err)
	}
	return nil
}

// ReadCDXJ reads lines in the order of the file. A line that cannot be read
// is yielded as an error that names its number, and reading goes on. Header
// lines ("!…") are passed over. A line may be 1 MiB long.
func ReadCDXJ(r io.Reader) iter.Seq2[CDXJ, error] {
	return func(yield func(CDXJ, error) bool) {
		lines := bufio.NewScanner(r)
		lines.Buffer(nil, 1<<20)
		n := 0
		for lines.Scan() {
			n++
			text := strings.TrimSpace(lines.Text())
			if text == "" || text[0] == '!' {
				continue
			}
			line, err := parseCDXJ(text)
			if err != nil {
				err = fmt.Errorf("CDXJ line %d: %w", n, err)
			}
			if !yield(line, err) {
				return
			}
		}
		if err := lines.Err(); err != nil {
			yield(CDXJ{}, fmt.Errorf("CDXJ line %d: %w", n+1, err))
		}
	}
}

func parseCDXJ(text string) (CDXJ, error) {
	key, rest, _ := strings.Cut(text, " ")
	timestamp, fields, ok := strings.Cut(rest, " ")
	if !ok {
		return CDXJ{}, errors.New("a line is: key, timestamp, JSON")
	}
	if _, err := time.Parse("20060102150405", timestamp[:min(14, len(timestamp))]); err != nil {
		return CDXJ{}, fmt.Errorf("%.20q is no timestamp", timestamp)
	}
	var f cdxjFields
	if err := json.Unmarshal([]byte(fields), &f); err != nil {
		return CDXJ{}, fmt.Errorf("its JSON: %w", err)
	}
	c := CDXJ{Key: key, Timestamp: timestamp, URL: f.URL, MIME: f.MIME, Digest: f.Digest, Filename: f.Filename}
	var err error
	if f.Status != "" && f.Status != "-" {
		if c.Status, err = strconv.Atoi(string(f.Status)); err != nil {
			return CDXJ{}, fmt.Errorf("status %.20q is no number", string(f.Status))
		}
	}
	for _, x := range []struct {
		name string
		text textual
		to   *int64
	}{{"offset", f.Offset, &c.Offset}, {"length", f.Length, &c.Length}} {
		if x.text == "" || x.text == "-" {
			continue
		}
		n, err := strconv.ParseUint(string(x.text), 10, 63)
		if err != nil {
			return CDXJ{}, fmt.Errorf("%s %.20q is no number of bytes", x.name, string(x.text))
		}
		*x.to = int64(n)
	}
	return c, nil
}
