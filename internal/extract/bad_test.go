package extract

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// Pages that something is wrong with give a record that says so, or are
// refused for a reason; what can be read of them is read.
func TestBadInput(t *testing.T) {
	head := "<!doctype html><html lang=en><head><title>A march</title></head><body>"
	tests := []struct {
		name, body, why, warning string
		has, lacks               []string
	}{
		{name: "two charsets", body: head + "<h1>A march</h1><p>Été, café, naïf, çà et là, l’œuvre, où.</p>" + prose + "<p>caf\xe9</p>", warning: "charset: 1 places are not UTF-8", has: []string{"l’œuvre", "caf\uFFFD"}},
		{name: "null bytes", body: head + "<h1>A march</h1>" + strings.ReplaceAll(prose, "march", "ma\x00rch"), has: []string{"families and the press"}, lacks: []string{"\x00"}},
		{name: "mark and CRLF", body: "\xef\xbb\xbf" + head + "<h1>A\r\nmarch</h1>\r\n" + strings.ReplaceAll(prose, " ", "\r\n"), has: []string{"taking part in the march"}, lacks: []string{"\r", "\n\n\n", "\ufeff"}},
		{name: "bidi marks", body: head + "<h1>A march</h1>" + strings.ReplaceAll(prose, "march", "\u202emarch\u202c"), has: []string{"the \u202emarch\u202c"}},
		{name: "hidden", body: head + "<h1>A march</h1>" + prose + "<p hidden>unseen 1</p><p style='color:red;DISPLAY : none'>unseen 2</p><div aria-hidden=true><span>unseen 3</span></div><template><p>unseen 4</p></template><noscript><p>unseen 5</p></noscript><span class=sr-only>unseen 6</span>", has: []string{"families and the press"}, lacks: []string{"unseen"}},
		{name: "all is hidden while a dialogue is open", body: head + "<div aria-hidden=true><h1>A march</h1>" + prose + "</div>", has: []string{"families and the press"}},
		{name: "ids twice", body: head + "<div id=a><h1 id=a>A march</h1><div id=a>" + prose + "</div></div><div id=a><a href=/x>Other</a></div>", has: []string{"families and the press"}, lacks: []string{"Other"}},
		{name: "only a script", body: head + "<div id=root></div><script>start()</script>", warning: "script: the page shows its text only in a browser"},
		{name: "a title without end", body: "<title>" + strings.Repeat("Ä march | ", 2000) + "</title><h1>A march</h1>" + prose, warning: "title: the head's is longer", has: []string{"families and the press"}},
		{name: "nothing but markup", body: "<div><div></div></div>", why: whyEmpty},
		{name: "consent, english", body: head + "<h1>Before you continue</h1><p>We and our partners use cookies to store personal data and to show personalised ads. You can accept or refuse our use of cookies, or manage your preferences.</p><p>See our privacy policy and cookie policy.</p><button>Accept</button>", why: WhyRefused},
		{name: "consent, french", body: head + "<h1>Le respect de votre vie privée</h1><p>Avec nos partenaires, nous utilisons des cookies pour traiter des données personnelles. Vous pouvez retirer votre consentement, accepter ou paramétrer les cookies.</p>", why: WhyRefused},
		{name: "a release about cookies", body: head + "<h1>Cookie walls are unlawful</h1><time datetime=2021-05-07>7 May 2021</time><p>We told the court today that consent to cookies which one must accept is none, and that the privacy of all who read a newspaper is for sale to its partners.</p>", has: []string{"for sale"}},
		{name: "soft 404, french", body: "<title>Page introuvable | ONG</title><h1>Page introuvable</h1><p>La page que vous cherchez n’existe pas.</p>", why: WhyMissing},
		{name: "soft 404, arabic", body: "<title>الصفحة غير موجودة</title><h1>الصفحة غير موجودة</h1><p>عذرا</p>", why: WhyMissing},
		{name: "refused", body: "<title>Just a moment...</title><h1>Just a moment...</h1><p>Checking your browser.</p>", why: WhyRefused},
	}
	r, schema := newReader(t), releaseSchema(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			reading, err := r.Read(htmlPage("https://ngo.example/news/1", []byte(tt.body)))
			if err != nil {
				t.Fatal(err)
			}
			checkReading(t, reading)
			checkSchema(t, schema, reading.Release)
			text := deref(reading.Release.Text)
			if reading.Why != tt.why {
				t.Errorf("why %q, want %q; text %q", reading.Why, tt.why, text)
			}
			if tt.warning != "" && !slices.ContainsFunc(reading.Release.Warnings, func(w string) bool { return strings.Contains(w, tt.warning) }) {
				t.Errorf("warnings %q lack %q", reading.Release.Warnings, tt.warning)
			}
			for _, s := range tt.has {
				if !strings.Contains(text, s) {
					t.Errorf("the text lacks %q: %q", s, text)
				}
			}
			for _, s := range tt.lacks {
				if strings.Contains(text, s) {
					t.Errorf("the text has %q: %q", s, text)
				}
			}
			if !utf8.ValidString(text + deref(reading.Release.Title)) {
				t.Error("not valid UTF-8")
			}
		})
	}
}
