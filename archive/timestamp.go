package archive

import (
	"time"

	"communique/archive/warc"
)

// Timestamp writes t as records and WARC files have it: UTC, milliseconds,
// "2006-01-02T15:04:05.000Z".
func Timestamp(t time.Time) string { return warc.FormatDate(t) }

// captureTime is t as a capture has it.
func captureTime(t time.Time) time.Time { return t.UTC().Truncate(time.Millisecond) }
