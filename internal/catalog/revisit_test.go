package catalog

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"communique/archive"
)

func published(canonical, day string, version int, changed time.Time) Settled {
	at := archive.Timestamp(changed)
	r := archive.Release{ID: "a:" + canonical, Site: "a", URL: canonical, PublishedDay: &day, Status: archive.StatusLive,
		Version: version, FirstSeen: at, LastSeen: at, ContentChanged: at}
	r.Normalize()
	return Settled{URLs: []string{canonical}, Releases: []SettledRelease{{Record: r, Addresses: []Address{{URL: canonical, OwnID: r.ID}}}}}
}

func fetchedAt(t *testing.T, db *DB, at time.Time, status int, addresses ...string) {
	t.Helper()
	for _, a := range addresses {
		if err := db.Done(t.Context(), task(a), Fetched{At: at, Status: status}); err != nil {
			t.Fatal(err)
		}
	}
}

func settleAll(t *testing.T, db *DB, groups ...Settled) {
	t.Helper()
	if _, err := db.Settle(t.Context(), groups); err != nil {
		t.Fatal(err)
	}
}

func overdue(t *testing.T, db *DB, n int) (addresses []string) {
	t.Helper()
	tasks, err := db.Overdue(t.Context(), "a", n)
	if err != nil {
		t.Fatal(err)
	}
	for _, task := range tasks {
		addresses = append(addresses, task.Canonical)
	}
	return addresses
}

// looks follows a release for some nights, and looks at it whenever it is
// time; it gives the nights on which that was.
func looks(t *testing.T, db *DB, c *clock, nights int) (on []int) {
	t.Helper()
	for night := 1; night <= nights; night++ {
		c.at = c.at.Add(24 * time.Hour)
		if a := overdue(t, db, 10); len(a) > 0 {
			on = append(on, night)
			fetchedAt(t, db, c.at.Add(time.Minute), 304, a...)
		}
	}
	return on
}

// Often while young, rarely when old, and soon again after a change.
func TestSchedule(t *testing.T) {
	db, c := openTemp(t)
	const a = "http://a/1"
	fetchedAt(t, db, c.at, 200, a)
	settleAll(t, db, published(a, c.at.Format(time.DateOnly), 1, c.at))
	if got, want := looks(t, db, c, 140), []int{1, 3, 7, 15, 31, 63, 127}; !slices.Equal(got, want) {
		t.Errorf("a new release is looked at on nights %v, want %v", got, want)
	}
	fetchedAt(t, db, c.at, 200, a)
	settleAll(t, db, published(a, "2020-01-01", 2, c.at))
	if got, want := looks(t, db, c, 20), []int{1, 2, 4, 8, 16}; !slices.Equal(got, want) {
		t.Errorf("one that was edited is looked at on nights %v, want %v", got, want)
	}
	settleAll(t, db, published(a, "2005-01-01", 1, c.at))
	fetchedAt(t, db, c.at, 304, a)
	if got, want := looks(t, db, c, 400), []int{180, 360}; !slices.Equal(got, want) {
		t.Errorf("an old one is looked at on nights %v, want %v", got, want)
	}
}

// The budget goes to those that are most overdue for their age.
func TestOverdueOrder(t *testing.T) {
	db, c := openTemp(t)
	then := c.at
	for i, day := range []string{"2026-02-27", "2026-02-01", "2020-01-01", "2026-02-20"} {
		a := fmt.Sprintf("http://a/%d", i)
		fetchedAt(t, db, then, 200, a)
		settleAll(t, db, published(a, day, 1, then))
	}
	fetchedAt(t, db, then, 301, "http://a/moved")
	if got := overdue(t, db, 9); len(got) > 0 {
		t.Errorf("%v are overdue at once", got)
	}
	c.at = then.AddDate(1, 0, 0)
	if got, want := overdue(t, db, 9), []string{"http://a/0", "http://a/3", "http://a/1", "http://a/2"}; !slices.Equal(got, want) {
		t.Errorf("order %v, want %v", got, want)
	}
	if got := overdue(t, db, 2); !slices.Equal(got, []string{"http://a/0", "http://a/3"}) {
		t.Errorf("with a budget of two: %v", got)
	}
	// What is due anyway is not looked at twice.
	due := task("http://a/0")
	due.Due = c.at
	if _, err := db.Enqueue(t.Context(), []Task{due}); err != nil {
		t.Fatal(err)
	}
	if got := overdue(t, db, 9); slices.Contains(got, "http://a/0") {
		t.Error("an address that is due is overdue for a re-visit too")
	}
}

// What gave up is tried again after a month: a site that is down for a week
// must not lose its releases for ever.
func TestFailedIsLookedAtAgain(t *testing.T) {
	db, c := openTemp(t)
	if err := db.Failed(t.Context(), task("http://a/1"), Fetched{At: c.at, Error: "timeout"}, time.Time{}); err != nil {
		t.Fatal(err)
	}
	c.at = c.at.AddDate(0, 0, 29)
	if got := overdue(t, db, 9); len(got) > 0 {
		t.Errorf("after 29 days: %v", got)
	}
	c.at = c.at.AddDate(0, 0, 2)
	if got := overdue(t, db, 9); len(got) != 1 {
		t.Errorf("after 31 days: %v", got)
	}
}

// A release that is gone is asked for until that spans fourteen days, and an
// answer of another kind in between begins anew.
func TestConfirmGone(t *testing.T) {
	db, c := openTemp(t)
	const a = "http://a/1"
	fetchedAt(t, db, c.at, 200, a)
	settleAll(t, db, published(a, "2020-01-01", 1, c.at))
	status := func(nights int) int {
		if nights == 3 {
			return 200
		}
		return 404
	}
	fetchedAt(t, db, c.at, 404, a)
	var on []int
	for night := 1; night <= 40; night++ {
		c.at = c.at.Add(24 * time.Hour)
		if night == 3 { // a sitemap has named it again
			fetchedAt(t, db, c.at, status(night), a)
			fetchedAt(t, db, c.at.Add(time.Second), 404, a)
		}
		if got := lease(t, db, c); got != "" {
			on = append(on, night)
			fetchedAt(t, db, c.at.Add(time.Duration(night)*time.Second), status(night), a)
		}
	}
	if want := []int{10, 17}; !slices.Equal(on, want) {
		t.Errorf("asked for on nights %v, want %v", on, want)
	}
}

func TestCoverage(t *testing.T) {
	db, c := openTemp(t)
	now := c.at
	for i, look := range []int{2, 9, 30} {
		a := fmt.Sprintf("http://a/old/%d", i)
		fetchedAt(t, db, now.AddDate(0, 0, -look), 200, a)
		settleAll(t, db, published(a, "2020-05-05", 1, now.AddDate(0, 0, -40)))
	}
	fetchedAt(t, db, now.Add(-time.Hour), 404, "http://a/new")
	settleAll(t, db, published("http://a/new", now.AddDate(0, 0, -3).Format(time.DateOnly), 1, now.AddDate(0, 0, -3)))
	settleAll(t, db, published("http://a/imported", now.AddDate(0, 0, -20).Format(time.DateOnly), 1, now.AddDate(0, 0, -5)))
	got, err := db.Coverage(t.Context(), now)
	want := []Coverage{
		{"a", "week", 1, now.Add(-time.Hour), now.Add(-time.Hour)},
		{"a", "month", 1, now.AddDate(0, 0, -5), now.AddDate(0, 0, -5)},
		{"a", "older", 3, now.AddDate(0, 0, -30), now.AddDate(0, 0, -9)},
	}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("got %+v, error %v, want %+v", got, err, want)
	}
}
