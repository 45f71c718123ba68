package report

import (
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"
)

const (
	// shownHits and shownWarnings are how many a person is shown of one sort;
	// the JSON form has more.
	shownHits     = 12
	shownWarnings = 40
)

// Look is how text is set. The zero Look is plain text of any width.
type Look struct {
	Width            int // columns; 0: lines are not cut
	Bold, Good, Mark func(string) string
	ID, Warn         func(string) string
}

func set(how func(string) string, text string) string {
	if how == nil {
		return text
	}
	return how(text)
}

// Text writes a report for a terminal, or a file.
func Text(w io.Writer, n Night, l Look) error {
	var b strings.Builder
	fmt.Fprintln(&b, set(l.Bold, n.headline()))
	l.warnings(&b, n)
	if len(n.Sites) > 0 {
		b.WriteByte('\n')
		l.table(&b, n.table())
	}
	l.notes(&b, n)
	l.changes(&b, n)
	l.watches(&b, n)
	return write(w, b.String())
}

// Changes writes which releases are new, changed or gone, and nothing else.
func Changes(w io.Writer, n Night, l Look) error {
	var b strings.Builder
	l.changes(&b, n)
	return write(w, strings.TrimPrefix(b.String(), "\n"))
}

func write(w io.Writer, text string) error {
	if _, err := io.WriteString(w, text); err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	return nil
}

func (n Night) headline() string {
	return fmt.Sprintf("%s of %s, %s: %s", n.Run.Command, Moment(n.Run.Started), Duration(n.Took()), n.Verdict())
}

// Took is how long the run took, without the reading of its pages.
func (n Night) Took() time.Duration { return n.Run.Finished.Sub(n.Run.Started) }

func (l Look) warnings(b *strings.Builder, n Night) {
	if len(n.Warnings) == 0 {
		return
	}
	fmt.Fprintf(b, "\n%s\n", set(l.Warn, "Look at these first"))
	for i, warning := range n.Warnings {
		if i == shownWarnings {
			fmt.Fprintf(b, "  … and %d more: they are in report.json\n", len(n.Warnings)-i)
			break
		}
		text := warning.Text
		if warning.Site != "" {
			text = warning.Site + ": " + text
		}
		l.wrap(b, "  ", Line(text))
		if f := n.finding(warning); f != nil {
			l.wrap(b, "    ", Line("since "+f.Since+"; "+where(f.Page)))
		}
	}
}

func (l Look) notes(b *strings.Builder, n Night) {
	first := "\n"
	for _, s := range n.Sites {
		for _, note := range s.Notes {
			b.WriteString(first)
			first = ""
			l.wrap(b, "", Line(s.Site+": "+note))
		}
	}
	if note := n.Read.Attached.Note(); note != "" {
		b.WriteString(first)
		l.wrap(b, "", Line(note))
	}
}

// wrap writes a paragraph, broken where the line ends; words stay whole, so
// that addresses can be copied.
func (l Look) wrap(b *strings.Builder, indent, text string) {
	column := 0
	for i, word := range strings.Split(text, " ") {
		n := utf8.RuneCountInString(word)
		switch {
		case i == 0:
			b.WriteString(indent)
			column = len(indent)
		case l.Width > 0 && column+1+n > l.Width:
			b.WriteString("\n" + indent + "  ")
			column = len(indent) + 2
		default:
			b.WriteByte(' ')
			column++
		}
		b.WriteString(word)
		column += n
	}
	b.WriteByte('\n')
}

// table prints columns, the first flush left and the others right.
func (l Look) table(b *strings.Builder, rows [][]string) {
	wide := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			wide[i] = max(wide[i], utf8.RuneCountInString(cell))
		}
	}
	for y, row := range rows {
		var line strings.Builder
		for x, cell := range row {
			pad := strings.Repeat(" ", wide[x]-utf8.RuneCountInString(cell))
			if x == 0 {
				line.WriteString(cell + pad)
			} else {
				line.WriteString("  " + pad + cell)
			}
		}
		text := line.String()
		if y == 0 {
			text = set(l.Bold, text)
		}
		fmt.Fprintln(b, text)
	}
}

func (l Look) changes(b *strings.Builder, n Night) {
	for i := range n.Sites {
		first := true
		for _, g := range n.Sites[i].groups() {
			if g.Count > 0 && first {
				b.WriteByte('\n')
				first = false
			}
			l.hits(b, g.Name, g.Hits, g.Count)
		}
	}
}

func (l Look) hits(b *strings.Builder, name string, hits []Hit, count int) {
	for i, h := range hits {
		if i == shownHits {
			break
		}
		title := Line(h.Title)
		if title == "" {
			title = Line(h.URL)
		}
		if len(h.Kinds) > 0 {
			title = Line(strings.Join(h.Kinds, ", ")) + ": " + title
		}
		if l.Width > 0 {
			title = clip(title, max(l.Width-len(h.ID)-11, 2))
		}
		fmt.Fprintf(b, "%s %s  %s\n", set(l.Good, fmt.Sprintf("%-8s", name)), set(l.ID, h.ID), title)
	}
	if more := count - min(len(hits), shownHits); more > 0 {
		fmt.Fprintf(b, "%8s %d more\n", "", more)
	}
}

func (l Look) watches(b *strings.Builder, n Night) {
	for _, w := range n.Watches {
		if len(w.New)+len(w.Changed) == 0 {
			continue
		}
		fmt.Fprintf(b, "\n%s\n", set(l.Bold, Line("Watch "+w.Name+": "+w.Query)))
		l.hits(b, "new", w.New, len(w.New))
		l.hits(b, "changed", w.Changed, len(w.Changed))
	}
}
