package crawl

import (
	"context"
	"fmt"
	"net/http"

	"communique/internal/fetch"
)

// DefaultMinFree is room for the largest answer that is read (32 MiB), and as
// much again for the catalogue, the index and the report of the run.
const DefaultMinFree = 64 << 20

// get fetches an address, if what comes can be kept.
func (w *worker) get(ctx context.Context, address string) (*answer, error) {
	return w.ask(ctx, address, nil)
}

// getFresh fetches an address whole, also where it has not changed.
func (w *worker) getFresh(ctx context.Context, address string) (*answer, error) {
	return w.ask(ctx, address, http.Header{"Cache-Control": {"no-cache"}})
}

func (w *worker) ask(ctx context.Context, address string, header http.Header) (*answer, error) {
	if err := w.checkSpace(); err != nil {
		return nil, err
	}
	got, err := w.visitor.get(ctx, address, header)
	w.unanswered = w.unanswered || fetch.NoAnswer(err)
	return got, err
}

// checkSpace looks before each fetch whether an answer would find room: a run
// that stops here is a clear word, one that stops in the middle of a record is
// work for the next.
func (w *worker) checkSpace() error {
	if w.DryRun || w.MinFree < 0 {
		return nil
	}
	free, err := w.Free()
	if err != nil {
		return fmt.Errorf("%w: %w", ErrArchive, err)
	}
	if free < w.MinFree {
		return fmt.Errorf("%w: the disk is nearly full: %d MiB are free, and a fetch begins only with %d: free space and run the command again; everything archived before is kept",
			ErrArchive, free>>20, w.MinFree>>20)
	}
	return nil
}
