package discover

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestRequisites(t *testing.T) {
	page := `<html><head><base href="/site/"><link rel="Stylesheet" href="main.css"><link rel="canonical" href="/c">
	<link rel="preload" as="font" href="/f.woff2"><link rel="preload" as="script" href="/x.js"><script src="/y.js"></script>
	<style>@import "extra.css"; h1 { background: url( 'bg.png' ) } a { cursor: url(data:image/png;base64,AA) }</style></head>
	<body><img src="a.jpg" srcset="a-2.jpg 2x, a,3.jpg 3x"><picture><source srcset="//cdn.example/b.webp"><img src="a.jpg"></picture>
	<video poster=p.jpg></video><div style="background:url(c.png)"></div><a href="other.html">x</a></body></html>`
	got, err := Requisites([]byte(page), at(t, "https://ngo.example/news/1"))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"https://ngo.example/site/main.css", "https://ngo.example/f.woff2", "https://ngo.example/site/extra.css", "https://ngo.example/site/bg.png",
		"https://ngo.example/site/a.jpg", "https://ngo.example/site/a-2.jpg", "https://ngo.example/site/a,3.jpg",
		"https://cdn.example/b.webp", "https://ngo.example/site/p.jpg", "https://ngo.example/site/c.png",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestStyleRequisites(t *testing.T) {
	css := "@import url(reset.css);\n@font-face { src: url('../f/a.woff2') format('woff2'), url(\"../f/a.woff\") }\n.x { filter: url(#blur) }"
	got := StyleRequisites([]byte(css), at(t, "https://ngo.example/css/main.css"))
	want := []string{"https://ngo.example/css/reset.css", "https://ngo.example/f/a.woff2", "https://ngo.example/f/a.woff"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
