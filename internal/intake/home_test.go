package intake

import (
	"testing"
	"time"

	"communique/archive"
)

// into are the options for a home.
func into(t testing.TB, home string) Options {
	t.Helper()
	store, err := archive.Open(home, archive.Options{Software: "test", Run: "t", Now: now})
	if err != nil {
		t.Fatal(err)
	}
	return Options{Home: home, Store: store, Now: now, By: "tests@university.example"}
}

func now() time.Time { return time.Date(2026, 3, 10, 3, 0, 0, 0, time.UTC) }
