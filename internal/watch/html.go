package watch

import (
	"fmt"
	"html"
	"strings"

	"communique/internal/change"
)

// surroundings is how many characters of what stayed the same are shown on either
// side of a change.
const surroundings = 120

// html is the body of an entry: of a new release what it begins with, of a
// changed one what has changed. All of it comes from web pages and is escaped;
// the only markup is ours.
func (e entry) html() string {
	var b strings.Builder
	h := describe(*e.now)
	var facts []string
	for _, f := range []string{h.Organization, h.Published, strings.Join(e.now.Countries, " "), h.Language} {
		if f != "" {
			facts = append(facts, html.EscapeString(f))
		}
	}
	fmt.Fprintf(&b, "<p>%s</p>\n", strings.Join(facts, " · "))
	switch {
	case e.change != nil:
		e.writeChange(&b)
	case e.now.Lead != nil:
		fmt.Fprintf(&b, "<p>%s</p>\n", text(*e.now.Lead))
	}
	if e.Left {
		b.WriteString("<p>The search finds the version before, and not this one.</p>\n")
	}
	fmt.Fprintf(&b, "<p>%s, captured %s</p>", html.EscapeString(e.ID), day(e.Version))
	return b.String()
}

func (e entry) writeChange(b *strings.Builder) {
	kinds := make([]string, len(e.change.Kinds))
	for i, k := range e.change.Kinds {
		kinds[i] = words(k)
	}
	fmt.Fprintf(b, "<p><b>%s</b> (%.1f %% of the words) since %s</p>\n",
		html.EscapeString(strings.Join(kinds, ", ")), e.change.Score*100, day(e.Before))
	for _, f := range e.change.Fields {
		fmt.Fprintf(b, "<h4>%s</h4>\n<p>", html.EscapeString(f.Name))
		for i, h := range f.Hunks {
			switch h.Op {
			case change.Delete:
				fmt.Fprintf(b, "<del>%s</del>", text(h.Text))
			case change.Insert:
				fmt.Fprintf(b, "<ins>%s</ins>", text(h.Text))
			default:
				b.WriteString(text(elide(h.Text, i == 0, i == len(f.Hunks)-1)))
			}
		}
		b.WriteString("</p>\n")
	}
}

// words is a kind of change as people say it.
func words(kind string) string { return strings.ReplaceAll(kind, "-", " ") }

func text(s string) string {
	return strings.ReplaceAll(html.EscapeString(s), "\n", "<br>")
}

// elide cuts out the middle of what stayed the same, between words; of the
// first stretch its beginning, of the last its end.
func elide(s string, first, last bool) string {
	r := []rune(s)
	if len(r) <= 2*surroundings {
		return s
	}
	head, tail := string(r[:surroundings]), string(r[len(r)-surroundings:])
	if i := strings.LastIndexAny(head, " \n"); i > 0 {
		head = head[:i]
	}
	if i := strings.IndexAny(tail, " \n"); i > 0 {
		tail = tail[i:]
	}
	switch {
	case first:
		return "[…]" + tail
	case last:
		return head + " […]"
	}
	return head + " […]" + tail
}
