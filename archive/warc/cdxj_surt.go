package warc

import (
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

var wwwPrefix = regexp.MustCompile(`^www\d*\.`)

// SURT returns an address as the key of an index ("sort-friendly URI
// reordering transform"): host labels reversed, no scheme, no "www.", no
// default port, lower case, query parameters sorted, no slash at the end.
//
//	https://www.example.org/News/?b=2&a=1  →  org,example)/news?a=1&b=2
//
// The rules are those pywb looks addresses up by. An address that is no http
// or https URL is its own key.
func SURT(address string) string {
	lower := strings.ToLower(strings.TrimSpace(address))
	u, err := url.Parse(lower)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return strings.ReplaceAll(strings.TrimSpace(address), " ", "%20")
	}
	host := wwwPrefix.ReplaceAllString(strings.TrimSuffix(u.Hostname(), "."), "")
	if _, err := netip.ParseAddr(host); err != nil {
		labels := strings.Split(host, ".")
		slices.Reverse(labels)
		host = strings.Join(labels, ",")
	}
	if port := u.Port(); port != "" && !(u.Scheme == "http" && port == "80") && !(u.Scheme == "https" && port == "443") {
		host += ":" + port
	}
	path := strings.TrimSuffix(u.EscapedPath(), "/")
	key := host + ")" + path
	if path == "" {
		key += "/"
	}
	if u.RawQuery != "" {
		params := strings.Split(u.RawQuery, "&")
		slices.Sort(params)
		key += "?" + strings.Join(params, "&")
	}
	return strings.ReplaceAll(strings.ToLower(key), " ", "%20")
}
