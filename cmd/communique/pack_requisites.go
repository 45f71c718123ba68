package main

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"communique/archive"
	"communique/archive/warc"
	"communique/internal/catalog"
	"communique/internal/discover"
	"communique/internal/site"
)

// addRequisites chooses what an archived page or style sheet needs to look
// like itself, as far as it was archived.
func (c *choice) addRequisites(ctx context.Context, row catalog.CaptureRow) error {
	kind, _, _ := strings.Cut(row.ContentType, ";")
	html := kind == "text/html" || kind == "application/xhtml+xml"
	if row.Capture.HTTPStatus != http.StatusOK || !html && kind != "text/css" || c.looked[row.Capture.RecordID] {
		return nil
	}
	c.looked[row.Capture.RecordID] = true
	page, err := c.store.Page(ctx, row.Capture)
	var damage *warc.DamageError
	switch {
	case errors.As(err, &damage), errors.Is(err, archive.ErrRevisit):
		return nil // named when its record is packed
	case err != nil:
		return err
	}
	base, err := url.Parse(page.URL)
	if err != nil {
		return nil // imported, and no address: what it refers to cannot be told
	}
	found := discover.StyleRequisites(page.Body, base)
	if html {
		if found, err = discover.Requisites(page.Body, base); err != nil {
			return nil // nested too deep to be read: it is packed without
		}
	}
	for _, address := range found {
		rows, err := c.db.CapturesAt(ctx, site.Canonical(address))
		if err != nil {
			return err
		}
		for _, r := range rows {
			if err := c.want(ctx, r); err != nil {
				return err
			}
			if err := c.addRequisites(ctx, r); err != nil {
				return err
			}
		}
	}
	return nil
}
