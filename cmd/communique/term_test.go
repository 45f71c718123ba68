package main

import "testing"

// Neither control characters nor marks that turn the direction of writing come
// from a page onto the terminal; what writes Arabic and Hebrew stays.
func TestPrintable(t *testing.T) {
	for s, want := range map[string]string{
		"a\x1b[31mb\u009bc\x7f\r":            "a[31mbc",
		"\u202egnp.exe\u202c \u2067x\u2069":  "gnp.exe x",
		"one\ntwo":                           "one\ntwo",
		"العفو\u200f الدولية, \u200eAmnesty": "العفو\u200f الدولية, \u200eAmnesty",
	} {
		if got := printable(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}
