package warc

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"
)

// ARCHeader is the field in which a record of an ARC file has the line it
// began with, as it was written.
const ARCHeader = "ARC-Header"

// maxARCLine is the longest line that is believed to begin an ARC record.
const maxARCLine = 16 << 10

// NewARCReader returns a Reader of an ARC file (version 1 or 2), the format
// before WARC, that begins at offset: 0, or the offset of a record. It gives
// records as WARC would have them:
//
//   - WARC-Type response for an HTTP message (and for DNS answers), resource
//     for other content, metadata for the file's version block;
//   - WARC-Target-URI, WARC-IP-Address, WARC-Date and Content-Type from the
//     record's line, and that line in ARC-Header;
//   - no WARC-Record-ID: ARC has none.
//
// Damage is dealt with as in WARC files.
func NewARCReader(file io.ReaderAt, name string, offset int64) *Reader {
	r := NewReader(file, name, offset)
	r.arc = true
	return r
}

// readHeader reads the header of the record that begins here.
func (r *Reader) readHeader() (version string, fields Fields, length int64, err error) {
	if r.arc {
		return r.readARCHeader()
	}
	return readHeader(r.stream())
}

func (r *Reader) readARCHeader() (version string, fields Fields, length int64, err error) {
	stream := r.stream()
	if start, err := stream.Peek(1); err == nil && !isLetter(start[0]) {
		return "", nil, 0, errNoRecord
	}
	budget := maxARCLine
	raw, err := readLine(stream, &budget)
	if budget < 0 {
		return "", nil, 0, errNoRecord
	}
	if err != nil {
		return "", nil, 0, err
	}
	line, err := parseARCLine(string(raw), r.arc2)
	if err != nil {
		return "", nil, 0, err
	}
	start, err := stream.Peek(min(5, int(line.length)))
	if err != nil && err != io.EOF {
		return "", nil, 0, err
	}
	version = "ARC/1"
	if line.isVersion() {
		r.arc2 = len(start) > 1 && start[0] == '2' && start[1] == ' '
	}
	if r.arc2 {
		version = "ARC/2"
	}
	return version, line.fields(string(start) == "HTTP/"), line.length, nil
}

// arcLine is the line that begins a record of an ARC file:
//
//	URL IP-address Archive-date Content-type Archive-length
//
// In version 2, Result-code, Checksum, Location, Offset and Filename stand
// before the length.
type arcLine struct {
	raw, url, ip, contentType string
	date                      time.Time
	length                    int64
}

func (l arcLine) isVersion() bool { return strings.HasPrefix(l.url, "filedesc:") }

// parseARCLine reads a line from its end, because addresses can have spaces in
// them: the date is the last run of digits after an IP address.
func parseARCLine(raw string, version2 bool) (arcLine, error) {
	line := arcLine{raw: raw}
	words := strings.Split(strings.TrimRight(raw, " \t"), " ")
	date := len(words) - 1
	for date > 1 && !(isDigits(words[date]) && len(words[date]) >= 12 && isAddr(words[date-1])) {
		date--
	}
	if date < 2 {
		return line, headFault(fmt.Sprintf("it begins with a line that is no ARC header: %.60q", raw))
	}
	line.url, line.ip = strings.Join(words[:date-1], " "), words[date-1]
	if scheme, _, ok := strings.Cut(line.url, ":"); !ok || scheme == "" || strings.IndexFunc(scheme, notScheme) >= 0 {
		return line, headFault(fmt.Sprintf("it begins with a line that is no ARC header: %.60q", raw))
	}
	var err error
	if line.date, err = arcDate(words[date]); err != nil {
		return line, err
	}
	rest := words[date+1:]
	if len(rest) == 0 {
		return line, headFault("its header line has no length")
	}
	size := rest[len(rest)-1]
	n, err := strconv.ParseUint(size, 10, 63)
	if err != nil || n > maxBlock {
		return line, headFault(fmt.Sprintf("its length %.30q is no sensible length", size))
	}
	line.length = int64(n)
	if rest = rest[:len(rest)-1]; version2 && !line.isVersion() && len(rest) > 5 {
		rest = rest[:len(rest)-5]
	}
	line.contentType = strings.Join(rest, " ")
	return line, nil
}

// arcDate reads yyyymmddhhmmss in UTC. Some tools left the seconds out, some
// wrote milliseconds behind them.
func arcDate(digits string) (time.Time, error) {
	layout := "20060102150405"
	switch n := len(digits); {
	case n < 14:
		digits, layout = digits[:12], "200601021504"
	case n == 17:
		digits, layout = digits[:14]+"."+digits[14:], "20060102150405.000"
	default:
		digits = digits[:14]
	}
	t, err := time.Parse(layout, digits)
	if err != nil {
		return t, headFault(fmt.Sprintf("its date %q is no date", digits))
	}
	return t, nil
}

// fields gives the header that a WARC record has for it.
func (l arcLine) fields(http bool) Fields {
	var f Fields
	kind, contentType := TypeResource, l.contentType
	switch {
	case l.isVersion():
		kind = TypeMetadata
	case http:
		kind, contentType = TypeResponse, ContentTypeResponse
	case strings.HasPrefix(l.url, "dns:"):
		kind = TypeResponse
	}
	f.Add("WARC-Type", kind)
	f.Add("WARC-Date", FormatDate(l.date))
	f.Add("WARC-Target-URI", l.url)
	if addr, err := netip.ParseAddr(l.ip); err == nil && !addr.IsUnspecified() {
		f.Add("WARC-IP-Address", l.ip)
	}
	if strings.Contains(contentType, "/") { // "no-type" and "-" say nothing
		f.Add("Content-Type", contentType)
	}
	f.Add("Content-Length", strconv.FormatInt(l.length, 10))
	f.Add(ARCHeader, l.raw)
	return f
}

// beginsARC looks whether an ARC record begins at the stream's next byte.
func (r *Reader) beginsARC(stream *bufio.Reader) bool {
	start, _ := stream.Peek(maxARCLine) // at the end of a file it is shorter
	line, _, ok := bytes.Cut(start, []byte("\n"))
	return ok && r.isARCLine(line)
}

func (r *Reader) isARCLine(line []byte) bool {
	if line = bytes.TrimSuffix(line, []byte("\r")); len(line) < 20 || !isLetter(line[0]) || !isDigit(line[len(line)-1]) {
		return false
	}
	_, err := parseARCLine(string(line), r.arc2)
	return err == nil
}

// arcCandidate returns where in window the first line stands that begins a
// record. The window's own first line is not looked at.
func (r *Reader) arcCandidate(window []byte) (at, keep int) {
	for at = bytes.IndexByte(window, '\n') + 1; at > 0; {
		line, _, ok := bytes.Cut(window[at:], []byte("\n"))
		if !ok {
			return -1, min(len(line)+1, maxARCLine) // cut by the window's end
		}
		if r.isARCLine(line) {
			return at, 0
		}
		at += len(line) + 1
	}
	return -1, 0
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func isDigits(s string) bool {
	return s != "" && strings.IndexFunc(s, func(c rune) bool { return c < '0' || c > '9' }) < 0
}

func notScheme(c rune) bool {
	return !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || slices.Contains([]rune("+-."), c))
}

func isAddr(s string) bool {
	_, err := netip.ParseAddr(s)
	return err == nil || s == "-"
}
