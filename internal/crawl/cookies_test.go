package crawl_test

import (
	"net/http"
	"strings"
	"testing"

	"communique/internal/crawl"
	"communique/internal/demosite"
)

// A site sets cookies with every answer: none is ever sent back, not even
// within a night, over a redirect or after another.
func TestNoCookies(t *testing.T) {
	publisher, err := demosite.New(base, 1)
	if err != nil {
		t.Fatal(err)
	}
	asked, sent := 0, []string{}
	n := newNights(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked++
		if cookies := r.Header.Values("Cookie"); len(cookies) > 0 {
			sent = append(sent, r.URL.Path+": "+strings.Join(cookies, "; "))
		}
		http.SetCookie(w, &http.Cookie{Name: "visitor", Value: "4711", Path: "/", MaxAge: 86400 * 365})
		publisher.ServeHTTP(w, r)
	}), profileOfDemo(t))
	for range 2 {
		n.night(func(o *crawl.Options) { o.Limit = 5 })
	}
	if asked < 10 || len(sent) > 0 {
		t.Errorf("%d requests, cookies sent back: %q", asked, sent)
	}
}
