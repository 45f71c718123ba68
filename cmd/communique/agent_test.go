package main

import (
	"strings"
	"testing"
)

func TestUserAgent(t *testing.T) {
	a := &app{homeFlag: t.TempDir()}
	t.Setenv("COMMUNIQUE_CONTACT", "")
	for contact, want := range map[string]string{
		"you@university.example":          " (+mailto:you@university.example)",
		"https://university.example/bots": " (+https://university.example/bots)",
	} {
		agent, _, err := a.userAgent(contact)
		if err != nil || agent != "communique/"+number+want {
			t.Errorf("contact %s: %q, %v", contact, agent, err)
		}
	}
	for _, contact := range []string{"", "me", "ftp://university.example", "You <you@university.example>\r\nX: y"} {
		if agent, _, err := a.userAgent(contact); err == nil {
			t.Errorf("contact %q gives %q", contact, agent)
		} else if !strings.Contains(err.Error(), "contact") {
			t.Errorf("contact %q: %v", contact, err)
		}
	}
}
