// Package place knows countries: their names, the names of their people and of
// their towns, and which of the countries that a release names it is about.
//
// Codes are those of Unicode CLDR: ISO 3166-1 alpha-2, and XK for Kosovo. The
// names come from CLDR (countries.tsv, made by gen) and from a hand-written
// file a language (aliases/) with what releases really print: acronyms, former
// names, territories reported under their country (Gaza is PS, Scotland GB),
// demonyms in their inflected forms. Towns and regions are GeoNames' (towns/).
// Languages: fr, en, es, pt, de, it, ru, ar, zh; a text in any other is
// searched for English names of countries only.
//
// Regions whose country is disputed (Kashmir, Crimea) and peoples without one
// (Rohingya, Kurds) give no code. Precision goes before recall: a name that may
// be something else counts only with a sign that it is the country.
//
//   - The longest name wins: Guinée-Bissau is not Guinée, nor Nigeria Niger.
//   - A name needs its capital ("turkey"), an acronym its exact case ("us"),
//     which says nothing in a text all in capitals.
//   - A country inside another thing's name is not one: streets, waters, dishes
//     (rue de Turquie, golfe de Guinée, Panama hats), what follows an
//     organisation's name (Amnesty International France) or another capitalised
//     word (Google France, Michael Jordan), and a country that is also a first
//     name before a surname (Jordan Smith).
//   - Nor one that something is only compared with («comme en Russie») or where
//     somebody only lives ("exiled in Lithuania").
//   - Georgia, Dominique, Grenade … need the demonym, a town or a second name
//     of the country in the release; "Congo" alone is neither of the two without
//     one. At the head of a title («Géorgie. …») and as a tag (ByName) the former
//     are taken at their word, unless a town tells the American state.
//
// A town leads to its country where no other country has a namesake of it, and
// it stands as a place does: at the head of a title («Alep : …»), at an
// institution («la cour d'appel de Douai»), behind a preposition. A capital may
// also act («Pékin étend …», "by Moscow"). Towns that courts and councils sit
// in (Genève, La Haye) and those of meetings and embassies say nothing.
//
// Precedence in a text: countries that are named, and those whose demonym or
// town stands at an institution («les autorités kazakhes», "Iranian police"), in
// order of first mention. Where there are none: the countries of towns, else of
// demonyms ("a French citizen"). Behind the others, those of several people
// ("Afghan women") and those whose demonym is there twice. A demonym that names
// a language («en français») or half of a pair (franco-algérien) counts nothing.
package place

import (
	"slices"
	"strings"
)

// ByName gives the country that a whole text names: a name, an alias or a
// demonym, in any case (a two-letter acronym in its own), with or without an
// article. lang is a BCP 47 tag; with "" or a language without data it may be
// in any language, provided that all languages agree. Names of two countries
// (Congo) and of none are not ok.
func ByName(name, lang string) (code string, ok bool) {
	if l := lexiconOf(lang); l != nil {
		return l.whole(name)
	}
	for _, lang := range languages {
		c, found := lexiconOf(lang).whole(name)
		if found && ok && c != code {
			return "", false
		}
		if found {
			code, ok = c, true
		}
	}
	return code, ok
}

// ByTag gives the countries that a site's tag names and nothing else: one in
// the manner of ByName, also with its formula behind it ("Iran (Islamic Republic
// of)", "Korea, North") or its other name ("Burma (Myanmar)"), or several
// («Israël et territoires palestiniens occupés»).
func ByTag(tag, lang string) []string {
	if code, ok := ByName(tag, lang); ok {
		return []string{code}
	}
	if len(tag) > 200 {
		return nil
	}
	if name, formula, ok := qualified(tag); ok {
		if code, ok := ByName(formula+" "+name, lang); ok {
			return []string{code}
		}
		code, known := ByName(name, lang)
		former := formula[strings.IndexAny(formula, " -")+1:] // "formerly Swaziland", «ex-Swaziland»
		for _, other := range []string{formula, former} {
			if same, ok := ByName(other, lang); ok && known && same == code {
				return []string{code}
			}
		}
	}
	r := newReading(tag+": x", lang)
	for i := range r.tokens {
		r.tokens[i].upper = true // tags are written in every case
	}
	var codes []string
	for _, c := range r.prefix(evidence{}) {
		if !slices.Contains(codes, c) {
			codes = append(codes, c)
		}
	}
	return codes
}

// qualified cuts "Iran (Islamic Republic of)" and "Korea, North".
func qualified(tag string) (name, formula string, ok bool) {
	if name, formula, ok = strings.Cut(tag, "("); ok {
		formula, _, _ = strings.Cut(formula, ")")
	} else {
		name, formula, ok = strings.Cut(tag, ",")
	}
	return strings.TrimSpace(name), strings.TrimSpace(formula), ok
}

// Code gives the country that s is the ISO 3166-1 alpha-2 code of, in any
// case, or the name of in any language.
func Code(s string) (code string, ok bool) {
	if code = strings.ToUpper(s); Name(code, "en") != code {
		return code, true
	}
	return ByName(s, "")
}

// Name gives the name to show for a country in a language: CLDR's, the
// English one where the language has no data, and the code itself when it is
// no country's.
func Name(code, lang string) string {
	l := lexiconOf(lang)
	if l == nil {
		l = lexiconOf("en")
	}
	if name, ok := l.display[code]; ok {
		return name
	}
	return code
}
