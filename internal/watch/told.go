package watch

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/google/renameio/v2"
)

const toldName = "told.json"

// keptNotices is how many notices of a watch are remembered, and stand in its
// feed.
const keptNotices = 200

// Notice is that a watch has told of one version of a release.
type Notice struct {
	ID      string    `json:"id"`
	Version time.Time `json:"version"`         // of the capture that names the version
	Before  time.Time `json:"before,omitzero"` // the version known before; zero: the release is new
	Left    bool      `json:"left,omitempty"`  // the version before was found by the watch, this one is not
}

// told is the form of told.json. It is written whole and renamed into place:
// a run's notices and marks count together or not at all.
type told struct {
	Run     string            `json:"run"` // the last run that was told of
	Watches map[string]memory `json:"watches"`
}

// memory is what one watch has told. It is that of the watch of this name that
// was added at that time, and not of an earlier one.
type memory struct {
	Added   time.Time `json:"added"`
	Until   time.Time `json:"until"`   // it was asked about all captures until then
	Notices []Notice  `json:"notices"` // oldest version first
	fresh   bool      // no run has asked the watch yet
}

func loadTold(state string) (told, error) {
	t := told{Watches: map[string]memory{}}
	path := filepath.Join(state, toldName)
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return t, nil
	}
	if err != nil {
		return t, fmt.Errorf("read what was told: %w", err)
	}
	if err := json.Unmarshal(data, &t); err != nil {
		return t, fmt.Errorf("%s: %w: take it from a back-up, or move it away (each watch then begins where it was added)", path, err)
	}
	if t.Watches == nil {
		t.Watches = map[string]memory{}
	}
	return t, nil
}

func (t told) save(state string) error {
	data, err := json.Marshal(t)
	if err != nil {
		return fmt.Errorf("write what was told: %w", err)
	}
	if err := os.MkdirAll(state, 0o755); err != nil {
		return fmt.Errorf("write what was told: %w", err)
	}
	if err := renameio.WriteFile(filepath.Join(state, toldName), append(data, '\n'), 0o644); err != nil {
		return fmt.Errorf("write what was told: %w", err)
	}
	return nil
}

// of gives what a watch has told; nothing, if it was told by another of that
// name.
func (t told) of(w Watch) memory {
	if m, ok := t.Watches[w.Name]; ok && m.Added.Equal(w.Added) {
		return m
	}
	return memory{Added: w.Added, Until: w.After, fresh: true}
}

func (m memory) has(n Notice) bool {
	return slices.ContainsFunc(m.Notices, func(o Notice) bool { return o.ID == n.ID && o.Version.Equal(n.Version) })
}

// with adds notices and moves the mark. The last ones are kept, and those of
// captures dated after the mark (by a clock that was ahead), which will be met
// again.
func (m memory) with(fresh []Notice, until time.Time) memory {
	all := slices.Concat(m.Notices, fresh)
	slices.SortStableFunc(all, func(a, b Notice) int {
		if c := a.Version.Compare(b.Version); c != 0 {
			return c
		}
		return strings.Compare(a.ID, b.ID)
	})
	first := max(0, len(all)-keptNotices)
	kept := slices.DeleteFunc(slices.Clone(all[:first]), func(n Notice) bool { return !n.Version.After(until) })
	return memory{Added: m.Added, Until: until, Notices: append(kept, all[first:]...)}
}

// LastRun is the last run whose notices count; "" when there is none.
func LastRun(state string) (string, error) {
	t, err := loadTold(state)
	return t.Run, err
}
