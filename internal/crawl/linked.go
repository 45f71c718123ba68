package crawl

import (
	"context"
	"net/url"

	"communique/internal/catalog"
)

// foundByLink marks the releases that no source names, and another release
// links to.
const foundByLink = "link"

// What stands in the frontier beside requisites.
const (
	roleRelease    = "release"
	roleAttachment = "attachment"
)

// followFiles puts the PDF files of releases into the frontier, where the
// profile asks for them. Package ingest has read what files there are, so that
// those of tonight's releases come tomorrow.
func (w *worker) followFiles(ctx context.Context) error {
	if !w.p.PDFs || w.Catalog == nil || w.Limit > 0 || w.Since != "" {
		return nil
	}
	urls, err := w.Catalog.UnfetchedPDFs(ctx, w.p.ID)
	if err != nil {
		return err
	}
	tasks := make([]catalog.Task, len(urls))
	for i, address := range urls {
		if w.DryRun {
			w.plan(address, address)
		}
		tasks[i] = catalog.Task{URL: address, Canonical: address, Site: w.p.ID, Role: roleAttachment, FoundBy: roleAttachment}
	}
	if w.DryRun {
		return nil
	}
	_, err = w.Catalog.Enqueue(ctx, tasks)
	return err
}

// followLinks puts releases that are known by links alone into the frontier,
// as many as the profile allows for a night. Package ingest has read the links
// out of the archive; a first night has none. A site's sources say what it
// publishes now, and its releases what it published once: what has left the
// listing is still linked to.
func (w *worker) followLinks(ctx context.Context) error {
	if w.p.Linked == 0 || w.Catalog == nil || w.Limit > 0 || w.Since != "" {
		return nil
	}
	// Those of earlier nights that were not reached count.
	waiting, err := w.Catalog.WaitingFoundBy(ctx, w.p.ID, foundByLink)
	if err != nil {
		return err
	}
	urls, err := w.Catalog.OnlyLinked(ctx, w.p.Hosts)
	if err != nil {
		return err
	}
	var tasks []catalog.Task
	for _, address := range urls {
		if len(tasks)+waiting >= w.p.Linked {
			break
		}
		if u, err := url.Parse(address); err != nil || !w.p.IsRelease(u) {
			continue
		}
		if w.DryRun {
			w.plan(address, address)
		}
		tasks = append(tasks, catalog.Task{URL: address, Canonical: address, Site: w.p.ID, Role: roleRelease, FoundBy: foundByLink})
	}
	if w.DryRun || len(tasks) == 0 {
		return nil
	}
	fresh, err := w.Catalog.Enqueue(ctx, tasks)
	w.run.Discovered += fresh
	return err
}
