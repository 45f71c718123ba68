package fetch

import (
	"net/url"
	"strings"
	"testing"
	"time"
)

var longName = strings.Repeat("x", 40)

var rfc9309 = []struct {
	name, file, path string
	allowed          bool
}{
	{"empty file", "", "/a", true},
	{"no rules for us", "user-agent: other\ndisallow: /", "/a", true},
	{"everybody", "user-agent: *\ndisallow: /", "/a", false},
	{"our own group beats the star", "user-agent: *\ndisallow: /\nuser-agent: communique\ndisallow: /x", "/a", true},
	{"our own group is obeyed", "user-agent: *\ndisallow:\nuser-agent: communique\ndisallow: /x", "/x/y", false},
	{"an empty group of ours frees us", "user-agent: *\ndisallow: /\nuser-agent: communique\ndisallow:", "/a", true},
	{"agents in any case", "User-AGENT: CommuniQUE\nDisallow: /", "/a", false},
	{"agent with a version", "user-agent: communique/2.1\ndisallow: /", "/a", false},
	{"agent is no prefix", "user-agent: comm\ndisallow: /", "/a", true},
	{"agent is not prefixed", "user-agent: communiquebot\ndisallow: /", "/a", true},
	{"several agents, one group", "user-agent: other\nuser-agent: communique\ndisallow: /x", "/x", false},
	{"a blank line does not end a group", "user-agent: communique\n\ndisallow: /x", "/x", false},
	{"groups are merged", "user-agent: communique\ndisallow: /x\nuser-agent: z\ndisallow: /\nuser-agent: communique\ndisallow: /y", "/y", false},
	{"merged, the first still holds", "user-agent: communique\ndisallow: /x\nuser-agent: communique\ndisallow: /y", "/x", false},
	{"star groups are merged", "user-agent: *\ndisallow: /x\nuser-agent: z\ndisallow: /\nuser-agent: *\ndisallow: /y", "/y", false},
	{"rules before any group", "disallow: /\nuser-agent: z\ndisallow: /", "/a", true},
	{"longest match allows", "user-agent: *\ndisallow: /a\nallow: /a/b", "/a/b/c", true},
	{"longest match forbids", "user-agent: *\nallow: /a\ndisallow: /a/b", "/a/b/c", false},
	{"the order says nothing", "user-agent: *\nallow: /a/b\ndisallow: /a", "/a/b/c", true},
	{"equal length allows", "user-agent: *\ndisallow: /page\nallow: /page", "/page", true},
	{"paths keep their case", "user-agent: *\ndisallow: /Presse", "/presse", true},
	{"a rule is a prefix", "user-agent: *\ndisallow: /fish", "/fishheads/yummy.html", false},
	{"a slash is a folder", "user-agent: *\ndisallow: /fish/", "/fish", true},
	{"star within", "user-agent: *\ndisallow: /*/prive", "/fr/prive/x", false},
	{"star matches nothing too", "user-agent: *\ndisallow: /a*b", "/ab", false},
	{"star at the end is idle", "user-agent: *\ndisallow: /fish*", "/fish.html", false},
	{"several stars", "user-agent: *\ndisallow: /a*b*c", "/axxbyyc", false},
	{"several stars, no match", "user-agent: *\ndisallow: /a*b*c", "/axxcyyb", true},
	{"dollar ends", "user-agent: *\ndisallow: /*.php$", "/x.php", false},
	{"dollar ends, more follows", "user-agent: *\ndisallow: /*.php$", "/x.php?p=1", true},
	{"dollar in the middle is a letter", "user-agent: *\ndisallow: /a$b", "/a$b", false},
	{"only the front page", "user-agent: *\nallow: /$\ndisallow: /", "/", true},
	{"all but the front page", "user-agent: *\nallow: /$\ndisallow: /", "/a", false},
	{"query", "user-agent: *\ndisallow: /*?s=", "/search?s=x", false},
	{"query is not the path", "user-agent: *\ndisallow: /search$", "/search?s=x", true},
	{"letters in the rule, percent in the address", "user-agent: *\ndisallow: /école", "/%C3%A9cole", false},
	{"percent in both", "user-agent: *\ndisallow: /%c3%a9cole", "/%C3%A9cole", false},
	{"small letters in the address", "user-agent: *\ndisallow: /%C3%A9cole", "/%c3%a9cole", false},
	{"percent in the rule, letters in the address", "user-agent: *\ndisallow: /%C3%A9cole", "/école", false},
	{"an encoded slash is no slash", "user-agent: *\ndisallow: /a%2Fb", "/a/b", true},
	{"byte order mark", "\xef\xbb\xbfuser-agent: *\ndisallow: /x", "/x", false},
	{"comments", "# hello\nuser-agent: * # all\ndisallow: /x # not this", "/x", false},
	{"carriage returns", "user-agent: *\rdisallow: /x\r", "/x", false},
	{"dos lines", "user-agent: *\r\ndisallow: /x\r\n", "/x", false},
	{"spaces about", "  user-agent  :   *  \n\tdisallow\t:\t/x\t", "/x", false},
	{"no colon", "user-agent *\ndisallow /x", "/x", false},
	{"unknown lines do not part a group", "user-agent: *\nnoindex: /y\nhost: x\ndisallow: /x", "/x", false},
	{"sitemap does not end a group", "user-agent: *\nsitemap: https://a.example/s.xml\ndisallow: /x", "/x", false},
	{"crawl-delay does not end a group", "user-agent: *\ncrawl-delay: 10s\ndisallow: /x", "/y", true},
	{"crawl-delay, the rule after it", "user-agent: *\ncrawl-delay: 10s\ndisallow: /x", "/x", false},
	{"an HTML page is no rule", "<!doctype html><title>404</title><p>disallow: /", "/a", true},
	{"nul bytes", "user-agent: *\x00\x00\ndisallow: /x\n\x00", "/y", true},
	{"a long rule", "user-agent: *\ndisallow: /" + longName, "/" + longName + "/a", false},
}

func TestRFC9309(t *testing.T) {
	for _, tt := range rfc9309 {
		t.Run(tt.name, func(t *testing.T) {
			u, err := url.Parse("https://a.example" + tt.path)
			if err != nil {
				t.Fatal(err)
			}
			if got := parseRobots([]byte(tt.file), "communique").allows(u); got != tt.allowed {
				t.Errorf("allowed %t, want %t", got, tt.allowed)
			}
		})
	}
}

func TestRobotsLastRuleCutByTheLimit(t *testing.T) {
	start := "user-agent: *\ndisallow: /x\n#"
	body := start + strings.Repeat("y", robotsSize-len(start)-len("\ndisallow: /")) + "\ndisallow: /"
	r := parseRobots([]byte(body), "communique")
	for path, want := range map[string]bool{"/x": false, "/free": true} {
		if got := r.allows(&url.URL{Scheme: "https", Host: "a.example", Path: path}); got != want {
			t.Errorf("%s: allowed %t, want %t", path, got, want)
		}
	}
}

func TestCrawlDelay(t *testing.T) {
	for value, want := range map[string]time.Duration{
		"10": 10 * time.Second, "10s": 10 * time.Second, "10 s": 10 * time.Second, "10 seconds": 10 * time.Second,
		"2.5": 2500 * time.Millisecond, "0,5": 500 * time.Millisecond, ".25": 250 * time.Millisecond, "1.": time.Second,
		"500ms": 500 * time.Millisecond, "2m": 2 * time.Minute, "0": 0, "1e3": time.Second, "1.2.3": 1200 * time.Millisecond,
		"99999999999999999999999": mostCrawlDelay, "-5": -1, "": -1, "soon": -1, ".": -1, "s10": -1,
	} {
		got, ok := crawlDelay(value)
		if !ok {
			got = -1
		}
		if got != want {
			t.Errorf("%q: %s, want %s", value, got, want)
		}
	}
	for _, tt := range []struct {
		name, file string
		want       time.Duration
	}{
		{"none", "user-agent: *\ndisallow: /x", 0},
		{"everybody", "user-agent: *\ncrawl-delay: 10s", 10 * time.Second},
		{"ours", "user-agent: *\ncrawl-delay: 10\nuser-agent: Communique/1\ncrawl-delay: 2.5", 2500 * time.Millisecond},
		{"our group without one", "user-agent: *\ncrawl-delay: 10\nuser-agent: communique\ndisallow: /x", 0},
		{"another's", "user-agent: slurp\ncrawl-delay: 10\nuser-agent: *\ndisallow: /x", 0},
		{"shared group", "user-agent: slurp\nuser-agent: communique\nCrawl-Delay: 4", 4 * time.Second},
		{"merged, the longest", "user-agent: communique\ncrawl-delay: 4\n\nuser-agent: communique\ncrawl-delay: 3", 4 * time.Second},
		{"delay only, then another group", "user-agent: a\ncrawl-delay: 9\nuser-agent: *\ncrawl-delay: 3", 3 * time.Second},
		{"comment", "user-agent: *\ncrawl-delay: 7 # seconds", 7 * time.Second},
	} {
		if got := parseRobots([]byte(tt.file), "communique").delay; got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

func FuzzRobots(f *testing.F) {
	f.Add("user-agent: *\ndisallow: /a*b$\ncrawl-delay: 1.5s", "/axb")
	f.Add("\xef\xbb\xbfUser-agent communique\nCrawl-delay 10\n\nallow: /%c3%a9\nsitemap:x", "/é?x#y")
	f.Add("crawl-delay: 99999999999999999999.9e9 min\n*:*\n: \n", "")
	f.Fuzz(func(t *testing.T, file, path string) {
		rules := parseRobots([]byte(file), "communique")
		if rules.delay < 0 || rules.delay > mostCrawlDelay {
			t.Errorf("delay %s", rules.delay)
		}
		rules.allows(&url.URL{Scheme: "https", Host: "a.example", Path: path})
		if u, err := url.Parse("https://a.example/" + path); err == nil {
			rules.allows(u)
		}
	})
}
