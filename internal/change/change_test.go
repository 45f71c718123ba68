package change

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"communique/archive"
)

func release(edit func(*archive.Release)) *archive.Release {
	p := func(s string) *string { return &s }
	r := &archive.Release{
		Title: p("Karelle : trois juristes libérés"), Published: p("2026-02-24"), Lead: p("Le tribunal a ordonné leur libération hier."),
		Quotes: []archive.Quote{
			{Text: "Cette décision arrive bien trop tard pour leurs familles", Speaker: p("Odile Marchetti")},
			{Text: "Nous restons inquiets", Speaker: p("Aram Delvaux")},
		},
		Attachments: []archive.Attachment{{URL: "https://lantern.example/f/rapport-1.pdf", Title: p("Le rapport")}},
	}
	setText(r, "Les trois juristes avaient été arrêtés en janvier près de la frontière.", "Contexte",
		"« Cette décision arrive bien trop tard pour leurs familles », a déclaré Odile Marchetti.", "« Nous restons inquiets », a dit Aram Delvaux.")
	if edit != nil {
		edit(r)
	}
	return r
}

func setText(r *archive.Release, paragraphs ...string) {
	t := strings.Join(append([]string{*r.Lead}, paragraphs...), "\n\n")
	r.Text = &t
}

func replace(s **string, old, new string) {
	v := strings.Replace(**s, old, new, 1)
	*s = &v
}

func TestKinds(t *testing.T) {
	tests := []struct {
		name   string
		edit   func(*archive.Release)
		kinds  []string
		fields []string
	}{
		{"nothing", nil, nil, nil},
		{"white space", func(r *archive.Release) {
			replace(&r.Title, " :", "\u00a0:")
			replace(&r.Text, "en janvier", "en\u202fjanvier ")
		}, nil, nil},
		{"headline", func(r *archive.Release) { replace(&r.Title, "trois", "deux") }, []string{Headline}, []string{"title"}},
		{"date", func(r *archive.Release) { replace(&r.Published, "24", "26") }, []string{DateMoved}, []string{"published"}},
		{"date gone", func(r *archive.Release) { r.Published = nil }, []string{DateMoved}, []string{"published"}},
		{"lead", func(r *archive.Release) {
			replace(&r.Lead, "hier", "mardi")
			replace(&r.Text, "libération hier", "libération mardi")
		}, []string{Lead}, []string{"text"}},
		{"the standfirst is another paragraph", func(r *archive.Release) { replace(&r.Lead, *r.Lead, "Contexte") }, nil, nil},
		{"soft hyphens", func(r *archive.Release) { replace(&r.Text, "frontière", "fron\u00adtière") }, nil, nil},
		{"the hour of the date", func(r *archive.Release) {
			day, hour := "2026-02-24", "2026-02-24T10:00:00+01:00"
			r.Published, r.PublishedDay = &hour, &day
		}, nil, nil},
		{"another pass for a file", func(r *archive.Release) { r.Attachments[0].URL += "?itok=Xy12&X-Amz-Signature=00ff" }, nil, nil},
		{"another revision of a file", func(r *archive.Release) { r.Attachments[0].URL += "?v=2&token=1" }, []string{AttachmentReplaced}, []string{"attachments"}},
		{"paragraph reworded", func(r *archive.Release) { replace(&r.Text, "près de la frontière", "dans la capitale") },
			[]string{ParagraphChanged}, []string{"text"}},
		{"paragraph added", func(r *archive.Release) { *r.Text += "\n\nL’audience reprendra lundi." }, []string{ParagraphAdded}, []string{"text"}},
		{"paragraph removed", func(r *archive.Release) {
			replace(&r.Text, "\n\nLes trois juristes avaient été arrêtés en janvier près de la frontière.", "")
		}, []string{ParagraphRemoved}, []string{"text"}},
		{"heading exchanged", func(r *archive.Release) { replace(&r.Text, "Contexte", "Rappel") },
			[]string{ParagraphAdded, ParagraphRemoved}, []string{"text"}},
		{"quote altered", func(r *archive.Release) {
			replace(&r.Text, "bien trop tard", "un peu tard")
			r.Quotes[0].Text = strings.Replace(r.Quotes[0].Text, "bien trop tard", "un peu tard", 1)
		}, []string{ParagraphChanged, QuoteAltered}, []string{"text", "quotes"}},
		{"a sentence of a quote exchanged", func(r *archive.Release) {
			const old, new = "bien trop tard pour leurs familles", "et nous attendons maintenant celle des autres"
			replace(&r.Text, old, new)
			r.Quotes[0].Text = strings.Replace(r.Quotes[0].Text, old, new, 1)
		}, []string{ParagraphChanged, QuoteAltered}, []string{"text", "quotes"}},
		{"quote removed", func(r *archive.Release) {
			replace(&r.Text, "\n\n« Nous restons inquiets », a dit Aram Delvaux.", "")
			r.Quotes = r.Quotes[:1]
		}, []string{ParagraphRemoved, QuoteRemoved}, []string{"text", "quotes"}},
		{"speaker", func(r *archive.Release) {
			replace(&r.Text, "Odile Marchetti", "Odile Marchetto")
			r.Quotes[0].Speaker = r.Quotes[1].Speaker
		}, []string{ParagraphChanged, SpeakerChanged}, []string{"text", "quotes"}},
		{"quote added", func(r *archive.Release) {
			r.Quotes = append(r.Quotes, archive.Quote{Text: "Libérez-les tous maintenant"})
		},
			[]string{QuoteAdded}, []string{"quotes"}},
		{"attachment replaced", func(r *archive.Release) { r.Attachments[0].URL = "https://lantern.example/f/rapport-2.pdf" },
			[]string{AttachmentReplaced}, []string{"attachments"}},
		{"attachment added", func(r *archive.Release) {
			r.Attachments = append(r.Attachments, archive.Attachment{URL: "https://lantern.example/f/annexe.pdf"})
		}, []string{AttachmentAdded}, []string{"attachments"}},
		{"attachment removed", func(r *archive.Release) { r.Attachments = nil }, []string{AttachmentRemoved}, []string{"attachments"}},
	}
	for _, test := range tests {
		c := Between(release(nil), release(test.edit))
		var fields []string
		for _, f := range c.Fields {
			fields = append(fields, f.Name)
		}
		if !slices.Equal(c.Kinds, test.kinds) || !slices.Equal(fields, test.fields) {
			t.Errorf("%s: kinds %q in %q, want %q in %q", test.name, c.Kinds, fields, test.kinds, test.fields)
		}
		if worded := slices.Contains(fields, "title") || slices.Contains(fields, "text"); worded != (c.Score > 0) || c.Score > 1 {
			t.Errorf("%s: score %v", test.name, c.Score)
		}
		if same := cmp.Equal(Read(release(nil)), Read(release(test.edit))); same != (len(test.kinds) == 0) {
			t.Errorf("%s: the same content: %v", test.name, same)
		}
		if c.Kinds == nil || c.Fields == nil {
			t.Errorf("%s: a nil slice", test.name)
		}
	}
}

func TestScore(t *testing.T) {
	old, new := release(nil), release(func(r *archive.Release) { replace(&r.Title, "trois", "deux") })
	words := 2 * (len(strings.Fields(*old.Title)) + len(strings.Fields(*old.Text)))
	if got, want := Between(old, new).Score, 2/float64(words); got < want-1e-4 || got > want+1e-4 {
		t.Errorf("one word of %d exchanged: %v, want %v", words/2, got, want)
	}
	none := "aucun mot commun"
	if c := Between(old, &archive.Release{Title: &none, Text: &none}); c.Score != 1 {
		t.Errorf("nothing stayed: %v", c.Score)
	}
}

func TestWords(t *testing.T) {
	got := Words("Le juge a libéré les trois juristes.", "Le juge a\u00a0libéré deux juristes.")
	want := []Hunk{{Equal, "Le juge a"}, {Delete, " "}, {Insert, "\u00a0"}, {Equal, "libéré "}, {Delete, "les trois"}, {Insert, "deux"}, {Equal, " juristes."}}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func joined(hunks []Hunk, without string) string {
	var b strings.Builder
	for _, h := range hunks {
		if h.Op != without {
			b.WriteString(h.Text)
		}
	}
	return b.String()
}

// Put together, hunks give both texts back to the byte, however much changed.
func TestHunksReassemble(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	rnd := rand.New(rand.NewPCG(seed, 1))
	gaps := []string{" ", "\n\n", "\u00a0", "  ", "\t", "\u202f"}
	words := []string{"la", "guerre", "«", "»", "n’a", "الحقوق", "é", "e\u0301", "\xff", "a", "b", "été."}
	random := func(n int) string {
		var b strings.Builder
		for range n {
			if rnd.IntN(20) > 0 {
				b.WriteString(words[rnd.IntN(len(words))])
			}
			if rnd.IntN(20) > 0 {
				b.WriteString(gaps[rnd.IntN(len(gaps))])
			}
		}
		return b.String()
	}
	edited := func(s string) string {
		r := []rune(s)
		for range rnd.IntN(30) {
			at := rnd.IntN(len(r) + 1)
			end := min(len(r), at+rnd.IntN(40))
			r = slices.Replace(r, at, end, []rune(random(rnd.IntN(10)))...)
		}
		return string(r)
	}
	for range 400 {
		old := strings.ToValidUTF8(random(rnd.IntN(400)), "?")
		new := edited(old)
		if rnd.IntN(4) == 0 {
			new = random(rnd.IntN(400))
		}
		hunks := Words(old, new)
		if joined(hunks, Insert) != old || joined(hunks, Delete) != new {
			t.Fatalf("seed %d: %q and %q give %+v", seed, old, new, hunks)
		}
		for i, h := range hunks {
			if h.Text == "" || i > 0 && (h.Op == hunks[i-1].Op || h.Op == Delete && hunks[i-1].Op == Insert) {
				t.Fatalf("seed %d: hunk %d of %q and %q: %+v", seed, i, old, new, hunks)
			}
		}
	}
}

// Every tenth word of a long text was exchanged: more differences than lcs
// looks for at once, and all that stayed must still be found.
func TestManyDifferences(t *testing.T) {
	var old, new []string
	rnd := rand.New(rand.NewPCG(1, 2))
	for i := range 5000 {
		w := string(rune('a'+rnd.IntN(26))) + string(rune('a'+rnd.IntN(26)))
		old, new = append(old, w), append(new, w)
		if i%10 == 5 {
			new[i] = "X"
		}
	}
	n := (Field{Hunks: Words(strings.Join(old, " "), strings.Join(new, " "))}).changed()
	if n < 1000 || n > 2000 {
		t.Errorf("%d words changed, want 1000 or little more", n)
	}
}

func BenchmarkAllDifferent(b *testing.B) {
	var old, new strings.Builder
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 50_000 {
		old.WriteString(string(rune('a'+rnd.IntN(26))) + " ")
		new.WriteString(string(rune('a'+rnd.IntN(26))) + " ")
	}
	for b.Loop() {
		Words(old.String(), new.String())
	}
}

func TestElide(t *testing.T) {
	long := "un deux trois quatre cinq six sept huit"
	hunks := []Hunk{{Equal, long + " "}, {Delete, "neuf"}, {Insert, "dix"}, {Equal, "\n\n" + long + " "}, {Delete, "onze"}, {Equal, " " + long}}
	want := []Hunk{{Equal, "[…] sept huit "}, {Delete, "neuf"}, {Insert, "dix"}, {Equal, "\n\n[…] sept huit "}, {Delete, "onze"}, {Equal, " un deux […]"}}
	if d := cmp.Diff(want, Elide(hunks, 2)); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(hunks, Elide(hunks, 8)); d != "" {
		t.Error(d)
	}
}

// There is a kind of change where, and only where, the content is another.
func TestKindsFollowContent(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	rnd := rand.New(rand.NewPCG(seed, 2))
	pick := func(all ...string) *string {
		if i := rnd.IntN(len(all) + 1); i < len(all) {
			return &all[i]
		}
		return nil
	}
	random := func() *archive.Release {
		r := &archive.Release{Title: pick("a", "a\u00a0", "b"), Published: pick("2026", "2025"), Lead: pick("x", "y")}
		text := *pick2(rnd, "x\n\ny", "x\u00a0\n\ny", "y\n\nx", "x", "x y", "y\n\nz\n\nx")
		r.Text = &text
		for range rnd.IntN(3) {
			r.Quotes = append(r.Quotes, archive.Quote{Text: *pick2(rnd, "one", "two", "one two"), Speaker: pick("s", "t")})
			r.Attachments = append(r.Attachments, archive.Attachment{URL: *pick2(rnd, "/a.pdf", "/b.pdf", "/a.pdf?sid=1"), Title: pick("t", "u")})
		}
		return r
	}
	for range 3000 {
		old, new := random(), random()
		c := Between(old, new)
		if same := cmp.Equal(Read(old), Read(new)); same != (len(c.Kinds) == 0) || same != (len(c.Fields) == 0) {
			t.Fatalf("seed %d: the same content: %v, kinds %q, fields %+v\n%s", seed, same, c.Kinds, c.Fields, cmp.Diff(old, new))
		}
	}
}

func pick2(rnd *rand.Rand, all ...string) *string { return &all[rnd.IntN(len(all))] }

// TestManyQuotes: what a page of any size costs is bounded. All quotations of
// this one are others than before; each pair of them was compared, word for
// word, which took 12 seconds.
func TestManyQuotes(t *testing.T) {
	const n = 1000
	side := func(word string) (all []archive.Quote) {
		for i := range n {
			var text strings.Builder
			for j := range 25 {
				fmt.Fprintf(&text, "%s%d ", word, i+j)
			}
			all = append(all, archive.Quote{Text: text.String()})
		}
		return all
	}
	began := time.Now()
	c := Between(&archive.Release{Quotes: side("old")}, &archive.Release{Quotes: side("new")})
	if took := time.Since(began); took > 3*time.Second {
		t.Errorf("it took %v", took)
	}
	if want := []string{QuoteAdded, QuoteRemoved}; !slices.Equal(c.Kinds, want) {
		t.Errorf("kinds %v, want %v", c.Kinds, want)
	}
}
