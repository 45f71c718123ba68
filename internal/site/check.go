package site

import (
	"errors"
	"fmt"
	"net/url"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/andybalholm/cascadia"
	"go.yaml.in/yaml/v4"
)

var kinds = []string{"press-release", "statement", "news", "report", "urgent-action", "other"}

// reservations are what package reserve knows of a page.
var reservations = []string{"noarchive", "tdm"}

// check looks for what the form of the YAML cannot say, and names the first
// top-level key that is wrong.
func (p *Profile) check() (key, why string) {
	switch {
	case !isID(p.ID):
		return "id", fmt.Sprintf("%q is not a site id: lower-case letters, digits and dashes", p.ID)
	case p.Organization == "":
		return "organization", "missing: the publisher's name as it stands in records"
	case len(p.Hosts) == 0:
		return "hosts", "missing: the host names whose pages this profile reads"
	case p.Delay < 0:
		return "delay", "negative"
	case p.Revisits != nil && *p.Revisits < 0:
		return "revisits", "negative: the number of known releases to look at again each night, 0 for none"
	case p.Linked < 0:
		return "linked", "negative: the number of releases known by links alone to fetch each night, 0 for none"
	case p.Kind != "" && !slices.Contains(kinds, p.Kind):
		return "kind", fmt.Sprintf("%q is none of %s", p.Kind, strings.Join(kinds, ", "))
	}
	for _, r := range p.Honour {
		if !slices.Contains(reservations, r) {
			return "honour", fmt.Sprintf("%q is none of %s", r, strings.Join(reservations, ", "))
		}
	}
	if _, err := time.LoadLocation(p.Timezone); err != nil {
		return "timezone", fmt.Sprintf("%q is not a zone name such as Europe/Paris", p.Timezone)
	}
	if why := undeclared(*p, p.Unverified); why != "" {
		return "unverified", why
	}
	for i, s := range p.Sources {
		if why := s.check(p); why != "" {
			return "sources", fmt.Sprintf("entry %d: %s", i+1, why)
		}
	}
	for i, e := range p.Eras {
		if why := e.check(); why != "" {
			return "eras", fmt.Sprintf("entry %d: %s", i+1, why)
		}
	}
	return "", ""
}

func (s *Source) check(p *Profile) string {
	u, err := url.Parse(s.URL)
	switch {
	case err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https":
		return fmt.Sprintf("url %q is not an http or https address", s.URL)
	case !p.HasHost(u.Hostname()):
		return fmt.Sprintf("url %s is on a host that is not among hosts", s.URL)
	case s.Kind != KindFeed && s.Kind != KindSitemap && s.Kind != KindListing:
		return fmt.Sprintf("kind %q is none of feed, sitemap, listing", s.Kind)
	case s.Kind == KindListing && s.Items == nil:
		return "a listing needs items: the selector of the elements that each hold one release"
	case s.Overlap < 0:
		return "overlap is negative: the number of pages without anything new at which the walk of a listing stops"
	case s.Overlap > 0 && s.Kind != KindListing:
		return "overlap is for listings"
	}
	return undeclared(*s, s.Unverified)
}

func (e *Era) check() string {
	switch {
	case e.Name == "":
		return "name is missing"
	case e.URL == nil && e.Match == nil:
		return fmt.Sprintf("era %q has neither url nor match: nothing tells its pages", e.Name)
	case e.Kind != "" && !slices.Contains(kinds, e.Kind):
		return fmt.Sprintf("kind %q is none of %s", e.Kind, strings.Join(kinds, ", "))
	}
	return undeclared(*e, e.Unverified)
}

// undeclared says which of the keys that are marked as unverified is not set
// beside the mark: a mark that outlives its key would be a false alarm.
func undeclared(part any, marked []string) string {
	v := reflect.ValueOf(part)
	for _, key := range marked {
		set := false
		for i := range v.NumField() {
			set = set || v.Type().Field(i).Tag.Get("yaml") == key && !v.Field(i).IsZero()
		}
		if !set {
			return fmt.Sprintf("unverified: %q is no key that is set here", key)
		}
	}
	return ""
}

func isID(id string) bool {
	for _, r := range id {
		if (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-' {
			return false
		}
	}
	return id != ""
}

// UnmarshalYAML compiles a CSS selector, with an optional "@attribute" behind.
func (s *Selector) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind != yaml.ScalarNode {
		return errors.New("a selector is one string")
	}
	parsed, err := ParseSelector(n.Value)
	if err != nil {
		return err
	}
	*s = parsed
	return nil
}

// ParseSelector compiles a selector written as in a profile.
func ParseSelector(raw string) (Selector, error) {
	css, attr := raw, ""
	if i := strings.LastIndexByte(raw, '@'); i >= 0 && !strings.ContainsAny(raw[i:], "]\"') ") {
		css, attr = strings.TrimSpace(raw[:i]), raw[i+1:]
	}
	sel, err := cascadia.Compile(css)
	if err != nil {
		return Selector{}, fmt.Errorf("%q is not a CSS selector: %w", raw, err)
	}
	return Selector{Selector: sel, Attr: attr, raw: raw}, nil
}

// UnmarshalYAML compiles a regular expression (RE2 syntax).
func (p *Pattern) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind != yaml.ScalarNode {
		return errors.New("a pattern is one string")
	}
	re, err := regexp.Compile(n.Value)
	if err != nil {
		return fmt.Errorf("%q is not a regular expression: %w", n.Value, err)
	}
	p.Regexp = re
	return nil
}
