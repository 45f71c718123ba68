package extract

import (
	"bytes"
	"fmt"
	"mime"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
)

// decode gives a page as valid UTF-8. The encoding is looked for in the HTTP
// header, a byte order mark, a meta element, and in the bytes themselves; a
// label that the bytes contradict is not believed, and a warning says so.
func decode(body []byte, contentType string, truncated bool) (text []byte, warnings []string) {
	if truncated {
		body = trimPartialRune(body)
	}
	label, origin := headerCharset(contentType), "the HTTP header"
	if name, size := byteOrderMark(body); name != "" {
		if label == "" || name != "utf-8" {
			label, origin = name, "the byte order mark"
		}
		body = body[size:]
	}
	if label == "" {
		label, origin = metaCharset(body), "the meta element"
	}
	enc, name := lookup(label)
	valid := utf8.Valid(body)
	if valid && strings.HasPrefix(name, "utf-16") && bytes.IndexByte(body, 0) < 0 {
		enc, name = nil, "utf-8" // HTML: a page that can be read as ASCII is not UTF-16
	}
	switch {
	case label != "" && name == "":
		warnings = append(warnings, fmt.Sprintf("charset: %s says %q, which is not known", origin, label))
		fallthrough
	case name == "":
		if valid {
			return body, warnings
		}
		return decodeWith(charmap.Windows1252, body), warnings
	case valid && name != "utf-8" && moreThanASCII(body):
		return body, append(warnings, fmt.Sprintf("charset: %s says %s, the bytes are UTF-8", origin, name))
	case name != "utf-8":
		return decodeWith(enc, body), warnings
	case valid:
		return body, warnings
	}
	good, bad := countRunes(body)
	if good > 4*bad {
		return bytes.ToValidUTF8(body, []byte("\uFFFD")), append(warnings, fmt.Sprintf("charset: %d places are not UTF-8", bad))
	}
	return decodeWith(charmap.Windows1252, body), append(warnings, fmt.Sprintf("charset: %s says utf-8, the bytes are not: read as windows-1252", origin))
}

func decodeWith(enc encoding.Encoding, body []byte) []byte {
	out, err := enc.NewDecoder().Bytes(body)
	if err != nil {
		// Decoders of x/text replace what they cannot read; should one give
		// up, the bytes before are kept and the rest is read as it stands.
		out = append(out, body[min(len(out), len(body)):]...)
	}
	return bytes.ToValidUTF8(out, []byte("\uFFFD"))
}

func lookup(label string) (encoding.Encoding, string) {
	if label == "" {
		return nil, ""
	}
	enc, err := htmlindex.Get(label)
	if err != nil {
		return nil, ""
	}
	name, err := htmlindex.Name(enc)
	if err != nil || name == "replacement" {
		return nil, ""
	}
	return enc, name
}

func headerCharset(contentType string) string {
	_, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		return ""
	}
	return params["charset"]
}

func byteOrderMark(body []byte) (name string, size int) {
	switch {
	case bytes.HasPrefix(body, []byte("\xEF\xBB\xBF")):
		return "utf-8", 3
	case bytes.HasPrefix(body, []byte("\xFE\xFF")):
		return "utf-16be", 2
	case bytes.HasPrefix(body, []byte("\xFF\xFE")):
		return "utf-16le", 2
	}
	return "", 0
}

// metaCharset looks for charset= inside the meta elements of the first 16 KiB:
// the standard's 1,024 bytes miss pages that begin with long comments.
func metaCharset(body []byte) string {
	rest := body[:min(len(body), 16<<10)]
	for {
		i := bytes.IndexByte(rest, '<')
		if i < 0 {
			return ""
		}
		rest = rest[i+1:]
		if len(rest) < len("meta") || !bytes.EqualFold(rest[:len("meta")], []byte("meta")) {
			continue
		}
		end := bytes.IndexByte(rest, '>')
		if end < 0 {
			return ""
		}
		tag := bytes.ToLower(rest[len("meta"):end])
		if j := bytes.Index(tag, []byte("charset")); j >= 0 {
			value := bytes.TrimLeft(tag[j+len("charset"):], " \t\r\n")
			if len(value) > 0 && value[0] == '=' {
				value = bytes.TrimLeft(value[1:], " \t\r\n\"'")
				if k := bytes.IndexAny(value, " \t\r\n\"';/"); k >= 0 {
					value = value[:k]
				}
				return string(value)
			}
		}
		rest = rest[end:]
	}
}

func moreThanASCII(body []byte) bool {
	for _, c := range body {
		if c >= utf8.RuneSelf {
			return true
		}
	}
	return false
}

// countRunes counts the characters beyond ASCII that are valid, and the bytes
// that are not.
func countRunes(body []byte) (good, bad int) {
	for i := 0; i < len(body); {
		if body[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(body[i:])
		if r == utf8.RuneError && size == 1 {
			bad++
		} else {
			good++
		}
		i += size
	}
	return good, bad
}

// trimPartialRune takes off the last bytes of a page that was cut inside a
// character.
func trimPartialRune(body []byte) []byte {
	for i := len(body) - 1; i >= 0 && i >= len(body)-utf8.UTFMax; i-- {
		if utf8.RuneStart(body[i]) {
			if body[i] >= 0xC0 && !utf8.FullRune(body[i:]) {
				return body[:i]
			}
			break
		}
	}
	return body
}
