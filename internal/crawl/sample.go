package crawl

import (
	"context"

	"communique/archive"
	"communique/internal/catalog"
)

// Sample reads the sources of one site and the first o.Limit releases they
// name, as politely as a crawl, and keeps nothing: neither store nor catalogue
// is used. It is for looking whether a profile still fits its site. What could
// not be fetched is among the problems of the SiteRun.
func Sample(ctx context.Context, o Options) (catalog.SiteRun, []archive.Page, error) {
	o.DryRun, o.Store, o.Catalog = true, nil, nil
	var planned []string
	notify := o.Notify
	o.Notify = func(e Event) {
		if e.Step == "plan" && len(planned) < o.Limit {
			planned = append(planned, e.URL)
		}
		if notify != nil {
			notify(e)
		}
	}
	st := newStack(o)
	defer st.close()
	w := newWorker(o, st, o.Profiles[0])
	if err := w.visitSite(ctx); err != nil {
		return w.run, nil, err
	}
	var pages []archive.Page
	for _, address := range planned {
		got, err := w.visitor.get(ctx, address)
		if err != nil {
			if fatal(ctx, err) {
				return w.run, pages, err
			}
			w.problem("%s: %v", address, err)
			continue
		}
		pages = append(pages, archive.Page{
			URL: got.URL.String(), Header: got.Header, Body: got.Body,
			Capture: archive.Capture{Fetched: o.Now(), HTTPStatus: got.Status},
		})
	}
	return w.run, pages, nil
}
