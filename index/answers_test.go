package index

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"communique/archive"
)

func TestQuotes(t *testing.T) {
	all := append(spoken(), release("hrw:15", "de", "2017", "Nur ein Jahr", "Mehr nicht.", said("", "Mehr ist nicht bekannt.")))
	ix := build(t, all...)
	for _, c := range []struct {
		req  Request
		want string // release and ordinal, best release first
	}{
		{Request{Query: "prisonnier"}, "10/1"},
		{Request{Query: "farce les"}, "10/0"},
		{Request{Query: "farce prisonniers"}, ""},
		{Request{Query: "farce OR prisonniers"}, "10/0 10/1"},
		{Request{Query: "-farce", Sites: []string{"amnesty-fr"}, Since: "2022-01-01"}, "10/1"},
		{Request{Query: "(farce OR prisonniers) -procès"}, "10/1"},
		{Request{Query: "speaker:ashby"}, "10/0 04/0"},
		{Request{Query: "speaker:désir prisonniers"}, "10/1"},
		{Request{Query: "speaker:ashby prisonniers"}, ""},
		{Request{Query: "role:ministre"}, "10/0"},
		{Request{Query: "NOT role:ministre country:BY"}, "10/1"},
		{Request{Query: "told OR date:2021"}, "04/0 02/0"},
		{Request{Query: "xyz OR date:2018"}, ""},
		{Request{Query: "xyz OR date:2017"}, "15/0"},
		{Request{Query: "xyz OR date:2017-01..2017-06"}, ""},
		{Request{Query: `"coeur de la nuit"`}, "02/0"},
		{Request{Query: `"nuit chassés"~6`}, "02/0"},
		{Request{Query: "manifestantes"}, "01/0"},
		{Request{Query: "les"}, "01/0 10/1"},
		{Request{Query: "-les country:BY"}, "10/0"},
		{Request{Query: "-& country:BY"}, "10/0 10/1"},
		{Request{Query: "title:avocat"}, "10/0 10/1"},
		{Request{Query: "title:\"un avocat\" farce"}, "10/0"},
		{Request{Speaker: "Ashby", Countries: []string{"BY"}}, "10/0"},
		{Request{Query: "sans témoins"}, ""}, // in the text, in no quotation
		{Request{Query: "kind:press-release lang:es"}, ""},
		{Request{Query: "site:amnesty-fr status:live org:amnesty topic:proces lang:fr farc*"}, "10/0"},
	} {
		var got []string
		for h, err := range ix.Quotes(t.Context(), c.req, loader(all)) {
			if err != nil {
				t.Fatalf("%+v: %v", c.req, err)
			}
			_, n, _ := strings.Cut(h.Release.ID, ":")
			got = append(got, fmt.Sprintf("%s/%d", n, h.Ordinal))
			for _, m := range h.Marks {
				if m[0] >= m[1] || m[1] > len(h.Quote().Text) {
					t.Errorf("%+v: mark %v of %q", c.req, m, h.Quote().Text)
				}
			}
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%+v: got %s, want %s", c.req, s, c.want)
		}
	}
	for h, err := range ix.Quotes(t.Context(), Request{Query: "farce"}, loader(all)) {
		if err != nil || len(h.Marks) != 1 || h.Quote().Text[h.Marks[0][0]:h.Marks[0][1]] != "farce" {
			t.Errorf("marks %v, %v", h.Marks, err)
		}
	}
	for _, err := range ix.Quotes(t.Context(), Request{Query: `"open`}, loader(all)) {
		if err == nil {
			t.Error("an open quotation mark is no error")
		}
	}
}

func TestAll(t *testing.T) {
	ix := build(t, corpus...)
	withheld := corpus[3]
	withheld.Withheld = true
	all := append([]archive.Release{withheld}, corpus[:3]...)
	all = append(all, corpus[4:]...)
	var got []string
	for h, err := range ix.All(t.Context(), Request{Sort: "date", Limit: 1}, loader(all)) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, strings.SplitN(h.ID, ":", 2)[1])
	}
	if s := strings.Join(got, " "); s != "05 02 03 01 06 07" {
		t.Errorf("got %s", s)
	}
	for _, err := range ix.All(t.Context(), Request{Query: "kazakhstan"}, loader(nil)) {
		if err == nil {
			t.Error("a release that cannot be loaded is passed over")
		}
	}
}

func TestSimilar(t *testing.T) {
	all := spoken()
	republished := release("amnesty-org:12", "fr", "2023-01-09", "Bélarus. Un avocat condamné", "L’avocat défendait des prisonniers politiques.")
	all = append(all, republished,
		release("amnesty-fr:13", "fr", "2024-01-01", "Bélarus. L’avocat des prisonniers libéré", "Il avait été condamné sans témoins."),
		release("amnesty-fr:14", "fr", "2024-01-02", "Bélarus", "Rien d’autre."))
	ix := build(t, all...)
	r := all[7] // 10
	r.SameAs = []string{republished.ID}
	hits, err := ix.Similar(t.Context(), r, Request{Limit: 10}, loader(all))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, h := range hits {
		got = append(got, strings.SplitN(h.ID, ":", 2)[1]+strings.Join(h.Words, ","))
	}
	if len(got) < 3 || !strings.HasPrefix(got[0], "13") || strings.Contains(strings.Join(got, " "), "12") {
		t.Errorf("got %v", got)
	}
	if len(hits) > 0 && !strings.Contains(strings.Join(hits[0].Words, ","), "avocat") {
		t.Errorf("shared words %v", hits[0].Words)
	}
	for _, h := range hits {
		if h.ID == r.ID || len(h.Words) == 0 {
			t.Errorf("%s shares %v", h.ID, h.Words)
		}
	}
	if hits, err := ix.Similar(t.Context(), r, Request{Sites: []string{"hrw"}}, loader(all)); err != nil || len(hits) != 1 {
		t.Errorf("in one site: %v, %v", hits, err)
	}
	if got := numbers(Results{Hits: []Hit{hits[0].Hit}}); len(hits) < 2 || got != "13" || hits[0].Score <= hits[1].Score {
		t.Errorf("the release of the same country is not first: %s", got)
	}
	if hits, err := ix.Similar(t.Context(), release("x:1", "fr", "", "", ""), Request{}, loader(all)); err != nil || len(hits) != 0 {
		t.Errorf("like nothing: %v, %v", hits, err)
	}
}

func TestAdvise(t *testing.T) {
	all := spoken()
	ix := build(t, all...)
	for _, c := range []struct {
		req  Request
		want string
	}{
		{Request{Query: "kazakstan repression"}, "kazakstan 0 [Kazakhstan], repression 3 []; Kazakhstan repression 2; 0 unfiltered"},
		{Request{Query: "“sans porcès” etudaint"}, "\"sans porcès\" 0 [procès], etudaint 0 [étudiant]; “sans procès” étudiant 1; 0 unfiltered"},
		{Request{Query: "kazakhstan haiti"}, "kazakhstan 3 [], haiti 1 []; 0 unfiltered"},
		{Request{Query: "kazakhstan", Lang: "sw"}, "kazakhstan 3 []; 3 unfiltered"},
		{Request{Query: "xyzzyq -kazakhstan & country:FR"}, "xyzzyq 0 [], & 0 [], country:FR 0 []; 0 unfiltered"},
		{Request{Query: "speaker:Callamart site:amnesti-fr"}, "speaker:Callamart 0 [Callamard], site:amnesti-fr 0 [amnesty-fr]; speaker:Callamard site:amnesty-fr 1; 0 unfiltered"},
		{Request{Query: "org:\"human rihgts\""}, "org:\"human rihgts\" 0 []; 0 unfiltered"},
		{Request{Query: "title:avoact"}, "title:avoact 0 [avocat]; title:avocat 1; 0 unfiltered"},
		{Request{Query: "kazakstan", Lang: "sw"}, "kazakstan 0 [Kazakhstan]; 0 unfiltered"},
	} {
		a, err := ix.Advise(t.Context(), c.req, loader(all))
		if err != nil {
			t.Fatalf("%+v: %v", c.req, err)
		}
		var parts []string
		for _, p := range a.Parts {
			parts = append(parts, fmt.Sprint(p.Text, " ", p.Total, " ", p.Like))
		}
		got := strings.Join(parts, ", ")
		if a.Query != "" {
			got += fmt.Sprintf("; %s %d", a.Query, a.Total)
		}
		got += fmt.Sprintf("; %d unfiltered", a.Unfiltered)
		if got != c.want {
			t.Errorf("%+v:\n got %s\nwant %s", c.req, got, c.want)
		}
	}
}

// What is offered stands in a release that may be shown: neither a word that
// only the dictionary has still, nor one of a release that was restricted a
// moment ago.
func TestAdviseNamesNoSecrets(t *testing.T) {
	secret := release("amnesty-fr:20", "fr", "2023-01-09", "Iran. Golestani", "Le complot de Golestani.", said("Jeanne Troispon", "Un complot."))
	secret.Topics = []string{"Détention secrète"}
	secret.Attached = []archive.Attached{{Text: "Annexe : la Filature."}}
	all := append(spoken(), secret)
	dir := filepath.Join(t.TempDir(), "index")
	write(t, dir, all...)
	queries := []string{"filatures", "attachment:filatur", "Golestani", "Golestan", "complot", "title:Golestany", "speaker:Troispon", "speaker:Troispont", `speaker:"Jeanne Troispons"`, `"détention secrète"`, "site:amnesty-fr complots"}
	quiet := func(ix *Index, load Load) {
		t.Helper()
		for _, q := range queries {
			a, err := ix.Advise(t.Context(), Request{Query: q}, load)
			if err != nil {
				t.Fatalf("%s: %v", q, err)
			}
			for _, p := range a.Parts {
				if p.Text != "site:amnesty-fr" && (p.Total > 0 || len(p.Like) > 0 || len(p.Named) > 0) {
					t.Errorf("%s: %+v", q, p)
				}
			}
		}
	}
	ix := open(t, dir)
	a, err := ix.Advise(t.Context(), Request{Query: "Golestan"}, loader(all))
	if err != nil || fmt.Sprint(a.Parts[0].Like) != "[Golestani]" {
		t.Errorf("while it is public: %+v, %v", a, err)
	}
	a, err = ix.Advise(t.Context(), Request{Query: "attachment:filatur"}, loader(all))
	if err != nil || fmt.Sprint(a.Parts[0].Like) != "[Filature]" {
		t.Errorf("of a file: %+v, %v", a, err)
	}
	a, err = ix.Advise(t.Context(), Request{Query: `"détention secrète"`}, loader(all))
	if err != nil || fmt.Sprint(a.Parts[0].Named) != `[{topic:"détention secrète" 1}]` {
		t.Errorf("what only a topic has: %+v, %v", a, err)
	}
	secret.Status, secret.Withheld = archive.StatusRestricted, true
	quiet(ix, loader(append(spoken(), secret)))
	write(t, dir, secret)
	quiet(open(t, dir), loader(spoken()))
}

func TestGroups(t *testing.T) {
	ix := build(t, corpus...)
	for _, c := range []struct{ by, want string }{
		{"year", "[{2022 2} {2021 2} {2020 1} {2019 1} { 1}]"},
		{"site", "[{hrw 4} {amnesty-fr 3}]"},
		{"country", "[{KZ 2} {EG 1} {HT 1} {KE 1} {PE 1} {TZ 1} { 1}]"},
		{"speaker", "[{Agnès Callamard 1} {Hugh Ashby 1} {Marie-Ange Désir 1} { 4}]"},
	} {
		groups, err := ix.Groups(t.Context(), Request{}, c.by)
		if got := fmt.Sprint(groups); got != c.want || err != nil {
			t.Errorf("%s: %s, %v; want %s", c.by, got, err, c.want)
		}
		for _, g := range groups {
			res, err := ix.InGroup(t.Context(), Request{Limit: 1}, c.by, g.Value, loader(corpus))
			if err != nil || res.Total != uint64(g.Count) || len(res.Hits) != 1 {
				t.Errorf("%s %q: %d hits, %v; want %d", c.by, g.Value, res.Total, err, g.Count)
			}
		}
	}
	if _, err := ix.Groups(t.Context(), Request{}, "title"); err == nil {
		t.Error("grouping by title is no error")
	}
}
