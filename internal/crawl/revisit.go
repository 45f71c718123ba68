package crawl

import (
	"context"
	"fmt"
)

// defaultRevisits is how many known releases are looked at again each night
// where neither the profile nor the caller says.
const defaultRevisits = 100

// revisits is how many known releases may be looked at again tonight. A run
// with a limit or a first day is after other things.
func (w *worker) revisits() int {
	switch {
	case w.Limit > 0 || w.Since != "" || w.Revisits < 0:
		return 0
	case w.Revisits > 0:
		return w.Revisits
	case w.p.Revisits != nil:
		return *w.p.Revisits
	}
	return defaultRevisits
}

// revisit looks again at known releases, the most overdue first, when all that
// is new or said to have changed has been fetched: so edits and deletions are
// found that no source tells of.
func (w *worker) revisit(ctx context.Context) error {
	n := w.revisits()
	if n == 0 {
		return nil
	}
	tasks, err := w.Catalog.Overdue(ctx, w.p.ID, n)
	if err != nil {
		return err
	}
	w.revisiting = true
	w.waiting = len(tasks)
	for _, task := range tasks {
		asked, err := w.step(ctx, task)
		if err != nil {
			return err
		}
		if asked {
			w.run.Revisited++
		}
	}
	return w.judgeStill(ctx)
}

// judgeStill notes lastmods that stay as they are while pages change.
func (w *worker) judgeStill(ctx context.Context) error {
	if err := w.Catalog.SettleLooks(ctx, w.p.ID); err != nil {
		return err
	}
	still, err := w.Catalog.LastLooks(ctx, w.p.ID, false, w.Now().AddDate(0, 0, -90), 10*judgedBy)
	if err != nil {
		return err
	}
	if still.Changed >= 3 && still.Changed*10 >= still.All {
		w.run.LastMod = fmt.Sprintf("they do not tell of edits: %d of %d releases looked at again had changed under the same lastmod; only re-visits find these", still.Changed, still.All)
	}
	return nil
}
