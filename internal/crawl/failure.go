package crawl

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"communique/archive"
	"communique/internal/fetch"
)

// keepFailure writes a failed fetch into the archive, so that a catalogue
// rebuilt from it knows the failure too.
func (w *worker) keepFailure(ctx context.Context, address string, cause error, attempt int) error {
	block, err := json.Marshal(archive.Failure{
		Time: w.Now().UTC().Truncate(time.Millisecond), Site: w.p.ID, Kind: fetch.Kind(cause),
		Message: cause.Error(), Attempt: attempt,
	})
	if err != nil {
		return fmt.Errorf("describe failure of %s: %w", address, err)
	}
	if _, err := w.Store.AppendMetadata(ctx, address, archive.FailureType, block); err != nil {
		return fmt.Errorf("%w: keep failure of %s: %w", ErrArchive, address, err)
	}
	return w.sync()
}

func (w *worker) sync() error {
	if err := w.Store.Sync(); err != nil {
		return fmt.Errorf("%w: %w", ErrArchive, err)
	}
	return nil
}
