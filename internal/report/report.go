// Package report says how a night went.
//
// A Night is put together from what the crawl did, what reading its pages gave
// and what drifted, and is written in three forms that are kept with the run:
// JSON for programs, text for a terminal, and one HTML file without scripts or
// anything fetched from elsewhere. What a person must look at comes first in
// each.
package report

import (
	"communique/internal/catalog"
	"communique/internal/drift"
	"communique/internal/ingest"
)

// Night is the report of one run. Its JSON form is runs/<id>/report.json.
type Night struct {
	// Run is the run as it ended; its exit code has everything in it that was
	// known when the report was written.
	Run      catalog.Run     `json:"run"`
	Warnings []Warning       `json:"warnings"` // what a person should look at, the worst first
	Sites    []Site          `json:"sites"`    // in the order of Run.Sites
	Findings []drift.Finding `json:"findings"`
	Watches  []WatchHits     `json:"watches"`
	Untold   bool            `json:"untold"` // somebody who was to be told of the night could not be
	Read     ingest.Report   `json:"read"`   // all ids, where Sites names the first of them
}

// Warning is one line of what a person should look at. Site is "" where it
// concerns the whole run.
type Warning struct {
	Site string `json:"site"`
	Text string `json:"text"`
}

// Site is what the night was at one site. The numbers from Fetched on are the
// crawl's.
type Site struct {
	Site         string   `json:"site"`
	Organization string   `json:"organization"` // "" where no profile has the id
	New          Group    `json:"new"`
	Changed      Group    `json:"changed"`
	Suspect      Group    `json:"suspect"` // answered 404 or 410, not for long enough
	Removed      Group    `json:"removed"`
	Redirected   Group    `json:"redirected"`
	Held         Group    `json:"held"`    // removed, and waiting for a person's decision
	Fetched      int      `json:"fetched"` // pages
	Unchanged    int      `json:"unchanged"`
	Revisited    int      `json:"revisited"` // known releases that were looked at again because it was time
	Failed       int      `json:"failed"`
	Disallowed   int      `json:"disallowed"` // by the site's robots.txt
	Reserved     int      `json:"reserved"`   // by the pages themselves, and honoured: not kept
	Views        int      `json:"views"`      // addresses not asked for, since they show a known release again
	Linked       int      `json:"linked"`     // of those fetched, that only links lead to
	PDFs         int      `json:"pdfs"`       // files of releases asked for
	Requisites   int      `json:"requisites"` // images, style sheets and fonts
	Waiting      int      `json:"waiting"`    // for the next run
	Requests     int      `json:"requests"`
	Bytes        int64    `json:"bytes"`       // of the answers, as they were sent
	Seconds      float64  `json:"seconds"`     // from the first question to the last answer
	OutOfTime    bool     `json:"out_of_time"` // the time of the run was used up before the site was done
	Drift        bool     `json:"drift"`
	Problems     []string `json:"problems"`
	Notes        []string `json:"notes"` // worth knowing, and nothing to do about
}

// Group is a number of releases, and the first maxHits of them by name: a first
// crawl finds thousands.
type Group struct {
	Count int   `json:"count"`
	Hits  []Hit `json:"hits"`
}

// Hit is one release, as a report names it.
type Hit struct {
	ID        string   `json:"id"`
	Title     string   `json:"title"` // "" when it has none
	URL       string   `json:"url"`
	Published string   `json:"published"` // ISO 8601, "" when not known
	Kinds     []string `json:"kinds"`     // of change, in words; empty for a new one
}

// WatchHits are a saved search's hits among the night's releases.
type WatchHits struct {
	Name    string `json:"name"`
	Query   string `json:"query"` // as the user would type it, filters included
	New     []Hit  `json:"new"`
	Changed []Hit  `json:"changed"`
}
