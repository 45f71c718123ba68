package main

import "testing"

func TestNarrowTable(t *testing.T) {
	head := []string{"site", "nightly", "last release"}
	rows := [][]string{{"amnesty-fr", "yes", "2026-03-12"}, {"b", "no", "—"}, {"c", "—", "—"}}
	got := paragraphs(head, rows, 26, func(s string) string { return s })
	const want = "amnesty-fr\n  nightly\u00a0yes ·\n  last\u00a0release\u00a02026-03-12\nb\n  nightly\u00a0no\nc\n"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if n := widest("ab\nl’État  \n"); n != 6 {
		t.Errorf("widest is %d columns, want 6", n)
	}
}
