package demosite

import (
	"bytes"
	"fmt"
	"slices"

	"go.yaml.in/yaml/v4"
)

// Expected is what a reader of the site must find in one release: an entry of
// truth.yaml, which was written by reading the pages. Titles and texts are as
// published, with their non-breaking spaces.
type Expected struct {
	Path   string `yaml:"path"`
	Nights []int  `yaml:"nights"` // empty: every night
	Title  string `yaml:"title"`
	// PublishedDay is the publisher's local day, with the source of the record's
	// date; both "" when the whole site does not tell. PublishedSource "related":
	// the page itself does not tell, a card on another page does.
	PublishedDay    string          `yaml:"published_day"`
	PublishedSource string          `yaml:"published_source"`
	ModifiedDay     string          `yaml:"modified_day"` // shown on the page; "" when it shows none
	Language        string          `yaml:"language"`
	Countries       []string        `yaml:"countries"`
	Topics          []string        `yaml:"topics"`
	Lead            string          `yaml:"lead"` // its beginning
	Headings        []string        `yaml:"headings"`
	Quotes          []ExpectedQuote `yaml:"quotes"`      // all, in order
	Related         []string        `yaml:"related"`     // paths, in page order
	Attachments     []string        `yaml:"attachments"` // paths
	Emails          []string        `yaml:"emails"`      // of the press contact
	Phones          []string        `yaml:"phones"`
	Contains        []string        `yaml:"contains"` // stretches that the record's text must hold
	Absent          []string        `yaml:"absent"`   // and must not
}

// ExpectedQuote is one quotation by its first and last words, as Starts and
// Ends of the record's quote text.
type ExpectedQuote struct {
	Starts      string `yaml:"starts"`
	Ends        string `yaml:"ends"`
	Paragraphs  int    `yaml:"paragraphs"` // 0 stands for 1
	Speaker     string `yaml:"speaker"`
	Role        string `yaml:"role"`        // "" asserts nothing
	Affiliation string `yaml:"affiliation"` // "" asserts nothing
	Attribution string `yaml:"attribution"`
}

// Truth gives what must be found on a night, in the order of truth.yaml.
func Truth(night int) ([]Expected, error) {
	raw, err := embedded.ReadFile("truth.yaml")
	if err != nil {
		return nil, err
	}
	var all []Expected
	dec := yaml.NewDecoder(bytes.NewReader(raw))
	dec.KnownFields(true)
	if err := dec.Decode(&all); err != nil {
		return nil, fmt.Errorf("truth.yaml: %w", err)
	}
	return slices.DeleteFunc(all, func(e Expected) bool {
		return len(e.Nights) > 0 && !slices.Contains(e.Nights, night)
	}), nil
}
