package crawl

import (
	"context"
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"strings"

	"communique/internal/catalog"
	"communique/internal/discover"
	"communique/internal/site"
)

// roleRequisite marks what is fetched so that an archived page looks like the
// page: images, style sheets, fonts. They stand in the frontier like releases,
// and are asked for once; they count as no release and, when they are missing,
// as no problem.
const roleRequisite = "requisite"

// wantRequisites puts what a page or style sheet needs into the frontier.
func (w *worker) wantRequisites(ctx context.Context, got *answer) error {
	if got.Status != http.StatusOK || !w.Requisites && !w.p.Requisites {
		return nil
	}
	kind, _, err := mime.ParseMediaType(got.Header.Get("Content-Type"))
	if err != nil {
		return nil // the server does not say what it is: nothing can be read out of it
	}
	var found []string
	switch kind {
	case "text/html", "application/xhtml+xml":
		if found, err = discover.Requisites(got.Body, got.URL); err != nil {
			w.problem("requisites: %v", err)
			return nil
		}
	case "text/css":
		found = discover.StyleRequisites(got.Body, got.URL)
	}
	var tasks []catalog.Task
	for _, address := range found {
		canonical := site.Canonical(address)
		tasks = append(tasks, catalog.Task{URL: address, Canonical: canonical, Site: w.p.ID, Role: roleRequisite, FoundBy: roleRequisite})
	}
	_, err = w.Catalog.Enqueue(ctx, tasks)
	return err
}

// countBeside counts what was asked for beside releases; got is nil where there
// was no answer.
func (w *worker) countBeside(task catalog.Task, got *answer) {
	if task.Role == roleRequisite {
		w.run.Requisites++
		return
	}
	w.run.PDFs++
	if got == nil || got.Status != http.StatusOK && got.Status != http.StatusNotModified {
		w.run.NoPDFs++
	}
}

// fetchBeside asks for what belongs to a page: a requisite, or a file of a
// release. A host that gave no answer is not asked again tonight.
func (w *worker) fetchBeside(ctx context.Context, task catalog.Task) error {
	u, err := url.Parse(task.URL)
	if err != nil {
		return fmt.Errorf("address in the frontier: %w", err)
	}
	f := catalog.Fetched{At: w.Now(), Error: "its host gave no answer before"}
	if w.dead[u.Host] {
		return w.Catalog.Failed(ctx, task, f, retryAfter(w.Now(), task.Attempts+1))
	}
	got, err := w.get(ctx, task.URL)
	if err != nil && (fatal(ctx, err) || closes(err)) {
		return err
	}
	w.countBeside(task, got)
	if err != nil {
		if w.dead == nil {
			w.dead = map[string]bool{}
		}
		w.dead[u.Host] = true
		if err := w.keepFailure(ctx, task.URL, err, task.Attempts+1); err != nil {
			return err
		}
		f.Error = err.Error()
		return w.Catalog.Failed(ctx, task, f, retryAfter(w.Now(), task.Attempts+1))
	}
	if err := w.sync(); err != nil {
		return err
	}
	f.Status, f.Error = got.Status, ""
	f.ETag, f.LastModified = got.Header.Get("ETag"), got.Header.Get("Last-Modified")
	if got.Status >= http.StatusInternalServerError || got.Status == http.StatusTooManyRequests {
		f.Error = strings.TrimSpace(fmt.Sprintf("answered %d %s", got.Status, http.StatusText(got.Status)))
		return w.Catalog.Failed(ctx, task, f, retryAfter(w.Now(), task.Attempts+1))
	}
	if err := w.wantRequisites(ctx, got); err != nil {
		return err
	}
	return w.Catalog.Done(ctx, task, f)
}
