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
	Restrict = "restrict" // out of search, exports and datasets
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

// Decisions are those of a file, in the order in which they were taken.
type Decisions struct {
	All    []Decision
	places map[string][]int // in All, by every id and address that one names
}

func (d *Decisions) add(n Decision) {
	if d.places == nil {
		d.places = map[string][]int{}
	}
	for _, name := range append([]string{n.ID}, n.Addresses...) {
		d.places[name] = append(d.places[name], len(d.All))
	}
	d.All = append(d.All, n)
}

// about gives the places of the decisions that name a release, in their order.
func (d *Decisions) about(id string, addresses []string) []int {
	places := slices.Clone(d.places[id])
	for _, a := range addresses {
		places = append(places, d.places[a]...)
	}
	slices.Sort(places)
	return slices.Compact(places)
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
