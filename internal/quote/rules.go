package quote

import (
	"bytes"
	"fmt"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// flag is what a language's table says of a word. A word may be several
// things; the reader asks for the one its place allows.
type flag uint64

const (
	cueFinite     flag = 1 << iota // says, said, déclare
	cueParticiple                  // déclaré: a cue after an auxiliary
	cueNonfinite                   // saying, ajoutant: a cue for a subject named elsewhere
	auxiliary                      // a, ont, has
	reflexive                      // se, s'
	he                             // pronouns by gender and number
	she
	they
	inverted   // a-t-elle, dit-il: the pronoun is in the word
	clitic     // nous, m', lui: stands between subject and verb
	definite   // le, la, l', the
	indefinite // un, une, a
	preposition
	ofWord // de, d', du, of: a preposition that stays inside a noun phrase
	atWord // à, at, chez: leads to an affiliation
	conjunction
	relative    // qui, who
	adverb      // also, hier, lundi
	negation    // ne, not, never
	passive     // été, was, were: a participle after it is no cue
	feminine    // of roles, determiners and titles
	masculine   //
	role        // directrice, spokesperson
	private     // survivante, résident: a role that is held nowhere
	honorific   // Mme, Dr
	particle    // de, van, bin within a name
	orgNoun     // l'organisation, the group: stands for an organisation named before
	orgWord     // Commission, Watch: part of an organisation's name
	titleNoun   // rapport, loi, entitled: what follows in marks is a title
	source      // selon, according: first word of a phrase in rules.sources, and in no list
	possessive  // the English 's
	demonstrate // that, que: may stand between cue and quotation
	lowOrg      // hôpital: may begin an organisation's name with a small letter
	notName     // a capital at a sentence's start does not make it a name
)

// flagNames are the names by which the tables call the flags, in their order.
var flagNames = strings.Fields(`cue-finite cue-participle cue-nonfinite auxiliary reflexive he she they inverted clitic definite
	indefinite preposition of-word at-word conjunction relative adverb negation passive feminine masculine role private honorific
	particle org-noun org-word title-noun source possessive demonstrate low-org not-name`)

// rules are what is known of one language: see tables.go for how they are
// written down.
type rules struct {
	words   map[string]flag
	classes map[string]classes
	options
	sources       [][]string      // phrases that name a source, as folded tokens
	thus          [][]string      // c'est, así: they point back at what was said
	charging      [][]string      // répondre de, under investigation for: right before an offence
	abbreviations map[string]bool // M, Dr: their full stop is part of them
	postNominals  map[string]bool // KC, PhD: after a name and no part of it
	elisions      map[string]bool // words that lose their vowel before an apostrophe
	nameElisions  map[string]bool // of them, those that with a capital begin a name: N'Diaye, Dell'Amico
	enclitics     map[string]bool // pronouns after a verb and a hyphen: disse-lhe
	pronounEnds   map[string]flag // of inverted verbs: "-t-elle" is written "elle"
	owns          map[string]flag // his, her, sa: whose, and of what gender where the word says so
	disjunctive   map[string]flag // lui, elle after selon
	// pronounSources are last words of sources that mean he or she: in his words.
	pronounSources map[string]flag
	sameJob        map[string][]int // nouns used of one person in turn, by their groups: see kin.go
	jobGroups      int
	sameBody       map[string][]string // a body's noun and the jobs that only such a body has: see whose.go
	// Endings of verbs in the third person and of participles: see loose.go.
	finiteEndings, participleEndings []string
	gerundEndings                    []string
	infinitiveEndings                []string // after a preposition they are no adjectives
	adverbEndings                    []string // ly, mente
	pluralEndings                    []string // of verbs whose subject is several
	passives                         []string // of participles that no verb in a person has
	tensed                           []string // that only verbs have
	peoples                          []string // of the names of peoples
	roleEndings                      []string // -ist: nouns that are a job though in no list
	jobEndings                       []string // -istin: the same, of nouns with a capital
	epicene                          []string // of jobs with one form for women and men
	prefixes                         []string // small words that are written together with the next one, the longest first
	caseEndings                      []string // of names and nouns that are declined, the longest first
	adjectiveEndings                 []string // of words that may stand before a job or in an organisation's name
	feminineNames, masculineNames    []string // endings of surnames and patronymics that tell who bears them
	obliqueEndings                   []string // that no name has in the nominative, as a rule
	dativeEndings                    []string // of nouns to whom something is said
	genitiveEndings                  []string // of nouns that go on with an organisation's name
	// lexers keep the memory that tokens take, and the words met: they are most
	// of what a release needs.
	lexers sync.Pool
}

// options are what is true of a language as a whole.
type options struct {
	possessiveS  bool
	raya         bool // a dash without a space opens a turn of a dialogue
	inciseInside bool // « A, a déclaré X, B » is usual
	nullSubject  bool // a verb alone means he or she: dijo
	reversed     bool // »A« is usual
	singleQuotes bool // ‘A’ may be the outer marks
	closeLow     bool // „A“: the high mark closes
	lowOrgNames  bool // organisations' names go on in small letters: Bureau d'assistance
	capitalNouns bool // a capital makes no name: only a title, a job or what they say shows a person
	pluralRoles  bool // every job has a plural in -s
	bareNouns    bool // there are no articles: see bare.go
	placedNames  bool // the script has no capitals: see placed.go
	verbFirst    bool // قال X: a verb stands before its subject, as a rule
	doubleParens bool // ((A)) is usual
	cautious     bool // speakers must be certain: see cautious.go
	dashIncise   bool // «A, — сказал X. — B»: dashes enclose the attribution
}

func (o *options) setOptions(names []string) error {
	all := map[string]*bool{
		"possessive-s": &o.possessiveS, "raya": &o.raya, "incise-inside": &o.inciseInside, "null-subject": &o.nullSubject,
		"reversed": &o.reversed, "single-quotes": &o.singleQuotes, "close-low": &o.closeLow, "low-org-names": &o.lowOrgNames,
		"capital-nouns": &o.capitalNouns, "plural-roles": &o.pluralRoles,
		"bare-nouns": &o.bareNouns, "dash-incise": &o.dashIncise, "cautious": &o.cautious, "placed-names": &o.placedNames, "verb-first": &o.verbFirst, "double-parens": &o.doubleParens,
	}
	for _, n := range names {
		b, ok := all[n]
		if !ok {
			return fmt.Errorf("%q is no option", n)
		}
		*b = true
	}
	return nil
}

// endings returns the list of endings that the tables call so, or nil.
func (r *rules) endings(name string) *[]string {
	return map[string]*[]string{
		"finite-endings": &r.finiteEndings, "participle-endings": &r.participleEndings, "gerund-endings": &r.gerundEndings, "infinitive-endings": &r.infinitiveEndings,
		"adverb-endings": &r.adverbEndings, "plural-endings": &r.pluralEndings, "passives": &r.passives, "tensed": &r.tensed, "peoples": &r.peoples,
		"role-endings": &r.roleEndings, "job-endings": &r.jobEndings, "epicene": &r.epicene,
		"case-endings": &r.caseEndings, "prefixes": &r.prefixes, "adjective-endings": &r.adjectiveEndings, "genitive-endings": &r.genitiveEndings, "dative-endings": &r.dativeEndings,
		"oblique-endings": &r.obliqueEndings,
		"feminine-names":  &r.feminineNames, "masculine-names": &r.masculineNames,
	}[name]
}

// listed returns the list of words as they are written that the tables call so,
// or nil.
func (r *rules) listed(name string) map[string]bool {
	m := map[string]*map[string]bool{
		"abbreviations": &r.abbreviations, "post-nominals": &r.postNominals, "elisions": &r.elisions, "name-elisions": &r.nameElisions,
		"enclitics": &r.enclitics,
	}[name]
	if m == nil {
		return nil
	}
	if *m == nil {
		*m = map[string]bool{}
	}
	return *m
}

// flagged returns the words with flags that the tables call so, or nil.
func (r *rules) flagged(name string) map[string]flag {
	m := map[string]*map[string]flag{
		"pronoun-ends": &r.pronounEnds,
		"owns":         &r.owns, "disjunctive": &r.disjunctive, "pronoun-sources": &r.pronounSources,
	}[name]
	if m == nil {
		return nil
	}
	if *m == nil {
		*m = map[string]flag{}
	}
	return *m
}

// withoutAccents adds the nouns of jobs and organisations as a keyboard without
// accents writes them, where that is no other word: asociacion, economista.
func (r *rules) withoutAccents() {
	more := map[string]string{}
	for w, f := range r.words {
		if f&(role|orgNoun|orgWord|lowOrg) != 0 {
			if bare := accents.Replace(w); bare != w && r.words[bare] == 0 && r.classes[bare] == (classes{}) {
				more[bare] = w
			}
		}
	}
	for bare, w := range more {
		r.words[bare], r.classes[bare] = r.words[w], r.classes[w]
	}
}

var accents = strings.NewReplacer("á", "a", "à", "a", "â", "a", "é", "e", "è", "e", "ê", "e", "ë", "e", "í", "i", "î", "i", "ï", "i", "ó", "o", "ô", "o", "ú", "u", "ù", "u", "û", "u", "ç", "c")

// addPlurals adds the plurals of the jobs: coprésidents, lawyers.
func (r *rules) addPlurals() {
	var more []string
	for w, f := range r.words {
		if f&role != 0 && !strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "x") {
			more = append(more, w)
		}
	}
	for _, w := range more {
		if r.words[w+"s"]&^(orgWord|orgNoun|titleNoun) == 0 && !r.in(w+"s", directingVerb) {
			r.words[w+"s"] |= r.words[w] & (role | private | feminine | masculine)
		}
	}
}

// oneFormForBoth gives both genders to jobs by their ending: la juriste, le
// géographe.
func (r *rules) oneFormForBoth() {
	for w, f := range r.words {
		if f&role != 0 && endsIn(w, r.epicene) {
			r.words[w] |= feminine | masculine
		}
	}
}

// flagsOf returns the flags of a folded word.
func (r *rules) flagsOf(low []byte, elided bool) flag {
	if f, ok := r.words[string(low)]; ok {
		return f
	}
	if elided {
		return 0
	}
	if h := bytes.LastIndexByte(low, '-'); h > 0 {
		head, last := low[:h], low[h+1:]
		if f := r.words[string(head)] & (indefinite | notName); f&indefinite != 0 && len(head) > 3 { // thirty-one
			return f
		}
		if p, ok := r.pronounEnds[string(last)]; ok {
			head = bytes.TrimSuffix(head, []byte("-t"))
			return r.words[string(head)]&(cueFinite|auxiliary|cueParticiple) | p | inverted
		}
		if r.enclitics[string(last)] {
			return r.words[string(head)] & (cueFinite | auxiliary | cueParticiple | cueNonfinite)
		}
		if byGivenName()[string(head)] != 0 {
			return 0 // Marie-Reine
		}
		// vice-présidente, Secretary-General: the last or the first half says it.
		if f := r.words[string(last)] & (role | feminine | masculine); f&role != 0 {
			return f
		}
		if f := r.words[string(head)] & (role | feminine | masculine); f&role != 0 {
			return f
		}
	}
	if f := r.compound(low); f != 0 {
		return f
	}
	for _, prefix := range [...]string{"ex", "co", "vice", "sub", "sous-", "ex-", "vice-", "co-", "archi"} { // exfiscal, codirector
		if w, ok := bytes.CutPrefix(low, []byte(prefix)); ok && len(w) > 4 {
			if f := r.words[string(w)] & (role | feminine | masculine); f&role != 0 {
				return f
			}
		}
	}
	for _, ending := range r.adverbEndings {
		if e := len(low) - len(ending); e > 2 && string(low[e:]) == ending {
			return adverb
		}
	}
	return 0
}

// elides says whether an apostrophe after w ends the word: l'État is two
// words, aujourd'hui and N'Diaye are one. low is w folded.
func (r *rules) elides(w string, low []byte, next rune) bool {
	if r.elisions == nil || len(w) > 8 || !r.elisions[string(low)] {
		return false
	}
	if first, _ := utf8.DecodeRuneInString(w); unicode.IsUpper(first) && r.nameElisions[string(low)] && unicode.IsUpper(next) {
		return false
	}
	// Before a quotation: d'« impunité », d’"impunité".
	return unicode.IsLetter(next) || unicode.IsDigit(next) || strings.ContainsRune("«“\"„‘ \u00a0\u202f", next)
}
