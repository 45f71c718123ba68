package extract_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"communique/archive"
	"communique/internal/demosite"
	"communique/internal/extract"
	"communique/internal/site"
)

const demoBase = "http://www.amnesty.fr"

// TestDemosite reads every release of the demonstration site, as it is served
// on each of its nights, and compares what was read with what a person found.
func TestDemosite(t *testing.T) {
	profiles, err := site.Load("", nil)
	if err != nil {
		t.Fatal(err)
	}
	reader := extract.New(profiles, "test")
	for night := 1; night <= 2; night++ {
		t.Run(fmt.Sprintf("night %d", night), func(t *testing.T) {
			publisher, err := demosite.New(demoBase, night)
			if err != nil {
				t.Fatal(err)
			}
			truth, err := demosite.Truth(night)
			if err != nil {
				t.Fatal(err)
			}
			for _, want := range truth {
				t.Run(strings.Trim(want.Path, "/"), func(t *testing.T) {
					compareTruth(t, want, readServed(t, reader, publisher, want.Path))
				})
			}
		})
	}
}

func readServed(t *testing.T, reader *extract.Reader, publisher http.Handler, path string) archive.Release {
	t.Helper()
	answer := httptest.NewRecorder()
	publisher.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, demoBase+path, nil))
	page := archive.Page{URL: demoBase + path, Header: answer.Header(), Body: answer.Body.Bytes()}
	page.Capture.HTTPStatus = answer.Code
	reading, err := reader.Read(page)
	if err != nil {
		t.Fatal(err)
	}
	if !reading.IsRelease {
		t.Fatalf("not a release: %s", reading.Why)
	}
	return reading.Release
}

func compareTruth(t *testing.T, want demosite.Expected, got archive.Release) {
	same := func(field string, want, got any) {
		t.Helper()
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-truth +read)\n%s", field, diff)
		}
	}
	same("title", want.Title, said(got.Title))
	// A day that only other pages tell is not this page's.
	day, source := want.PublishedDay, want.PublishedSource
	if source == archive.SourceRelated {
		day, source = "", ""
	}
	same("published_day", day, said(got.PublishedDay))
	same("published_source", source, said(got.PublishedSource))
	same("modified", want.ModifiedDay, said(got.Modified))
	same("language", want.Language, said(got.Language))
	same("countries", want.Countries, some(got.Countries))
	same("topics", want.Topics, some(got.Topics))
	same("headings", want.Headings, headings(got))
	if !strings.HasPrefix(said(got.Lead), want.Lead) {
		t.Errorf("lead %q does not begin with %q", said(got.Lead), want.Lead)
	}
	same("related", addresses(want.Related), relatedTo(got))
	var attached []string
	for _, a := range got.Attachments {
		attached = append(attached, a.URL)
	}
	same("attachments", addresses(want.Attachments), attached)
	var contact archive.Contact
	if len(got.Contacts) > 0 {
		contact = got.Contacts[0]
	}
	same("emails", want.Emails, some(contact.Emails))
	same("phones", want.Phones, some(contact.Phones))
	compareText(t, want, said(got.Text))
	compareQuotes(t, want.Quotes, got)
}

func compareText(t *testing.T, want demosite.Expected, text string) {
	for _, s := range want.Contains {
		if !strings.Contains(text, s) {
			t.Errorf("the text lacks %q", s)
		}
	}
	for _, s := range want.Absent {
		if strings.Contains(text, s) {
			t.Errorf("the text has %q", s)
		}
	}
}

// compareQuotes compares all that is said of each quotation, one by one. Of a
// role or an affiliation that the truth leaves out it asserts nothing.
func compareQuotes(t *testing.T, want []demosite.ExpectedQuote, got archive.Release) {
	if len(want) != len(got.Quotes) {
		t.Errorf("%d quotations, the truth has %d", len(got.Quotes), len(want))
	}
	for i := range min(len(want), len(got.Quotes)) {
		w, q := want[i], got.Quotes[i]
		if !strings.HasPrefix(q.Text, w.Starts) || !strings.HasSuffix(q.Text, w.Ends) {
			t.Errorf("quotation %d is %q, not %q … %q", i, q.Text, w.Starts, w.Ends)
		}
		if len(q.Paragraphs) != max(w.Paragraphs, 1) {
			t.Errorf("quotation %d has %d paragraphs, not %d", i, len(q.Paragraphs), max(w.Paragraphs, 1))
		}
		read := demosite.ExpectedQuote{Starts: w.Starts, Ends: w.Ends, Paragraphs: w.Paragraphs,
			Speaker: said(q.Speaker), Role: said(q.Role), Affiliation: said(q.Affiliation), Attribution: q.Attribution}
		if w.Role == "" {
			read.Role = ""
		}
		if w.Affiliation == "" {
			read.Affiliation = ""
		}
		if diff := cmp.Diff(w, read); diff != "" {
			t.Errorf("quotation %d (-truth +read)\n%s", i, diff)
		}
		t.Logf("quotation %d: %s | %s | %s | %s", i, said(q.Speaker), said(q.Role), said(q.Affiliation), q.Attribution)
	}
}

func headings(r archive.Release) []string {
	var all []string
	for _, s := range r.Sections {
		if s.Heading != nil {
			all = append(all, *s.Heading)
		}
	}
	return all
}

func relatedTo(r archive.Release) []string {
	var all []string
	for _, l := range r.Related {
		all = append(all, l.URL)
	}
	return all
}

// addresses gives the canonical addresses of paths of the site.
func addresses(paths []string) []string {
	var all []string
	for _, p := range paths {
		all = append(all, site.Canonical(demoBase+p))
	}
	return all
}

// some is nil for an empty list: the truth leaves those out.
func some(list []string) []string {
	if len(list) == 0 {
		return nil
	}
	return slices.Clone(list)
}

func said(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
