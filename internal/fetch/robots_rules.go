package fetch

import (
	"bytes"
	"net/url"
	"strings"
	"time"

	"github.com/jimsmart/grobotstxt"
)

// mostCrawlDelay bounds what Crawl-delay can ask for: more is a mistake.
const mostCrawlDelay = 24 * time.Hour

// robotsRules is a robots.txt as one product reads it. The zero value allows
// everything.
type robotsRules struct {
	agent    string
	body     string
	delay    time.Duration
	sitemaps []string
}

// parseRobots never fails: what is no rule is passed over (RFC 9309, section
// 2.2). A last line that the limit on the size may have cut is left out, since
// half a rule says something else.
func parseRobots(body []byte, agent string) *robotsRules {
	if len(body) >= robotsSize {
		if end := bytes.LastIndexAny(body, "\r\n"); end >= 0 {
			body = body[:end]
		}
	}
	groups := crawlDelays{agent: agent}
	grobotstxt.Parse(string(body), &groups)
	return &robotsRules{agent: agent, body: upperEscapes(string(body)), delay: groups.delay(), sitemaps: groups.sitemaps}
}

func (r *robotsRules) allows(u *url.URL) bool {
	return r.body == "" || grobotstxt.AgentAllowed(r.body, r.agent, upperEscapes(u.String()))
}

// upperEscapes writes percent-escapes in upper case (%c3 → %C3), so that rules
// and addresses compare (RFC 9309, section 2.2.2). grobotstxt 1.0.3 would spoil
// the digits of a lower-case escape, and the rule would forbid nothing.
func upperEscapes(s string) string {
	var out []byte
	for i := 0; i+2 < len(s); i++ {
		if s[i] != '%' || !isHex(s[i+1]) || !isHex(s[i+2]) {
			continue
		}
		if upper := strings.ToUpper(s[i : i+3]); upper != s[i:i+3] {
			if out == nil {
				out = []byte(s)
			}
			copy(out[i:], upper)
		}
		i += 2
	}
	if out == nil {
		return s
	}
	return string(out)
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

// crawlDelays reads what grobotstxt does not: Crawl-delay, which RFC 9309 does
// not know but many files contain. As with rules, the groups that name us are
// merged, and those for "*" count only where none does.
type crawlDelays struct {
	agent       string
	named, any  time.Duration
	everNamed   bool
	forUs       bool // the group being read names us
	forAny      bool // it is for "*"
	inRules     bool // its user-agent lines are over
	sitemaps    []string
	seenSitemap map[string]bool
}

func (c *crawlDelays) delay() time.Duration {
	if c.everNamed {
		return c.named
	}
	return c.any
}

func (c *crawlDelays) HandleRobotsStart()         {}
func (c *crawlDelays) HandleRobotsEnd()           {}
func (c *crawlDelays) HandleAllow(int, string)    { c.inRules = true }
func (c *crawlDelays) HandleDisallow(int, string) { c.inRules = true }

func (c *crawlDelays) HandleUserAgent(_ int, value string) {
	if c.inRules {
		c.forUs, c.forAny, c.inRules = false, false, false
	}
	name, _, _ := strings.Cut(value, "/")
	name, _, _ = strings.Cut(strings.TrimSpace(name), " ")
	switch {
	case name == "*":
		c.forAny = true
	case strings.EqualFold(name, c.agent):
		c.forUs, c.everNamed = true, true
	}
}

func (c *crawlDelays) HandleSitemap(_ int, value string) {
	if value == "" || c.seenSitemap[value] {
		return
	}
	if c.seenSitemap == nil {
		c.seenSitemap = map[string]bool{}
	}
	c.seenSitemap[value] = true
	c.sitemaps = append(c.sitemaps, value)
}

func (c *crawlDelays) HandleUnknownAction(_ int, key, value string) {
	if !strings.EqualFold(key, "crawl-delay") && !strings.EqualFold(key, "crawldelay") {
		return
	}
	c.inRules = true
	d, ok := crawlDelay(value)
	if !ok {
		return
	}
	if c.forUs {
		c.named = max(c.named, d)
	}
	if c.forAny {
		c.any = max(c.any, d)
	}
}

// crawlDelay reads seconds, with decimals after a point or a comma, and maybe
// a unit: "10", "2.5", "10s", "0,5 sec", "500ms", "1m".
func crawlDelay(value string) (time.Duration, bool) {
	value = strings.ToLower(strings.TrimSpace(value))
	var number float64
	digits, scale, i := 0, 0.0, 0
	for ; i < len(value); i++ {
		switch c := value[i]; {
		case c >= '0' && c <= '9':
			digits++
			if scale > 0 {
				number += float64(c-'0') * scale
				scale /= 10
			} else {
				number = number*10 + float64(c-'0')
			}
			continue
		case (c == '.' || c == ',') && scale == 0:
			scale = 0.1
			continue
		}
		break
	}
	if digits == 0 {
		return 0, false
	}
	unit := float64(time.Second)
	switch strings.TrimLeft(value[i:], " \t") {
	case "ms":
		unit = float64(time.Millisecond)
	case "m", "min", "mins", "minute", "minutes":
		unit = float64(time.Minute)
	}
	if number*unit >= float64(mostCrawlDelay) {
		return mostCrawlDelay, true
	}
	return time.Duration(number*unit + 0.5), true
}
