package extract

import (
	"strings"
	"testing"

	"communique/archive"
)

// What pages of sites that nobody described do, found in an audit of real ones;
// the words are our own.

// relatedTo gives the related pages of a record, address and title.
func relatedTo(r archive.Release) (found []string) {
	for _, l := range r.Related {
		found = append(found, l.URL+" "+deref(l.Title))
	}
	return found
}

// Links in the text are relative to the base that the page names.
func TestBaseOfLinks(t *testing.T) {
	body := strings.Replace(prose, "the trial", "<a href='DE/trial.html'>the trial</a>", 1)
	r := read(t, "https://ngo.example/DE/news/1", generic("<title>A march</title><base href='https://ngo.example/'>", "<h1>A march</h1>"+body)).Release
	if got := strings.Join(relatedTo(r), "; "); got != "https://ngo.example/DE/trial.html the trial" {
		t.Errorf("related %q", got)
	}
}

// Soft hyphens are no part of the words: not of the title, nor of the text.
func TestSoftHyphens(t *testing.T) {
	body := strings.Replace(prose, "organisation", "organi&shy;sation", 1)
	r := read(t, "https://ngo.example/news/1", generic("<title>List of 2022 - Messenger services are watched</title>", "<h1>Messen&shy;ger ser&shy;vices are watched</h1>"+body)).Release
	if deref(r.Title) != "Messenger services are watched" || !strings.Contains(deref(r.Text), "the organisation said") || strings.Contains(deref(r.Text), "\u00ad") {
		t.Errorf("title %q, text %.200q", deref(r.Title), deref(r.Text))
	}
	r = read(t, "https://ngo.example/news/1", generic("<title>Mes&shy;sengers</title>", prose)).Release
	if deref(r.Title) != "Messengers" {
		t.Errorf("title of the head %q", deref(r.Title))
	}
}
