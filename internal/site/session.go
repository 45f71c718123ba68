package site

import (
	"net/url"
	"regexp"
	"strings"
)

// sessions are parameters that name a visit, whatever their value.
var sessions = map[string]bool{
	"phpsessid": true, "jsessionid": true, "sessionid": true, "session_id": true, "sessid": true, "oscsid": true, "zenid": true,
	"cfid": true, "cftoken": true,
}

// inPath is a session id in a path: ";jsessionid=…" after a segment (Java
// Servlets, section 7.1.3), or a segment "(S(…))" of its own (ASP.NET).
var inPath = regexp.MustCompile(`(?i);(?:jsessionid|phpsessid|sid)=[^/;]*|/\(S\([a-z0-9]{24}\)\)`)

// isSession knows a session id in a query. "sid" and "session" also name
// stories and meetings, so there the value has to look like a token.
func isSession(key, value string) bool {
	switch {
	case sessions[key], strings.HasPrefix(key, "aspsessionid"):
		return true
	case key == "sid", key == "session":
		return isToken(value)
	}
	return false
}

// isToken: long, and of letters and digits mixed.
func isToken(value string) bool {
	letters, digits := 0, 0
	for _, c := range []byte(value) {
		switch {
		case c >= '0' && c <= '9':
			digits++
		case c|0x20 >= 'a' && c|0x20 <= 'z':
			letters++
		default:
			return false
		}
	}
	return letters+digits >= 20 && letters > 0 && digits > 0
}

// dropSession takes a session id out of the path of an address.
func dropSession(u *url.URL) {
	if !strings.ContainsAny(u.Path, ";(") || !inPath.MatchString(u.Path) {
		return
	}
	u.Path = inPath.ReplaceAllString(u.Path, "")
	u.RawPath = inPath.ReplaceAllString(u.RawPath, "")
	if u.Path == "" {
		u.Path, u.RawPath = "/", ""
	}
}

// Bare gives the canonical form of an address without its query, and whether it
// has one.
func Bare(canonical string) (bare string, ok bool) {
	bare, _, ok = strings.Cut(canonical, "?")
	return bare, ok
}
