package reserve

import (
	"net/http"
	"strings"
	"testing"
)

func header(lines ...string) http.Header {
	h := http.Header{}
	for _, line := range lines {
		key, value, _ := strings.Cut(line, ": ")
		h.Add(key, value)
	}
	return h
}

func TestHeader(t *testing.T) {
	for _, tt := range []struct {
		lines []string
		want  string
	}{
		{nil, ""},
		{[]string{"X-Robots-Tag: noarchive"}, "noarchive"},
		{[]string{"X-Robots-Tag: NoIndex, NOARCHIVE"}, "noarchive"},
		{[]string{"X-Robots-Tag: noindex", "X-Robots-Tag: nofollow, noarchive"}, "noarchive"},
		{[]string{"X-Robots-Tag: noindex, nofollow, none, nosnippet"}, ""},
		{[]string{"X-Robots-Tag: communique: noarchive"}, "noarchive"},
		{[]string{"X-Robots-Tag: Communique : noindex, noarchive"}, "noarchive"},
		{[]string{"X-Robots-Tag: otherbot: noarchive"}, ""},
		{[]string{"X-Robots-Tag: otherbot: noindex, noarchive"}, ""},
		{[]string{"X-Robots-Tag: otherbot: noindex, communique: noarchive"}, "noarchive"},
		{[]string{"X-Robots-Tag: communique: noindex, otherbot: noarchive"}, ""},
		{[]string{"X-Robots-Tag: *: noarchive"}, "noarchive"},
		{[]string{"X-Robots-Tag: otherbot: noindex", "X-Robots-Tag: noarchive"}, "noarchive"},
		{[]string{"X-Robots-Tag: unavailable_after: 25 Jun 2031 15:00:00 GMT, noarchive"}, "noarchive"},
		{[]string{"X-Robots-Tag: unavailable_after: Wednesday, 25-Jun-31 15:00:00 GMT, noarchive"}, "noarchive"},
		{[]string{"X-Robots-Tag: max-snippet:20, noarchive"}, "noarchive"},
		{[]string{"X-Robots-Tag: noarchives"}, ""},
		{[]string{"Tdm-Reservation: 1"}, "tdm"},
		{[]string{"Tdm-Reservation:  1 "}, "tdm"},
		{[]string{"Tdm-Reservation: 0"}, ""},
		{[]string{"Tdm-Reservation: 2"}, ""},
		{[]string{"Tdm-Policy: https://a.example/policy.json"}, ""},
		{[]string{"Tdm-Reservation: 1", "X-Robots-Tag: noarchive, noarchive"}, "noarchive tdm"},
	} {
		if got := strings.Join(Header(header(tt.lines...)), " "); got != tt.want {
			t.Errorf("%q: %q, want %q", tt.lines, got, tt.want)
		}
	}
}

func TestPage(t *testing.T) {
	for _, tt := range []struct{ page, want string }{
		{`<html><head><meta name="robots" content="index, follow"><title>x</title>`, ""},
		{`<META NAME="ROBOTS" CONTENT="noindex,noarchive">`, "noarchive"},
		{`<meta name=robots content=noindex><meta content="noarchive" name=robots />`, "noarchive"},
		{`<meta name="communique" content="noarchive">`, "noarchive"},
		{`<meta name="googlebot" content="noarchive">`, ""},
		{`<meta name="tdm-reservation" content="1"><meta name="tdm-policy" content="https://a.example/">`, "tdm"},
		{`<meta name="tdm-reservation" content="0">`, ""},
		{`<p>&lt;meta name="robots" content="noarchive"&gt;</p><!-- <meta name=robots content=noarchive> -->`, ""},
		{`<script>var a = '<meta name="robots" content="noarchive">'</script>`, ""},
		{`<meta name="robots" content="noarchive"`, ""}, // cut before its end
		{strings.Repeat("<div>", 600) + `<meta name=robots content=noarchive>`, "noarchive"},
		{"%PDF-1.7 \x00\xff", ""},
		{"", ""},
	} {
		if got := strings.Join(Page(http.Header{}, []byte(tt.page)), " "); got != tt.want {
			t.Errorf("%.70q: %q, want %q", tt.page, got, tt.want)
		}
	}
	if got := Page(header("X-Robots-Tag: noarchive"), []byte(`<meta name=tdm-reservation content=1>`)); strings.Join(got, " ") != "noarchive tdm" {
		t.Errorf("header and page: %q", got)
	}
}

func FuzzPage(f *testing.F) {
	f.Add("communique: noarchive, x: y", "1", `<meta name=robots content="noarchive">`)
	f.Add("unavailable_after: Wed, 1 Jan 2031 00:00:00 GMT,,:", " 1", `<meta name="tdm-reservation" content="1"`)
	f.Add("\x00:\xff", "", "<meta <meta name=robots content=noarchive><!--")
	f.Fuzz(func(t *testing.T, tag, tdm, page string) {
		h := http.Header{"X-Robots-Tag": {tag}, "Tdm-Reservation": {tdm}}
		said, all := Header(h), Page(h, []byte(page))
		if len(all) > 2 || strings.Join(Join(said, all), " ") != strings.Join(all, " ") {
			t.Errorf("the header reserves %q, header and page %q", said, all)
		}
		if !strings.Contains(strings.ToLower(tag+page), NoArchive) && !strings.Contains(page, "&") && strings.Contains(strings.Join(all, " "), NoArchive) {
			t.Errorf("noarchive out of %q and %q", tag, page)
		}
	})
}
