// Package reserve reads what a page reserves for its publisher: that it should
// not be archived (noarchive), that text and data mining of it is reserved
// (TDM Reservation Protocol). It is for whoever must know before the page is
// kept, and for whoever reads it afterwards; what follows is theirs to decide.
package reserve

import (
	"bytes"
	"net/http"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// What can be reserved.
const (
	NoArchive = "noarchive" // X-Robots-Tag or <meta name="robots">
	TDM       = "tdm"       // tdm-reservation: 1
)

// All lists them, in the order of every answer.
func All() []string { return []string{NoArchive, TDM} }

// agent is the name under which a site can speak to this program alone.
const agent = "communique"

// Header gives what a response's header reserves, each once, in order.
func Header(h http.Header) []string {
	var found []string
	for _, line := range h.Values("X-Robots-Tag") {
		if forbidsArchiving(line) {
			found = append(found, NoArchive)
		}
	}
	for _, value := range h.Values("Tdm-Reservation") {
		if strings.TrimSpace(value) == "1" {
			found = append(found, TDM)
		}
	}
	return Join(found)
}

// Meta gives what one meta element reserves; "" for nothing. What a protocol
// does not know (tdm-reservation: 2) counts as not said.
func Meta(name, content string) string {
	switch strings.ToLower(strings.TrimSpace(name)) {
	case "robots", agent:
		if slices.ContainsFunc(strings.FieldsFunc(content, isSeparator), isNoArchive) {
			return NoArchive
		}
	case "tdm-reservation":
		if strings.TrimSpace(content) == "1" {
			return TDM
		}
	}
	return ""
}

// Page gives what a page and its header reserve. The body has its
// content-coding removed; it is looked at for meta elements whatever it is, and
// in any encoding that agrees with ASCII.
func Page(h http.Header, body []byte) []string {
	found := Header(h)
	z := html.NewTokenizer(bytes.NewReader(body))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return Join(found)
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			if string(name) != "meta" || !more {
				continue
			}
			var key, content string
			for more {
				var k, v []byte
				k, v, more = z.TagAttr()
				switch string(k) {
				case "name":
					key = string(v)
				case "content":
					content = string(v)
				}
			}
			found = append(found, Meta(key, content))
		}
	}
}

// Join gives each of several answers once, in order.
func Join(found ...[]string) []string {
	var each []string
	for _, r := range All() {
		if slices.ContainsFunc(found, func(part []string) bool { return slices.Contains(part, r) }) {
			each = append(each, r)
		}
	}
	return each
}

// forbidsArchiving reads one X-Robots-Tag line. A name and a colon give what
// follows them, up to the next name, to one agent; some rules have a colon of
// their own, and a date behind it that may have commas and colons too.
func forbidsArchiving(line string) bool {
	ours := true
	for part := range strings.SplitSeq(line, ",") {
		name, rest, named := strings.Cut(part, ":")
		if named && isAgent(name) {
			name = strings.ToLower(strings.TrimSpace(name))
			ours, part = name == agent || name == "*", rest
		}
		if ours && slices.ContainsFunc(strings.FieldsFunc(part, isSeparator), isNoArchive) {
			return true
		}
	}
	return false
}

// isAgent tells a crawler's name from a rule with a value, and from a date.
func isAgent(name string) bool {
	name = strings.ToLower(strings.TrimSpace(name))
	switch name {
	case "", "unavailable_after", "max-snippet", "max-image-preview", "max-video-preview":
		return false
	}
	return !strings.ContainsAny(name, " \t")
}

func isNoArchive(rule string) bool { return strings.EqualFold(rule, NoArchive) }

func isSeparator(r rune) bool { return r == ',' || r == ' ' || r == '\t' || r == '\r' || r == '\n' }
