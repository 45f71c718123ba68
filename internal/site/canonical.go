package site

import (
	"fmt"
	"net/url"
	"strings"
)

// tracking parameters say where a reader came from, not what is read.
var tracking = map[string]bool{
	"fbclid": true, "gclid": true, "dclid": true, "msclkid": true, "mc_cid": true, "mc_eid": true,
	"igshid": true, "yclid": true, "_ga": true, "_gl": true, "xtor": true, "at_medium": true, "at_campaign": true,
}

// Canonical gives the one form of an address under which a release is known:
// scheme and host in lower case, no default port, no fragment, no tracking
// parameters, no session ids, the other parameters in their order, escapes in
// capitals, and no slash at the end of the path (but for "/" itself). It gives
// "" for what is not an http(s) address.
func Canonical(raw string) string {
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil || u.Hostname() == "" {
		return ""
	}
	u.Scheme = strings.ToLower(u.Scheme)
	if u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	u.Host = strings.ToLower(u.Host)
	if p := u.Port(); p == "80" && u.Scheme == "http" || p == "443" && u.Scheme == "https" {
		u.Host = strings.TrimSuffix(u.Host, ":"+p)
	}
	u.User, u.Fragment, u.RawFragment = nil, "", ""
	u.RawQuery = dropTracking(u.RawQuery)
	u.ForceQuery = false
	dropSession(u)
	if u.Path == "" {
		u.Path = "/"
	}
	if len(u.Path) > 1 && strings.HasSuffix(u.Path, "/") {
		u.Path = strings.TrimRight(u.Path, "/")
		u.RawPath = strings.TrimRight(u.RawPath, "/")
		if u.Path == "" {
			u.Path, u.RawPath = "/", ""
		}
	}
	u.RawPath = upperTriplets(u.EscapedPath())
	u.RawQuery = upperTriplets(escapeQuery(u.RawQuery))
	return u.String()
}

// upperTriplets writes %c3 as %C3: one octet, one form (RFC 3986, section
// 6.2.2.1).
func upperTriplets(s string) string {
	if !strings.Contains(s, "%") {
		return s
	}
	b := []byte(s)
	for i := 0; i+2 < len(b); i++ {
		if b[i] == '%' && isHex(b[i+1]) && isHex(b[i+2]) {
			copy(b[i+1:], strings.ToUpper(string(b[i+1:i+3])))
		}
	}
	return string(b)
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'f'
}

// escapeQuery escapes what a browser does in a query (WHATWG URL, the
// special-query percent-encode set).
func escapeQuery(query string) string {
	var b strings.Builder
	for i := range len(query) {
		if c := query[i]; c <= ' ' || c >= 0x7f || strings.IndexByte("\"'<>", c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

func dropTracking(query string) string {
	var kept []string
	for _, kv := range strings.Split(query, "&") {
		key, value, _ := strings.Cut(kv, "=")
		key = strings.ToLower(key)
		if kv == "" || tracking[key] || strings.HasPrefix(key, "utm_") || isSession(key, value) {
			continue
		}
		kept = append(kept, kv)
	}
	return strings.Join(kept, "&")
}
