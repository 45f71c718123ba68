package fold

import "testing"

func TestName(t *testing.T) {
	for _, c := range []struct {
		typed, full string
		want        bool
	}{
		{"Valombre", "Hortense Valombre", true},
		{"VALOMBRE Hortense", "Hortense Valombre", true},
		{"Valombre, Hortense", "Hortense Valombre", true},
		{"hortense valom", "Hortense Valombre", true},
		{"valom hortense", "Hortense Valombre", false}, // only the last word may be cut short
		{"ombre", "Hortense Valombre", false},
		{"Valombre Odile", "Hortense Valombre", false},
		{"celestin", "Ce\u0301lestin Kerdraon", true},
		{"Célestin", "CELESTIN KERDRAON", true},
		{"d’Arc", "Jeanne d'Arc", true},
		{"ben ali", "Zine el-Abidine Ben Ali", true},
		{"Андрей", "Андреи", false},
		{"近平", "习近平", false},
		{"", "Hortense Valombre", false},
		{"–", "Hortense – Valombre", false},
	} {
		if got := NewName(c.typed).In(c.full); got != c.want {
			t.Errorf("%q in %q: %t", c.typed, c.full, got)
		}
	}
}
