package fetch

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

// mostRetryAfter bounds what Retry-After can ask for: more is a mistake.
const mostRetryAfter = 366 * 24 * time.Hour

// retryAfter reads a Retry-After header field (RFC 9110, section 10.2.3):
// seconds, or a date. ok is false where it says neither; a date in the past is
// no delay.
func retryAfter(value string, now time.Time) (d time.Duration, ok bool) {
	value = strings.TrimSpace(value)
	if at, err := http.ParseTime(value); err == nil {
		return min(max(0, at.Sub(now)), mostRetryAfter), true
	}
	if value == "" || strings.Trim(value, "0123456789") != "" {
		return 0, false
	}
	seconds, err := strconv.ParseInt(value, 10, 64)
	if err != nil || seconds > int64(mostRetryAfter/time.Second) {
		return mostRetryAfter, true
	}
	return time.Duration(seconds) * time.Second, true
}

// serverTime is the moment from which a date in Retry-After counts: the
// server's own, by its Date header. Where its clock and ours differ, it is by
// its own that it sees us come too early.
func serverTime(date string, now time.Time) time.Time {
	if at, err := http.ParseTime(date); err == nil {
		return at
	}
	return now
}
