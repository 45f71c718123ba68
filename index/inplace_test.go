package index

import (
	"fmt"
	"strings"
	"testing"

	"communique/archive"
)

// The marks of quotations stand at their first and last words, and at nobody
// else's.
func TestQuotationsInPlace(t *testing.T) {
	text := "Été. « Nous avons peur », a déclaré É. Ö, « et honte ». Fin."
	at := func(part string) [2]int {
		before, _, _ := strings.Cut(text, part)
		return [2]int{len([]rune(before)), len([]rune(before)) + len([]rune(part))}
	}
	a, b := at("Nous avons peur"), at("et honte")
	r := release("x:1", "fr", "2020-01-01", "", text)
	r.Quotes = []archive.Quote{{Text: "Nous avons peur et honte", Start: a[0], End: b[1], Parts: [][2]int{a, b}}, {Start: 9999, End: 10_000}, {}}
	var got []string
	for _, tok := range (inPlace{quotedIn(r)}).Analyze([]byte(text)) {
		got = append(got, fmt.Sprintf("%d%s", tok.Position, tok.Term))
	}
	want := "1ete 2nous 3avons 4peur 5a 6declare 7e 8o 9et 10honte 11fin 2\x02 4\x03 9\x02 10\x03"
	if s := strings.Join(got, " "); s != want {
		t.Errorf("got %q, want %q", s, want)
	}
	ix := build(t, r)
	for query, want := range map[string]uint64{
		`quote:"nous avons peur"`: 1, `quote:"a déclaré"`: 0, `quote:"peur a"`: 0, `quote:"nous honte"~9`: 0, `quote:"peur nous"~1`: 1, "quote:fin": 0, "quote:et*": 1,
	} {
		if n, err := ix.total(t.Context(), Request{Query: query}, loader([]archive.Release{r})); n != want || err != nil {
			t.Errorf("%s: %d, %v; want %d", query, n, err, want)
		}
	}
}
