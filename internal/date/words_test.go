package date

import (
	"strings"
	"testing"
	"time"
)

// TestEveryMonthEverywhere reads each month's each form back in its language.
func TestEveryMonthEverywhere(t *testing.T) {
	for form, e := range words().months {
		for _, lang := range e.langs {
			raw := "15 " + untwist(form) + " 2021"
			want := time.Date(2021, time.Month(e.number), 15, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
			if got, ok := Parse(raw, lang, nil); !ok || got != want {
				t.Errorf("Parse(%q, %q) = %q, %v; want %q", raw, lang, got, ok, want)
			}
		}
	}
}

func untwist(form string) string {
	b := []byte(form)
	for i := range b {
		if b[i] == '_' {
			b[i] = ' '
		}
	}
	return string(b)
}

func TestMonthsNeverConflict(t *testing.T) {
	seen := map[string]int{}
	for _, line := range strings.Split(strings.TrimSpace(monthNames), "\n") {
		lang, names, _ := strings.Cut(line, " ")
		months := strings.Split(names, "|")
		if len(months) != 12 {
			t.Fatalf("%s has %d months", lang, len(months))
		}
		for i, forms := range months {
			for _, form := range strings.Fields(fold(forms)) {
				if n, ok := seen[form]; ok && n != i {
					t.Errorf("%s: %q is month %d and %d", lang, form, n+1, i+1)
				}
				seen[form] = i
			}
		}
	}
}
