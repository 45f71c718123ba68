package extract

import (
	"bytes"
	"fmt"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxDepth is how many nested elements the flattened page keeps. The parser
// gives up at 512, and adds open formatting elements of its own to each new
// block: with 150 it has room for that.
const maxDepth = 150

// maxTags is how many tags of a page are read. Of the 250 real pages that we
// measure with, the largest has 19,437, and the next 5,279; the time that the
// parser and the readers take for a tag grows with how deep it stands, and no
// page may take long.
const maxTags = 150_000

// parse never loses a page: one that the parser refuses because its elements
// are nested too deeply is flattened first, and if even that fails its text is
// kept, a paragraph a block.
func parse(text []byte) (doc *html.Node, warnings []string) {
	if bytes.Count(text, []byte("<")) > maxTags {
		text = text[:endOfTags(text)]
		warnings = append(warnings, fmt.Sprintf("markup: more than %d tags, what follows them was not read", maxTags))
	}
	doc, warning := build(text)
	if warning != "" {
		warnings = append(warnings, warning)
	}
	return doc, warnings
}

// endOfTags gives the place of the tag behind the last that is read.
func endOfTags(text []byte) (end int) {
	for range maxTags {
		i := bytes.IndexByte(text[end:], '<')
		if i < 0 {
			return len(text)
		}
		end += i + 1
	}
	return end - 1
}

func build(text []byte) (doc *html.Node, warning string) {
	doc, err := html.Parse(bytes.NewReader(text))
	if err == nil {
		return doc, ""
	}
	doc, err = html.Parse(strings.NewReader(flatten(text, maxDepth)))
	if err == nil {
		return doc, "markup: elements nested too deeply, flattened"
	}
	doc, err = html.Parse(strings.NewReader(flatten(text, 0)))
	if err == nil {
		return doc, "markup: unreadable nesting, only the text was kept"
	}
	return &html.Node{Type: html.DocumentNode}, "markup: unreadable"
}

// flatten writes a page again without the start and end tags that lie deeper
// than depth. Where a dropped tag was a block's, a line break pair keeps the
// texts on its two sides apart.
func flatten(text []byte, depth int) string {
	f := flattener{depth: depth, open: map[string]int{}}
	f.out.Grow(min(len(text), 1<<20))
	z := html.NewTokenizer(bytes.NewReader(text))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return f.out.String()
		case html.StartTagToken:
			name, _ := z.TagName()
			f.start(string(name), z.Raw())
		case html.EndTagToken:
			name, _ := z.TagName()
			f.end(string(name), z.Raw())
		case html.TextToken:
			f.out.Write(z.Raw())
			f.separated = f.separated && strings.TrimSpace(string(z.Raw())) == ""
		default:
			f.out.Write(z.Raw())
		}
	}
}

type flattener struct {
	depth     int
	out       strings.Builder
	stack     []string
	open      map[string]int // how often each name is on the stack
	separated bool
}

// untracked elements do not nest, or close themselves.
func untracked(name string) bool {
	switch atom.Lookup([]byte(name)) {
	case atom.Area, atom.Base, atom.Br, atom.Col, atom.Embed, atom.Hr, atom.Img, atom.Input, atom.Link, atom.Meta,
		atom.Source, atom.Track, atom.Wbr, atom.Param:
		return true
	}
	return false
}

func (f *flattener) start(name string, raw []byte) {
	if untracked(name) {
		f.out.Write(raw)
		return
	}
	if n := len(f.stack); n > 0 && f.stack[n-1] == name && closesItself(name) {
		f.stack = f.stack[:n-1]
		f.open[name]--
	}
	if len(f.stack) < f.depth || rawText(name) {
		f.out.Write(raw)
	} else {
		f.separate(name)
	}
	f.stack = append(f.stack, name)
	f.open[name]++
}

// closesItself names the elements that end where the next of their kind begins.
func closesItself(name string) bool {
	switch name {
	case "p", "li", "dd", "dt", "td", "th", "tr", "option":
		return true
	}
	return false
}

// rawText names the elements whose content is not markup: without its tag it
// would become prose.
func rawText(name string) bool {
	switch name {
	case "script", "style", "title", "textarea", "noscript", "iframe", "xmp", "noembed", "noframes", "plaintext":
		return true
	}
	return false
}

func (f *flattener) end(name string, raw []byte) {
	if f.open[name] == 0 {
		return
	}
	for {
		top := len(f.stack) - 1
		closed := f.stack[top]
		f.stack = f.stack[:top]
		f.open[closed]--
		if closed == name {
			break
		}
	}
	if len(f.stack) < f.depth || rawText(name) {
		f.out.Write(raw)
		return
	}
	f.separate(name)
}

// separate stands for a dropped tag.
func (f *flattener) separate(name string) {
	if f.separated || !isBlock(atom.Lookup([]byte(name))) {
		return
	}
	f.out.WriteString("<br><br>")
	f.separated = true
}
