package change

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"communique/archive"
)

// Content is what a reader reads of a release. Two records with the same
// Content are the same version, whatever else in the page is new: menus, cards,
// tokens, file hashes, the media types of files.
//
// Text is without what cannot be seen (see fold), the paragraphs one behind
// the other: the lead is in it, and headings are. Published is the day, as far
// as it is known to the day: the hour comes and goes with a site's markup. Of a
// quotation the words and the speaker count, and not where it stands or how
// the speaker was found. Addresses of files are without passes (see lasting).
type Content struct {
	Title, Text, Published string
	Quotes, Files          [][2]string // words and speaker; address and title; sorted
}

// Read gives the content of a release.
func Read(r *archive.Release) Content {
	c := Content{Title: fold(value(r.Title)), Text: fold(value(r.Text)), Published: cmp.Or(value(r.PublishedDay), value(r.Published))}
	for _, q := range r.Quotes {
		c.Quotes = append(c.Quotes, [2]string{fold(q.Text), fold(value(q.Speaker))})
	}
	for _, a := range r.Attachments {
		c.Files = append(c.Files, [2]string{lasting(a.URL), fold(value(a.Title))})
	}
	for _, pairs := range [][][2]string{c.Quotes, c.Files} {
		slices.SortFunc(pairs, func(a, b [2]string) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	}
	return c
}

// unseen are characters that a page has for its line breaks: soft hyphen, zero
// width space, word joiner, byte order mark. The zero width joiners stay: they
// shape Persian and Hindi words.
var unseen = strings.NewReplacer("\u00ad", "", "\u200b", "", "\u2060", "", "\ufeff", "")

// fold leaves one plain space between words, non-breaking ones included, and
// no character that cannot be seen.
func fold(s string) string { return strings.Join(strings.Fields(unseen.Replace(s)), " ") }

// passes are parameters that let one reader fetch a file for a while, or keep
// it out of caches. A version or revision (?v=2) is none: it can be another
// file.
var passes = []string{
	"token", "itok", "nonce", "_wpnonce", "sid", "phpsessid", "jsessionid", "session", "sessionid", "cb", "cachebuster", "nocache", "_",
	"ts", "timestamp", "expires", "expiry", "signature", "sig", "key-pair-id", "policy", "awsaccesskeyid", "se", "sp", "sr", "sv", "st",
}

// lasting gives the part of a file's address that stays from night to night.
func lasting(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	if path, _, ok := strings.Cut(u.Path, ";jsessionid="); ok {
		u.Path, u.RawPath = path, ""
	}
	u.RawQuery = strings.Join(slices.DeleteFunc(strings.Split(u.RawQuery, "&"), func(pair string) bool {
		key, _, _ := strings.Cut(strings.ToLower(pair), "=")
		return slices.Contains(passes, key) || strings.HasPrefix(key, "x-amz-") || strings.HasPrefix(key, "x-goog-")
	}), "&")
	return u.String()
}
