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
