package site

import (
	"net/url"
	"testing"
)

// The addresses of releases that people have linked to are read by their
// publisher's profile; those of sections, listings and campaigns beside them
// are no releases.
func TestBuiltinAddresses(t *testing.T) {
	set, err := Load("", nil)
	if err != nil {
		t.Fatal(err)
	}
	const none = ""
	for address, want := range map[string]string{
		"https://www.amnesty.fr/communiques/x/":                                    "amnesty-fr",
		"https://www.amnesty.org/en/latest/news/2023/12/a-slug/":                   "amnesty-org",
		"https://www.amnesty.org/ar/latest/press-release/2021/05/a-slug/":          "amnesty-org",
		"https://www.amnesty.org/fr/documents/eur44/0541/2019/es/":                 "amnesty-org",
		"https://www.amnesty.org/en/latest/news/":                                  none,
		"https://www.amnesty.org/en/petition/a-slug/":                              none,
		"https://www.amnesty.org/en/location/africa/":                              none,
		"https://www.hrw.org/news/2026/08/24/a-slug":                               "hrw",
		"https://www.hrw.org/news/2026/03/16/us/el-salvador-deportees":             "hrw",
		"https://www.hrw.org/zh-hans/news/2022/01/02/a-slug":                       "hrw",
		"https://www.hrw.org/report/2022/08/08/a-slug/a-subtitle":                  "hrw",
		"https://www.hrw.org/news?page=3":                                          none,
		"https://news.un.org/ru/story/2020/05/1377742":                             "un-news",
		"https://news.un.org/en/news/topic/human-rights":                           none,
		"https://rsf.org/en/a-long-slug-of-a-release":                              "rsf",
		"https://rsf.org/en/news/a-long-slug":                                      "rsf",
		"https://rsf.org/en/contact-us":                                            none,
		"https://rsf.org/en/news?types%5B%5D=36":                                   none,
		"https://rsf.org/es/a-long-slug-of-a-release":                              none,
		"https://www.amnesty.de/allgemein/pressemitteilung/autonome-waffensysteme": "amnesty-de",
		"https://www.amnesty.de/informieren/themen/waffen":                         none,
		"https://www.defenseurdesdroits.fr/fr/communique-de-presse/2022/06/x":      "defenseur-des-droits",
		"https://www.splcenter.org/news/2021/04/23/same-old":                       "splc",
		"https://www.splcenter.org/news":                                           none,
		"https://reliefweb.int/report/world/a-slug":                                "reliefweb",
		"https://reliefweb.int/updates?advanced-search=x":                          none,
		"https://www.ohchr.org/en/press-releases/2023/07/a-slug":                   "ohchr",
		"https://www.fidh.org/fr/regions/asie/iran/a-slug":                         "fidh",
		"https://www.fidh.org/fr/regions/asie/iran":                                none,
		"https://cpj.org/2023/07/a-slug/":                                          "cpj",
		"https://www.frontlinedefenders.org/en/case/a-slug":                        "frontlinedefenders",
		"https://www.frontlinedefenders.org/en/profile/a-slug":                     none, // a person, no release
		"https://www.article19.org/resources/a-slug/":                              "article19",
		"https://www.icj.org/a-slug-of-words/":                                     "icj",
		"https://www.icj.org/country/nepal/":                                       none,
		"https://www.omct.org/en/resources/statements/a-slug":                      "omct",
		"https://www.amnesty.org.uk/press-releases/a-slug":                         "amnesty-uk",
		"https://www.amnesty.org.uk/press-releases/feed":                           none,
		"https://www.amnestyusa.org/press-releases/a-slug/":                        "amnesty-usa",
		"https://www.amnestyusa.org/news/":                                         none,
	} {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		got := none
		if p := set.ForURL(u); p != nil && p.IsRelease(u) {
			got = p.ID
		}
		if got != want {
			t.Errorf("%s: release of %q, want %q", address, got, want)
		}
	}
}

// A draft says that no page was at hand: it cannot know selectors.
func TestDraftsHaveNoEras(t *testing.T) {
	set, err := Load("", nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range set.All() {
		if p.Draft != (len(p.Eras) == 0) {
			t.Errorf("%s: draft %v, %d eras", p.ID, p.Draft, len(p.Eras))
		}
	}
}
