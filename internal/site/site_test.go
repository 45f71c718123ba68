package site

import (
	"errors"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const small = `id: demo-ngo
organization: Demo NGO
hosts: [demo.example]
timezone: Europe/Paris
releases: ['^/news/\d+$']
not_releases: ['^/news/0']
sources:
  - kind: listing
    url: https://demo.example/news
    items: article, li.card
    date: time@datetime
eras:
  - name: now
    match: body.news
`

func TestParse(t *testing.T) {
	p, err := Parse([]byte(small), "demo.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if got := p.Sources[0].Date; got.Attr != "datetime" || got.String() != "time@datetime" {
		t.Errorf("date selector = %q, attribute %q", got, got.Attr)
	}
	if got := p.Location().String(); got != "Europe/Paris" {
		t.Errorf("location = %s", got)
	}
	for addr, want := range map[string]bool{
		"https://demo.example/news/12":              true,
		"https://demo.example:8080/news/12":         true,
		"https://demo.example/news/01":              false,
		"https://demo.example/news/12?utm_source=x": true,
		"https://demo.example/about":                false,
		"https://other.example/news/12":             false,
	} {
		u, err := url.Parse(addr)
		if err != nil {
			t.Fatal(err)
		}
		if got := p.IsRelease(u); got != want {
			t.Errorf("IsRelease(%s) = %v", addr, got)
		}
	}
}

// A mistake in a profile must be found by the person who made it: the message
// names the file, the line and the key.
func TestParseMistakes(t *testing.T) {
	tests := []struct{ name, from, to, want string }{
		{"unknown key", "timezone:", "timezome:", "demo.yaml:4: timezome: field timezome not found"},
		{"bad selector", "items: article, li.card", "items: 'article['", "demo.yaml:10: items: "},
		{"bad pattern", `'^/news/\d+$'`, `'^/news/(\d+$'`, "demo.yaml:5: releases: "},
		{"bad zone", "Europe/Paris", "Europe/Pari", "demo.yaml:4: timezone: "},
		{"no hosts", "hosts: [demo.example]\n", "", "demo.yaml:1: hosts: missing"},
		{"foreign source", "https://demo.example/news", "https://else.example/news", "demo.yaml:7: sources: entry 1: "},
		{"source kind", "kind: listing", "kind: list", "demo.yaml:7: sources: entry 1: kind"},
		{"era without sign", "    match: body.news\n", "", "demo.yaml:12: eras: entry 1: "},
		{"key twice", "eras:", "id: again\neras:", "demo.yaml:12: id: "},
		{"not YAML", "hosts: [demo.example]", "hosts: [demo.example", "demo.yaml:"},
		{"id with spaces", "id: demo-ngo", "id: Demo NGO", "demo.yaml:1: id: "},
		{"delay no duration", "timezone:", "delay: soon\ntimezone:", "demo.yaml:4: delay: "},
		{"mark without key", "    match: body.news\n", "    match: body.news\n    unverified: [title]\n", "demo.yaml:12: eras: entry 1: unverified: \"title\""},
		{"empty file", small, "", "demo.yaml:"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Parse([]byte(strings.Replace(small, tt.from, tt.to, 1)), "demo.yaml")
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error = %v, want it to contain %q", err, tt.want)
			}
		})
	}
}

func TestLoad(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	builtin, err := Load("", nil)
	if err != nil {
		t.Fatal(err)
	}
	write("a.yaml", small)
	write("amnesty.yaml", strings.Replace(small, "demo-ngo", "amnesty-fr", 1))
	set, err := Load(dir, never)
	if err != nil {
		t.Fatal(err)
	}
	if len(set.All()) != len(builtin.All())+1 {
		t.Errorf("%d profiles, want one more than the %d built in", len(set.All()), len(builtin.All()))
	}
	if set.Digest() == builtin.Digest() {
		t.Error("other profiles, same digest")
	}
	if p, err := set.ByID("amnesty-fr"); err != nil || p.Path == "" {
		t.Errorf("the user's amnesty-fr does not take the built-in one's place: %+v, %v", p, err)
	}
	if _, err := set.ByID("nobody"); err == nil || !strings.Contains(err.Error(), "demo-ngo") {
		t.Errorf("unknown site: %v; want the known ones listed", err)
	}
	write("b.yaml", small)
	if set, err = Load(dir, never); err != nil || len(set.Broken()) != 1 || !strings.Contains(set.Whole().Error(), "b.yaml") {
		t.Errorf("one id in two files: %v, %v", set.Broken(), err)
	}
}

// never: no pages were ever read.
func never(string) ([]byte, error) { return nil, nil }

// TestLoadBroken: a mistake in one file is trouble of its site alone, whose
// pages are read as before.
func TestLoadBroken(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	other := strings.NewReplacer("demo-ngo", "other", "demo.example", "other.example").Replace(small)
	write("a.yaml", small)
	write("b.yaml", other)
	good, err := Load(dir, never)
	if err != nil || good.Whole() != nil {
		t.Fatal(err, good.Whole())
	}
	write("a.yaml", small+"hosts\n")
	set, err := Load(dir, func(name string) ([]byte, error) { return []byte(good.Own()[name]), nil })
	if err != nil {
		t.Fatal(err)
	}
	if set.Digest() != good.Digest() || !maps.Equal(set.Own(), good.Own()) {
		t.Error("a broken file has its pages read again")
	}
	if p := set.ForURL(&url.URL{Scheme: "https", Host: "demo.example", Path: "/news/1"}); p == nil || p.ID != "demo-ngo" {
		t.Errorf("its pages are read with %+v", p)
	}
	if _, err := set.ByID("demo-ngo"); err == nil || !strings.Contains(err.Error(), "a.yaml:") {
		t.Errorf("its site is visited: %v", err)
	}
	if b := set.Broken(); len(b) != 1 || b[0].ID != "demo-ngo" || set.Whole() == nil {
		t.Errorf("broken are %+v", b)
	}
	if _, err := set.ByID("other"); err != nil {
		t.Errorf("the other site: %v", err)
	}
	if _, err := Load(dir, func(string) ([]byte, error) { return nil, errors.New("not noted") }); err == nil || !strings.Contains(err.Error(), "a.yaml:") {
		t.Errorf("its pages would be read without it: %v", err)
	}
	write("amnesty-fr.yaml", "hosts")
	if set, err = Load(dir, never); err != nil {
		t.Fatal(err)
	}
	if _, err := set.ByID("amnesty-fr"); err == nil {
		t.Error("the built-in profile was taken for the broken one")
	}
}

// Of two profiles that share a host, the one whose release it is reads a page.
func TestForURLOfASharedHost(t *testing.T) {
	var both []*Profile
	for _, id := range []string{"aaa", "zzz"} {
		text := strings.NewReplacer("demo-ngo", id, "^/news/\\d+$", "^/"+id+"/", "^/news/0", "^/none").Replace(small)
		p, err := Parse([]byte(text), id+".yaml")
		if err != nil {
			t.Fatal(err)
		}
		both = append(both, p)
	}
	set := Of(both...)
	for path, want := range map[string]string{"/zzz/1": "zzz", "/aaa/1": "aaa", "/about": "aaa"} {
		if got := set.ForURL(&url.URL{Scheme: "https", Host: "demo.example", Path: path}); got == nil || got.ID != want {
			t.Errorf("ForURL(%s) = %+v, want %s", path, got, want)
		}
	}
}

// A profile that a user writes for a host of a built-in one is not written in
// vain, whatever its id.
func TestForURLOfOnesOwn(t *testing.T) {
	builtIn, err := Parse([]byte(strings.Replace(small, "demo-ngo", "aaa", 1)), "aaa.yaml")
	if err != nil {
		t.Fatal(err)
	}
	own, err := Parse([]byte(strings.NewReplacer("demo-ngo", "zzz", "^/news/\\d+$", "^/news/1").Replace(small)), "zzz.yaml")
	if err != nil {
		t.Fatal(err)
	}
	own.Path = "sites/zzz.yaml"
	set := Of(builtIn, own)
	for path, want := range map[string]string{"/news/1": "zzz", "/news/2": "aaa", "/about": "zzz"} {
		if got := set.ForURL(&url.URL{Scheme: "https", Host: "demo.example", Path: path}); got == nil || got.ID != want {
			t.Errorf("ForURL(%s) = %+v, want %s", path, got, want)
		}
	}
}

func TestCanonical(t *testing.T) {
	tests := map[string]string{
		"HTTPS://WWW.Amnesty.FR/Communiques/X/":                  "https://www.amnesty.fr/Communiques/X",
		"https://a.example:443/x#top":                            "https://a.example/x",
		"http://a.example:8080/x":                                "http://a.example:8080/x",
		"https://a.example/?utm_source=x&id=3&fbclid=zz":         "https://a.example/?id=3",
		"https://a.example":                                      "https://a.example/",
		"https://a.example/x?":                                   "https://a.example/x",
		"https://a.example/caf%c3%a9/":                           "https://a.example/caf%C3%A9",
		"https://a.example/café":                                 "https://a.example/caf%C3%A9",
		"https://a.example/?q=é t'":                              "https://a.example/?q=%C3%A9%20t%27",
		"https://a.example/caf%C3%A9/":                           "https://a.example/caf%C3%A9",
		"https://u:p@a.example/x":                                "https://a.example/x",
		" https://a.example/x ":                                  "https://a.example/x",
		"https://a.example/spip.php?article8532&lang=fr":         "https://a.example/spip.php?article8532&lang=fr",
		"mailto:x@a.example":                                     "",
		"/relative":                                              "",
		"https://a.example//":                                    "https://a.example/",
		"https://a.example/a%2Fb/":                               "https://a.example/a%2Fb",
		"https://a.example/x?utm_campaign=y":                     "https://a.example/x",
		"https://a.example/x?PHPSESSID=0a1b&id=7":                "https://a.example/x?id=7",
		"https://a.example/x;jsessionid=0A1B.node2?id=7":         "https://a.example/x?id=7",
		"https://a.example/x;jsessionid=0A1B/y":                  "https://a.example/x/y",
		"https://a.example/;jsessionid=0A1B":                     "https://a.example/",
		"https://a.example/a%2Fb;JSESSIONID=0A1B":                "https://a.example/a%2Fb",
		"https://a.example/x?ASPSESSIONIDQQ=ABC&sid=7":           "https://a.example/x?sid=7", // sid: a story, as it looks
		"https://a.example/x?sid=0f3d9c2b7a6e5d4c3b2a19":         "https://a.example/x",
		"https://a.example/x?session=autumn-2025":                "https://a.example/x?session=autumn-2025",
		"https://a.example/(S(lit3py55t21z5v55vlm25s55))/x.aspx": "https://a.example/x.aspx",
	}
	for in, want := range tests {
		if got := Canonical(in); got != want {
			t.Errorf("Canonical(%q) = %q, want %q", in, got, want)
		}
		if again := Canonical(Canonical(in)); again != Canonical(in) {
			t.Errorf("Canonical is not stable on %q: %q", in, again)
		}
	}
}

func FuzzCanonical(f *testing.F) {
	f.Add("https://a.example/x/?utm_source=1&b=2#c")
	f.Add("https://a.example/%2F/")
	f.Add("http://:80")
	f.Add("http://a.example/;sid=1;sid=;jsessionid=/(S(lit3py55t21z5v55vlm25s55))?sid=0f3d9c2b7a6e5d4c3b2a19&PHPSESSID")
	f.Fuzz(func(t *testing.T, raw string) {
		once := Canonical(raw)
		if twice := Canonical(once); once != "" && twice != once {
			t.Errorf("Canonical(%q) = %q, and of that %q", raw, once, twice)
		}
	})
}
