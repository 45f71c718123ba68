package place

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// A page can be one paragraph of megabytes: only the beginning of a lead is
// read, and it is not cut inside a character.
func TestLongLead(t *testing.T) {
	long := strings.Repeat("é", longest) + ". Iran."
	if got := about("", nil, "Kazakhstan. "+long, "fr"); len(got) != 1 || got[0] != "KZ" {
		t.Errorf("got %v, want KZ alone", got)
	}
	for i := range 4 {
		if !utf8.ValidString(beginning(strings.Repeat("x", i) + long)) {
			t.Errorf("cut inside a character after %d letters", i)
		}
	}
}

// Each country says which part named it; a territory's state comes with it.
func TestParts(t *testing.T) {
	got := About("Turquie. Des familles expulsées", []string{"SY", "YT"}, "Les autorités libanaises se taisent.", "fr")
	want := []Country{{"TR", Title}, {"SY", Tags}, {"YT", Tags}, {"LB", Lead}, {"FR", Tags}}
	if !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// What the title, the tags and the lead say is read together.
func TestAbout(t *testing.T) {
	for _, c := range []struct {
		name, title string
		tagged      []string
		lead, want  string
	}{
		{"order", "Turquie. Des familles expulsées", []string{"SY"}, "Les autorités libanaises se taisent.", "TR SY LB"},
		{"said twice", "Iran. Un procès", []string{"IR"}, "Les autorités iraniennes se taisent.", "IR"},
		{"shared name settled by a tag", "La police congolaise tire", []string{"CG"}, "", "CG"},
		{"shared name settled by the lead's town", "Congo : la police tire", nil, "À Brazzaville, deux hommes sont morts.", "CG"},
		{"town of the lead, where the title names a country", "Iran. Un procès", nil, "L'avocate, jointe à Lyon, proteste.", "IR"},
		{"town of the lead alone", "Un procès sans fin", nil, "Il est jugé à Minsk.", "BY"},
		{"place of writing", "Libye. Un naufrage", nil, "Malte, 9 octobre. – Le bateau a coulé.", "LY"},
		{"place and year of writing", "Libye. Un naufrage", nil, "TUNIS, le 9 octobre 2023 — Le bateau a coulé.", "LY"},
		{"place of writing in parentheses", "Libye. Un naufrage", nil, "(Beyrouth, Liban) – Le bateau a coulé.", "LY"},
		{"a number behind a country", "Un naufrage", nil, "En Libye, 12 hommes sont morts – et 3 enfants.", "LY"},
		{"nothing", "Un procès sans fin", nil, "Il est jugé.", ""},
	} {
		if got := codes(about(c.title, c.tagged, c.lead, "fr")); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// A country's name can be that of its money, and a disease's that of a town.
func TestNoCountries(t *testing.T) {
	for text, lang := range map[string]string{
		"A company will pay US$1 billion to those who were driven from their homes": "en",
		"The families were offered HK$5,000 each":                                   "en",
		"Die Lage in den Lagern nach Corona":                                        "de",
		"Después de Corona, los presos siguen sin visitas":                          "es",
	} {
		if got := about(text, nil, text, lang); len(got) > 0 {
			t.Errorf("%q: %v", text, got)
		}
	}
	if got := about("The US has 1 billion reasons", nil, "", "en"); len(got) != 1 {
		t.Errorf("the country itself: %v", got)
	}
}
