package main

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"unicode/utf8"

	"communique/archive"
	"communique/index"
	"communique/internal/export"
)

// snippet is an index.Snippet as it is printed: like all offsets in records,
// its marks count Unicode code points.
type snippet struct {
	Field   string   `json:"field"`
	Text    string   `json:"text"`
	Marks   [][2]int `json:"marks"`
	Speaker *string  `json:"speaker"`

	Attachment *string `json:"attachment"`
}

// hitLine is a hit as it is printed in JSON.
type hitLine struct {
	ID       string          `json:"id"`
	URL      string          `json:"url"`
	Score    float64         `json:"score"`
	Snippets []snippet       `json:"snippets"`
	Release  archive.Release `json:"release"`
}

func newHitLine(h index.Hit) hitLine {
	line := hitLine{h.ID, h.Release.URL, h.Score, []snippet{}, h.Release}
	for _, s := range h.Snippets {
		line.Snippets = append(line.Snippets, inCodePoints(s))
	}
	return line
}

// hitsJSON prints one JSON object a hit and, where facets were asked for, one
// more line with them.
func (a *app) hitsJSON(results index.Results) error {
	enc := jsonLines(a.stdout)
	for _, h := range results.Hits {
		if err := enc.Encode(newHitLine(h)); err != nil {
			return fmt.Errorf("write hits: %w", err)
		}
	}
	if results.Facets == nil {
		return nil
	}
	facets := map[string][]facetCount{}
	for name, counts := range results.Facets {
		for _, c := range counts {
			facets[name] = append(facets[name], facetCount(c))
		}
	}
	if err := enc.Encode(map[string]any{"facets": facets}); err != nil {
		return fmt.Errorf("write facets: %w", err)
	}
	return nil
}

// groupLine is a group of hits in JSON; hits is left out with --count.
type groupLine struct {
	Group string    `json:"group"`
	Value string    `json:"value"`
	Count int       `json:"count"`
	Hits  []hitLine `json:"hits,omitempty"`
}

func (s *searching) groupsJSON(ctx context.Context, groups []index.FacetCount) error {
	enc := jsonLines(s.stdout)
	for _, g := range groups {
		line := groupLine{Group: s.group, Value: g.Value, Count: g.Count}
		results, err := s.ix.InGroup(ctx, s.request, s.group, g.Value, s.db.RecordAttached)
		if err != nil {
			return err
		}
		for _, h := range results.Hits {
			line.Hits = append(line.Hits, newHitLine(h))
		}
		if err := enc.Encode(line); err != nil {
			return fmt.Errorf("write groups: %w", err)
		}
	}
	return nil
}

// groupCounts prints how many hits each group has.
func (s *searching) groupCounts(ctx context.Context, groups []index.FacetCount) error {
	enc := jsonLines(s.stdout)
	var rows [][]string
	for _, g := range groups {
		var err error
		switch s.format {
		case "csv":
			rows = append(rows, []string{g.Value, strconv.Itoa(g.Count)})
		case "json":
			err = enc.Encode(groupLine{Group: s.group, Value: g.Value, Count: g.Count})
		default:
			_, err = fmt.Fprintf(s.stdout, "%6d  %s\n", g.Count, s.groupName(g.Value))
		}
		if err != nil {
			return fmt.Errorf("write groups: %w", err)
		}
	}
	if s.format == "csv" {
		return s.cells(ctx, []string{s.group, "count"}, rows)
	}
	return nil
}

// hitColumns are those of a hit in CSV: enough to cite it and find its bytes.
var hitColumns = []string{"rank", "release", "url", "title", "organization", "language", "published", "captured", "record_id", "score"}

func hitCells(rank int, h index.Hit) []string {
	r := h.Release
	return []string{strconv.Itoa(rank), r.ID, r.URL, deref(r.Title, ""), deref(r.Organization, ""), deref(r.Language, ""), deref(r.Published, ""),
		archive.Timestamp(r.Capture.Fetched), r.Capture.RecordID, strconv.FormatFloat(h.Score, 'f', 4, 64)}
}

// hitsCSV prints a line a hit, with the best snippet last.
func (s *searching) hitsCSV(ctx context.Context, results index.Results) error {
	var rows [][]string
	for i, h := range results.Hits {
		snippet := ""
		for _, snip := range h.Snippets {
			if snippet == "" && snip.Field != "title" {
				snippet = snip.Text
			}
		}
		rows = append(rows, append(hitCells(s.request.Offset+i+1, h), snippet))
	}
	return s.cells(ctx, append(slices.Clone(hitColumns), "snippet"), rows)
}

// cells prints rows in the form of all our CSV.
func (a *app) cells(ctx context.Context, columns []string, rows [][]string) error {
	_, err := export.Cells(ctx, a.stdout, columns, func(yield func([]string, error) bool) {
		for _, row := range rows {
			if !yield(row, nil) {
				return
			}
		}
	})
	return err
}

type facetCount struct {
	Value string `json:"value"`
	Count int    `json:"count"`
}

func inCodePoints(s index.Snippet) snippet {
	out := snippet{Field: s.Field, Text: s.Text, Marks: [][2]int{}}
	if s.Speaker != "" {
		out.Speaker = &s.Speaker
	}
	if s.Attachment != "" {
		out.Attachment = &s.Attachment
	}
	for _, m := range s.Marks {
		out.Marks = append(out.Marks, markInCodePoints(s.Text, m))
	}
	return out
}

func markInCodePoints(text string, m [2]int) [2]int {
	from := utf8.RuneCountInString(text[:m[0]])
	return [2]int{from, from + utf8.RuneCountInString(text[m[0]:m[1]])}
}
