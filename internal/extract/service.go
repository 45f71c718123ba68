package extract

import (
	"net/url"
	"strings"
)

// shareHosts are of networks on which pages are shared and publishers followed.
var shareHosts = map[string]bool{
	"facebook.com": true, "twitter.com": true, "x.com": true, "instagram.com": true, "linkedin.com": true, "giphy.com": true, "t.me": true,
	"wa.me": true, "whatsapp.com": true, "pinterest.com": true, "tiktok.com": true, "bsky.app": true,
}

// servicePaths are the parts of an address by which it is of a shop, a person,
// a search or the like, and no release's.
var servicePaths = map[string]bool{
	"shop": true, "boutique": true, "author": true, "authors": true, "auteur": true, "auteurs": true, "autor": true, "autoren": true,
	"tag": true, "tags": true, "search": true, "recherche": true, "suche": true, "contact": true, "contacts": true, "contact-us": true,
	"kontakt": true, "contacto": true, "contatti": true, "login": true, "sharer": true,
}

// isService reports whether an address is one to share, follow, buy, search or
// write at: no page that a release is related to.
func isService(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	host := u.Hostname()
	for h := host; h != ""; {
		if shareHosts[h] {
			return true
		}
		_, h, _ = strings.Cut(h, ".")
	}
	if first, _, _ := strings.Cut(strings.TrimPrefix(host, "www."), "."); first == "shop" || first == "boutique" || strings.HasPrefix(first, "boutique-") {
		return true
	}
	for part := range strings.SplitSeq(strings.ToLower(u.Path), "/") {
		if servicePaths[part] {
			return true
		}
	}
	return false
}
