package crawl

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"communique/internal/catalog"
	"communique/internal/fetch"
	"communique/internal/site"
)

const (
	// maxAttempts is how often an address that gives no answer is tried, over
	// several nights, before it is given up and said to be.
	maxAttempts = 5
	// askAgain is when an address that robots.txt forbids, or that asks not to be
	// kept, is looked at again.
	askAgain = 7 * 24 * time.Hour
	// lease is how long a task may stay taken. That of a run that died is
	// void when the next one begins.
	lease = 30 * time.Minute
)

// fetchReleases works off the frontier of the site. What speaks against a host
// and not against one address ends the work on it for tonight, and costs the
// addresses still waiting none of their attempts; the site's other hosts go on.
func (w *worker) fetchReleases(ctx context.Context) error {
	for (w.Limit == 0 || w.fetched < w.Limit) && !w.allClosed() {
		if w.outOfTime() {
			return w.leaveRest(ctx)
		}
		task, ok, err := w.Catalog.Lease(ctx, w.p.ID, w.Now().Add(lease))
		if err != nil {
			return err
		}
		if !ok {
			break
		}
		if w.isClosed(task.URL) {
			continue // the lease keeps it out of the way; the next run voids it
		}
		fetch := w.fetchRelease
		if task.Role == roleRequisite {
			fetch = w.fetchRequisite
		}
		if err := fetch(ctx, task); err != nil {
			if fatal(ctx, err) || !w.close(err) {
				// The lease goes back whatever happened: an address that was
				// interrupted is not one that failed.
				return errors.Join(err, w.Catalog.Release(context.WithoutCancel(ctx), task))
			}
			continue
		}
		if task.Role != roleRequisite {
			w.fetched++
		}
	}
	waiting, err := w.Catalog.Waiting(ctx, w.p.ID)
	w.run.Waiting = waiting
	return err
}

func (w *worker) fetchRelease(ctx context.Context, task catalog.Task) error {
	got, err := w.get(ctx, task.URL)
	switch {
	case err == nil:
	case fatal(ctx, err), closes(err):
		return err
	default:
		return w.failed(ctx, task, err)
	}
	waiting, err := w.Catalog.Waiting(ctx, w.p.ID)
	if err != nil {
		return err
	}
	w.Notify(Event{Site: w.p.ID, Step: "fetch", URL: task.URL, Status: got.Status, Done: w.fetched + 1, Waiting: waiting - 1})
	if err := w.sync(); err != nil {
		return err
	}
	return w.mark(ctx, task, got)
}

// mark records an answer in the frontier. The answer is synced by now.
func (w *worker) mark(ctx context.Context, task catalog.Task, got *answer) error {
	f := catalog.Fetched{At: w.Now(), Status: got.Status, ETag: got.Header.Get("ETag"), LastModified: got.Header.Get("Last-Modified")}
	switch {
	case got.Status == http.StatusOK:
		w.run.New++
	case got.Status == http.StatusNotModified:
		w.run.Unchanged++
	case got.Status == http.StatusNotFound, got.Status == http.StatusGone:
		w.run.Gone++
	default:
		f.Error = fmt.Sprintf("answered %d %s", got.Status, http.StatusText(got.Status))
		w.run.Failed++
		w.problem("%s %s", task.URL, f.Error)
		w.silence(task.URL, got.Status == http.StatusTooManyRequests || got.Status/100 == 5)
		return w.Catalog.Failed(ctx, task, f, retryAfter(w.Now(), task.Attempts+1))
	}
	w.silence(task.URL, false)
	if err := w.wantRequisites(ctx, got); err != nil {
		return err
	}
	if site.Canonical(got.URL.String()) == task.Canonical {
		return w.Catalog.Done(ctx, task, f)
	}
	// The answer is another address's, and so are its validators.
	if err := w.Catalog.Done(ctx, task, catalog.Fetched{At: f.At, Status: http.StatusMovedPermanently}); err != nil {
		return err
	}
	return w.markTarget(ctx, task, got, f)
}

// markTarget notes that the page a redirect led to has been fetched too.
func (w *worker) markTarget(ctx context.Context, task catalog.Task, got *answer, f catalog.Fetched) error {
	canonical := site.Canonical(got.URL.String())
	if !w.p.IsRelease(got.URL) {
		return nil
	}
	target := task
	target.URL, target.Canonical = got.URL.String(), canonical
	if _, err := w.Catalog.Enqueue(ctx, []catalog.Task{target}); err != nil {
		return err
	}
	return w.Catalog.Done(ctx, target, f)
}

// failed keeps what went wrong, in the archive and in the frontier. What the
// site's own rules or the page forbid is no fault of the run; they may change.
func (w *worker) failed(ctx context.Context, task catalog.Task, cause error) error {
	if err := w.keepFailure(ctx, task.URL, cause, task.Attempts+1); err != nil {
		return err
	}
	w.Notify(Event{Site: w.p.ID, Step: "fetch", URL: task.URL, Err: cause, Done: w.fetched + 1})
	f := catalog.Fetched{At: w.Now(), Error: cause.Error()}
	switch {
	case errors.Is(cause, fetch.ErrDisallowed):
		w.run.Disallowed++
		return w.Catalog.Failed(ctx, task, f, w.Now().Add(askAgain))
	case errors.Is(cause, fetch.ErrReserved):
		w.silence(task.URL, false)
		w.run.Reserved++
		return w.Catalog.Failed(ctx, task, f, w.Now().Add(askAgain))
	}
	w.silence(task.URL, true)
	w.run.Failed++
	w.problem("%v", cause)
	return w.Catalog.Failed(ctx, task, f, retryAfter(w.Now(), task.Attempts+1))
}

// retryAfter is when a failed address is tried again: later each time, and
// never after the last attempt (the zero time).
func retryAfter(now time.Time, attempts int) time.Time {
	if attempts >= maxAttempts {
		return time.Time{}
	}
	return now.Add(10 * time.Minute << attempts)
}
