package quote

import (
	"bytes"
	"strings"
	"sync"
	"unicode"
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
	source      // selon, according: first word of a phrase in rules.sources
	possessive  // the English 's
	demonstrate // that, que: may stand between cue and quotation
	lowOrg      // hôpital: may begin an organisation's name with a small letter
	notName     // a capital at a sentence's start does not make it a name
)

// rules are one language's. The word lists are strings of words separated by
// white space, so that a rule file reads like a table.
type rules struct {
	words         map[string]flag
	sources       [][]string // phrases that name a source, as folded tokens
	startSources  map[string]bool
	abbreviations map[string]bool
	elisions      map[string]bool // words that lose their vowel before an apostrophe
	pronounEnds   map[string]flag // of inverted verbs: "-t-elle" is written "elle"
	ages          map[string]bool // ans, years: after a number
	adverbEnding  string          // ly, mente
	// Endings of verbs in the third person and of participles: see loose.go.
	finiteEndings, participleEndings []string
	possessiveS                      bool
	raya                             bool // a dash without a space opens a turn of a dialogue
	inciseInside                     bool // « A, a déclaré X, B » is usual
	nullSubject                      bool // a verb alone means he or she: dijo
	reversed                         bool // »A« is usual
	singleQuotes                     bool // ‘A’ may be the outer marks
	closeLow                         bool // „A“: the high mark closes
	// How organisations are named: see orgname.go.
	lowOrgNames    bool            // their names go on in small letters: Bureau d'assistance
	orgLinks       map[string]bool // small words within a name: of the, d', aux
	heldAt         map[string]bool // at, chez: what follows a job and these is where it is held
	stateWords     map[string]bool // ministry, court
	anyOrg         map[string]bool // organisation, ong, group: may stand for any of them
	things         map[string]bool // ville, vessel: what a name after them is of no person
	namedKinds     map[string]bool // syndicat: what comes after them is the whole name
	placeWords     map[string]bool // San, Saint, North: names with them are of places
	readings       map[string]bool // lit-on: the words stand in a text
	kin            map[string]int  // see kinOf
	modals         map[string]bool // quiso, pudo: an infinitive follows
	passives       []string        // endings of participles that no verb in a person has
	teams          map[string]bool // team: whose it is, is said elsewhere
	questions      map[string]bool // question: in question
	whos           map[string]bool // who, quien: of people only
	answers        map[string]bool // answer, réponse: what somebody says
	owns           map[string]flag // his, her, sa: whose, and of what gender where the word says so
	lives          map[string]bool // is, tiene: before an age
	mores          map[string]bool // más, plus, most
	receives       map[string]bool // received, recibió: what they have in hand is another's
	bases          map[string]bool // infinitives of the verbs of saying, in English
	withins        map[string]bool // sein: au sein de
	froms          map[string]bool // desde: before the organisation whose people speak
	reported       map[string]bool // quoted, heard: is quoted as saying
	firstPerson    map[string]bool // pregunté: whoever writes
	impersonal     map[string]bool // reste, faut: after an il that is nobody
	accusals       map[string]bool // accuse, acusó: verbs of accusing in the third person
	purposes       map[string]bool // sans, para: within a name of one capital
	peoples        []string        // endings of the names of peoples
	nameAdjectives map[string]bool // vieux, old: before a first name
	plans          map[string]bool // project, loi: nouns with titles of which things are said, too
	authors        map[string]bool // author, auteur: a title follows the preposition after them
	mottos         map[string]bool // motto, lema, title: what follows them and a comma is one
	phrasal        map[string]bool // went, shot: cue verbs with on, back
	phrasalEnds    map[string]bool
	someones       map[string]bool // someone, alguien: whoever it is, nobody named
	programmes     map[string]bool // émission: what kind follows, and then a title
	papers         map[string]bool // resolution, décret: a number and a title follow
	onceHad        map[string]bool // eut, avait: and "pour" before a job that is over
	formerly       map[string]bool // formerly, jadis: what is said so is over
	durings        map[string]bool // during, pendant: what a name after them is of no person
	powers         map[string]bool // military, states: names that end so are of no person
	treaties       map[string]bool // convention, agenda: names that begin so are of texts
	orgInner       map[string]bool // en, sin: within an organisation's name and no person's
	members        map[string]bool // member, integrante: no job of its own after another
	boths          map[string]bool // both, all
	byWords        map[string]bool // by, par: before who wrote something
	documents      map[string]bool // letter, note: nobody speaks in them
	verbs          map[string]bool // common verbs that are no cues
	roleEndings    []string        // -ist: nouns that are a job though in no list
	jobEndings     []string        // -istin: the same, of nouns with a capital
	directs        map[string]bool // heads, préside: what follows is where somebody works
	copulas        map[string]bool // is, était: a job follows
	owners         map[string]bool // its, sa: determiners that say whose
	since          map[string]bool // since, depuis: no part of a role
	placeLinks     map[string]bool // in, à: before a place
	chez           map[string]bool // at, chez: before an organisation, whatever its name
	speaksFor      map[string]bool // spokesman, porte-parole
	advocates      map[string]bool // lawyers are anybody's
	writtenUp      map[string]bool // sprayed, pancarte: words that nobody in the release says
	disjunctive    map[string]flag // lui, elle after selon
	offenceLinks   map[string]bool // pour, of: before an offence
	written        map[string]bool // the words: before a sentence written somewhere
	offences       map[string]bool // condamné, charged: for what is no quotation
	charging       [][]string      // répondre de, under investigation for: right before an offence
	plurals        []string        // pronouns of several people
	platforms      map[string]bool // X, Telegram: where things are written
	postNominals   map[string]bool // KC, PhD: after a name and no part of it
	nameTitles     map[string]bool // Sister, Dame: part of a name
	media          map[string]bool // who is told things: never \"the group\"
	ofWhom         map[string]bool // témoignage, histoire: before \"de\" and whose it is
	calls          map[string]bool // calling, called: what follows the object is what somebody calls it
	pronounSources map[string]flag // last words of sources that mean he or she: in his words
	plainOf        map[string]bool // of, de: the prepositions that lead to what one is of
	nots           map[string]bool // not, pas
	stateRoles     map[string]bool // mayor, préfet: of a place and not of an organisation
	gerundEndings  []string
	times          map[string]bool // lendemain, week: what a name after them is of no person
	whens          map[string]bool // later, antes: after such a name
	tensed         []string        // endings that only verbs have
	several        map[string]bool // les, two: determiners of several people
	ofAll          map[string]bool // women, children: before ’s within a name
	noJob          map[string]bool // collègue: no role
	capitalNouns   bool            // a capital makes no name: only a title, a job or what they say shows a person
	identity       map[string]bool // octogénaire, intéressé: nouns that mean somebody named before
	this           map[string]bool // cette, this
	neuters        []string        // pronouns of organisations
	// lexers keep the memory that tokens take, and the words met: they are most
	// of what a release needs.
	lexers sync.Pool
}

var (
	french  = sync.OnceValue(frenchRules)
	english = sync.OnceValue(englishRules)
	spanish = sync.OnceValue(spanishRules)
	german  = sync.OnceValue(germanRules)
	generic = sync.OnceValue(func() *rules { return &rules{words: map[string]flag{}, closeLow: true} })
)

// rulesFor chooses the rules by the tag's primary language.
func rulesFor(lang string) *rules {
	primary, _, _ := strings.Cut(lang, "-")
	switch strings.ToLower(primary) {
	case "fr":
		return french()
	case "en":
		return english()
	case "es":
		return spanish()
	case "de":
		return german()
	}
	return generic()
}

// add gives every word of a list a flag.
func (r *rules) add(f flag, lists ...string) {
	for _, list := range lists {
		for _, w := range strings.Fields(list) {
			r.words[w] |= f
		}
	}
}

// conjugate adds the regular forms of verbs given by their stems.
func (r *rules) conjugate(f flag, stems string, endings ...string) {
	for _, s := range strings.Fields(stems) {
		for _, e := range endings {
			r.words[s+e] |= f
		}
	}
}

// pluralRoles adds the plurals of the jobs: coprésidents, lawyers.
func (r *rules) pluralRoles() {
	var more []string
	for w, f := range r.words {
		if f&role != 0 && !strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "x") {
			more = append(more, w)
		}
	}
	for _, w := range more {
		if r.words[w+"s"]&^(orgWord|orgNoun|titleNoun) == 0 && !r.directs[w+"s"] {
			r.words[w+"s"] |= r.words[w] & (role | private | feminine | masculine)
		}
	}
}

func set(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}

// phrases reads one phrase a line.
func phrases(list string) [][]string {
	var out [][]string
	for _, line := range strings.Split(list, "\n") {
		if f := strings.Fields(line); len(f) > 0 {
			out = append(out, f)
		}
	}
	return out
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
		// vice-présidente, Secretary-General: the last or the first half says it.
		if f := r.words[string(last)] & (role | feminine | masculine); f&role != 0 {
			return f
		}
		if f := r.words[string(head)] & (role | feminine | masculine); f&role != 0 {
			return f
		}
	}
	for _, prefix := range [...]string{"ex", "co", "vice", "sub", "sous-", "ex-", "vice-", "co-", "archi"} { // exfiscal, codirector
		if w, ok := bytes.CutPrefix(low, []byte(prefix)); ok && len(w) > 4 {
			if f := r.words[string(w)] & (role | feminine | masculine); f&role != 0 {
				return f
			}
		}
	}
	if e := len(low) - len(r.adverbEnding); r.adverbEnding != "" && e > 2 && string(low[e:]) == r.adverbEnding {
		return adverb
	}
	return 0
}

// elides says whether an apostrophe after w ends the word: l'État is two
// words, aujourd'hui and N'Diaye are one. low is w folded.
func (r *rules) elides(w string, low []byte, next rune) bool {
	if r.elisions == nil || len(w) > 8 || !r.elisions[string(low)] {
		return false
	}
	if w == "N" || w == "M" {
		return !unicode.IsUpper(next)
	}
	// Before a quotation: d'« impunité », d’"impunité".
	return unicode.IsLetter(next) || unicode.IsDigit(next) || strings.ContainsRune("«“\"„‘ \u00a0\u202f", next)
}
