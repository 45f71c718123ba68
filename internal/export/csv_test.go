package export

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"
)

func TestCSV(t *testing.T) {
	db := home(t)
	for _, of := range Kinds() {
		var out bytes.Buffer
		n, err := Request{Of: of, Format: FormatCSV, Canonical: same}.Write(t.Context(), &out, db)
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
	for in, want := range map[string]string{"": "", "a": "a", "=1": "'=1", " =1": "' =1", "+33": "'+33", "@x": "'@x", "\tx": "'\tx", "＝1": "'＝1", "l’eau": "l’eau", "'tis": "'tis", "é=": "é=", "'=1": "''=1", "''+": "'''+"} {
		got := harmless(in)
		if got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
		if back := original(got); back != in {
			t.Errorf("%q: read back as %q", in, back)
		}
	}
}

// original undoes harmless as its comment says, and as the README tells readers.
func original(cell string) string {
	rest := strings.TrimLeft(strings.TrimLeft(cell, "'"), " \u00a0")
	if strings.HasPrefix(cell, "'") && strings.IndexAny(rest, "=+-@\t\r\n＝＋－＠") == 0 {
		return cell[1:]
	}
	return cell
}
