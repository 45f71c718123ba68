package export

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"communique/internal/catalog"
)

func TestCSV(t *testing.T) {
	db := home(t)
	for _, of := range Kinds() {
		var out bytes.Buffer
		n, err := Write(t.Context(), &out, db, of, FormatCSV, catalog.Filter{}, same)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(&out).ReadAll() // checks that all have the same number of cells
		if err != nil || len(rows) != n+1 {
			t.Fatalf("%s: %d rows of %d lines, error %v", of, len(rows), n, err)
		}
		for _, row := range rows {
			for _, cell := range row {
				if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
					t.Errorf("%s: a formula: %q", of, cell)
				}
			}
		}
		if of == "releases" && rows[3][6] != "" {
			t.Errorf("the tombstone has a title: %v", rows[3])
		}
	}
}

func TestHarmless(t *testing.T) {
	for in, want := range map[string]string{"": "", "a": "a", "=1": "'=1", " =1": "' =1", "+33": "'+33", "@x": "'@x", "\tx": "'\tx", "＝1": "'＝1", "l’eau": "l’eau", "'tis": "'tis", "é=": "é="} {
		if got := harmless(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
