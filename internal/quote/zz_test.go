package quote

import (
	"os"
	"strings"
	"testing"
)

func TestDbg(t *testing.T) {
	var ps []Paragraph
	lang := os.Getenv("DL")
	if f := os.Getenv("DF"); strings.HasSuffix(f, ".yaml") {
		a := load(t, f)
		ps, lang = a.release(), a.Language
	} else {
		b, _ := os.ReadFile(f)
		ps = release(strings.TrimSpace(string(b)))
	}
	d := newDocument(ps, rulesFor(lang), "")
	d.pairMarks()
	d.dropPullQuotes()
	d.readInstitutions()
	d.attributeAll()
	d.mergeInterrupted()
	d.resolveAll()
	for i := range d.paras {
		p := &d.paras[i]
		t.Logf("¶%d cut=%v", i, p.cut)
		for _, m := range p.orgs {
			t.Logf("   org %q = %q generic=%v", p.slice(m.from, m.to), m.org.name, m.generic)
		}
		for _, m := range d.people.mentions {
			if m.para == i && m.who != nil {
				t.Logf("   who %q = %q job=%+v subj=%v solid=%v g=%b", p.slice(m.at, m.to), m.who.name, m.who.job, m.subject, m.solid, m.who.gender>>24)
			}
		}
		if os.Getenv("DT") != "" {
			for k, x := range p.toks {
				t.Logf("      %d %q cap=%v kind=%d flags=%s", k, p.slice(k, k+1), x.capital, x.kind, names(x.flags))
			}
		}
	}
	for _, u := range d.utterances {
		if u.merged {
			continue
		}
		s := d.headSpan(u)
		text := d.paras[u.first].text[s.from:s.to]
		if r := []rune(text); len(r) > 40 {
			text = string(r[:40])
		}
		if u.att != nil {
			t.Logf("Q %q cue=%q subj=%+v → %q (%s)", text, u.att.cue, u.att.subject, u.speaker, u.how)
		} else {
			t.Logf("Q %q no att → %q", text, u.speaker)
		}
	}
}

func names(f flag) string {
	var out []string
	for i, n := range flagNames {
		if f>>i&1 != 0 {
			out = append(out, n)
		}
	}
	return strings.Join(out, ",")
}
