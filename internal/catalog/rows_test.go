package catalog

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"communique/archive"
	"communique/internal/restrict"
)

// A row is withheld as its release is, though nobody decodes it: by its id, and
// by an address it has by now.
func TestRowsWithhold(t *testing.T) {
	db, _ := openTemp(t)
	all := filed(t, db, archive.StatusLive, archive.StatusLive, archive.StatusRemoved, archive.StatusLive)
	decide(t, db, all[0], restrict.Restrict, time.Hour)
	byAddress := all[1]
	byAddress.ID, byAddress.URL, byAddress.Aliases = "other:00f", byAddress.Aliases[0], nil
	decide(t, db, byAddress, restrict.Restrict, time.Hour)
	got := map[string]bool{}
	for row, err := range db.Rows(t.Context(), Filter{}) {
		if err != nil {
			t.Fatal(err)
		}
		r, err := row.Release()
		one, err2 := db.Record(t.Context(), row.ID)
		if err != nil || err2 != nil || row.Public() != one.Public() || r.Public() != one.Public() || row.Status != one.Status || r.Status != one.Status {
			t.Errorf("%s: %v %s, errors %v %v, want %v %s", row.ID, row.Public(), row.Status, err, err2, one.Public(), one.Status)
		}
		got[row.ID] = row.Public()
	}
	if len(got) != 4 || got[all[0].ID] || got[all[1].ID] || got[all[2].ID] || !got[all[3].ID] {
		t.Errorf("public: %v", got)
	}
	for _, f := range []Filter{{By: ByYear}, {By: ByCountry}, {Among: func(_ context.Context, ids []string) ([]string, error) { return ids, nil }}} {
		for row, err := range db.Rows(t.Context(), f) {
			if err != nil || row.ID != all[3].ID {
				t.Errorf("%+v gives %s, error %v", f, row.ID, err)
			}
		}
	}
}

// While there are decisions, a record of which nobody can say what addresses it
// has is not handed on.
func TestRowsUnreadable(t *testing.T) {
	db, _ := openTemp(t)
	all := filed(t, db, archive.StatusLive, archive.StatusLive)
	decide(t, db, all[1], restrict.Restrict, time.Hour)
	for _, record := range []string{`{"id":"x"}`, `{"url":`, ``, `[]`} {
		if _, err := db.db.ExecContext(t.Context(), `UPDATE release SET record = ? WHERE id = ?`, record, all[0].ID); err != nil {
			t.Fatal(err)
		}
		for row, err := range db.Rows(t.Context(), Filter{IDs: []string{all[0].ID}}) {
			if err != nil {
				t.Fatal(err)
			}
			if _, err := row.Release(); err == nil || !strings.Contains(err.Error(), all[0].ID) || row.JSON != nil {
				t.Errorf("%q: handed on as %q, error %v", record, row.JSON, err)
			}
		}
	}
}

// Parts come one after the other, what is of none last.
func TestParts(t *testing.T) {
	db, _ := openTemp(t)
	all := filed(t, db, archive.StatusLive, archive.StatusLive, archive.StatusLive, archive.StatusLive)
	for i, set := range []string{`$.countries', json('[]')`, `$.countries', json('["KZ","FR"]')`, `$.countries', json('["FR"]')`, `$.countries', json('["KZ"]')`} {
		_, err := db.db.ExecContext(t.Context(), `UPDATE release SET record = json_set(record, '`+set+`), published = ?, published_day = ? WHERE id = ?`,
			[]any{nil, "2021", "2020-05", "2020-05-01"}[i], []any{nil, nil, nil, "2020-05-01"}[i], all[i].ID)
		if err != nil {
			t.Fatal(err)
		}
	}
	for by, want := range map[string]string{ByCountry: "FR:c KZ:b KZ:d :a", ByYear: "2020:c 2020:d 2021:b :a", BySite: "lantern:a lantern:b lantern:c lantern:d", "": ":a :b :c :d"} {
		var got []string
		for row, err := range db.Rows(t.Context(), Filter{By: by}) {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, row.Part+":"+row.ID[len(row.ID)-1:])
		}
		if by == "" || by == BySite {
			slices.Sort(got)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("by %q: %v, want %s", by, got, want)
		}
	}
}
