package crawl

import (
	"cmp"
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
	// recount is after how many fetches what is still due is counted anew.
	recount = 200
)

// fetchReleases works off the frontier of the site: what is new, what is said
// to have changed, and then what it is time to look at again. What speaks
// against a host and not against one address ends the work on it for tonight,
// and costs the addresses still waiting none of their attempts; the site's
// other hosts go on.
func (w *worker) fetchReleases(ctx context.Context) error {
	if err := w.planEdited(ctx); err != nil {
		return err
	}
	err := w.fetchDue(ctx)
	if err == nil && w.sampling {
		err = w.fetchSampled(ctx)
	}
	if err == nil {
		err = w.revisit(ctx)
	}
	if err != nil {
		return err
	}
	w.run.Waiting, err = w.Catalog.Waiting(ctx, w.p.ID)
	return err
}

// fetchSampled goes on with what the sample of the edited releases decides.
func (w *worker) fetchSampled(ctx context.Context) error {
	sampled, err := w.Catalog.SampledAt(ctx, w.p.ID)
	if err != nil {
		return err
	}
	if decided, err := w.decide(ctx, sampled); err != nil || !decided {
		return err
	}
	return w.fetchDue(ctx)
}

// fetchDue fetches what is due.
func (w *worker) fetchDue(ctx context.Context) error {
	for n := 0; (w.Limit == 0 || w.fetched < w.Limit) && !w.allClosed(); n++ {
		if n%recount == 0 {
			var err error
			if w.waiting, err = w.Catalog.Waiting(ctx, w.p.ID); err != nil {
				return err
			}
		}
		task, ok, err := w.Catalog.Lease(ctx, w.p.ID, w.Since, w.Now().Add(lease))
		if err != nil || !ok {
			return err
		}
		// The lease keeps what is on a closed host out of the way; the next
		// run voids it.
		if _, err := w.step(ctx, task); err != nil {
			return err
		}
	}
	return nil
}

// step fetches one address, unless its host is not to be asked any more
// tonight; asked tells whether it was. The error is errOutOfTime when the run's
// time is used up.
func (w *worker) step(ctx context.Context, task catalog.Task) (asked bool, err error) {
	if w.outOfTime() {
		return false, cmp.Or(w.Catalog.Release(ctx, task), errOutOfTime)
	}
	if w.isClosed(task.URL) {
		return false, nil
	}
	fetch := w.fetchRelease
	if task.Role != roleRelease {
		fetch = w.fetchBeside
	}
	if err := fetch(ctx, task); err != nil {
		if fatal(ctx, err) || !w.close(err) {
			// The lease goes back whatever happened: an address that was
			// interrupted is not one that failed.
			return false, errors.Join(err, w.Catalog.Release(context.WithoutCancel(ctx), task))
		}
		return false, nil
	}
	w.waiting--
	if task.Role == roleRelease {
		w.fetched++
	}
	return true, nil
}

func (w *worker) fetchRelease(ctx context.Context, task catalog.Task) error {
	asked := w.Now()
	got, err := w.get(ctx, task.URL)
	switch {
	case err == nil:
	case fatal(ctx, err), closes(err):
		return err
	default:
		return w.failed(ctx, task, err)
	}
	w.Notify(Event{Site: w.p.ID, Step: "fetch", URL: task.URL, Status: got.Status, Done: w.fetched + 1, Waiting: max(w.waiting-1, 0)})
	if err := w.sync(); err != nil {
		return err
	}
	return w.mark(ctx, task, asked, got)
}

// mark records an answer in the frontier. The answer is synced by now.
func (w *worker) mark(ctx context.Context, task catalog.Task, asked time.Time, got *answer) error {
	f := catalog.Fetched{At: w.Now(), Status: got.Status, ETag: got.Header.Get("ETag"), LastModified: got.Header.Get("Last-Modified"), Digest: got.Digest}
	// A page that had something in it is asked for once more before that
	// stands until its next look.
	emptied := got.Status == http.StatusOK && len(got.Body) == 0 && task.Status != 0 && got.Digest != task.Digest
	switch {
	case emptied:
		f.Status, f.Digest, f.Error = 0, "", "answered with an empty page"
	case w.revisiting && (got.Status == http.StatusOK || got.Status == http.StatusNotModified):
	case got.Status == http.StatusOK:
		w.run.New++
		if task.FoundBy == foundByLink && task.Status == 0 {
			w.run.Linked++
		}
	case got.Status == http.StatusNotModified:
		w.run.Unchanged++
	case got.Status == http.StatusNotFound, got.Status == http.StatusGone:
		w.run.Gone++
	default:
		f.Error = fmt.Sprintf("answered %d %s", got.Status, http.StatusText(got.Status))
	}
	if f.Error != "" {
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
		if err := w.judge(ctx, task, asked, got); err != nil {
			return err
		}
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
