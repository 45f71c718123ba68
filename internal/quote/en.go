package quote

import "strings"

// englishRules builds the English table.
func englishRules() *rules {
	r := &rules{
		words:             map[string]flag{},
		bases:             set("say tell write think speak"),
		possessiveS:       true,
		singleQuotes:      true,
		adverbEnding:      "ly",
		finiteEndings:     strings.Fields(`ed s`),
		participleEndings: strings.Fields(`ed en`),
		abbreviations:     set("Atty Fr Msgr Sra Sr Srta Insp Sgt Supt Cllr Sta Corp Inc Ltd Mr Mrs Ms Dr Prof St Gen Gov Sen Rep Col Lt Sgt Capt Rev Hon Jr Sr Mx"),
		startSources:      set("for to"),
		sources: phrases(`
			according to
			in the words of
			in his words
			in her words
			in his view
			in her view
			in his opinion
			in her opinion
			in the view of
			in the opinion of
			for
			to`),
	}
	r.add(source, `according in for to`)
	regular := `add explain claim insist warn stress urge condemn denounce recall continue conclude reply respond ask report
		tweet post announce confirm admit acknowledge allege accuse describe recount testify lament regret welcome hope fear
		suggest contend assert observe remark comment declare state argue note emphasise emphasize call deny express highlight
		maintain point reiterate underline underscore demand label criticise criticize praise deplore decry vow pledge
		caution reveal affirm echo joke quip exclaim shout whisper cry predict recommend propose appeal answer counter concede
		complain outline hail slam blast brand reaffirm remind encourage advise believe estimate promise question dismiss
		reason agree disclose share relate mention signal voice`
	for _, v := range phrases(regular) {
		for _, w := range v {
			r.englishVerb(w)
		}
	}
	r.add(cueFinite, `insist warn argue describe allege accuse explain admit deny confirm urge condemn denounce recall conclude reply respond announce
		acknowledge recount testify lament contend assert maintain suggest agree record`)
	r.add(cueFinite|cueParticiple, `said told wrote thought put written spelled`)
	r.add(cueFinite, `speak speaks spoke says say tells tell writes write thinks think puts spells reads read`)
	r.add(cueNonfinite, `saying telling writing thinking`)
	r.add(auxiliary, `has have had`)
	r.add(he, `he`)
	r.add(she, `she`)
	r.add(they, `they we i you it`)
	r.add(clitic, `also then later further once again both even would could will can might must should only`)
	r.add(definite, `the this that these those his her its their our`)
	r.add(indefinite, `a an one some two three four several many`)
	r.add(preposition, `of in at on by for from with to into during after before about over under against between through since until
		among within without upon across amid despite following towards via around near per like as`)
	r.add(ofWord, `of for and to with on from`)
	r.add(atWord, `at with from of for`)
	r.add(conjunction, `and but or that as while when where because although though if so who which`)
	r.add(demonstrate, `that`)
	r.add(relative, `who which whose whom that where who'd who's who've who'll which's`)
	r.add(adverb, `also then today yesterday tomorrow monday tuesday wednesday thursday friday saturday sunday again later earlier however
		moreover meanwhile still even just now recently here there january february march april may june july august
		september october november december once so`)
	r.add(negation, `not never n't cannot didn't doesn't don't did does do to`)
	r.add(passive, `was were is are been being be so-called as it's that's`)
	r.add(particle, `de la van von der den ben bin bint ibn al el abu ould da dos di del della do ter ten zu af le du`)
	englishNouns(r)
	englishPeople(r)
	englishOrganizations(r)
	englishMore(r)
	r.pluralRoles()
	return r
}

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
	case "admit", "slam", "quip":
		past, ing = v+v[len(v)-1:]+"ed", v+v[len(v)-1:]+"ing"
	}
	r.bases[v] = true
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

func englishPeople(r *rules) {
	r.add(honorific|masculine, `mr mr. sir lord`)
	r.add(honorific|feminine, `ms ms. mrs mrs. miss lady madam dame`)
	r.add(honorific, `dr dr. prof prof. mx mx. rev. hon.`)
	r.add(role, `director president chair chairperson secretary-general spokesperson head chief minister commissioner researcher
		campaigner adviser advisor representative rapporteur lawyer activist defender coordinator founder co-founder
		journalist reporter editor expert analyst professor teacher doctor nurse manager officer ambassador prosecutor judge
		survivor resident student member author secretary deputy executive senator congressman governor mayor
		counsel attorney fellow lecturer specialist consultant economist historian sociologist scientist leader
		delegate envoy coordinator co-chair co-director vice-president chancellor
		imam general colonel captain lieutenant commander official administrator organizer organiser volunteer refugee
		protester witness victim relative neighbour neighbor cousin photographer writer partner principal
		strategist undersecretary under-secretary-general chairman chairwoman writer ceo trustee correspondent`)
	r.add(role|feminine, `spokeswoman chairwoman congresswoman mother sister daughter wife widow woman girl aunt niece grandmother actress`)
	r.add(role|masculine, `spokesman chairman congressman father brother son husband widower man boy uncle nephew grandfather`)
}

// englishNouns adds the nouns before titles, and the capitals that are no names.
func englishNouns(r *rules) {
	r.add(orgNoun, `organisation organization group ngo charity association coalition network agency watchdog institution foundation`)
	r.add(orgWord, `international watch un unicef commission council ministry committee federation association league foundation agency
		office amnesty reporters nations union government parliament organisation organization institute university center centre
		bureau court tribunal human rights society network coalition group party police army department fund bank project
		campaign movement front alliance congress house assembly greenpeace cross aclu news times post press programme program initiative observatory secretariat security`)
	r.add(private, `survivor resident student refugee protester witness victim relative neighbour neighbor cousin mother sister daughter wife widow
		woman girl aunt niece grandmother father brother son husband widower man boy uncle nephew grandfather`)
	r.add(titleNoun, `act law bill report entitled titled called so-called dubbed named operation campaign book film article slogan slogans resolution
		resolutions theme documentary song novel exhibition series motto hashtag on known petition headline nicknamed
		reading phrase term terms word words labelled convention treaty read termed i ii iii iv v vi vii viii ix x`)
	r.add(notName, `the a an this that these those he she it they we i you but and or so if when while as in on at by for from with to of
		after before during since until although though however moreover meanwhile today yesterday tomorrow according
		monday tuesday wednesday thursday friday saturday sunday his her its their our my your one two three some many most all
		both each every no not there here now then still yet speaking commenting responding asked what how why who where which
		despite following under over last next more also even only such instead because between among about another other
		since january february march april may june july august september october november december commemorated hosting
		noting observing adding going together let like unlike`)
}
