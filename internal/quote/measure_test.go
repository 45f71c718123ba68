package quote

import (
	commandline "flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// annotated is one release of testdata/quotes, with the truth written by
// people who have not seen the rules. What is under aside/ is measured, and
// nothing is ever tuned on it.
type annotated struct {
	ID         string   `yaml:"id"`
	Language   string   `yaml:"language"`
	Title      string   `yaml:"title"`
	Paragraphs []string `yaml:"paragraphs"`
	Quotes     []truth  `yaml:"quotes"`
	Tests      []string `yaml:"tests"`
}

type truth struct {
	Parts       []string `yaml:"parts"`
	Speaker     *string  `yaml:"speaker"`
	Role        *string  `yaml:"role"`
	Affiliation *string  `yaml:"affiliation"`
	Attribution string   `yaml:"attribution"`
}

// figures are what Find gives for a set of releases.
type figures struct {
	releases, truth, found, right int
	loose                         int // right, or nearly: see overlaps
	speaker, role, affiliation    int // right, of the quotations whose span is
	nearRole, nearAffiliation     int // right, or one is within the other: directrice, directrice pour l'Asie
	roles, affiliations           int // that the truth or Find has one for
	named, namedRight             int // speakers that Find names, and that are right
	invented                      int // speakers whose words are not in the release
	outcomes                      [outcomes]int
}

// outcome is how the speaker found stands to the truth.
type outcome int

const (
	right     outcome = iota
	unnamed           // nobody is given where somebody is said
	part              // of the name, or more than it
	described         // a description stays as it is written where a name is known
	nobodys           // somebody is given where nobody is said
	another           // the name of somebody else: what must not be cited
	outcomes
)

func outcomeOf(want, got string) outcome {
	switch w, g := name(want), name(got); {
	case w == g:
		return right
	case g == "":
		return unnamed
	case w == "":
		return nobodys
	case within(w, g) || within(g, w):
		return part
	case !capitalWithin(got):
		return described
	}
	return another
}

// capitalWithin says whether a speaker's name, or a description, has a capital behind its
// first word: une agente de Y has one too, and counts as the worse.
func capitalWithin(s string) bool {
	first := true
	for _, w := range strings.FieldsFunc(s, func(c rune) bool { return unicode.IsSpace(c) || c == '’' || c == '\'' }) {
		c, _ := utf8.DecodeRuneInString(w)
		if unicode.IsUpper(c) && (!first || !strings.Contains(s, " ")) {
			return true
		}
		first = false
	}
	return false
}

func (f figures) String() string {
	p, r := share(f.right, f.found), share(f.right, f.truth)
	return fmt.Sprintf("%8d %6d  %9.3f %6.3f %.3f  %8.3f  %7.3f %5.3f  %.3f %.3f  %11.3f %.3f  %14d", f.releases, f.truth, p, r, 2*p*r/max(p+r, 1e-9),
		2*float64(f.loose)/max(float64(f.found+f.truth), 1), share(f.speaker, f.right), share(f.namedRight, f.named), share(f.role, f.roles), share(f.nearRole, f.roles), share(f.affiliation, f.affiliations), share(f.nearAffiliation, f.affiliations), f.invented)
}

func share(n, of int) float64 {
	if of == 0 {
		return 1
	}
	return float64(n) / float64(of)
}

// measure compares one release. A span is right when its words are, whatever
// the white space and the punctuation at its ends.
func (f *figures) measure(logf func(string, ...any), a annotated) {
	f.compare(logf, a, Find(a.release(), a.Language, ""))
}

func (f *figures) compare(logf func(string, ...any), a annotated, found []Quote) {
	f.releases++
	f.truth += len(a.Quotes)
	text := a.Title + "\n\n" + strings.Join(a.Paragraphs, "\n\n")
	f.found += len(found)
	f.loose += overlaps(a.Quotes, found)
	missed := slices.Clone(a.Quotes)
	for _, q := range found {
		if q.Speaker != "" && !strings.Contains(onlyWords(text), onlyWords(q.Speaker)) {
			f.invented++
			logf("%s: invented %q", a.ID, q.Speaker)
		}
		i := slices.IndexFunc(missed, func(w truth) bool { return onlyWords(strings.Join(w.Parts, " ")) == onlyWords(q.Text) })
		if i < 0 {
			logf("%s: too much, or other words: %q (%s)", a.ID, q.Text, q.Speaker)
			continue
		}
		f.right++
		f.people(logf, a.ID, missed[i], q)
		missed = slices.Delete(missed, i, i+1)
	}
	for _, w := range missed {
		logf("%s: missed: %q", a.ID, w.Parts)
	}
}

func (a annotated) release() []Paragraph {
	var paras []Paragraph
	at := 0
	for _, p := range a.Paragraphs {
		paras = append(paras, Paragraph{Text: p, Offset: at})
		at += utf8.RuneCountInString(p) + 2
	}
	return paras
}

// overlaps counts the quotations found that share four fifths of their words,
// in order, with one of the truth: the looser figure that others publish.
func overlaps(want []truth, found []Quote) int {
	n := 0
	missed := slices.Clone(want)
	for _, q := range found {
		i := slices.IndexFunc(missed, func(w truth) bool {
			a, b := strings.Fields(onlyWords(strings.Join(w.Parts, " "))), strings.Fields(onlyWords(q.Text))
			common := inOrder(a, b)
			return float64(common) >= .8*float64(len(a)+len(b)-common)
		})
		if i >= 0 {
			n++
			missed = slices.Delete(missed, i, i+1)
		}
	}
	return n
}

// inOrder is the length of the longest sequence of words that a and b share.
func inOrder(a, b []string) int {
	row := make([]int, len(b)+1)
	for _, w := range a {
		diagonal := 0
		for j, v := range b {
			above := row[j+1]
			if w == v {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(row[j], above)
			}
			diagonal = above
		}
	}
	return row[len(b)]
}

// people compares who is named at a quotation whose span is right.
func (f *figures) people(logf func(string, ...any), id string, want truth, got Quote) {
	for _, c := range []struct {
		what            string
		want            *string
		got             string
		right, near, of *int
	}{
		{"speaker", want.Speaker, got.Speaker, &f.speaker, new(int), new(int)},
		{"role", want.Role, got.Role, &f.role, &f.nearRole, &f.roles},
		{"affiliation", want.Affiliation, got.Affiliation, &f.affiliation, &f.nearAffiliation, &f.affiliations},
	} {
		w := ""
		if c.want != nil {
			w = *c.want
		}
		if c.what != "speaker" && w == "" && c.got == "" {
			continue
		}
		*c.of++
		if c.what == "speaker" && c.got != "" {
			f.named++
			if name(w) == name(c.got) {
				f.namedRight++
			}
		}
		if c.what == "speaker" {
			f.outcomes[outcomeOf(w, c.got)]++
		}
		if within(name(w), name(c.got)) || within(name(c.got), name(w)) {
			*c.near++
		}
		if name(w) == name(c.got) {
			*c.right++
		} else {
			logf("%s: %s %q, want %q, of %.40q", id, c.what, c.got, w, got.Text)
		}
	}
}

// onlyWords leaves lower case, single spaces and no punctuation at the ends.
func onlyWords(s string) string {
	return strings.Trim(strings.Join(strings.Fields(fold(s)), " "), " .,;:")
}

// within says whether the words of a, if it has any, stand in b.
func within(a, b string) bool {
	return a != "" && strings.Contains(" "+b+" ", " "+a+" ")
}

// name is onlyWords without an article or a title before it: whether Dame or
// Mgr is part of a name is a matter of taste.
func name(s string) string {
	s = onlyWords(s)
	for _, before := range []string{"la ", "le ", "l'", "les ", "the ", "a ", "an ", "un ", "une ", "el ", "una ", "der ", "die ", "das ", "ein ", "eine ",
		"o ", "os ", "as ", "um ", "uma ", "il ", "lo ", "gli ", "i ", "uno ", "un'"} {
		if rest, ok := strings.CutPrefix(s, before); ok {
			s = rest
			break
		}
	}
	for _, title := range []string{"sir ", "dame ", "lord ", "lady ", "baroness ", "most rev. ", "rev. ", "mgr ", "mr ", "mons. ", "sister ", "sœur ", "sor "} {
		s = strings.TrimPrefix(s, title)
	}
	return s
}

// moreQuotes is a folder of annotated releases to measure on besides
// testdata/quotes: go test ./internal/quote -run TestMeasure -v -args -quotes DIR
var moreQuotes = commandline.String("quotes", "", "a folder of annotated releases to measure on, too")

// TestMeasure prints how well quotations, speakers and roles are read, a table
// and no assertion of a hope; with -v, each mistake of the set that rules may
// be tuned on. Only the floors under it would show that something broke.
func TestMeasure(t *testing.T) {
	table := "set    language releases quotes  precision recall F1     loose F1  speaker named  role  near   affiliation near   invented names\n"
	speakers := "set    language right unnamed part described nobodys another\n"
	sets := map[string]string{}
	for _, set := range []string{"tune", "aside"} {
		sets[set] = filepath.Join("..", "..", "testdata", "quotes", set)
	}
	if *moreQuotes != "" {
		sets["more"] = *moreQuotes
	}
	for _, set := range slices.Backward(slices.Sorted(maps.Keys(sets))) {
		byLanguage := map[string]*figures{}
		files, err := filepath.Glob(filepath.Join(sets[set], "*.yaml"))
		if err != nil || len(files) == 0 && set == "tune" {
			t.Fatalf("no annotated releases in %s: %v", set, err)
		}
		t.Run(set, func(t *testing.T) {
			logf := t.Logf
			if set == "aside" { // what nobody may learn from is not shown
				logf = func(string, ...any) {}
			}
			for _, file := range files {
				a := load(t, file)
				if byLanguage[a.Language] == nil {
					byLanguage[a.Language] = &figures{}
				}
				byLanguage[a.Language].measure(logf, a)
			}
		})
		for _, lang := range slices.Sorted(maps.Keys(byLanguage)) {
			f := *byLanguage[lang]
			table += fmt.Sprintf("%-6s %-8s %v\n", set, lang, f)
			o := f.outcomes
			speakers += fmt.Sprintf("%-6s %-8s %5d %7d %4d %9d %7d %7d\n", set, lang, o[right], o[unnamed], o[part], o[described], o[nobodys], o[another])
		}
	}
	t.Log("\n" + table + "\n" + speakers)
}

func load(t testing.TB, file string) annotated {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var a annotated
	if err := yaml.Load(data, &a, yaml.WithKnownFields()); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	text := strings.Join(a.Paragraphs, "\n\n")
	for _, q := range a.Quotes {
		at := 0
		for _, part := range q.Parts {
			i := strings.Index(text[at:], part)
			if i < 0 {
				t.Errorf("%s: %q is not in the text, or not in this order", a.ID, part)
				break
			}
			at += i + len(part)
		}
	}
	return a
}
