package extract

import (
	"cmp"
	"net/url"
	"path"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"communique/archive"
	"communique/internal/site"
)

// mediaType gives the type of a linked document by its extension; "" for what
// is a page.
func mediaType(href string) string {
	href, _, _ = strings.Cut(href, "#")
	href, _, _ = strings.Cut(href, "?")
	dot := strings.LastIndexByte(href, '.')
	if dot < 0 || len(href)-dot > 5 || len(href)-dot < 4 {
		return ""
	}
	switch strings.ToLower(href[dot+1:]) {
	case "pdf":
		return "application/pdf"
	case "doc":
		return "application/msword"
	case "docx":
		return "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	case "xls":
		return "application/vnd.ms-excel"
	case "xlsx":
		return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	case "ppt":
		return "application/vnd.ms-powerpoint"
	case "pptx":
		return "application/vnd.openxmlformats-officedocument.presentationml.presentation"
	case "odt":
		return "application/vnd.oasis.opendocument.text"
	case "ods":
		return "application/vnd.oasis.opendocument.spreadsheet"
	case "rtf":
		return "application/rtf"
	case "csv":
		return "text/csv"
	case "zip":
		return "application/zip"
	case "epub":
		return "application/epub+zip"
	}
	return ""
}

// isMedia knows addresses of pictures, sound and films, which are no pages.
func isMedia(address string) bool {
	address, _, _ = strings.Cut(address, "?")
	switch strings.ToLower(path.Ext(address)) {
	case ".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".avif", ".mp3", ".m4a", ".ogg", ".wav", ".mp4", ".m4v", ".mov", ".avi", ".webm":
		return true
	}
	return false
}

// addFile records a link to a document, once an address.
func (w *work) addFile(n *html.Node, evidence string) {
	abs := w.resolve(attr(n, "href"))
	if abs == "" {
		abs = w.resolve(attr(n, "data")) // object elements
	}
	kind := mediaType(abs)
	if kind == "" {
		return
	}
	address := site.Canonical(abs)
	if w.attached[address] {
		return
	}
	w.attached[address] = true
	title := textOf(n)
	if title == "" {
		title = collapse(attr(n, "aria-label"))
	}
	title = strings.TrimPrefix(title, "Embed of ") // WordPress, of what it shows
	if isDownloadWord(title) {
		title = cmp.Or(boxHeading(n), title)
	}
	if title == "" {
		title = path.Base(address)
		if u, err := url.Parse(address); err == nil {
			title = collapse(strings.ToValidUTF8(path.Base(u.Path), ""))
		}
	}
	w.out.Attachments = append(w.out.Attachments, archive.Attachment{URL: address, Title: known(title), MediaType: known(kind)})
	w.note(finding{field: "attachments", evidence: evidence, value: address, raw: cmp.Or(attr(n, "href"), attr(n, "data")), node: n})
}

// filesInside records the documents linked inside some elements, in page
// order. The survey has found all such links; this keeps those of the article.
func (w *work) filesInside(roots []*html.Node, evidence string) {
	for _, n := range w.head.files {
		if inFurniture(n) {
			continue
		}
		for _, root := range roots {
			if isInside(n, root) {
				w.addFile(n, evidence)
				break
			}
		}
	}
}

// inFurniture reports whether an element is in a part of the page that stands
// around its content.
func inFurniture(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		switch n.DataAtom {
		case atom.Nav, atom.Footer:
			return true
		case atom.Header:
			if n.Parent != nil && n.Parent.DataAtom == atom.Body {
				return true
			}
		}
	}
	return false
}

// isDownloadWord reports whether the words of a link say only that there is a
// file, and not which.
func isDownloadWord(title string) bool {
	switch strings.ToLower(strings.TrimRight(title, " .…")) {
	case "download", "download pdf", "download the pdf", "download file", "pdf", "herunterladen", "pdf herunterladen", "télécharger", "télécharger le pdf",
		"descargar", "descargar pdf", "scarica", "scarica il pdf", "baixar", "скачать", "завантажити":
		return true
	}
	return false
}

// boxHeading is the heading of the small box that a link stands in; "" where
// there is none, or more than one.
func boxHeading(n *html.Node) string {
	for box := n.Parent; box != nil && box.DataAtom != atom.Body && box.DataAtom != atom.Article && box.DataAtom != atom.Main && textLenWithin(box, 400); box = box.Parent {
		var found *html.Node
		for d := range box.Descendants() {
			if headingLevel(d) > 0 {
				if found != nil || d.DataAtom == atom.H1 {
					return ""
				}
				found = d
			}
		}
		if found != nil {
			return textOf(found)
		}
	}
	return ""
}
