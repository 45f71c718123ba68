package crawl

import (
	"context"

	"communique/archive"
	"communique/internal/catalog"
)

// Sample reads the sources of one site and o.Limit of the releases they name,
// new and old ones, as politely as a crawl, and keeps nothing: neither store
// nor catalogue is used. It is for looking whether a profile still fits its
// site. What could not be fetched is among the problems of the SiteRun.
func Sample(ctx context.Context, o Options) (catalog.SiteRun, []archive.Page, error) {
	o.DryRun, o.Store, o.Catalog = true, nil, nil
	if o.Notify == nil {
		o.Notify = func(Event) {}
	}
	st := newStack(o)
	defer st.close()
	w := newWorker(o, st, o.Profiles[0])
	if err := w.visitSite(ctx); err != nil {
		return w.run, nil, err
	}
	pages, err := w.pages(ctx, spread(w.plans, o.Limit))
	return w.run, pages, err
}

// Pages fetches some addresses of one site, as politely as a crawl, and keeps
// nothing. What could not be fetched is among the problems of the SiteRun.
func Pages(ctx context.Context, o Options, addresses ...string) (catalog.SiteRun, []archive.Page, error) {
	o.DryRun, o.Store, o.Catalog = true, nil, nil
	if o.Notify == nil {
		o.Notify = func(Event) {}
	}
	st := newStack(o)
	defer st.close()
	w := newWorker(o, st, o.Profiles[0])
	pages, err := w.pages(ctx, addresses)
	return w.run, pages, err
}

func (w *worker) pages(ctx context.Context, addresses []string) ([]archive.Page, error) {
	var pages []archive.Page
	for _, address := range addresses {
		got, err := w.get(ctx, address)
		if err != nil {
			if fatal(ctx, err) {
				return pages, err
			}
			w.problem("%v", err)
			continue
		}
		pages = append(pages, archive.Page{
			URL: got.URL.String(), Header: got.Header, Body: got.Body,
			Capture: archive.Capture{Fetched: w.Now(), HTTPStatus: got.Status},
		})
	}
	return pages, nil
}

// spread takes n of the addresses, from the first to the last.
func spread(addresses []string, n int) []string {
	if n >= len(addresses) || n < 2 {
		return addresses[:min(n, len(addresses))]
	}
	chosen := make([]string, n)
	for i := range chosen {
		chosen[i] = addresses[i*(len(addresses)-1)/(n-1)]
	}
	return chosen
}
