package date

import (
	"testing"
	"time"
)

func FuzzParse(f *testing.F) {
	for _, s := range []string{"24 février 2020", "2019-06-16T23:00:00+01:00", "12.01.22", "Published 5 May 2020 5:30 pm",
		"3 كانون الثاني/يناير 2021", "2024年3月5日下午5时30分", "Mon, 24 Feb 2020 10:00:00 GMT", "5-7 mai 2020", "’20", "20190616T230000Z", "\xff年"} {
		f.Add(s, "fr")
		f.Add(s, "en")
		f.Add(s, "")
	}
	loc := time.FixedZone("", 2*3600)
	f.Fuzz(func(t *testing.T, raw, lang string) {
		iso, ok := Parse(raw, lang, loc)
		if !ok {
			if iso != "" {
				t.Fatalf("refused with %q", iso)
			}
			return
		}
		again, ok := Parse(iso, lang, nil)
		if !ok || again != iso {
			t.Fatalf("Parse(%q) = %q, which reads as %q, %v", raw, iso, again, ok)
		}
		if day := Day(iso, nil); (len(iso) >= 10) != (day != "") {
			t.Fatalf("Day(%q) = %q", iso, day)
		}
	})
}

func BenchmarkParse(b *testing.B) {
	for _, c := range []struct{ name, raw, lang string }{
		{"iso", "2019-06-16T23:00:00+01:00", "en"},
		{"french", "Publié le 24 février 2020", "fr"},
		{"arabic", "٢٤ شباط/فبراير ٢٠٢٠", "ar"},
		{"prose", "Depuis le 5 mai 2020, la police tire.", "fr"},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Parse(c.raw, c.lang, time.UTC)
			}
		})
	}
}
