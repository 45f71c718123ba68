package index

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"communique/archive"
)

// Among finds, of some releases, exactly those that a whole search finds.
func TestAmongIsSearch(t *testing.T) {
	all := append(invented(90), corpus...)
	ix := build(t, all...)
	var ids []string
	for i := range amongBatch - 50 { // so that the known ones are in two batches
		ids = append(ids, fmt.Sprintf("none:%06d", i))
	}
	for i, r := range all {
		if i%7 != 0 || i >= 90 {
			ids = append(ids, r.ID)
		}
	}
	some := []Request{
		{}, {Query: "manifestants"}, {Query: "repression"}, {Query: `"droits parle de"`}, {Query: "haki"},
		{Query: "Kazakhstan -protesters"}, {Query: "détention", Lang: "fr"}, {Query: "étudi*"}, {Query: "-repression"},
		{Countries: []string{"KZ"}}, {Query: "pression", Countries: []string{"KZ", "HT"}, Since: "2015-01-01"},
		{Speaker: "callamard"}, {Sites: []string{"hrw"}}, {Query: "desapariciones"}, {Query: "le la les"}, {Query: "ONU 44/0541/2019"},
		{Query: "repression OR (pression NOT ministre)"}, {Query: `"festant mani"~5`}, {Query: "Kazakstan~"}, {Query: "title:pression"},
		{Query: "quote:pression"}, {Query: `quote:"au cœur de la nuit"`}, {Query: "speaker:ashby OR kind:urgent-action"}, {Query: "date:2015..2017-03 pression"},
	}
	empty := func(context.Context, string) (archive.Release, error) { return archive.Release{}, nil } // no snippets wanted
	hits := 0
	for _, req := range some {
		got, err := ix.Among(t.Context(), ids, req)
		if err != nil {
			t.Fatalf("%+v: %v", req, err)
		}
		req.Limit = len(all)
		found := map[string]bool{}
		res, err := ix.Search(t.Context(), req, empty)
		if err != nil {
			t.Fatalf("%+v: %v", req, err)
		}
		for _, h := range res.Hits {
			found[h.ID] = true
		}
		var want []string
		for _, id := range ids {
			if found[id] {
				want = append(want, id)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%+v: %d found among, %d by search", req, len(got), len(want))
		}
		if len(want) > 0 {
			hits++
		}
	}
	if hits < 11 {
		t.Errorf("only %d of the requests find anything: they compare nothing", hits)
	}
}

func TestAmongKnowsOnlyWhatIsThere(t *testing.T) {
	ix := build(t, corpus...)
	got, err := ix.Among(t.Context(), []string{"no:such", "hrw:04"}, Request{})
	if err != nil || !slices.Equal(got, []string{"hrw:04"}) {
		t.Errorf("got %v, error %v", got, err)
	}
	if got, err := ix.Among(t.Context(), nil, Request{Query: "repression"}); err != nil || len(got) != 0 {
		t.Errorf("among none: %v, %v", got, err)
	}
}

func TestCheckRequest(t *testing.T) {
	var syntax *SyntaxError
	if err := (Request{Query: `mot "ouvert`}).Check(); !errors.As(err, &syntax) || syntax.At != 5 {
		t.Errorf("an open quotation mark: %v", err)
	}
	var request *RequestError
	if err := (Request{Since: "soon"}).Check(); !errors.As(err, &request) {
		t.Errorf("a since that is no day: %v", err)
	}
	if err := (Request{Query: "deux mots", Since: "2020-01-01"}).Check(); err != nil {
		t.Error(err)
	}
}

// What thirty saved searches cost on a night of 3,000 new releases.
func BenchmarkAmong(b *testing.B) {
	all := invented(3000)
	dir := filepath.Join(b.TempDir(), "index")
	write(b, dir, all...)
	ix := open(b, dir)
	var ids []string
	for _, r := range all {
		ids = append(ids, r.ID)
	}
	words := []string{"pression", "festant", "ministre", "police", "huri", "li ber", "prison", "just", "état", "colle*"}
	for b.Loop() {
		for i := range 30 {
			if _, err := ix.Among(b.Context(), ids, Request{Query: fmt.Sprintf("%s -zz%d", words[i%len(words)], i)}); err != nil {
				b.Fatal(err)
			}
		}
	}
}
