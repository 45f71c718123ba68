package crawl

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"communique/internal/catalog"
)

const (
	// sampleOf is which part of a site's releases is asked for when suspiciously
	// many are said to have changed, and the largest part that is not suspicious.
	sampleOf             = 10
	minSample, maxSample = 3, 30
	// judgedBy is how many of the last looks a site's lastmods are judged by.
	judgedBy = 30
	// disbelieved is the fewest looks by which they are found to lie.
	disbelieved = 10
)

// planEdited decides about the releases whose lastmod has changed. Where few
// have, they are asked for. Where many have at once, a sample of them is, and
// what comes decides about the others; and where lastmods have often told of
// changes that were none, they are taken no notice of. Releases that are not
// asked for now are looked at when their time comes, which is also how a site
// that has mended its lastmods is believed again.
func (w *worker) planEdited(ctx context.Context) error {
	if err := w.Catalog.SettleLooks(ctx, w.p.ID); err != nil {
		return err
	}
	edited, of, err := w.Catalog.Edited(ctx, w.p.ID)
	if err != nil || edited == 0 {
		return err
	}
	sampled, err := w.Catalog.SampledAt(ctx, w.p.ID)
	if err != nil {
		return err
	}
	if !sampled.IsZero() {
		if decided, err := w.decide(ctx, sampled); err != nil || decided {
			return err
		}
	}
	last, err := w.Catalog.LastLooks(ctx, w.p.ID, true, time.Time{}, judgedBy)
	if err != nil {
		return err
	}
	size := min(max(of/sampleOf, minSample), maxSample)
	switch {
	case last.All >= disbelieved && last.Changed*5 < last.All:
		w.run.LastMod = fmt.Sprintf("not believed: %d of the last %d changes they told of were one; %d more were told of tonight", last.Changed, last.All, edited)
		return w.Catalog.LeaveEdited(ctx, w.p.ID)
	case edited <= max(size, of/sampleOf):
		return w.Catalog.QueueEdited(ctx, w.p.ID, 0)
	}
	w.sampling = true
	w.run.LastMod = fmt.Sprintf("%d of %d changed at once: %d looked at first", edited, of, size)
	if err := w.Catalog.SetSampledAt(ctx, w.p.ID, w.Now()); err != nil {
		return err
	}
	return w.Catalog.QueueEdited(ctx, w.p.ID, size)
}

// decide judges by the looks since a sample was begun. It is undecided while
// it is not known whether most of the pages say anything else: ingest finds
// that out, and the next night decides.
func (w *worker) decide(ctx context.Context, sampled time.Time) (decided bool, err error) {
	looks, err := w.Catalog.LastLooks(ctx, w.p.ID, true, sampled, maxSample)
	if err != nil {
		return false, err
	}
	known := looks.All - looks.Unclear
	switch {
	case known < minSample || looks.Unclear > known:
		w.run.LastMod += "; the others wait until it is known whether these had changed"
		return false, nil
	case looks.Changed*2 >= known:
		w.run.LastMod = fmt.Sprintf("believed: %d of a sample of %d had changed", looks.Changed, known)
		err = w.Catalog.QueueEdited(ctx, w.p.ID, 0)
	default:
		w.run.LastMod = fmt.Sprintf("not believed: %d of a sample of %d had changed", looks.Changed, known)
		err = w.Catalog.LeaveEdited(ctx, w.p.ID)
	}
	if err != nil {
		return false, err
	}
	return true, w.Catalog.SetSampledAt(ctx, w.p.ID, time.Time{})
}

// judge keeps what a look at a known release says of its lastmod.
func (w *worker) judge(ctx context.Context, task catalog.Task, asked time.Time, got *answer) error {
	if task.LastMod == "" || task.Status != http.StatusOK && task.Status != http.StatusNotModified {
		return nil
	}
	l := catalog.Look{Site: w.p.ID, Canonical: task.Canonical, Asked: asked, Told: task.Told}
	switch {
	case got.Status == http.StatusNotModified, got.Digest != "" && got.Digest == task.Digest:
		l.Verdict = catalog.LookSame
	case got.Conditional:
		l.Verdict = catalog.LookOther
	default:
		l.Verdict = catalog.LookUnclear
	}
	return w.Catalog.KeepLook(ctx, l)
}
