package quote

import "strings"

// englishVerb adds the forms of a regular verb.
func (r *rules) englishVerb(v string) {
	stem, y := v, false
	switch {
	case v[len(v)-1] == 'e':
		stem = v[:len(v)-1]
	case v[len(v)-1] == 'y' && !vowelBefore(v):
		stem, y = v[:len(v)-1]+"i", true
	}
	past, third, ing := stem+"ed", v+"s", stem+"ing"
	if y {
		third, ing = stem+"es", v+"ing"
	}
	if c := v[len(v)-1]; c == 's' || c == 'h' {
		third = v + "es"
	}
	switch v {
	case "admit", "slam", "quip", "refer", "submit", "demur", "rebut", "recap":
		past, ing = v+v[len(v)-1:]+"ed", v+v[len(v)-1:]+"ing"
	}
	r.addClass(v, bareInfinitive)
	r.words[third] |= cueFinite
	r.words[past] |= cueFinite | cueParticiple
	r.words[ing] |= cueNonfinite
}

func vowelBefore(v string) bool {
	switch v[len(v)-2] {
	case 'a', 'e', 'i', 'o', 'u':
		return true
	}
	return false
}

// spanishVerb adds the forms of a verb in the third person, its participle, its
// gerund and itself.
//
// A verb is its infinitive and, after a slash, the stem of its present and that
// of its preterite where they are not that of the infinitive: pedir/pid/pid. A
// verb whose preterite ends in -o and not in -ó has a third with it:
// decir/dic/dijo.
func (r *rules) spanishVerb(v string) {
	parts := strings.Split(v, "/")
	inf := parts[0]
	stem, class := inf[:len(inf)-2], inf[len(inf)-2:]
	if strings.HasSuffix(inf, "ír") || strings.HasSuffix(inf, "üir") {
		stem, class = strings.TrimSuffix(strings.TrimSuffix(inf, "ír"), "ir"), "ir"
	}
	present, past := stem, stem
	if len(parts) > 1 && parts[1] != "" {
		present = parts[1]
	}
	if len(parts) > 2 {
		past = parts[2]
	}
	r.words[inf] |= cueNonfinite
	first := past + "í"
	switch {
	case class == "ar":
		first = stem + "é"
	case strings.HasSuffix(past, "o"):
		first = strings.TrimSuffix(past, "o") + "e" // dije, propuse
	}
	r.words[first] |= cueFinite
	r.addClass(first, firstPersonVerb)
	if class == "ar" {
		r.conjugate(cueFinite, present, "a", "an")
		r.conjugate(cueFinite, stem, "ó", "aron", "aba", "aban", "ará", "aría", "ara", "aran")
		r.conjugate(cueParticiple, stem, "ado")
		r.conjugate(cueNonfinite, stem, "ando", "ándole", "ándoles", "ándonos", "ándome")
		return
	}
	r.conjugate(cueFinite, present, "e", "en")
	r.conjugate(cueFinite, stem, "ía", "ían")
	switch {
	case strings.HasSuffix(past, "jo"):
		r.conjugate(cueFinite, past, "")
		r.conjugate(cueFinite, strings.TrimSuffix(past, "o"), "eron")
	case strings.HasSuffix(past, "o"):
		r.conjugate(cueFinite, past, "")
		r.conjugate(cueFinite, strings.TrimSuffix(past, "o"), "ieron")
	case strings.HasSuffix(past, "y"):
		r.conjugate(cueFinite, past, "ó", "eron")
	default:
		r.conjugate(cueFinite, past, "ió", "ieron")
	}
	r.conjugate(cueParticiple, stem, "ido")
	if !strings.HasSuffix(past, "o") {
		r.conjugate(cueNonfinite, past, "iendo")
	} else {
		r.conjugate(cueNonfinite, stem, "iendo")
	}
}

// conjugate adds the forms of a stem with each of the endings.
func (r *rules) conjugate(f flag, stem string, endings ...string) {
	for _, e := range endings {
		r.words[stem+e] |= f
	}
}

// frenchVerb adds the forms of a regular verb in the third person, its participles
// and itself. After a slash stands the stem of its present where it is not that of
// the infinitive with an accent: rappeler/rappell.
func (r *rules) frenchVerb(v string) {
	inf, present, given := strings.Cut(v, "/")
	stem, class := inf[:len(inf)-2], inf[len(inf)-2:]
	if !given {
		present = stem
	}
	r.conjugate(cueNonfinite, inf, "")
	if class == "ir" { // avertir, réagir
		r.conjugate(cueFinite, stem, "it", "issent", "issait", "issaient", "irent", "ira", "iront", "irait", "iraient")
		r.conjugate(cueParticiple, stem, "i", "ie", "is", "ies")
		r.conjugate(cueNonfinite, stem, "issant")
		return
	}
	if i := strings.LastIndex(stem, "é"); !given && i > 0 && i+len("é") < len(stem) && !strings.ContainsAny(stem[i+len("é"):], "aeiou") {
		present = stem[:i] + "è" + stem[i+len("é"):] // répéter, répète
	}
	soft := stem // before a
	switch stem[len(stem)-1] {
	case 'c':
		soft = stem[:len(stem)-1] + "ç"
	case 'g':
		soft = stem + "e"
	}
	r.conjugate(cueFinite, present, "e", "ent", "era", "eront", "erait", "eraient")
	r.conjugate(cueFinite, soft, "ait", "aient", "a")
	r.conjugate(cueFinite, stem, "èrent")
	r.conjugate(cueParticiple, stem, "é", "ée", "és", "ées")
	r.conjugate(cueNonfinite, soft, "ant")
}

// arabicVerb adds the forms of a verb in the third person, and its participle, which
// stands for "saying". A verb is its past, its present and its participle, parted by
// slashes; the last may be missing: قال/يقول/قائل.
func (r *rules) arabicVerb(v string) {
	parts := strings.Split(fold(v), "/")
	past, weak := parts[0], parts[0]
	if w, ok := strings.CutSuffix(weak, "ى"); ok {
		weak = w
	} else if w, ok := strings.CutSuffix(weak, "ا"); ok {
		weak = w
	}
	r.words[past] |= cueFinite | masculine
	r.words[weak+"ت"] |= cueFinite | feminine
	r.conjugate(cueFinite, weak, "وا", "تا")
	r.words[past+"ا"] |= cueFinite
	if len(parts) < 2 {
		return
	}
	present, ok := strings.CutPrefix(parts[1], "ي")
	if !ok {
		return
	}
	r.words["ي"+present] |= cueFinite | masculine
	r.words["ت"+present] |= cueFinite | feminine
	r.conjugate(cueFinite, "ي"+strings.TrimSuffix(present, "ي"), "ون", "ان")
	if len(parts) > 2 {
		r.conjugate(cueNonfinite, parts[2], "", "ا", "ة", "ين", "ات")
	}
}
