package place

import (
	"slices"
	"strings"
	"testing"
)

func FuzzAbout(f *testing.F) {
	for _, s := range []string{"Kazakhstan. Des arrestations", "É.-U. : U.S.A.", "Israël/TPO – Gaza", "中国/香港：", "وبالسعودية", "\xffIran\xc3", "a.b.c.-", "Îles…—'’-"} {
		for _, lang := range []string{"fr", "en", "ar", "zh", ""} {
			f.Add(s, lang)
		}
	}
	f.Fuzz(func(t *testing.T, text, lang string) {
		ByName(text, lang)
		for _, got := range [][]string{ByTag(text, lang), about("", nil, text, lang), about(text, nil, "", lang), about(text, nil, text, lang)} {
			for i, code := range got {
				if Name(code, "en") == code || slices.Contains(got[:i], code) {
					t.Fatalf("%q in %q: %q", text, lang, got)
				}
			}
		}
	})
}

// sample is about 5 KB of a release's French.
var sample = strings.Repeat("Les autorités kazakhes doivent libérer immédiatement les manifestants arrêtés samedi à Almaty. "+
	"L’organisation demande aux États-Unis, à la Russie et à la République démocratique du Congo de ratifier le traité sur la sécurité. "+
	"Selon Amnesty International France, au moins soixante personnes ont été détenues pour avoir réclamé l’égalité. ", 15)

func BenchmarkLead(b *testing.B) {
	about("", nil, sample, "fr") // the lexicon is built once, and measured below
	b.SetBytes(int64(len(sample)))
	b.ReportAllocs()
	for b.Loop() {
		about("", nil, sample, "fr")
	}
}

func BenchmarkTitle(b *testing.B) {
	for b.Loop() {
		about("Israël/TPO. Des dizaines de personnes arrêtées lors de manifestations", nil, "", "fr")
	}
}

func BenchmarkByName(b *testing.B) {
	for b.Loop() {
		ByName("République démocratique du Congo", "fr")
	}
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		load("fr")
	}
}
