package main

import (
	"bytes"
	"fmt"
	"strings"
	"text/tabwriter"
)

// columns prints a table. On a terminal that is too narrow for it, where lines
// would break in the middle of words, each row is a paragraph instead, with the
// name of each column before its value and without what is not known; head may
// be nil.
func (a *app) columns(head []string, rows [][]string) error {
	var table bytes.Buffer
	w := tabwriter.NewWriter(&table, 0, 0, 2, ' ', 0)
	if head != nil {
		fmt.Fprintln(w, strings.Join(head, "\t"))
	}
	for _, row := range rows {
		fmt.Fprintln(w, strings.Join(row, "\t"))
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("print a table: %w", err)
	}
	if n := width(a.stdout); isTerminal(a.stdout) && widest(table.String()) > n {
		table.Reset()
		table.WriteString(paragraphs(head, rows, n, a.style(a.stdout).bold))
	}
	_, err := a.stdout.Write(table.Bytes())
	return err
}

func widest(text string) (n int) {
	for line := range strings.Lines(text) {
		n = max(n, len([]rune(strings.TrimRight(line, " \n"))))
	}
	return n
}

func paragraphs(head []string, rows [][]string, n int, title func(string) string) string {
	var b strings.Builder
	for _, row := range rows {
		fmt.Fprintln(&b, title(row[0]))
		var parts []string
		for i, cell := range row[1:] {
			if cell == "—" {
				continue
			}
			if head != nil { // a name stays with the beginning of its value
				cell = strings.ReplaceAll(head[i+1]+" ", " ", "\u00a0") + cell
			}
			parts = append(parts, cell)
		}
		if parts != nil {
			fmt.Fprintln(&b, fold(strings.Join(parts, " · "), "  ", n))
		}
	}
	return b.String()
}
