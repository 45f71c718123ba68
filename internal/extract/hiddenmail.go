package extract

import (
	"encoding/hex"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// protectedMail puts an address that Cloudflare has hidden back in its place.
func (s *survey) protectedMail(n *html.Node, href string) {
	code, holder := attr(n, "data-cfemail"), n
	if code == "" {
		for c := range n.Descendants() {
			if code = attr(c, "data-cfemail"); code != "" {
				holder = c
				break
			}
		}
	}
	if _, after, ok := strings.Cut(href, "#"); ok && code == "" {
		code, holder = after, nil
	}
	mail, ok := decodeMail(code)
	if mail == "" {
		if !ok && code != "" {
			s.warnings = append(s.warnings, "e-mail: a hidden address could not be decoded")
		}
		return
	}
	if holder != nil {
		for holder.FirstChild != nil {
			holder.RemoveChild(holder.FirstChild)
		}
		holder.AppendChild(&html.Node{Type: html.TextNode, Data: mail})
		holder.Attr = dropAttr(holder.Attr, "data-cfemail")
	}
	if n.DataAtom == atom.A {
		n.Attr = append(dropAttr(n.Attr, "href"), html.Attribute{Key: "href", Val: "mailto:" + mail})
	}
}

// decodeMail undoes Cloudflare's obfuscation: the first byte, in hexadecimal,
// is exclusive-ored into each of the others. A link to share a page by e-mail
// has parameters only, and no address: "" and true.
func decodeMail(code string) (mail string, ok bool) {
	raw, err := hex.DecodeString(trimSpace(code))
	if err != nil || len(raw) < 4 {
		return "", false
	}
	out := make([]byte, len(raw)-1)
	for i, b := range raw[1:] {
		out[i] = b ^ raw[0]
	}
	mail, _, _ = strings.Cut(strings.ToValidUTF8(string(out), ""), "?")
	if !isMail(mail) {
		return "", mail == ""
	}
	return mail, true
}
