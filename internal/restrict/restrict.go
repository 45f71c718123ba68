// Package restrict keeps what people decided about releases that must not be
// shown: an append-only file of decisions, and what follows from it.
//
// The file is state/restrictions.jsonl in the home, one Decision a line, each
// ended by a line feed. It cannot be derived from anything, so that a rebuild
// reads it and never writes it. A file that cannot be read or understood to
// its last byte is an error: whoever asks then lets nothing out.
package restrict

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Path is where a home has the file.
func Path(home string) string { return filepath.Join(home, "state", "restrictions.jsonl") }

// Actions.
const (
	Restrict = "restrict" // out of search, export and web
	Lift     = "lift"     // back; of a release that is gone from the web: looked at, may stay public
)

// Decision is one line of the file. Addresses are all that the release had
// when it was written: it is known by its id or by any of them, so that the
// decision holds when the id changes. Time is UTC.
type Decision struct {
	Time      time.Time `json:"time"`
	ID        string    `json:"id"`
	Addresses []string  `json:"addresses"`
	Action    string    `json:"action"`
	Why       string    `json:"why"`
	By        string    `json:"by"` // the name of the user who decided
}

func (d Decision) check() error {
	switch {
	case d.Action != Restrict && d.Action != Lift:
		return fmt.Errorf("action %q is neither %s nor %s", d.Action, Restrict, Lift)
	case d.ID == "" || strings.TrimSpace(d.Why) == "" || d.Time.IsZero():
		return errors.New("time, id or why is missing")
	}
	return nil
}

// names says whether a decision is about a release.
func (d Decision) names(id string, addresses []string) bool {
	return d.ID == id || slices.ContainsFunc(d.Addresses, func(a string) bool { return slices.Contains(addresses, a) })
}

// Decisions are those of a file, in the order in which they were taken.
type Decisions struct {
	All   []Decision
	known map[string]bool // every id and address that one names
}

func (d *Decisions) add(n Decision) {
	if d.known == nil {
		d.known = map[string]bool{}
	}
	d.All = append(d.All, n)
	d.known[n.ID] = true
	for _, a := range n.Addresses {
		d.known[a] = true
	}
}

// about gives the places of the decisions that name a release. Nearly all
// releases have none, and millions of lookups must cost nothing.
func (d *Decisions) about(id string, addresses []string) (places []int) {
	if !d.known[id] && !slices.ContainsFunc(addresses, func(a string) bool { return d.known[a] }) {
		return nil
	}
	for i, n := range d.All {
		if n.names(id, addresses) {
			places = append(places, i)
		}
	}
	return places
}

// Restriction gives the decision that keeps a release from being shown; ok is
// false when there is none. A restriction ends only with a later lift of the
// release that it named: the lift of another release, which has since turned
// out to be the same one, does not end it.
func (d *Decisions) Restriction(id string, addresses []string) (last Decision, ok bool) {
	for _, i := range d.about(id, addresses) {
		r := d.All[i]
		if r.Action != Restrict {
			continue
		}
		lifted := slices.ContainsFunc(d.about(r.ID, r.Addresses), func(j int) bool { return j > i && d.All[j].Action == Lift })
		if !lifted {
			last, ok = r, true
		}
	}
	return last, ok
}

// Cleared reports whether somebody has said, after a moment, that a release
// may be public.
func (d *Decisions) Cleared(id string, addresses []string, after time.Time) bool {
	return slices.ContainsFunc(d.about(id, addresses), func(i int) bool {
		return d.All[i].Action == Lift && !d.All[i].Time.Before(after)
	})
}
