package crawl

import (
	"context"
	"net/http"

	"communique/internal/fetch"
)

// tries is how often a discovery document is asked for in one night. A release
// that fails waits for its next turn alone; behind a listing page that fails
// waits the rest of the listing, and of two hundred pages at one fault in a
// hundred some page would fail every night. The pauses between are those of
// package fetch.
const tries = 3

// persist asks for a discovery document again where what went wrong may pass.
func (w *worker) persist(ctx context.Context, address string, get func(context.Context, string) (*answer, error)) (*answer, error) {
	for try := 1; ; try++ {
		got, err := get(ctx, address)
		if try == tries || w.outOfTime() || !mayPass(ctx, got, err) {
			return got, err
		}
	}
}

func mayPass(ctx context.Context, got *answer, err error) bool {
	if err == nil {
		return got.Status == http.StatusTooManyRequests || got.Status/100 == 5
	}
	if fatal(ctx, err) {
		return false
	}
	switch fetch.Kind(err) {
	case fetch.KindTimeout, fetch.KindReset, fetch.KindConnect:
		return true
	}
	return false
}
