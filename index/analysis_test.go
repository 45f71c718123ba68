package index

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// terms gives the words an analyzer makes of a text; those at one position
// are joined by a bar.
func terms(a *analyzer, text string) string {
	var out []string
	for _, forms := range positionsOf(a.Analyze([]byte(text))) {
		out = append(out, strings.Join(forms, "|"))
	}
	return strings.Join(out, " ")
}

func TestPlainAnalysis(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"accents", "Répression à Haïti", "repression a haiti"},
		{"decomposed", "Re\u0301pression", "repression"},
		{"ligatures", "cœur Œuvre ex æquo ﬁn", "coeur oeuvre ex aequo fin"},
		{"curly elision", "l’État", "etat"},
		{"straight elision", "L'ÉTAT qu'il", "etat il"},
		{"no elision", "aujourd’hui", "aujourd'hui"},
		{"possessive", "Amnesty’s reporters' work", "amnesty reporters work"},
		{"acronym", "l’O.N.U. et l’ONU", "onu et onu"},
		{"address", "amnesty.fr www.exemple.es 12.5", "amnesty.fr www.exemple.es 12.5"},
		{"middle dot", "les manifestant·e·s", "les manifestant|manifestants|manifestante|manifestantes"},
		{"full stops", "sympathisant.e.s.", "sympathisant|sympathisants|sympathisante|sympathisantes"},
		{"parentheses", "habitant(e)s là", "habitant|habitants|habitante|habitantes la"},
		{"two parentheses", "habitant(e)(s)", "habitant|habitants|habitante|habitantes"},
		{"plural only", "protester(s)", "protester|protesters"},
		{"hyphens", "militant-e-s", "militant|militants|militante|militantes"},
		{"bullet", "citoyen•ne•s", "citoyen|citoyens|citoyenne|citoyennes"},
		{"no-break hyphen", "élu‑e‑s", "elu|elus|elue|elues"},
		{"joined", "étudiant·es", "etudiant|etudiants|etudiante|etudiantes"},
		{"defenders", "défenseur·euse·s", "defenseur|defenseurs|defenseuse|defenseuses"},
		{"actors", "acteur·rice·s", "acteur|acteurs|actrice|actrices"},
		{"all", "tou·te·s", "tou|tous|toute|toutes"},
		{"all, doubled", "tous·tes", "tous|toute|toutes"},
		{"active", "actif-ve-s", "actif|actifs|active|actives"},
		{"hyphenation point", "habitant‧e‧s", "habitant|habitants|habitante|habitantes"},
		{"slash", "habitant/e/s acteur/rice élu/e", "habitant|habitants|habitante|habitantes acteur|actrice elu|elue"},
		{"slash between words", "km/s and/or she/he et/ou Renault/PSA", "km s and or she he et ou renault psa"},
		{"upper case", "MANIFESTANT·E·S", "manifestant|manifestants|manifestante|manifestantes"},
		{"with article", "l’avocat·e", "avocat|avocate"},
		{"verb and pronoun", "dis-le dit-elle va-t-il celles-ci", "dis le dit elle va t il celles ci"},
		{"no space after a full stop", "arrêtés.Les autres", "arretes.les autres"},
		{"codes", "EUR 44/0541/2019", "eur 44 0541 2019"},
		{"more codes", "MDE 13/1234/2021, A/HRC/52/L.7 UA\u00a012/24", "mde 13 1234 2021 a hrc 52 l 7 ua 12 24"},
		{"russian", "Ещё Йемен", "еще йемен"},
		{"arabic", "أُوقِفَ", "اوقف"},
		{"turkish", "İstanbul Kılıç", "istanbul kilic"},
		{"no-break spaces", "«\u00a0non\u202f»", "non"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := terms(plain, c.text); got != c.want {
				t.Errorf("%q\n got %s\nwant %s", c.text, got, c.want)
			}
		})
	}
}

// Each row's words must meet in the stemmed analysis of the language.
func TestWordsMeet(t *testing.T) {
	for _, c := range []struct{ lang, text, queries string }{
		{"fr", "répression", "repression répression RÉPRESSION répressions"},
		{"fr", "l’État", "etat État états l'etat"},
		{"fr", "L’Égypte", "egypte Égypte d’Égypte"},
		{"fr", "cœur", "coeur cœurs"},
		{"fr", "Haïti", "haiti haïti"},
		{"fr", "Israël", "israel Israël"},
		{"fr", "idée", "idee idées"},
		{"fr", "manifestant·e·s", "manifestant manifestante manifestants manifestantes manifestant.e.s manifestant(e)s"},
		{"fr", "manifestant.e.s", "manifestant manifestante manifestants manifestantes"},
		{"fr", "manifestant(e)s", "manifestant manifestante manifestants manifestantes"},
		{"fr", "manifestant-e-s", "manifestant manifestante manifestants manifestantes"},
		{"fr", "O.N.U.", "ONU onu o.n.u."},
		{"fr", "sans", "sans"},
		{"en", "protesters", "protester protester’s Protesters"},
		{"en", "never", "never"},
		{"es", "desapariciones", "desaparicion desaparición"},
		{"es", "niños", "ninos NIÑOS"},
		{"de", "Häuser", "hauser häuser Haus"},
		{"de", "Straße", "Strasse Straßen"},
		{"de", "Gefangene", "Gefangener Gefangenen"},
		{"fr", "Congo-Brazzaville", "Brazzaville"},
		{"es", "juez", "jueces"},
		{"it", "libertà", "liberta libertà"},
		{"it", "detenuti", "detenuto detenuta detenute"},
		{"ru", "заключённые", "заключенных заключенный"},
		{"ar", "المحامين", "محام والمحامين محامي"},
		{"zh", "香港国安法", "香港 国安法"},
		{"pt", "prisões", "prisoes prisões prisão prisao"},
		{"pt", "operação policial", "operações policiais"},
		{"it", "dell’attività", "attivita attività"},
		{"ru", "правами", "права"},
		{"ar", "الأطفال", "أطفال"},
		{"sw", "Haki", "haki"},
	} {
		a := languageOf(c.lang).analyzer()
		in := strings.Fields(strings.ReplaceAll(terms(a, c.text), "|", " "))
		if len(in) == 0 {
			t.Errorf("%s %q: no words", c.lang, c.text)
		}
		for _, q := range strings.Fields(c.queries) {
			for _, forms := range positionsOf(a.Analyze([]byte(q))) {
				if !slices.ContainsFunc(forms, func(f string) bool { return slices.Contains(in, f) }) {
					t.Errorf("%s: %q is %v, %q is %v", c.lang, c.text, in, q, forms)
				}
			}
		}
	}
}

// A word typed without its accents is dropped where the text's word is.
func TestStopWordsWithoutAccents(t *testing.T) {
	a := languageOf("fr").analyzer()
	if got := terms(a, "même meme à a où dans les"); got != "" {
		t.Errorf("stop words left: %s", got)
	}
}

func TestOffsetsPointAtWords(t *testing.T) {
	text := "« L’État réprime les manifestant·e·s », dit l'O.N.U. à Haïti."
	want := []string{"État", "réprime", "manifestant·e·s", "dit", "O.N.U", "Haïti"}
	var got []string
	for _, tok := range languageOf("fr").analyzer().Analyze([]byte(text)) {
		if w := text[tok.Start:tok.End]; len(got) == 0 || got[len(got)-1] != w {
			got = append(got, w)
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func FuzzAnalyze(f *testing.F) {
	for _, s := range []string{"l’État·e·s", "a(e", "ab(e)(s)x", "É.É.", "\xff\x00'", "un·e·s·", "d’'s", "😀‍😀 e\u0301-e-s", "ﷺ(s)"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, l := range languages {
			before := 0
			for _, tok := range l.analyzer().Analyze([]byte(s)) {
				if tok.Start < 0 || tok.End > len(s) || tok.Start >= tok.End || tok.Position < before {
					t.Fatalf("%s: token %v of %q", l.code, tok, s)
				}
				before = tok.Position
				if utf8.ValidString(s) && !utf8.ValidString(s[tok.Start:tok.End]) {
					t.Fatalf("%s: token %v of %q cuts a character", l.code, tok, s)
				}
			}
		}
	})
}

// Each language's chain: what becomes of the words, the negation among them.
func TestLanguages(t *testing.T) {
	for _, c := range []struct{ lang, text, want string }{
		{"fr", "Ils n’ont pas été jugés, ni inculpés ; jamais sans avocat", "pas juge ni inculp jamai san avocat"},
		{"fr", "aujourd’hui l’Œuvre qu’elle", "aujourd'hui oeuvr"},
		{"en", "They were not charged, nor ever tried without counsel", "not charg nor ever tri without counsel"},
		{"es", "No fueron juzgados ni acusados; desapariciones sin abogado", "no juzgad ni acusad desaparicion sin abogad"},
		{"pt", "Não foram julgadas nem acusadas; prisões sem advogado", "nao julgad nem acusad prisa sem advogad"},
		{"de", "Die Häuser wurden nicht durchsucht, keine Anklage ohne Verteidiger", "haus nicht durchsucht kein anklag ohn verteidig"},
		{"it", "Non furono processati né accusati; dell’attività senza avvocato", "non processat ne accusat attivit senza avvocat"},
		{"ru", "Их не судили и не обвиняли; без адвоката, ещё в тюрьмах", "не суд не обвиня без адвокат тюрьм"},
		{"ar", "لم يُحاكَم المحامون ولا الصحفيين في السجون", "لم يحاكم محام ولا صحف سج"},
		{"zh", "香港国安法 EUR 44", "香港 港国 国安 安法 eur 44"},
		{"zh", "狱。维吾尔人", "狱 维吾 吾尔 尔人"},
		{"sw", "Haki za wakimbizi", "haki za wakimbizi"},
	} {
		if got := terms(languageOf(c.lang).analyzer(), c.text); got != c.want {
			t.Errorf("%s: %q\n got %s\nwant %s", c.lang, c.text, got, c.want)
		}
	}
}
