package main

import (
	"fmt"
	"unicode/utf8"

	"communique/archive"
	"communique/index"
)

// snippet is an index.Snippet as it is printed: like all offsets in records,
// its marks count Unicode code points.
type snippet struct {
	Field   string   `json:"field"`
	Text    string   `json:"text"`
	Marks   [][2]int `json:"marks"`
	Speaker *string  `json:"speaker"`
}

// hitsJSON prints one JSON object a hit and, where facets were asked for, one
// more line with them.
func (a *app) hitsJSON(results index.Results) error {
	enc := jsonLines(a.stdout)
	for _, h := range results.Hits {
		line := struct {
			ID       string          `json:"id"`
			URL      string          `json:"url"`
			Score    float64         `json:"score"`
			Snippets []snippet       `json:"snippets"`
			Release  archive.Release `json:"release"`
		}{h.ID, h.Release.URL, h.Score, []snippet{}, h.Release}
		for _, s := range h.Snippets {
			line.Snippets = append(line.Snippets, inCodePoints(s))
		}
		if err := enc.Encode(line); err != nil {
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

type facetCount struct {
	Value string `json:"value"`
	Count int    `json:"count"`
}

func inCodePoints(s index.Snippet) snippet {
	out := snippet{Field: s.Field, Text: s.Text, Marks: [][2]int{}}
	if s.Speaker != "" {
		out.Speaker = &s.Speaker
	}
	for _, m := range s.Marks {
		from := utf8.RuneCountInString(s.Text[:m[0]])
		out.Marks = append(out.Marks, [2]int{from, from + utf8.RuneCountInString(s.Text[m[0]:m[1]])})
	}
	return out
}
