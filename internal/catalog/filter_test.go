package catalog

import (
	"fmt"
	"testing"

	"communique/archive"
)

// TestInMany: SQLite takes 32,766 parameters, and an archive may withhold more
// releases than that.
func TestInMany(t *testing.T) {
	db, _ := openTemp(t)
	all := filed(t, db, archive.StatusLive, archive.StatusLive)
	ids := []string{all[1].ID}
	for n := range 40_000 {
		ids = append(ids, fmt.Sprintf("lantern:%016x", n))
	}
	for _, c := range []struct {
		column, want string
		values       []string
	}{
		{"id", all[1].ID, ids},
		{"id", all[1].ID, ids[:1]},
		{"id NOT", all[0].ID, ids},
	} {
		w := &where{}
		w.in(c.column, c.values)
		got, err := list(t.Context(), db, scanText, `SELECT id FROM release`+w.sql(), w.args...)
		if err != nil || len(got) != 1 || got[0] != c.want {
			t.Errorf("%s of %d values: %q, %v", c.column, len(c.values), got, err)
		}
	}
}
