package index

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"

	"communique/archive"
)

// marked writes a snippet with its marks in brackets.
func marked(s Snippet) string {
	var b strings.Builder
	at := 0
	for _, m := range s.Marks {
		fmt.Fprintf(&b, "%s[%s]", s.Text[at:m[0]], s.Text[m[0]:m[1]])
		at = m[1]
	}
	b.WriteString(s.Text[at:])
	return b.String()
}

// checkSnippets holds what is true of every snippet.
func checkSnippets(t testing.TB, h Hit) {
	t.Helper()
	r := h.Release
	for _, s := range h.Snippets {
		body := strings.TrimSuffix(strings.TrimPrefix(s.Text, cutSign), cutSign)
		from := value(r.Text)
		switch s.Field {
		case "title":
			from = value(r.Title)
		case "quote":
			from = ""
			for _, q := range r.Quotes {
				from += q.Text + "\n"
			}
		}
		at := strings.Index(from, body)
		if at < 0 {
			t.Errorf("%s: snippet %q is not in the %s", h.ID, s.Text, s.Field)
			continue
		}
		if utf8.RuneCountInString(body) > snippetLength+2 && s.Field != "title" && len(s.Marks) != 1 {
			t.Errorf("%s: snippet of %d characters", h.ID, utf8.RuneCountInString(body))
		}
		var borders []int
		for g := graphemes.FromString(from); g.Next(); {
			borders = append(borders, g.Start(), g.End())
		}
		if s.Text != "" && (!slices.Contains(borders, at) || !slices.Contains(borders, at+len(body))) {
			t.Errorf("%s: snippet %q cuts a grapheme", h.ID, s.Text)
		}
		last := 0
		for _, m := range s.Marks {
			if m[0] < last || m[1] <= m[0] || m[1] > len(s.Text) || !utf8.ValidString(s.Text[m[0]:m[1]]) {
				t.Errorf("%s: marks %v in %q", h.ID, s.Marks, s.Text)
			}
			last = m[1]
		}
	}
}

func snippetsOf(t *testing.T, r archive.Release, query string) []Snippet {
	t.Helper()
	clauses, err := parseQuery(query)
	if err != nil {
		t.Fatal(err)
	}
	s := newMarker(clauses.clauses(false)).snippets(r)
	checkSnippets(t, Hit{ID: r.ID, Release: r, Snippets: s})
	return s
}

func TestSnippets(t *testing.T) {
	filler := strings.Repeat("Le vent souffle sur la plaine et les jours passent. ", 20)
	r := release("a:1", "fr", "2020-01-01", "L’Égypte et ses prisons",
		filler+"\n\n"+filler+"À Haïti, l’État réprime les manifestant·e·s au cœur de la ville. "+filler+"\n\nUne fin sans procès pour un·e avocat·e.",
		said("", "Rien de tel."), said("Agnès Callamard", "L’État doit libérer les manifestant·e·s."))
	for _, c := range []struct{ query, want string }{
		{"egypte", "title: L’[Égypte] et ses prisons"},
		{"etat manifestantes", "quote Agnès Callamard: L’[État] doit libérer les [manifestant·e·s]."},
		{"coeur haiti etat", "À [Haïti], l’[État] réprime les manifestant·e·s au [cœur] de la ville."},
		{`"sans proces"`, "text: Une fin [sans procès] pour un·e avocat·e."},
		{"avocate", "text: Une fin sans procès pour un·e [avocat·e]."},
		{"avoc*", "text: Une fin sans procès pour un·e [avocat·e]."},
		{`"les manifestants"`, "réprime [les manifestant·e·s] au"},
		{"-xyzzy", "text: Le vent souffle"},
		{"xyzzy", "text: Le vent souffle"},
		{"", "text: Le vent souffle"},
	} {
		var got []string
		for _, s := range snippetsOf(t, r, c.query) {
			name := s.Field
			if s.Speaker != "" {
				name += " " + s.Speaker
			}
			got = append(got, name+": "+marked(s))
		}
		if !strings.Contains(strings.Join(got, "\n"), c.want) {
			t.Errorf("%q: got\n%s\nwant %s", c.query, strings.Join(got, "\n"), c.want)
		}
	}
}

func TestSnippetsAreCutAtWords(t *testing.T) {
	filler := strings.Repeat("alpha be\u0301ta 👩‍👩‍👧 gamma ", 40)
	s := snippetsOf(t, release("a:1", "en", "", "", filler+"needle "+filler), "needle")
	if len(s) != 1 || !strings.HasPrefix(s[0].Text, cutSign) || !strings.HasSuffix(s[0].Text, cutSign) || strings.Contains(s[0].Text, " "+cutSign) {
		t.Fatalf("got %v", s)
	}
	for _, w := range strings.Fields(strings.Trim(s[0].Text, cutSign)) {
		if !slices.Contains([]string{"alpha", "be\u0301ta", "👩‍👩‍👧", "gamma", "needle"}, w) {
			t.Errorf("cut word %q", w)
		}
	}
	// Without any space the cut is between graphemes.
	long := strings.Repeat("e\u0301👩‍👩‍👧", 300)
	snippetsOf(t, release("a:2", "en", "", "", long+"。needle。"+long), "needle")
	snippetsOf(t, release("a:3", "zh", "", "", strings.Repeat("人权组织今天发表声明", 100)), "声明")
	snippetsOf(t, release("a:4", "en", "", "", strings.Repeat("word ", 300)), `"`+strings.Repeat("word ", 60)+`"`)
	snippetsOf(t, release("a:5", "en", "", "", ""), "word")
	snippetsOf(t, release("a:6", "en", "", "", "\n \n"), "word")
	snippetsOf(t, release("a:7", "en", "", "", "one two\n\nthree four"), `"two three"`)
}

func TestTwoPassages(t *testing.T) {
	filler := strings.Repeat("calm waters here and there ", 30)
	r := release("a:1", "en", "", "", "Torture is banned. "+filler+"\n\n"+filler+"No torture, no exceptions: torture is a crime.")
	s := snippetsOf(t, r, "torture")
	if len(s) != 2 || !strings.Contains(marked(s[0]), "[Torture] is banned") || !strings.Contains(marked(s[1]), "[torture] is a crime") {
		t.Errorf("got %v", s)
	}
}

func FuzzSnippets(f *testing.F) {
	f.Add("L’État réprime les manifestant·e·s\n\nau cœur", "etat coeur")
	f.Add(strings.Repeat("e\u0301👩‍👩‍👧", 99)+" x", "x*")
	f.Add(strings.Repeat("un ", 200)+"\nun", `"un un"`)
	f.Fuzz(func(t *testing.T, text, query string) {
		clauses, err := parseQuery(query)
		if err != nil || !utf8.ValidString(text) {
			return
		}
		r := release("a:1", "fr", "", text, text, said("X", text))
		checkSnippets(t, Hit{Release: r, Snippets: newMarker(clauses.clauses(false)).snippets(r)})
	})
}

// What a quotation shows is not shown once more as text.
func TestSnippetsSayOnce(t *testing.T) {
	text := "Une lettre a été lue.\n\n« Nous avons peur\n\net nous parlons », a écrit Odile Varga."
	r := release("x:1", "fr", "2020", "Une lettre", text, said("Odile Varga", "Nous avons peur\n\net nous parlons"))
	from := utf8.RuneCountInString(text[:strings.Index(text, "Nous")])
	r.Quotes[0].Start, r.Quotes[0].End = from, from+utf8.RuneCountInString(r.Quotes[0].Text)
	r.Quotes[0].Parts = [][2]int{{from, r.Quotes[0].End}}
	ix := build(t, r)
	for query, want := range map[string]string{"peur": "quote", "peur lettre": "title quote text", "lettre": "title text", "peur Varga": "quote text"} {
		res, err := ix.Search(t.Context(), Request{Query: query}, loader([]archive.Release{r}))
		if err != nil || len(res.Hits) != 1 {
			t.Fatalf("%s: %v", query, err)
		}
		var got []string
		for _, s := range res.Hits[0].Snippets {
			got = append(got, s.Field)
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%s: %s, want %s", query, s, want)
		}
	}
}
