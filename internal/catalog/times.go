package catalog

import (
	"fmt"
	"time"

	"communique/archive"
)

// stamp writes a time as the tables keep it; "" for none.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return archive.Timestamp(t)
}

// unstamp reads what stamp wrote.
func unstamp(s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return time.Time{}, fmt.Errorf("read time: %w", err)
	}
	return t.UTC(), nil
}
