package main

import (
	"math"
	"testing"
)

// The figures by hand, so that the metrics are those of the two projects.
func TestMatchText(t *testing.T) {
	tests := []struct {
		name, truth, read string
		precision, recall float64
	}{
		{"all", "a b c d e", "a, b; c d e", 1, 1},
		{"one word more", "a b c d e", "a b c d e f", 2.0 / 3, 1},
		{"one word less", "a b c d e f", "a b c d e", 1, 2.0 / 3},
		{"nothing", "a b c d e", "", 0, 0},
		{"another text", "a b c d", "e f g h", 0, 0},
		{"short ones", "a b", "a b", 1, 1},
		{"neither", "", "", 1, 1},
	}
	for _, tt := range tests {
		m := matchText(tt.truth, tt.read)
		if math.Abs(m.precision()-tt.precision) > 1e-9 || math.Abs(m.recall()-tt.recall) > 1e-9 {
			t.Errorf("%s: precision %v, recall %v, want %v, %v", tt.name, m.precision(), m.recall(), tt.precision, tt.recall)
		}
	}
	// Nothing read counts against recall only, as there.
	s := measure([]match{matchText("a b c d", "a b c d"), matchText("a b c d", "")})
	if s.precision != 1 || s.recall != 0.5 {
		t.Errorf("%+v", s)
	}
}

func TestCount(t *testing.T) {
	s := segmented{with: []string{"un deux", "trois"}, without: []string{"quatre", "cinq"}}
	if c := s.count("un\u00a0deux\n\nquatre"); c != (counts{1, 1, 1}) {
		t.Errorf("%+v", c)
	}
}
