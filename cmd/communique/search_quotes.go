package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"communique/archive"
	"communique/index"
	"communique/internal/export"
)

// quoteLine is a quotation that was found, in JSON: the row of export --of
// quotes, what cites it, and the marks, in code points of its text.
type quoteLine struct {
	export.QuoteRow
	Organization *string  `json:"organization"`
	Published    *string  `json:"published"`
	Captured     string   `json:"captured"`
	RecordID     string   `json:"record_id"`
	Marks        [][2]int `json:"marks"`
}

var quoteColumns = []string{"rank", "release", "ordinal", "url", "title", "organization", "published", "text", "speaker", "role", "affiliation",
	"attribution", "captured", "record_id"}

// findQuotes prints quotations. How many there are is known only with --count:
// each has to be read.
func (s *searching) findQuotes(ctx context.Context) error {
	var rows [][]string
	enc := jsonLines(s.stdout)
	n, more := 0, false
	for h, err := range s.ix.Quotes(ctx, s.request, s.db.Record) {
		if err != nil {
			return err
		}
		if n++; s.count || n <= s.request.Offset {
			continue
		}
		if n > s.request.Offset+max(0, s.request.Limit) {
			more = true
			break
		}
		switch s.format {
		case "json":
			err = enc.Encode(newQuoteLine(h))
		case "csv":
			rows = append(rows, quoteCells(n, h))
		default:
			s.printQuote(h, n)
		}
		if err != nil {
			return fmt.Errorf("write quotations: %w", err)
		}
	}
	var err error
	switch {
	case s.count:
		err = s.printCount(uint64(n))
	case s.format == "csv":
		err = s.cells(ctx, quoteColumns, rows)
	}
	switch {
	case s.count || s.request.Limit < 0:
	case n > 0 && n <= s.request.Offset:
		fmt.Fprintf(s.stderr, "There are %s: --offset %d is behind the last\n", plural(n, "quotation"), s.request.Offset)
	case more:
		fmt.Fprintf(s.stderr, "There are more; the next with --offset %d, and --count says how many\n", s.request.Offset+s.request.Limit)
	}
	if err == nil && n == 0 {
		err = s.advise(ctx)
	}
	return err
}

func newQuoteLine(h index.QuoteHit) quoteLine {
	r := h.Release
	line := quoteLine{
		QuoteRow:     export.QuoteRow{Release: r.ID, Site: r.Site, URL: r.URL, Title: r.Title, PublishedDay: r.PublishedDay, Language: r.Language, Ordinal: h.Ordinal + 1, Quote: h.Quote()},
		Organization: r.Organization, Published: r.Published, Captured: archive.Timestamp(r.Capture.Fetched), RecordID: r.Capture.RecordID, Marks: [][2]int{},
	}
	for _, m := range h.Marks {
		line.Marks = append(line.Marks, markInCodePoints(h.Quote().Text, m))
	}
	return line
}

func quoteCells(rank int, h index.QuoteHit) []string {
	r, q := h.Release, h.Quote()
	return []string{strconv.Itoa(rank), r.ID, strconv.Itoa(h.Ordinal + 1), r.URL, deref(r.Title, ""), deref(r.Organization, ""), deref(r.Published, ""),
		q.Text, deref(q.Speaker, ""), deref(q.Role, ""), deref(q.Affiliation, ""), q.Attribution, archive.Timestamp(r.Capture.Fetched), r.Capture.RecordID}
}

// quotationMarks are those of a language, for a quotation that is printed by
// itself.
func quotationMarks(language *string) (open, end string) {
	base, _, _ := strings.Cut(deref(language, ""), "-")
	switch base {
	case "fr":
		return "«\u00a0", "\u00a0»"
	case "es", "it", "pt", "ru", "ar":
		return "«", "»"
	case "de":
		return "„", "“"
	}
	return "“", "”"
}

func (s *searching) printQuote(h index.QuoteHit, number int) {
	look, q, r := s.style(s.stdout), h.Quote(), h.Release
	open, end := quotationMarks(r.Language)
	text := highlight(index.Snippet{Text: q.Text, Marks: h.Marks}, look)
	text = fold(open+text+end, "    ", min(width(s.stdout), 100))
	fmt.Fprintf(s.stdout, "%s %s\n", look.dim(fmt.Sprintf("%2d.", number)), strings.TrimPrefix(text, "    "))
	fmt.Fprintln(s.stdout, look.bold(fold("— "+saidBy(q), "    ", min(width(s.stdout), 100))))
	fmt.Fprintf(s.stdout, "    %s · %s · %s\n", dayOf(r), printable(deref(r.Organization, r.Site)), look.cyan(r.ID))
	fmt.Fprintf(s.stdout, "    %s\n    %s\n\n", printable(deref(r.Title, "(no title)")), look.dim(r.URL))
}
