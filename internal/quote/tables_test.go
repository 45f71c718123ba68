package quote

import (
	"slices"
	"strings"
	"testing"
)

func TestTables(t *testing.T) {
	files, err := tableFiles.ReadDir("tables")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		lang := strings.TrimSuffix(f.Name(), ".txt")
		if byLanguage[lang] == nil {
			t.Errorf("no release is read with %s", f.Name())
		}
	}
	for lang, rules := range byLanguage {
		if len(rules().words) < 100 {
			t.Errorf("%s: %d words", lang, len(rules().words))
		}
	}
}

func TestTableForms(t *testing.T) {
	r, err := parseTable(`
# a comment
cue-finite +e +ent, cue-participle +é: déclar # of an
    affirm
not cue-finite: affirme
team-noun org-noun: équipe
same-job: avocat conseil
same-job: juge magistrat
owns feminine: her
`)
	if err != nil {
		t.Fatal(err)
	}
	for w, want := range map[string]flag{"déclare": cueFinite, "déclarent": cueFinite, "affirmé": cueParticiple, "affirme": 0, "équipe": orgNoun} {
		if r.words[w] != want {
			t.Errorf("%s: %b, want %b", w, r.words[w], want)
		}
	}
	if !r.in("équipe", teamNoun) || r.in("équipe", timeNoun) || !slices.Equal(r.sameJob["avocat"], r.sameJob["conseil"]) || slices.Equal(r.sameJob["avocat"], r.sameJob["juge"]) || r.owns["her"] != feminine {
		t.Errorf("%+v", r)
	}
	for _, c := range []struct{ table, want string }{
		{"role: juge\njuge", "line 2 has no colon"},
		{"  juge", "line 1 goes on with no list"},
		{"\nroles: juge", `line 2: "roles" is no list`},
		{"option: backwards", `line 1: "backwards" is no option`},
		{"not roles: juge", `"roles" is no list`},
	} {
		if _, err := parseTable(c.table); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want %s", c.table, err, c.want)
		}
	}
}

// Two forms of one name have one key, and two names have two.
func TestKey(t *testing.T) {
	for _, c := range []struct {
		lang, a, b string
		same       bool
	}{
		{"ru", "Сергея Зорина", "Сергей Зорин", true},
		{"ru", "Марией Котовой", "Мария Котова", true},
		{"ru", "Артём Лось", "Артема Лося", true},
		{"ru", "Марина Котова", "Мария Котова", false},
		{"ru", "Центра помощи «Щит»", "Центр помощи «Щит»", true},
		{"ar", "للنقابة", "النقابة", true},
		{"ar", "أنيس العيّاشي", "انيس العياشي", true},
		{"ar", "علي حسن", "على حسن", false},
		{"de", "des Verbands Freie Presse", "des Verband Freie Presse", true},
		{"en", "Jones", "Jone", false},
	} {
		r := rulesFor(c.lang)
		if got := r.key(c.a) == r.key(c.b); got != c.same {
			t.Errorf("%s: %q and %q are one: %v (%q, %q)", c.lang, c.a, c.b, got, r.key(c.a), r.key(c.b))
		}
	}
}

// Words of other scripts are cut as those of the Latin one: with their vowel signs,
// joiners and stretching lines, and apart from signs that only say which way text runs.
func TestTokensOfOtherScripts(t *testing.T) {
	for _, c := range []struct{ lang, text, want string }{
		{"ar", "قالَـت،\u200fهل؟ نعم؛", "قالَـت ، هل ؟ نعم ؛"},
		{"ar", "\u202bالماء\u202c ((لا)) ٣٠", "الماء (( لا )) ٣٠"},
		{"ar", "می\u200cخواهم", "می\u200cخواهم"},
		{"ru", "г-н Зо\u0308рин, 19-летний Л. П. Ко\u0306т", "г-н Зо\u0308рин , 19-летний Л. П. Ко\u0306т"},
	} {
		r := rulesFor(c.lang)
		x := &lexer{rules: r, vocabulary: map[string]wordID{}, words: make([]lexeme, 1)}
		toks, _ := x.tokenize(c.text)
		var got []string
		for _, k := range toks {
			got = append(got, c.text[k.start:k.end])
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%q: %q, want %q", c.text, s, c.want)
		}
	}
	r := rulesFor("ar")
	for w, want := range map[string]flag{"وقالت": cueFinite | feminine, "فأضافَ": cueFinite | masculine, "والمحامية": role | feminine, "العلي": 0} {
		x := &lexer{rules: r, vocabulary: map[string]wordID{}, words: make([]lexeme, 1)}
		toks, _ := x.tokenize(w)
		if got := toks[0].flags & (cueFinite | role | preposition | feminine | masculine); got != want {
			t.Errorf("%s: %b, want %b", w, got, want)
		}
	}
}
