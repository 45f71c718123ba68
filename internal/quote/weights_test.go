package quote

import (
	"fmt"
	"math"
	"strings"
	"testing"
)

func TestWeights(t *testing.T) {
	if len(featureNames) != featureCount {
		t.Errorf("%d names of features, want %d", len(featureNames), featureCount)
	}
	learnt() // panics where weights.txt is not of these features
	zeros := strings.Repeat(" 0", int(situations))
	for _, c := range []struct{ table, want string }{
		{"tall" + zeros, `"tall` + zeros + `" is no feature`},
		{"body 1 2", "is no feature with"},
		{"body" + zeros[2:] + " x", "body: "},
	} {
		if _, err := parseWeights(c.table); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want %q", c.table, err, c.want)
		}
	}
	w, err := parseWeights("# a comment\nbody" + zeros[2:] + " 2.5\npair" + zeros[2:] + " -1")
	if err != nil {
		t.Fatal(err)
	}
	if got := w.score(situations-1, aBody|pairOfPeople); got != 1.5 {
		t.Errorf("score %v, want 1.5", got)
	}
}

func TestLikelyGender(t *testing.T) {
	for name, want := range map[string]flag{
		"deborah lisle": feminine, "jean-pierre nkolo": masculine, "marie-noëlle tshi": feminine, "ruslan o": masculine,
		"otilia v": feminine, "evaristo c": masculine, "xkcd z": 0, "lima": 0, "": 0,
	} {
		if got := likelyGender(name); got != want {
			t.Errorf("%q: %v, want %v", name, got, want)
		}
	}
}

// count adds up the answers and says whether this one is right.
func (l lesson) count(w *weights, n *[4]int) bool {
	n[0]++
	last := len(l.options) - 1
	if !l.right[last] {
		n[1]++
	}
	best, sum := 0, 0.
	for k, f := range l.options {
		e := math.Exp(w.score(l.situation, f))
		sum += e
		if e > math.Exp(w.score(l.situation, l.options[best])) {
			best = k
		}
	}
	if best != last && math.Exp(w.score(l.situation, l.options[best])) < l.sure*sum {
		best = last
	}
	if best != last {
		n[2]++
	}
	if l.right[best] {
		n[3]++
	}
	return l.right[best]
}

// explain lists the options with what speaks for them.
func (l lesson) explain(w *weights) string {
	var b strings.Builder
	b.WriteString(l.about + "\n")
	for k, f := range l.options {
		n := "nobody"
		if k < len(l.names) {
			n = l.names[k]
		}
		fmt.Fprintf(&b, "\t%v %5.2f %s:", l.right[k], w.score(l.situation, f), n)
		for i, n := range featureNames {
			if f>>i&1 != 0 {
				fmt.Fprintf(&b, " %s", n)
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

// table writes the weights as parseWeights reads them.
func (w *weights) table() string {
	var b strings.Builder
	fmt.Fprintf(&b, "# Learned: see weights.go.\n%-24s", "#")
	for _, n := range situationNames {
		fmt.Fprintf(&b, " %10s", n)
	}
	b.WriteString("\n")
	for f, n := range featureNames {
		fmt.Fprintf(&b, "%-24s", n)
		for s := range w {
			v := w[s][f]
			if math.Abs(v) < .005 {
				v = 0
			}
			fmt.Fprintf(&b, " %10.2f", v)
		}
		b.WriteString("\n")
	}
	return b.String()
}
