package quote

import "strings"

// key is the form in which two names are the same: folded, with plain spaces,
// and, where names are declined, without the endings of their words.
func (r *rules) key(name string) string {
	low := plain(fold(name))
	if r.caseEndings == nil && r.prefixes == nil {
		return low
	}
	words := strings.FieldsFunc(low, func(c rune) bool { return !isLetter(c) && c != '\'' && c != '.' })
	for i, w := range words {
		words[i] = r.stem(w)
	}
	return strings.Join(words, " ")
}

// shortestStem is how many bytes of a word are its own: two Cyrillic letters.
const shortestStem = 4

// stem takes the endings of cases off a folded word: Маматовой and Маматова,
// Сергея and Сергей have one stem.
func (r *rules) stem(w string) string {
	for _, p := range r.prefixes {
		if len(w) >= shortestWord+len(p) && strings.HasPrefix(w, p) {
			w = w[len(p):]
			break
		}
	}
	for {
		cut := false
		for _, e := range r.caseEndings {
			if len(w) >= shortestStem+len(e) && strings.HasSuffix(w, e) {
				w, cut = w[:len(w)-len(e)], true
				break
			}
		}
		if !cut {
			return w
		}
	}
}

// nameKey is key for people's names, in which capitals matter where nothing is
// declined.
func (r *rules) nameKey(name string) string {
	if r.caseEndings == nil && r.prefixes == nil {
		return plain(name)
	}
	return r.key(name)
}

// nameGender is what the words of a full name show of the person's gender.
func (r *rules) nameGender(name string) flag {
	var g flag
	words := strings.Fields(fold(name))
	for _, w := range words[min(1, len(words)):] {
		switch {
		case endsIn(w, r.feminineNames):
			g |= feminine
		case endsIn(w, r.masculineNames):
			g |= masculine
		}
	}
	return g
}

// shortestWord is how many bytes a word has at least after a prefix: three Arabic
// letters.
const shortestWord = 6

// withoutPrefix returns the word of the table that a folded word is, but for the small
// words written together with it, or the word itself: وقالت is قالت.
func (r *rules) withoutPrefix(w string) string {
	for _, p := range r.prefixes {
		rest, ok := strings.CutPrefix(w, p)
		if !ok || len(rest) < shortestWord {
			continue
		}
		f, flagged := r.words[rest]
		_, classed := r.classes[rest]
		if article := strings.HasSuffix(p, "ال") || p == "لل"; (flagged || classed) && !(article && f&noNounAtAll != 0) {
			return rest
		}
	}
	return w
}

// leads says whether a prefix is a preposition, or has one in it.
func (r *rules) leads(prefix string) bool {
	return strings.ContainsAny(strings.TrimSuffix(prefix, "ال"), "لبك")
}

// noNounAtAll is what no noun with the article is: علي is a name in العلي, and no "on".
const noNounAtAll = preposition | conjunction | relative | auxiliary | he | she | they | demonstrate | cueFinite | particle

// unprefixed takes the small word of one letter off the name with which it is written
// together: لنقابة العمال. w is the folded first word. للنقابة stays: without its ل it
// is not what is written.
func (r *rules) unprefixed(name, w string) string {
	const letter = 2 // bytes
	if r.withoutPrefix(w) == w || strings.HasPrefix(w, "لل") || strings.HasPrefix(w, "ال") {
		return name
	}
	return name[letter:]
}
