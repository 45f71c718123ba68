package quote

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// hostile inputs are long runs of what the readers look for.
func TestHostileInputEnds(t *testing.T) {
	units := map[string]string{
		"opening":      "«",
		"pairs":        "« »",
		"curly":        "“",
		"single":       " ‘a",
		"straight":     `" `,
		"inches":       ` 5"`,
		"row":          `"`,
		"attributions": "« Le port est fermé », a dit Awa Ndong. ",
		"verbs":        "a dit ",
		"names":        "Awa Ndong, ",
		"articles":     "la ",
		"partial":      "X a dit « a b c d ",
		"incises":      ", a dit Awa Ndong",
		"colons":       "Awa : « a ",
		"particles":    "Awa de ",
		"pronouns":     "« Le port est fermé », a-t-elle dit. Mme Awa Ndong part. ",
		"roles":        "la présidente de la ligue, la directrice du port, ",
		"owners":       "Ana’s Ligue’s ",
		"sources":      "Selon elle, la directrice, « a b c ». ",
	}
	const size = 1 << 18
	for name, unit := range units {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			text := "« " + strings.Repeat(unit, size/len(unit)) + " »"
			Find([]Paragraph{{Text: text}}, "fr", "Vigie")
			ps := []Paragraph{{Text: text[3:]}}
			check(t, ps, Find(ps, "fr", "Vigie"))
			ps = nil
			offset := 0
			for range size / len(unit) / 8 {
				ps = append(ps, Paragraph{Text: unit, Offset: offset})
				offset += len([]rune(unit)) + 2
			}
			check(t, ps, Find(ps, "fr", "Vigie"))
			t.Logf("%v", time.Since(start))
		})
	}
}

// TestHostileInputEndsElsewhere does the same with what the readers of other languages
// look for.
func TestHostileInputEndsElsewhere(t *testing.T) {
	units := map[string][]string{
		"de": {"„Nein“, sagt Anna Weber. ", "die Leiterin des Amtes, ", "Anna Weber ", "der Leiter der Abteilung der Firma ", "habe „a b c d“ ", "Menschenrechtsorganisation"},
		"ru": {"«Да, — сказал Иван Петров. — Нет», ", ", — сказал ", "адвокат главного врача ", "Ивана Петрова ", "— ", "комитет по правам человека ", "«", "„“"},
		"ar": {"قال المحامي سامي الشريف: «لا». ", "المتحدث باسم ", "المدير للرئيس ", "رئيس لجنة ", "بن ", "أبو ", "((", "\u200f", "و", "منظمة ", "ً"},
	}
	const size = 1 << 17
	for lang, each := range units {
		for _, unit := range each {
			t.Run(lang+"/"+unit, func(t *testing.T) {
				start := time.Now()
				text := "« " + strings.Repeat(unit, size/len(unit)) + " »"
				Find([]Paragraph{{Text: text}}, lang, "")
				ps := []Paragraph{{Text: text[3:]}}
				check(t, ps, Find(ps, lang, ""))
				ps = nil
				offset := 0
				for range size / len(unit) / 8 {
					ps = append(ps, Paragraph{Text: unit, Offset: offset})
					offset += len([]rune(unit)) + 2
				}
				check(t, ps, Find(ps, lang, ""))
				t.Logf("%v", time.Since(start))
			})
		}
	}
}

func TestFindIsPure(t *testing.T) {
	ps := release(sample)
	want := Find(ps, "fr", "Vigie Internationale")
	for range 20 {
		if got := Find(ps, "fr", "Vigie Internationale"); !reflect.DeepEqual(got, want) {
			t.Fatalf("two runs differ:\n%+v\n%+v", got, want)
		}
	}
}

func TestInvalidUTF8(t *testing.T) {
	ps := []Paragraph{{Text: "« Le port\xff est ferm\xc3 depuis mai. »", Offset: 3}}
	qs := Find(ps, "fr", "")
	if len(qs) != 1 || qs[0].Start != 5 || !strings.Contains(qs[0].Text, "�") {
		t.Fatalf("%+v", qs)
	}
}

// TestSharedPages reads the text of real pages for what must hold of any text.
func TestSharedPages(t *testing.T) {
	files, _ := filepath.Glob("../../../shared/pages/*/*.html")
	if len(files) == 0 {
		t.Skip("../../../shared/pages is not there: real pages are not read")
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		text := strings.ToValidUTF8(string(b), "")
		for _, lang := range []string{"fr", "en", "es", "de", "it", "pt", "ru", "ar"} {
			ps := release(strings.ReplaceAll(text, "</p>", "\n\n"))
			check(t, ps, Find(ps, lang, "Amnesty International"))
		}
	}
}

// A paragraph that mayName lets pass is never cut into tokens for its names.
func TestMayName(t *testing.T) {
	for text, want := range map[string]bool{
		"Awa Ndong part.": true, "Le port de Caldera": true, "avec Awa\u00a0Ndong": true, "Anna van der Linden": true,
		"le roi d’Espagne et Marie d’Orléans": true, "pour Omar al-Fassi": true, "Élise\u202fÉluard": true, "A  \t B": true,
		"Le port est fermé depuis mai.": false, "les quais de Caldera": false, "aux U.S.": false, "": false,
		"Caldera ne sera pas rouverte avant que Nantes le soit": false,
	} {
		if got := mayName(text); got != want {
			t.Errorf("mayName(%q) = %v", text, got)
		}
	}
}

func FuzzFind(f *testing.F) {
	f.Add(sample, "fr", "Vigie Internationale")
	f.Add(`“We sail,” said Dr. Mary O’Neill, head of X. “Now.” ‘No,’ she said.`, "en", "X")
	f.Add("„Nein“, sagte er. »Ja«, so Anna Weber.", "de", "")
	f.Add("«No —dijo Juan— es».\n\n»Sí", "es", "Y")
	f.Add("— Não — disse ele. — Vi tudo.\n\n»Fecha-se», queixou-se-lhe a Irmã.", "pt", "")
	f.Add("«Sì – dice D'Ambra, dell'Osservatorio – no». – Mai – risponde. – B", "it", "Z")
	f.Add("\" \n\n0 0 0\"", "fr", "")
	f.Add("«Нас били, — сказала адвокат Анна Котова. — Всех».\n\n— Когда? — спросил он.", "ru", "")
	f.Add("По словам сына Ивана, «всё кончено». „Да“ — «нет»", "ru", "")
	f.Add("وقالت المحامية هاجر بن سالم، عضو هيئة الدفاع: «لا».\n\n((نعم)) \u200fقال أم زيد", "ar", "")
	f.Add("„Das habe“ er „nie gesagt“, so die Leiterin des Amtes, Jana Vogt.", "de", "")
	f.Add("« A, dit-il.\n\n# T\n\n» B « \xff", "fr", "")
	f.Fuzz(func(t *testing.T, text, lang, org string) {
		ps := release(strings.ToValidUTF8(text, "\uFFFD"))
		check(t, ps, Find(ps, lang, org))
	})
}

const sample = `Les autorités du port de Caldera doivent rouvrir les quais sans attendre, a déclaré Vigie Internationale. Réagissant à la fermeture, Marthe Solano, directrice adjointe pour l’Afrique de l’Ouest et le Sahel à Vigie Internationale, a déclaré :

« Les puits sont à sec. Nous le disions déjà.

« Rien n’a changé. Il faut de l’eau. »

# Contexte

Selon Omar Sall, chercheur, « une impunité totale règne » au port. « Les marins ont faim », s’est indignée Zoé de La Garde, médecin. « Ils sont seuls. » Elle a ajouté : « Personne ne vient. » L’organisation a parlé d’« un recul sans précédent ».

La loi « Ports et libertés » a été votée en mai. Le fleuve baisse depuis des mois, et les marins restent à quai faute d’accord entre les armateurs et la ville.
`

// BenchmarkFind measures Find on 5 KB of French: "dense" is nothing but the
// sample, a quotation in every second sentence; "release" is the sample once
// and then paragraphs without quotations, as most of a release is.
func BenchmarkFind(b *testing.B) {
	const plain = "\n\nLe fleuve baisse depuis des mois, et les marins restent à quai faute d’accord entre les armateurs et la ville. " +
		"Selon la capitainerie de Caldera, aucune des trois écluses n’a été ouverte depuis le mois de mai, et les pilotes attendent."
	for name, more := range map[string]string{"dense": "\n" + sample, "release": plain} {
		text := sample
		for len(text) < 5000 {
			text += more
		}
		ps := release(text)
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				Find(ps, "fr", "Vigie Internationale")
			}
		})
	}
}

// BenchmarkGrowth measures what a text ten times longer costs: "repeated" is
// each annotated release ten times over, "joined" ten different ones after one
// another. x-short is the cost in that of the same releases one by one; ten
// times the text should be about ten times the cost, and joined about 1.
func BenchmarkGrowth(b *testing.B) {
	for _, lang := range []string{"fr", "en", "es"} {
		files, err := filepath.Glob(filepath.Join("..", "..", "testdata", "quotes", "tune", lang+"-*.yaml"))
		if err != nil || len(files) < 10 {
			b.Fatalf("no annotated releases: %v", err)
		}
		var each, repeated, joined [][]Paragraph
		for i, f := range files {
			ps := load(b, f).release()
			each = append(each, ps)
			var ten []Paragraph
			for range 10 {
				ten = after(ten, ps)
			}
			repeated = append(repeated, ten)
			if i%10 == 0 {
				joined = append(joined, nil)
			}
			joined[i/10] = after(joined[i/10], ps)
		}
		for name, long := range map[string][][]Paragraph{"repeated": repeated, "joined": joined} {
			b.Run(lang+"/"+name, func(b *testing.B) {
				var short, longer time.Duration
				for b.Loop() {
					start := time.Now()
					for _, ps := range each {
						Find(ps, lang, "")
					}
					middle := time.Now()
					for _, ps := range long {
						Find(ps, lang, "")
					}
					short += middle.Sub(start)
					longer += time.Since(middle)
				}
				b.ReportMetric(float64(longer)/float64(short), "x-short")
				b.ReportMetric(float64(short.Nanoseconds())/float64(b.N*len(each)), "ns/release")
			})
		}
	}
}

// after puts paragraphs behind others.
func after(all, more []Paragraph) []Paragraph {
	at := 0
	if n := len(all); n > 0 {
		at = all[n-1].Offset + utf8.RuneCountInString(all[n-1].Text) + 2
	}
	for _, p := range more {
		p.Offset += at
		all = append(all, p)
	}
	return all
}

func BenchmarkRules(b *testing.B) {
	for b.Loop() {
		readTable("fr")
	}
}
