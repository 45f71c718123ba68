package extract

import (
	"encoding/json"
	"strings"

	"communique/internal/site"
)

// linkedData is what a page's JSON-LD says of the page itself.
type linkedData struct {
	kind      string // its @type
	headline  string
	published string
	dated     string // the key that says so
	modified  string
	language  string
	publisher string
	keywords  []string
}

// ownNode finds, among all nodes of all blocks, the one that describes the
// page: of the types that can, an article goes before a web page, and a node
// whose address is another page's is that page's.
func ownNode(blocks, own []string) linkedData {
	best, bestRank := map[string]any(nil), 0
	for _, raw := range blocks {
		for _, node := range topNodes(parseLinked(raw)) {
			rank := rankNode(node, own)
			if rank > bestRank {
				best, bestRank = node, rank
			}
		}
	}
	if best == nil {
		return linkedData{}
	}
	d := linkedData{
		kind:      firstString(best["@type"]),
		headline:  collapse(firstString(best["headline"])),
		published: firstString(best["datePublished"]), dated: "datePublished",
		modified: firstString(best["dateModified"]),
		language: firstString(best["inLanguage"]),
	}
	if d.published == "" {
		d.published, d.dated = firstString(best["dateCreated"]), "dateCreated"
	}
	if d.modified == d.published {
		d.modified = "" // Yoast writes both for a page that never was modified
	}
	switch v := best["keywords"].(type) {
	case string:
		d.keywords = splitTags(v, true)
	case []any:
		for _, e := range v {
			d.keywords = append(d.keywords, splitTags(firstString(e), len(v) == 1)...)
		}
	}
	if p, ok := best["publisher"].(map[string]any); ok {
		d.publisher = collapse(firstString(p["name"]))
	}
	return d
}

// parseLinked reads a block, repaired where it is not strict JSON; nil for one
// that is beyond repair.
func parseLinked(raw string) any {
	var v any
	if json.Unmarshal([]byte(raw), &v) == nil {
		return v
	}
	if json.Unmarshal([]byte(repairJSON(raw)), &v) == nil {
		return v
	}
	return nil
}

// topNodes are the nodes that stand for themselves: the block, the members of
// a list or @graph, and what a page names as its main entity. What is nested
// elsewhere (items of a list, related articles) is not the page.
func topNodes(v any) []map[string]any {
	var nodes []map[string]any
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			nodes = append(nodes, topNodes(e)...)
		}
	case map[string]any:
		nodes = append(nodes, v)
		nodes = append(nodes, topNodes(v["@graph"])...)
		if main, ok := v["mainEntity"].(map[string]any); ok {
			nodes = append(nodes, main)
		}
	}
	return nodes
}

func rankNode(node map[string]any, own []string) int {
	rank := 0
	switch kind := firstString(node["@type"]); {
	case strings.HasSuffix(kind, "Article"), strings.HasSuffix(kind, "Posting"), kind == "Report", kind == "PressRelease", kind == "Statement":
		rank = 20
	case kind == "WebPage", kind == "ItemPage", kind == "AboutPage":
		rank = 10
	case kind == "CollectionPage", kind == "SearchResultsPage":
		rank = 5
	default:
		return 0
	}
	address := ""
	for _, key := range []string{"url", "mainEntityOfPage", "@id"} {
		if s := firstString(node[key]); strings.HasPrefix(s, "http") {
			address = s
			break
		}
	}
	if address == "" {
		return rank
	}
	for _, o := range own {
		if site.Canonical(address) == o {
			return rank + 2
		}
	}
	if rank == 20 {
		return 1 // an article at another address: better than nothing only
	}
	return rank - 4
}

// firstString reads a string, the first of a list, or a node's name or @id.
func firstString(v any) string {
	switch v := v.(type) {
	case string:
		return trimSpace(v)
	case []any:
		for _, e := range v {
			if s := firstString(e); s != "" {
				return s
			}
		}
	case map[string]any:
		for _, key := range []string{"@value", "@id", "name"} {
			if s := firstString(v[key]); s != "" {
				return s
			}
		}
	}
	return ""
}

// repairJSON mends what real pages get wrong: comment and CDATA wrappers, raw
// control characters and false escapes in strings, commas before a closing
// bracket, a semicolon at the end.
func repairJSON(raw string) string {
	if _, after, ok := strings.Cut(raw, "<![CDATA["); ok {
		raw = after
		if i := strings.LastIndex(raw, "]]>"); i >= 0 {
			raw = raw[:i]
		}
	}
	start, end := strings.IndexAny(raw, "{["), strings.LastIndexAny(raw, "}]")
	if start < 0 || end < start {
		return ""
	}
	return mendJSON(raw[start : end+1])
}

func mendJSON(s string) string {
	var out strings.Builder
	out.Grow(len(s) + 16)
	inString := false
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case !inString:
			if c == ',' {
				if rest := strings.TrimLeft(s[i+1:], " \t\r\n"); rest != "" && (rest[0] == '}' || rest[0] == ']') {
					continue
				}
			}
			inString = c == '"'
			out.WriteByte(c)
		case c == '"':
			inString = false
			out.WriteByte(c)
		case c == '\\' && i+1 < len(s):
			i++
			if strings.IndexByte(`"\/bfnrtu`, s[i]) >= 0 {
				out.WriteByte('\\')
			}
			if s[i] < ' ' {
				out.WriteByte(' ')
			} else {
				out.WriteByte(s[i])
			}
		case c < ' ':
			out.WriteString(controlEscape(c))
		default:
			out.WriteByte(c)
		}
	}
	return out.String()
}

func controlEscape(c byte) string {
	switch c {
	case '\n':
		return `\n`
	case '\r':
		return `\r`
	case '\t':
		return `\t`
	}
	return " "
}
