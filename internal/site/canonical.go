package site

import (
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
// parameters, the other parameters in their order, and no slash at the end of
// the path (but for "/" itself). It gives "" for what is not an http(s)
// address.
func Canonical(raw string) string {
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil || u.Host == "" {
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
	return u.String()
}

func dropTracking(query string) string {
	var kept []string
	for _, kv := range strings.Split(query, "&") {
		key, _, _ := strings.Cut(kv, "=")
		key = strings.ToLower(key)
		if kv == "" || tracking[key] || strings.HasPrefix(key, "utm_") {
			continue
		}
		kept = append(kept, kv)
	}
	return strings.Join(kept, "&")
}
