package crawl

import (
	"context"
	"errors"
)

// errOutOfTime ends the work on a site. It is no failure: what is left waits
// for the next run.
var errOutOfTime = errors.New("the time for this run is used up")

func (w *worker) outOfTime() bool { return !w.Until.IsZero() && !w.Now().Before(w.Until) }

// leaveRest ends the work on a site whose time is used up.
func (w *worker) leaveRest(ctx context.Context) error {
	waiting, err := w.Catalog.Waiting(ctx, w.p.ID)
	w.run.Waiting, w.run.OutOfTime = waiting, w.run.OutOfTime || waiting > 0
	return err
}
