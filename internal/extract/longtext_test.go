package extract

import (
	"fmt"
	"strings"
	"testing"
)

// A text of more than mostRead is read for quotations so far, and says from where on it
// is not; none of it is left out of the text. One that is as long as a report is read.
func TestQuotesOfLongTexts(t *testing.T) {
	r := newReader(t)
	said := func(n int) string {
		return fmt.Sprintf("<p>“Door number %d was never opened,” said Anne Morel, director of the Harbour Trust.</p>", n)
	}
	filler := func(size int) string { // no paragraph twice: those that repeat are not read again
		var b strings.Builder
		for n := 0; b.Len() < size; n++ {
			fmt.Fprintf(&b, "<p>%s On pier %d too.</p>", strings.Repeat("The harbour was quiet that morning and nobody came. ", 40), n)
		}
		return b.String()
	}
	for _, test := range []struct {
		bytes, quotes int
		warned        bool
	}{{mostRead / 2, 2, false}, {mostRead + mostRead/100, 1, true}} {
		body := "<html lang=en><title>Doors</title><article><h1>Doors</h1>" + said(1) + filler(test.bytes) + said(2) + "</article>"
		reading, err := r.Read(htmlPage("https://ngo.example/news/doors", []byte(body)))
		if err != nil {
			t.Fatal(err)
		}
		rel := reading.Release
		if rel.Text == nil || !strings.Contains(*rel.Text, "Door number 2") || len(rel.Quotes) != test.quotes {
			t.Errorf("%d bytes: %d quotations, want %d", test.bytes, len(rel.Quotes), test.quotes)
		}
		if warned := strings.Contains(strings.Join(rel.Warnings, "\n"), "is not read for quotations"); warned != test.warned {
			t.Errorf("%d bytes: warnings %q", test.bytes, rel.Warnings)
		}
	}
}
