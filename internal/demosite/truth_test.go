package demosite

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// plainText is all text of a page, the shown one and the rest, its scripts left
// out and hidden e-mail addresses shown.
func plainText(t *testing.T, page string) string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode && n.Parent.Data != "script" && n.Parent.Data != "title" {
			b.WriteString(n.Data)
		}
		if n.Data == "p" || n.Data == "li" || n.Data == "h1" {
			b.WriteString("\n")
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(root)
	return b.String()
}

// TestTruthHolds checks what can be checked without reading as the program
// does: that the page has each word the truth says it has.
func TestTruthHolds(t *testing.T) {
	for night := 1; night <= 2; night++ {
		s := newSite(t, night)
		truth, err := Truth(night)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range truth {
			page := body(t, get(t, s, e.Path))
			text := plainText(t, page)
			text = strings.ReplaceAll(text, "[email\u00a0protected], une", "temoignages@amnesty.example, une")
			need := slices.Concat([]string{e.Title, e.Lead}, e.Headings, e.Topics, e.Phones, e.Contains)
			for _, q := range e.Quotes {
				need = append(need, q.Starts, q.Ends, q.Speaker, q.Role, q.Affiliation)
				checkQuote(t, e, q, text)
			}
			for _, n := range need {
				if !strings.Contains(text, n) {
					t.Errorf("night %d: %s: the page has no %q", night, e.Path, n)
				}
			}
			for _, p := range slices.Concat(e.Related, e.Attachments) {
				if !strings.Contains(page, `href="`+base+p+`"`) {
					t.Errorf("night %d: %s: no link to %s", night, e.Path, p)
				}
			}
			checkDates(t, e, page)
		}
	}
}

func checkQuote(t *testing.T, e Expected, q ExpectedQuote, text string) {
	t.Helper()
	from, to := strings.Index(text, q.Starts), strings.Index(text, q.Ends)
	if from < 0 || to < from {
		t.Errorf("%s: quote %q … %q is not in this order", e.Path, q.Starts, q.Ends)
		return
	}
	paragraphs := 1 + strings.Count(strings.ReplaceAll(text[from:to], "\n\n", "\n"), "\n")
	if paragraphs != max(q.Paragraphs, 1) {
		t.Errorf("%s: quote %q has %d paragraphs, not %d", e.Path, q.Starts, paragraphs, max(q.Paragraphs, 1))
	}
	if !slices.Contains([]string{"explicit", "resolved", "none"}, q.Attribution) || (q.Speaker == "") != (q.Attribution == "none") {
		t.Errorf("%s: quote %q: attribution %q, speaker %q", e.Path, q.Starts, q.Attribution, q.Speaker)
	}
}

var (
	visibleDay  = regexp.MustCompile(`publishedDate"[^>]*><time>(\d\d)\.(\d\d)\.(\d{4})</time>`)
	visibleEdit = regexp.MustCompile(`updatedDate"[^>]*><time>(\d\d)\.(\d\d)\.(\d{4})</time>`)
	oldDay      = regexp.MustCompile(`</h1>\n<p>Publié le : (\d\d)\.(\d\d)\.(\d\d)</p>`)
)

func checkDates(t *testing.T, e Expected, page string) {
	t.Helper()
	day := func(re *regexp.Regexp) string {
		m := re.FindStringSubmatch(page)
		if m == nil {
			return ""
		}
		if len(m[3]) == 2 {
			m[3] = "20" + m[3]
		}
		return m[3] + "-" + m[2] + "-" + m[1]
	}
	want := e.PublishedDay
	if e.PublishedSource != "visible" {
		want = ""
	}
	if got := day(visibleDay) + day(oldDay); got != want {
		t.Errorf("%s: the page shows the day %q, the truth says %q", e.Path, got, want)
	}
	if got := day(visibleEdit); got != e.ModifiedDay {
		t.Errorf("%s: the page shows an edit on %q, the truth says %q", e.Path, got, e.ModifiedDay)
	}
}

// A day known from cards only must be on a card of another release, and the
// unknown one on none.
func TestDaysOnCards(t *testing.T) {
	releases, err := readContent()
	if err != nil {
		t.Fatal(err)
	}
	truth, err := Truth(1)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range truth {
		if e.PublishedSource == "visible" {
			continue
		}
		r, err := releaseAt(releases, e.Path)
		if err != nil {
			t.Fatal(err)
		}
		onCards := slices.ContainsFunc(releases, func(o release) bool { return slices.Contains(o.Cards, e.Path) })
		if onCards != (e.PublishedSource == "related") {
			t.Errorf("%s: on a card: %v, source %q", e.Path, onCards, e.PublishedSource)
		}
		if onCards && r.Published.Format("2006-01-02") != e.PublishedDay {
			t.Errorf("%s: cards say %s, the truth %s", e.Path, r.Published.Format("2006-01-02"), e.PublishedDay)
		}
	}
}

// The trap of the time zone is there only while the two days differ.
func TestJSONLDDayIsOff(t *testing.T) {
	page := body(t, get(t, newSite(t, 1), "/communiques/egypte-journaliste-detention-prolongee/"))
	if !strings.Contains(page, `"datePublished":"2026-02-12T23:20:00+00:00"`) || !strings.Contains(page, "<time>13.02.2026</time>") {
		t.Error("JSON-LD and the visible date agree")
	}
}
