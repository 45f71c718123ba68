package catalog

import (
	"context"
	"encoding/json"
	"fmt"
)

// EraCount is how many releases of a site an era of its profile recognises, and
// how many none does.
type EraCount struct {
	Site string `json:"site"`
	Some int    `json:"some"`
	None int    `json:"none"`
}

// EraLoss is a site of which eras recognised more releases before everything
// was read again than they do now.
type EraLoss struct {
	Site   string `json:"site"`
	Before int    `json:"before"` // releases that an era recognised
	Now    int    `json:"now"`
	Since  string `json:"since"` // the day on which everything was read again, "2026-01-31"
}

// settingEras is the setting that holds the counts from before everything was
// read again last: JSON, {"at": moment, "sites": [EraCount…]}. It goes when
// nothing has been lost.
const settingEras = "eras before"

const eraCounts = `SELECT site, count(era) AS some, count(*) - count(era) AS none
	FROM (SELECT site, json_extract(record, '$.extractor.era') AS era FROM release) GROUP BY site`

// keepEras is part of SetExtractor: once the pages have been read again, with a
// profile that a mistake may have got into, nothing else tells what was
// recognised before.
const keepEras = `INSERT OR REPLACE INTO setting
	SELECT '` + settingEras + `', json_object('at', ?, 'sites', json_group_array(json_object('site', site, 'some', some, 'none', none))) FROM (` + eraCounts + `)`

// EraLosses compares the releases with what eras recognised before everything
// was read again last. What is lost is told until it is back, or until
// everything is read again once more, since the loss may be meant.
func (db *DB) EraLosses(ctx context.Context) ([]EraLoss, error) {
	kept, ok, err := one(ctx, db, scanText, `SELECT value FROM setting WHERE name = ?`, settingEras)
	if err != nil || !ok {
		return nil, err
	}
	var before struct {
		At    string     `json:"at"`
		Sites []EraCount `json:"sites"`
	}
	if err := json.Unmarshal([]byte(kept), &before); err != nil {
		return nil, fmt.Errorf("read catalogue: setting %q: %w: run communique rebuild", settingEras, err)
	}
	now := map[string]EraCount{}
	for c, err := range query(ctx, db, func(scan func(...any) error) (c EraCount, err error) {
		return c, scan(&c.Site, &c.Some, &c.None)
	}, eraCounts) {
		if err != nil {
			return nil, fmt.Errorf("count eras: %w", err)
		}
		now[c.Site] = c
	}
	var lost []EraLoss
	for _, was := range before.Sites {
		// Fewer alone may be releases that turned out to be none.
		if is := now[was.Site]; is.Some < was.Some && is.None > was.None {
			lost = append(lost, EraLoss{Site: was.Site, Before: was.Some, Now: is.Some, Since: before.At[:min(len(before.At), len("2026-01-31"))]})
		}
	}
	if len(lost) > 0 {
		return lost, nil
	}
	if _, err := db.db.ExecContext(ctx, `DELETE FROM setting WHERE name = ?`, settingEras); err != nil {
		return nil, fmt.Errorf("forget the eras of before: %w", err)
	}
	return nil, nil
}
