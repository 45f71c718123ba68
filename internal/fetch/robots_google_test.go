package fetch

import (
	"net/url"
	"strings"
	"testing"
)

// verdicts is one robots.txt, one agent, and what that may fetch. An address is
// a path on a.example, or "-" for none at all.
type verdicts struct {
	name, agent string
	file        []string // lines
	yes, no     []string
}

// googleCases are the cases that Google publishes with its parser
// (github.com/google/robotstxt), as far as they are about an address: the same
// questions and answers, in our own words.
func googleCases() []verdicts {
	all := func(agent string) []string { return []string{"user-agent: " + agent, "disallow: /"} }
	groups := []string{"allow: /g/h/", "", "user-agent: one", "disallow: /", "allow: /b/", "user-agent: two", "disallow: /", "allow: /c/",
		"", "", "allow: /a/", "user-agent: three", "", "user-agent: one", "allow: /d/", "disallow: /"}
	spaced := func(agentLine, allow, disallow, name string) []string {
		return []string{agentLine + ": " + name, allow + ": /x/", disallow + ": /"}
	}
	only := []string{"user-agent: one", "allow: /", "user-agent: two", "disallow: /", "user-agent: three", "disallow: /"}
	glob := []string{"user-agent: *", "allow: /", "user-agent: one", "disallow: /"}
	firstWord := []string{"User-Agent: *", "Disallow: /", "User-Agent: one two", "Allow: /x/", "Disallow: /"}
	return []verdicts{
		{"empty file", "one", nil, []string{"-"}, nil},
		{"no agent", "", all("one"), []string{"-"}, nil},
		{"no address", "one", all("one"), nil, []string{"-"}},
		{"nothing at all", "", nil, []string{"-"}, nil},

		{"lines", "one", all("one"), nil, []string{"/x/y"}},
		{"unknown keys", "one", []string{"foo: one", "bar: /"}, []string{"/x/y"}, nil},
		{"colons forgotten", "one", []string{"user-agent one", "disallow /"}, nil, []string{"/x/y"}},

		{"groups are merged", "one", groups, []string{"/b/1", "/d/1"}, []string{"/c/1", "/g/h/"}},
		{"a group of two parts", "two", groups, []string{"/c/1", "/a/1"}, []string{"/d/1", "/g/h/"}},
		{"the last group, shared", "three", groups, []string{"/d/1"}, []string{"/g/h/"}},

		{"a sitemap line does not close a group", "one", []string{"User-agent: two", "Sitemap: https://a.example/s", "User-agent: *", "Disallow: /"}, nil, []string{"/"}},
		{"nor for the one before it", "two", []string{"User-agent: two", "Sitemap: https://a.example/s", "User-agent: *", "Disallow: /"}, nil, []string{"/"}},
		{"an unknown line does not either", "one", []string{"User-agent: one", "What-Is-This: x", "User-agent: *", "Disallow: /"}, nil, []string{"/"}},
		{"nor for others", "two", []string{"User-agent: one", "What-Is-This: x", "User-agent: *", "Disallow: /"}, nil, []string{"/"}},

		{"keys in capitals", "one", spaced("USER-AGENT", "ALLOW", "DISALLOW", "one"), []string{"/x/y"}, []string{"/a/b"}},
		{"keys in small letters", "one", spaced("user-agent", "allow", "disallow", "one"), []string{"/x/y"}, []string{"/a/b"}},
		{"keys in both", "one", spaced("uSeR-aGeNt", "AlLoW", "dIsAlLoW", "one"), []string{"/x/y"}, []string{"/a/b"}},

		{"agent in capitals", "One", spaced("User-Agent", "Allow", "Disallow", "ONE TWO"), []string{"/x/y"}, []string{"/a/b"}},
		{"agent in small letters", "One", spaced("User-Agent", "Allow", "Disallow", "one two"), []string{"/x/y"}, []string{"/a/b"}},
		{"agent in both", "One", spaced("User-Agent", "Allow", "Disallow", "OnE tWo"), []string{"/x/y"}, []string{"/a/b"}},
		{"small agent, file in capitals", "one", spaced("User-Agent", "Allow", "Disallow", "ONE TWO"), []string{"/x/y"}, []string{"/a/b"}},
		{"small agent, file in small letters", "one", spaced("User-Agent", "Allow", "Disallow", "one two"), []string{"/x/y"}, []string{"/a/b"}},
		{"small agent, file in both", "one", spaced("User-Agent", "Allow", "Disallow", "OnE tWo"), []string{"/x/y"}, []string{"/a/b"}},

		{"an agent ends at the first space", "one", firstWord, []string{"/x/y"}, nil},
		{"so nobody is called by two words", "one two", firstWord, nil, []string{"/x/y"}},

		{"no group at all", "one", nil, []string{"/x/y"}, nil},
		{"a group of one's own", "one", glob, nil, []string{"/x/y"}},
		{"the group for everybody", "two", glob, []string{"/x/y"}, nil},
		{"no group for us", "four", only, []string{"/x/y"}, nil},

		{"paths keep their case", "one", []string{"user-agent: one", "disallow: /x/"}, nil, []string{"/x/y"}},
		{"another case, another path", "one", []string{"user-agent: one", "disallow: /X/"}, []string{"/x/y"}, nil},

		{"the longer forbids", "one", []string{"user-agent: one", "disallow: /x/page.html", "allow: /x/"}, nil, []string{"/x/page.html"}},
		{"the longer allows", "one", []string{"user-agent: one", "allow: /x/page.html", "disallow: /x/"}, []string{"/x/page.html"}, []string{"/x/"}},
		{"both empty", "one", []string{"user-agent: one", "disallow: ", "allow: "}, []string{"/x/page.html"}, nil},
		{"both the root", "one", []string{"user-agent: one", "disallow: /", "allow: /"}, []string{"/x/page.html"}, nil},
		{"a slash more", "one", []string{"user-agent: one", "disallow: /x", "allow: /x/"}, []string{"/x/"}, []string{"/x"}},
		{"both the page", "one", []string{"user-agent: one", "disallow: /x/page.html", "allow: /x/page.html"}, []string{"/x/page.html"}, nil},
		{"a star is longer", "one", []string{"user-agent: one", "allow: /page", "disallow: /*.html"}, []string{"/page"}, []string{"/page.html"}},
		{"a star is shorter", "one", []string{"user-agent: one", "allow: /x/page.", "disallow: /*.html"}, []string{"/x/page.html"}, []string{"/x/y.html"}},
		{"one's own group only", "one", []string{"User-agent: *", "Disallow: /x/", "User-agent: one", "Disallow: /y/"}, []string{"/x/page"}, []string{"/y/page"}},

		{"a query with an address in it", "one", []string{"User-agent: one", "Disallow: /", "Allow: /g/h?q=t&b=http://a.example?t&p"}, []string{"/g/h?q=t&b=http://a.example?t&p"}, nil},
		{"three bytes in the rule", "one", []string{"User-agent: one", "Disallow: /", "Allow: /g/h/語"}, []string{"/g/h/%E8%AA%9E"}, []string{"/g/h/語"}},
		{"three bytes escaped in the rule", "one", []string{"User-agent: one", "Disallow: /", "Allow: /g/h/%E8%AA%9E"}, []string{"/g/h/%E8%AA%9E"}, []string{"/g/h/語"}},
		{"letters escaped without need", "one", []string{"User-agent: one", "Disallow: /", "Allow: /g/h/%62%61%7A"}, []string{"/g/h/%62%61%7A"}, []string{"/g/h/baz"}},

		{"a star for a folder", "one", []string{"User-agent: one", "Disallow: /g/h/quz", "Allow: /g/*/qux"}, []string{"/g/quz", "/g//quz", "/g/bax/quz"}, []string{"/g/h/quz"}},
		{"a dollar is the end", "one", []string{"User-agent: one", "Disallow: /g/h$", "Allow: /g/h/qux"}, []string{"/g/h/qux", "/g/h/", "/g/h/baz"}, []string{"/g/h"}},
		{"a comment is none", "one", []string{"User-agent: one", "# Disallow: /", "Disallow: /g/quz#qux", "Allow: /"}, []string{"/g/h"}, []string{"/g/quz"}},

		{"index.html is its folder", "any", []string{"User-Agent: *", "Allow: /open/index.html", "Disallow: /"}, []string{"/open/", "/open/index.html"}, []string{"/open/index.htm", "/other"}},

		{"from the manual: a word", "one", []string{"user-agent: one", "disallow: /", "allow: /fish"},
			[]string{"/fish", "/fish.html", "/fish/salmon.html", "/fishheads", "/fishheads/yummy.html", "/fish.html?id=anything"}, []string{"/bar", "/Fish.asp", "/catfish", "/?id=fish"}},
		{"from the manual: a word and a star", "one", []string{"user-agent: one", "disallow: /", "allow: /fish*"},
			[]string{"/fish", "/fish.html", "/fish/salmon.html", "/fishheads", "/fishheads/yummy.html", "/fish.html?id=anything"}, []string{"/bar", "/Fish.bar", "/catfish", "/?id=fish"}},
		{"from the manual: a folder", "one", []string{"user-agent: one", "disallow: /", "allow: /fish/"},
			[]string{"/fish/", "/fish/salmon", "/fish/?salmon", "/fish/salmon.html", "/fish/?id=anything"}, []string{"/bar", "/fish", "/fish.html", "/Fish/Salmon.html"}},
		{"from the manual: an extension", "one", []string{"user-agent: one", "disallow: /", "allow: /*.php"},
			[]string{"/filename.php", "/folder/filename.php", "/folder/filename.php?parameters", "//folder/any.php.file.html", "/filename.php/", "/index?f=filename.php/"}, []string{"/bar", "/php/", "/index?php", "/windows.PHP"}},
		{"from the manual: an extension at the end", "one", []string{"user-agent: one", "disallow: /", "allow: /*.php$"},
			[]string{"/filename.php", "/folder/filename.php"}, []string{"/bar", "/filename.php?parameters", "/filename.php/", "/filename.php5", "/php/", "/filename?php", "/aaaphpaaa", "//windows.PHP"}},
		{"from the manual: a word and an extension", "one", []string{"user-agent: one", "disallow: /", "allow: /fish*.php"},
			[]string{"/fish.php", "/fishheads/catfish.php?parameters"}, []string{"/bar", "/Fish.PHP"}},
		{"precedence: the longer", "one", []string{"user-agent: one", "allow: /p", "disallow: /"}, []string{"/page"}, nil},
		{"precedence: a tie", "one", []string{"user-agent: one", "allow: /folder", "disallow: /folder"}, []string{"/folder/page"}, nil},
		{"precedence: a star", "one", []string{"user-agent: one", "allow: /page", "disallow: /*.htm"}, nil, []string{"/page.htm"}},
		{"precedence: the front page", "one", []string{"user-agent: one", "allow: /$", "disallow: /"}, []string{"/"}, []string{"/page.html"}},
	}
}

// longLines are Google's cases of lines that are cut at 8 × 2083 bytes.
func longLines() []verdicts {
	const most = 8 * 2083
	long := func(key, letter string) string {
		return "/x/" + strings.Repeat(letter, most-len("/x/")-len(key)+1-len("/x/"))
	}
	forbidden := long("disallow: ", "a")
	a, b := long("allow: ", "a"), long("allow: ", "b")
	return []verdicts{
		{"a long line forbids what is left of it", "one", []string{"user-agent: one", "disallow: " + forbidden + "/qux"}, []string{"/fux"}, []string{forbidden + "/fux"}},
		{"long lines allow what is left of them", "one", []string{"user-agent: one", "disallow: /", "allow: " + a + "/qux", "allow: " + b + "/qux"}, []string{a + "/qux", b + "/fux"}, []string{"/"}},
	}
}

// Google leaves the escaping of an address to its caller, and so forbids a
// letter that only its escape allows. Ours is escaped before it is compared, as
// RFC 9309, section 2.2.2, asks: in these two we differ.
var ours = map[string]bool{"three bytes in the rule": true, "three bytes escaped in the rule": true}

func TestGoogleCases(t *testing.T) {
	asked, passed := 0, 0
	for _, tt := range append(googleCases(), longLines()...) {
		check := func(paths []string, want bool) {
			for _, path := range paths {
				u := &url.URL{}
				if path != "-" {
					var err error
					if u, err = url.Parse("http://a.example" + path); err != nil {
						t.Fatal(err)
					}
				}
				asked++
				file := ""
				if tt.file != nil {
					file = strings.Join(tt.file, "\n") + "\n"
				}
				if parseRobots([]byte(file), tt.agent).allows(u) == want {
					passed++
				} else if !ours[tt.name] {
					t.Errorf("%s: %.60s: allowed %t, want %t", tt.name, path, !want, want)
				}
			}
		}
		check(tt.yes, true)
		check(tt.no, false)
	}
	t.Logf("%d of %d of Google's cases", passed, asked)
	if passed != asked-len(ours) {
		t.Errorf("%d of %d of Google's cases, want all but %d", passed, asked, len(ours))
	}
}
