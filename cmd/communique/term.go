package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"

	"golang.org/x/term"
)

// style writes colours, where the stream is a terminal and the user has not
// said NO_COLOR (no-color.org).
type style struct{ on bool }

func (a *app) style(w io.Writer) style {
	return style{isTerminal(w) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"}
}

// output is a stream that remembers the first error of writing to it: most
// lines are printed by functions that do not look.
type output struct {
	io.Writer
	err error
}

func (o *output) Write(p []byte) (int, error) {
	n, err := o.Writer.Write(p)
	if err != nil && o.err == nil {
		o.err = fmt.Errorf("write output: %w", err)
	}
	return n, err
}

// file gives the file behind a stream, if there is one.
func file(w io.Writer) (*os.File, bool) {
	if o, ok := w.(*output); ok {
		w = o.Writer
	}
	f, ok := w.(*os.File)
	return f, ok
}

// jsonLines writes one JSON object a line, with < > & as they are.
func jsonLines(w io.Writer) *json.Encoder {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc
}

func isTerminal(w io.Writer) bool {
	f, ok := file(w)
	return ok && term.IsTerminal(int(f.Fd()))
}

// width is how many columns a stream has; 80 where it is no terminal.
func width(w io.Writer) int {
	if f, ok := file(w); ok {
		if n, _, err := term.GetSize(int(f.Fd())); err == nil && n > 20 {
			return n
		}
	}
	return 80
}

func (s style) wrap(code, text string) string {
	if !s.on || text == "" {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

func (s style) bold(t string) string  { return s.wrap("1", t) }
func (s style) dim(t string) string   { return s.wrap("2", t) }
func (s style) green(t string) string { return s.wrap("32", t) }
func (s style) cyan(t string) string  { return s.wrap("36", t) }
func (s style) mark(t string) string  { return s.wrap("1;33", t) }

// A deletion is struck through and an insertion underlined besides: not
// everybody tells red from green.
func (s style) deleted(t string) string  { return s.wrap("31;9", t) }
func (s style) inserted(t string) string { return s.wrap("32;4", t) }

// printable takes the control characters out of text that came from a web
// page, so that it cannot steer the terminal, nor turn the direction of what
// stands behind it. Line breaks stay.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			return -1
		}
		return r
	}, s)
}

// colours are what style.wrap writes, which takes no column.
var colours = regexp.MustCompile(`\x1b\[[0-9;]*m`)

// fold breaks text into lines of at most n columns, each behind indent.
func fold(text, indent string, n int) string {
	var out strings.Builder
	for i, para := range strings.Split(text, "\n") {
		if i > 0 {
			out.WriteByte('\n')
		}
		if para == "" {
			continue // no spaces on an empty line
		}
		col := 0
		for _, word := range strings.Split(para, " ") {
			size := len([]rune(colours.ReplaceAllString(word, "")))
			switch {
			case col == 0:
				out.WriteString(indent)
				col = len(indent)
			case col+1+size > n:
				out.WriteString("\n" + indent)
				col = len(indent)
			default:
				out.WriteByte(' ')
				col++
			}
			out.WriteString(word)
			col += size
		}
	}
	return out.String()
}

// clip cuts text to n columns.
func clip(text string, n int) string {
	r := []rune(text)
	if len(r) <= n || n < 2 {
		return text
	}
	return string(r[:n-1]) + "…"
}
