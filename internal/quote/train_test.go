package quote

import (
	commandline "flag"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var train = commandline.Bool("train", false, "learn weights.txt anew from testdata/quotes/tune")

// lesson is one question of a release: its candidates and, last, nobody, and which of
// them are right.
type lesson struct {
	release int
	situation
	sure    float64 // how sure the weights must be
	options []features
	right   []bool
	names   []string // of the candidates
	about   string   // where the question stands, to be read
}

// lessons reads what the releases ask, and goes on from the right answer to each where w
// is nil, and from that of w elsewhere.
func lessons(releases []annotated, w *weights) []lesson {
	var out []lesson
	for n, a := range releases {
		out = append(out, lessonsOf(n, a, w)...)
	}
	return out
}

func lessonsOf(n int, a annotated, w *weights) []lesson {
	var out []lesson
	d := newDocument(a.release(), rulesFor(a.Language), "")
	d.pick = func(q asked, cs []candidate, nobody features) int {
		guess := -1
		if w != nil {
			guess = w.pick(q, cs, nobody)
		}
		if q.said == nil {
			return guess
		}
		speaker, known := a.speakerOf(d, q.said)
		if !known {
			return guess
		}
		l := lesson{release: n, situation: q.situation, sure: q.sure}
		first := -1
		for k := range cs {
			ok := speaker != "" && samePeople(name(speaker), name(d.nameOf(q, &cs[k])))
			if ok && first < 0 {
				first = k
			}
			l.options, l.right, l.names = append(l.options, cs[k].is), append(l.right, ok), append(l.names, d.nameOf(q, &cs[k]))
		}
		l.about = fmt.Sprintf("%s %s %.30q wants %q", a.ID, situationNames[q.situation], d.paras[q.said.pieces[0].para].text[q.said.pieces[0].from:q.said.pieces[0].to], speaker)
		l.options, l.right = append(l.options, nobody), append(l.right, first < 0)
		out = append(out, l)
		if w == nil {
			return first
		}
		return guess
	}
	d.find()
	return out
}

// samePeople says whether two names are of one person, or one body: a title more or less in
// one of them is a mistake of whoever reads names.
func samePeople(a, b string) bool {
	return a == b || strings.Contains(a, " ") && strings.Contains(b, " ") && (within(a, b) || within(b, a)) && !strings.Contains(a+b, " et ") && !strings.Contains(a+b, " and ") && !strings.Contains(a+b, " y ")
}

// nameOf is what a candidate would be called.
func (d *document) nameOf(q asked, c *candidate) string {
	if c.org != nil {
		return c.org.name
	}
	return c.who.name
}

// speakerOf is who the truth says speaks, "" for nobody; a stretch that is no quotation
// has nobody to say it, and of one that overlaps one nothing is known.
func (a annotated) speakerOf(d *document, u *utterance) (string, bool) {
	var b strings.Builder
	for _, pc := range u.pieces {
		b.WriteString(d.paras[pc.para].text[pc.from:pc.to] + " ")
	}
	text := onlyWords(b.String())
	for _, q := range a.Quotes {
		whole := onlyWords(strings.Join(q.Parts, " "))
		if whole == text || strings.Contains(whole, text) || strings.Contains(text, whole) {
			if q.Speaker == nil {
				return "", true
			}
			return *q.Speaker, true
		}
		for _, part := range q.Parts {
			if strings.Contains(text, onlyWords(part)) {
				return "", false
			}
		}
	}
	return "", true
}

// learn finds the weights that make the right answers likeliest: what all situations have
// in common, and what each has of its own, both kept small. It is gradient ascent with a
// step for each weight that shrinks as it is used (Adagrad), always in the same order.
func learn(ls []lesson, leave func(release int) bool) *weights {
	const rounds, step = 400, .3
	var common, commonSum [featureCount]float64
	var own, ownSum weights
	merged := func() *weights {
		w := own
		for s := range w {
			for f := range w[s] {
				w[s][f] += common[f]
			}
		}
		return &w
	}
	for range rounds {
		w := merged()
		var g weights
		for _, l := range ls {
			if !leave(l.release) {
				l.gradient(w, &g)
			}
		}
		for f := range common {
			sum := 0.
			for s := range g {
				sum += g[s][f]
				d := g[s][f] - ownPenalty*own[s][f]
				ownSum[s][f] += d * d
				own[s][f] += step * d / (1e-9 + math.Sqrt(ownSum[s][f]))
			}
			d := sum - commonPenalty*common[f]
			commonSum[f] += d * d
			common[f] += step * d / (1e-9 + math.Sqrt(commonSum[f]))
		}
	}
	return merged()
}

// commonPenalty and ownPenalty keep the weights small: they and threshold are the best of
// a few that were tried on unseen releases, and near ones are as good.
const commonPenalty, ownPenalty = 2, 8

func (l lesson) gradient(w *weights, g *weights) {
	e := make([]float64, len(l.options))
	all, right := 0., 0.
	for k, f := range l.options {
		e[k] = math.Exp(w.score(l.situation, f))
		all += e[k]
		if l.right[k] {
			right += e[k]
		}
	}
	for k, f := range l.options {
		d := -e[k] / all
		if l.right[k] {
			d += e[k] / right
		}
		for i := 0; f != 0; i, f = i+1, f>>1 {
			if f&1 != 0 {
				g[l.situation][i] += d
			}
		}
	}
}

func trainable(t *testing.T) []annotated {
	files, err := filepath.Glob(filepath.Join("..", "..", "testdata", "quotes", "tune", "*.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	var out []annotated
	for _, file := range files {
		if a := load(t, file); rulesFor(a.Language) != anyLanguage() {
			out = append(out, a)
		}
	}
	return out
}

// situationNames head the columns of weights.txt.
var situationNames = [situations]string{"he-or-she", "verb-alone", "itself", "themselves", "describing", "body-meant", "led-to", "goes-on", "alone", "within"}

const folds = 6

// TestTrain says what weights that have not seen a release make of it, each mistake with
// what spoke for whom, and writes weights.txt.
func TestTrain(t *testing.T) {
	if !*train {
		t.Skip("-args -train learns the weights anew")
	}
	releases := trainable(t)
	fold := func(n int) int { return n % folds }
	// Each part of the releases is measured by weights learned from the others.
	table := ""
	byLanguage := map[string]*figures{}
	byKind := map[string]*[4]int{}
	for k := range folds {
		w := relearn(releases, func(n int) bool { return fold(n) == k })
		for n, a := range releases {
			if fold(n) != k {
				continue
			}
			set := a.Language + " " + a.ID[3:4] + "xx"
			if byLanguage[set] == nil {
				byLanguage[set] = &figures{}
			}
			d := newDocument(a.release(), rulesFor(a.Language), "")
			d.pick = w.pick
			byLanguage[set].compare(t.Logf, a, d.find())
			for _, l := range lessonsOf(n, a, w) {
				kind := a.Language + " " + situationNames[l.situation]
				if byKind[kind] == nil {
					byKind[kind] = &[4]int{}
				}
				if !l.count(w, byKind[kind]) {
					t.Log("WRONG " + l.explain(w))
				}
			}
		}
	}
	for _, lang := range slices.Sorted(maps.Keys(byLanguage)) {
		table += fmt.Sprintf("%s %v\n", lang, *byLanguage[lang])
	}
	for _, kind := range slices.Sorted(maps.Keys(byKind)) {
		n := byKind[kind]
		table += fmt.Sprintf("%-20s asked %3d, somebody right is among the candidates %3d, answered %3d, right %3d\n", kind, n[0], n[1], n[2], n[3])
	}
	t.Log("\nset    language releases quotes  precision recall F1     loose F1  speaker named  role  near   affiliation near   invented names\n" + table)
	w := relearn(releases, func(int) bool { return false })
	if err := os.WriteFile("weights.txt", []byte(w.table()), 0o644); err != nil {
		t.Fatal(err)
	}
}

// relearn learns first from the right answers, and then twice from what the weights
// themselves lead to, mistakes and all.
func relearn(releases []annotated, leave func(int) bool) *weights {
	w := learn(lessons(releases, nil), leave)
	for range 2 {
		w = learn(lessons(releases, w), leave)
	}
	return w
}
