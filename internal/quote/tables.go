package quote

import (
	"embed"
	"fmt"
	"slices"
	"strings"
)

// tableFiles hold what is known of each language, one file a language.
//
// A line is "name: words"; lines that begin with white space go on with the
// list before them, and # begins a comment. The name is that of a flag
// (flagNames), of a class (classNames), or several of them, to all of which
// the words then belong. With endings the words are stems:
//
//	cue-finite +e +ent, cue-participle +é: déclar affirm
//
// "not FLAG" takes a flag away from words that a line before has given it, and
// "forget" all of them. The other names fill the field of rules that is called
// so: sources, thus and charging have a phrase a line, same-job and same-body have a line
// for each group of words, "owns", "pronoun-ends", "disjunctive" and "pronoun-sources"
// give the words flags, and "option" sets what is true of the language. Order
// matters only for not and forget.
//
//go:embed tables/*.txt
var tableFiles embed.FS

// readTable makes the rules of a language. A table is part of the program: one
// that cannot be read is a bug, as a bad regular expression is.
func readTable(lang string) *rules {
	name := "tables/" + lang + ".txt"
	data, err := tableFiles.ReadFile(name)
	if err != nil {
		panic(fmt.Sprintf("quote: %v", err))
	}
	r, err := parseTable(string(data))
	if err != nil {
		panic(fmt.Sprintf("quote: %s: %v", name, err))
	}
	return r
}

// entry is one list of a table: its name and its lines.
type entry struct {
	line  int
	name  string
	lines []string
}

func (e *entry) words() []string { return strings.Fields(strings.Join(e.lines, " ")) }

func parseTable(text string) (*rules, error) {
	r := &rules{words: map[string]flag{}, classes: map[string]classes{}, sameJob: map[string][]int{}, sameBody: map[string][]string{}}
	var entries []*entry
	for i, line := range strings.Split(text, "\n") {
		line, _, _ = strings.Cut(line, "#")
		trimmed := strings.TrimSpace(line)
		switch {
		case trimmed == "":
		case line[0] == ' ' || line[0] == '\t':
			if len(entries) == 0 {
				return nil, fmt.Errorf("line %d goes on with no list", i+1)
			}
			e := entries[len(entries)-1]
			e.lines = append(e.lines, trimmed)
		default:
			name, rest, ok := strings.Cut(trimmed, ":")
			if !ok {
				return nil, fmt.Errorf("line %d has no colon", i+1)
			}
			entries = append(entries, &entry{line: i + 1, name: name, lines: []string{rest}})
		}
	}
	for _, e := range entries {
		if err := r.take(e); err != nil {
			return nil, fmt.Errorf("line %d: %w", e.line, err)
		}
	}
	slices.SortStableFunc(r.sources, func(a, b []string) int { return len(b) - len(a) }) // selon les mots de before selon
	for _, ph := range r.sources {
		r.words[ph[0]] |= source
	}
	r.withoutAccents()
	r.oneFormForBoth()
	if r.pluralRoles {
		r.addPlurals()
	}
	return r, nil
}

// take adds one list to the rules.
func (r *rules) take(e *entry) error {
	head, rest, _ := strings.Cut(e.name, " ")
	switch head {
	case "option":
		return r.setOptions(e.words())
	case "sources":
		r.sources = phrases(e.lines)
		return nil
	case "thus":
		r.thus = phrases(e.lines)
		return nil
	case "charging":
		r.charging = phrases(e.lines)
		return nil
	case "same-job":
		r.jobGroups++
		for _, w := range e.words() {
			r.sameJob[w] = append(r.sameJob[w], r.jobGroups)
		}
		return nil
	case "same-body":
		for _, w := range e.words() {
			r.sameBody[w] = append(r.sameBody[w], e.words()...)
		}
		return nil
	case "english-verbs", "french-verbs", "spanish-verbs", "arabic-verbs":
		add := map[string]func(string){"english-verbs": r.englishVerb, "french-verbs": r.frenchVerb, "spanish-verbs": r.spanishVerb, "arabic-verbs": r.arabicVerb}[head]
		for _, w := range e.words() {
			add(w)
		}
		return nil
	case "forget":
		for _, w := range e.words() {
			delete(r.words, w)
		}
		return nil
	case "not":
		f, _, err := named(strings.Fields(rest))
		for _, w := range e.words() {
			r.words[fold(w)] &^= f
		}
		return err
	}
	if list := r.endings(head); list != nil {
		for _, w := range e.words() {
			*list = append(*list, fold(w))
		}
		return nil
	}
	if m := r.listed(head); m != nil {
		for _, w := range e.words() {
			m[w] = true
		}
		return nil
	}
	if m := r.flagged(head); m != nil {
		f, _, err := named(strings.Fields(rest))
		for _, w := range e.words() {
			m[w] |= f
		}
		return err
	}
	for _, group := range strings.Split(e.name, ",") {
		if err := r.addWords(strings.Fields(group), e.words()); err != nil {
			return err
		}
	}
	return nil
}

// addWords gives every word, with each ending if there are any, the flags and
// classes of the given names.
func (r *rules) addWords(names, words []string) error {
	var endings []string
	for len(names) > 0 && strings.HasPrefix(names[len(names)-1], "+") {
		endings = append(endings, names[len(names)-1][1:])
		names = names[:len(names)-1]
	}
	if len(endings) == 0 {
		endings = []string{""}
	}
	f, in, err := named(names)
	if err != nil {
		return err
	}
	for _, stem := range words {
		for _, ending := range endings {
			w := fold(stem + ending)
			if f != 0 || len(in) == 0 {
				r.words[w] |= f
			}
			for _, c := range in {
				r.addClass(w, c)
			}
		}
	}
	return nil
}

// named reads the names of flags and classes; "none" is no flag.
func named(names []string) (flag, []class, error) {
	var f flag
	var in []class
names:
	for _, n := range names {
		if n == "none" {
			continue
		}
		for i, name := range flagNames {
			if n == name {
				f |= 1 << i
				continue names
			}
		}
		for c, name := range classNames {
			if n == name {
				in = append(in, class(c))
				continue names
			}
		}
		return 0, nil, fmt.Errorf("%q is no list that the tables have", n)
	}
	return f, in, nil
}

// phrases reads one phrase a line.
func phrases(lines []string) [][]string {
	var out [][]string
	for _, line := range lines {
		if f := strings.Fields(fold(line)); len(f) > 0 {
			out = append(out, f)
		}
	}
	return out
}
