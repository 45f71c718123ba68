package catalog

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
)

// settingProfiles is the setting that holds the user's profiles with which
// pages are read: JSON, the YAML of each by the name of its file. Should a
// mistake come into one of the files, its pages are read with this.
const settingProfiles = "profiles"

// Profiles gives the user's profiles with which pages were last read, by the
// names of their files; ok is false when that was not noted.
func (db *DB) Profiles(ctx context.Context) (profiles map[string]string, ok bool, err error) {
	text, ok, err := one(ctx, db, scanText, `SELECT value FROM setting WHERE name = ?`, settingProfiles)
	if err != nil || !ok {
		return nil, false, err
	}
	if err := json.Unmarshal([]byte(text), &profiles); err != nil {
		return nil, false, fmt.Errorf("read catalogue: setting %q: %w: run communique rebuild", settingProfiles, err)
	}
	return profiles, true, nil
}

// SetProfiles notes with which profiles pages are read from now on.
func (db *DB) SetProfiles(ctx context.Context, profiles map[string]string) error {
	was, ok, err := db.Profiles(ctx)
	if err != nil || ok && maps.Equal(was, profiles) {
		return err
	}
	text, err := json.Marshal(profiles)
	if err == nil {
		_, err = db.db.ExecContext(ctx, `INSERT OR REPLACE INTO setting VALUES (?, ?)`, settingProfiles, string(text))
	}
	if err != nil {
		return fmt.Errorf("note profiles: %w", err)
	}
	return nil
}
