package extract

import (
	"os"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"

	"communique/archive"
)

// mostWrongNames is how many quotations of the saved pages may name somebody
// who did not speak. A wrong name is cited, a missing one is looked up: the
// number only ever falls.
const mostWrongNames = 0

// quoted is who a person says speaks in one saved page; testdata/quotes.yaml
// describes the fields.
type quoted struct {
	File   string `yaml:"file"`
	People map[string]struct {
		Role        string `yaml:"role"`
		Affiliation string `yaml:"affiliation"`
	} `yaml:"people"`
	Quotes []struct {
		Begins  string   `yaml:"begins"`
		Speaker string   `yaml:"speaker"`
		Also    []string `yaml:"also"`
	} `yaml:"quotes"`
}

// verdicts count what is right, missing and wrong of one field.
type verdicts struct{ right, missing, wrong int }

func (v *verdicts) judge(got, want string, also ...string) (wrong bool) {
	switch {
	case strings.EqualFold(got, want):
		v.right++
	case got == "" || slices.ContainsFunc(also, func(a string) bool { return strings.EqualFold(a, got) }):
		v.missing++
	default:
		v.wrong++
		return true
	}
	return false
}

func TestQuotesOfRealPages(t *testing.T) {
	data, err := os.ReadFile("testdata/quotes.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var labelled []quoted
	if err := yaml.Load(data, &labelled, yaml.WithKnownFields()); err != nil {
		t.Fatal(err)
	}
	byFile := map[string]quoted{}
	for _, q := range labelled {
		byFile[q.File] = q
	}
	var names, roles, affiliations verdicts
	lost := 0
	r := newReader(t)
	for _, p := range realPages(t) {
		reading, err := r.Read(p.page)
		if err != nil {
			t.Fatal(err)
		}
		want, seen := byFile[p.file], make([]bool, len(byFile[p.file].Quotes))
		for _, got := range reading.Release.Quotes {
			k := want.find(got)
			if k < 0 {
				if names.judge(deref(got.Speaker), "") {
					t.Logf("%s: %.30q is not labelled, and has %q", p.file, got.Text, deref(got.Speaker))
				}
				continue
			}
			seen[k] = true
			w := want.Quotes[k]
			if names.judge(deref(got.Speaker), w.Speaker, w.Also...) {
				t.Logf("%s: WRONG %.30q has %q, want %q", p.file, got.Text, deref(got.Speaker), w.Speaker)
			} else if !strings.EqualFold(deref(got.Speaker), w.Speaker) {
				t.Logf("%s: missing %.30q has %q, want %q", p.file, got.Text, deref(got.Speaker), w.Speaker)
			}
			who, known := want.People[w.Speaker]
			if !known || deref(got.Speaker) != w.Speaker {
				continue
			}
			badRole, badAffiliation := roles.judge(deref(got.Role), who.Role), affiliations.judge(deref(got.Affiliation), who.Affiliation)
			if badRole || badAffiliation {
				t.Logf("%s: %s has role %q, affiliation %q, want %q, %q", p.file, w.Speaker, deref(got.Role), deref(got.Affiliation), who.Role, who.Affiliation)
			}
		}
		for k, w := range want.Quotes {
			if !seen[k] && (w.Speaker != "" || w.Also != nil) {
				lost++
				t.Logf("%s: lost %.30q of %q", p.file, w.Begins, w.Speaker)
			}
		}
	}
	t.Logf("names %d right, %d missing, %d wrong; roles %d, %d, %d; affiliations %d, %d, %d; %d quotations lost", names.right, names.missing, names.wrong,
		roles.right, roles.missing, roles.wrong, affiliations.right, affiliations.missing, affiliations.wrong, lost)
	if names.wrong > mostWrongNames {
		t.Errorf("%d wrong names, and there were %d", names.wrong, mostWrongNames)
	}
}

// find returns the labelled quotation that begins as one of a page does, or -1.
func (q quoted) find(got archive.Quote) int {
	for k, w := range q.Quotes {
		if strings.HasPrefix(got.Text, w.Begins) {
			return k
		}
	}
	return -1
}
