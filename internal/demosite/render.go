package demosite

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"strings"
	"text/template"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

const (
	htmlType  = "text/html; charset=UTF-8"
	utcLayout = "2006-01-02T15:04:05+00:00" // Yoast's way of writing a time, always in UTC
)

// renderer holds the templates for one base address. They are text/template:
// the bytes of the pages are what is being imitated, so nothing may be escaped
// otherwise than they say.
type renderer struct {
	base      string
	templates *template.Template
}

func newRenderer(base string) (*renderer, error) {
	rd := &renderer{base: base}
	t, err := template.New("").Funcs(template.FuncMap{
		"base":     func() string { return base },
		"esc":      html.EscapeString,
		"slug":     slug,
		"utc":      func(t time.Time) string { return t.UTC().Format(utcLayout) },
		"rfc822":   func(t time.Time) string { return t.UTC().Format("Mon, 02 Jan 2006 15:04:05 +0000") },
		"french":   frenchDate,
		"jsonld":   rd.jsonLD,
		"cf":       cloudflare,
		"inform":   rd.inform,
		"download": rd.download,
	}).ParseFS(embedded, "templates/*")
	if err != nil {
		return nil, fmt.Errorf("templates: %w", err)
	}
	rd.templates = t
	return rd, nil
}

func (rd *renderer) render(name string, data any) ([]byte, error) {
	var out bytes.Buffer
	if err := rd.templates.ExecuteTemplate(&out, name, data); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// releasePage writes one release; all is where its cards are looked up.
func (rd *renderer) releasePage(r release, all []release) ([]byte, error) {
	before, err := releasesAt(all, r.Before)
	if err != nil {
		return nil, err
	}
	cards, err := releasesAt(all, r.Cards)
	if err != nil {
		return nil, err
	}
	text, err := rd.expand(r.body)
	if err != nil {
		return nil, err
	}
	return rd.render(r.Era+".html", struct {
		release
		HTML          string
		Before, Cards []release
	}{r, text, before, cards})
}

// expand carries out what a release's body asks of the templates.
func (rd *renderer) expand(body string) (string, error) {
	if !strings.Contains(body, "{{") {
		return body, nil
	}
	clone, err := rd.templates.Clone()
	if err != nil {
		return "", err
	}
	t, err := clone.New("body").Parse(body)
	if err != nil {
		return "", err
	}
	var out strings.Builder
	err = t.Execute(&out, nil)
	return out.String(), err
}

func (rd *renderer) jsonLD(page any) (string, error) {
	r, ok := page.(interface{ schema(base string) any })
	if !ok {
		return "", fmt.Errorf("no JSON-LD for a %T", page)
	}
	b, err := json.Marshal(r.schema(rd.base))
	return string(b), err
}

// schema is the graph that Yoast writes, its times in UTC.
func (r release) schema(base string) any {
	changed := r.Published
	if !r.Modified.IsZero() {
		changed = r.Modified
	}
	type node struct {
		Type      string `json:"@type"`
		ID        string `json:"@id"`
		URL       string `json:"url,omitempty"`
		Name      string `json:"name,omitempty"`
		Published string `json:"datePublished,omitempty"`
		Modified  string `json:"dateModified,omitempty"`
		Language  string `json:"inLanguage,omitempty"`
	}
	address := base + r.Path
	return map[string]any{"@context": "https://schema.org", "@graph": []node{
		{Type: "WebPage", ID: address, URL: address, Name: r.Title + " - Amnesty International France",
			Published: r.Published.UTC().Format(utcLayout), Modified: changed.UTC().Format(utcLayout), Language: "fr-FR"},
		{Type: "BreadcrumbList", ID: address + "#breadcrumb"},
		{Type: "WebSite", ID: base + "/#website", URL: base + "/", Name: "Amnesty International France", Language: "fr-FR"},
	}}
}

func (rd *renderer) inform(place string) string {
	return fmt.Sprintf(`<div class="get-informed-block"><div class="content"><h3 class="title">S'informer</h3><div class="links"><div class="link-item"><div class="link-meta"><span class="link-label">EN APPRENDRE PLUS SUR LE PAYS</span></div><a class="link" href="%s/pays/%s/">%s</a></div></div></div></div>`,
		rd.base, slug(place), html.EscapeString(place))
}

func (rd *renderer) download(path, title string) string {
	return fmt.Sprintf(`<div class="wp-block-amnesty-core-download-go-further download-go-further-block"><ul class="list"><li class="item"><a class="item-link js-track-download" href="%s%s"><p class="item-text">%s</p></a></li></ul></div>`,
		rd.base, path, html.EscapeString(title))
}

// cloudflare hides an address as Cloudflare does: the key, then each byte
// combined with it by exclusive or, in hexadecimal.
func cloudflare(address string, key byte) string {
	hidden := fmt.Sprintf("%02x", key)
	for _, b := range []byte(address) {
		hidden += fmt.Sprintf("%02x", b^key)
	}
	return `<a href="/cdn-cgi/l/email-protection#` + hidden + `"><span class="__cf_email__" data-cfemail="` + hidden + `">[email&#160;protected]</span></a>`
}

// slug writes a name as WordPress does in addresses.
func slug(name string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(name)) {
		switch {
		case unicode.Is(unicode.Mn, r) || r == '’' || r == '\'':
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		default:
			b.WriteByte('-')
		}
	}
	return b.String()
}

func frenchDate(t time.Time) string {
	months := [...]string{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"}
	return fmt.Sprintf("%d %s %d", t.Day(), months[t.Month()-1], t.Year())
}
