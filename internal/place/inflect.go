package place

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// inflectDemonym gives a demonym with its regular plurals and cases.
func inflectDemonym(form, lang string) []string {
	ends := func(list ...string) bool {
		for _, e := range list {
			if strings.HasSuffix(form, e) {
				return true
			}
		}
		return false
	}
	switch {
	case lang == "fr" && !ends("s", "x", "z"), lang == "en" && !ends("s", "x", "z", "ese", "ish"):
		return []string{form, form + "s"}
	case (lang == "es" || lang == "pt") && ends("a", "e", "i", "o", "u", "é"):
		return []string{form, form + "s"}
	case lang == "es" && ends("í", "ú"):
		return []string{form, form + "es", form + "s"}
	case (lang == "es" || lang == "pt") && !ends("ã", "ão", "ães", "ãos"):
		return []string{form, form + "es"}
	case lang == "de" && ends("sch"):
		return []string{form, form + "e", form + "en", form + "er", form + "es", form + "em"}
	case lang == "de" && ends("er") && unicode.IsUpper([]rune(form)[0]):
		return []string{form, form + "s", form + "n", form + "in", form + "innen"}
	case lang == "it" && ends("o") && !ends("co"):
		return withEndings(strings.TrimSuffix(form, "o"), "o a i e")
	case lang == "it" && ends("ese"):
		return []string{form, strings.TrimSuffix(form, "e") + "i"}
	case lang == "ar" && ends("ي") && !strings.HasPrefix(form, "ال"):
		return arabicDemonym(form)
	case lang == "ru" && ends("ец"):
		stem := strings.TrimSuffix(form, "ец")
		if strings.HasSuffix(stem, "и") || strings.HasSuffix(stem, "е") || strings.HasSuffix(stem, "а") {
			stem += "й"
		}
		return append(withEndings(stem, "ца цу цем цы цев цам цами цах"), form)
	case lang == "ru" && ends("ий"):
		return withEndings(strings.TrimSuffix(form, "ий"), "ий ого ому им ом ая ую ой ие их ими ое")
	}
	return []string{form}
}

// arabicDemonym gives the feminine and the plurals, each with and without the
// article, which stands before the second word of two as well.
func arabicDemonym(form string) []string {
	first, second, two := strings.Cut(form, " ")
	var out []string
	for _, ending := range []string{"", "ة", "ين", "ون", "ات"} {
		if !two {
			out = append(out, first+ending, "ال"+first+ending)
			continue
		}
		whole := first
		if strings.HasSuffix(first, "ي") {
			whole += ending
		}
		out = append(out, whole+" "+second+ending, "ال"+whole+" ال"+second+ending, whole+" ال"+second+ending)
	}
	return out
}

// inflectName gives the other cases of a name of one word.
func inflectName(name, lang string) []string {
	last, _ := utf8.DecodeLastRuneInString(name)
	switch {
	case strings.ContainsAny(name, " -.") || strings.ToUpper(name) == name:
		return nil
	case lang == "de" && !strings.ContainsRune("szxß", last):
		return []string{name + "s"}
	case lang != "ru" || !unicode.Is(unicode.Cyrillic, last):
		return nil
	}
	stem := strings.TrimSuffix(name, string(last))
	switch last {
	case 'а':
		return withEndings(stem, "ы и е у ой")
	case 'я':
		return withEndings(stem, "и е ю ей")
	case 'ы':
		return withEndings(stem, "ов ам ами ах")
	case 'ь':
		return withEndings(stem, "я и ю ем е")
	case 'й':
		return withEndings(stem, "я ю ем е")
	case 'о', 'и', 'е', 'э', 'у', 'ё', 'ю':
		return nil
	}
	return withEndings(name, "а у ом е")
}

func withEndings(stem, endings string) []string {
	list := strings.Fields(endings)
	for i, e := range list {
		list[i] = stem + e
	}
	return list
}
