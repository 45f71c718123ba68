package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"

	"communique/internal/catalog"
	"communique/internal/durable"
	"communique/internal/export"
	"communique/internal/site"
)

const (
	aboutDocuments = "\n\nBeside rows there are documents for other programs: graphs of links or of speakers with dated\n" +
		"edges (gexf, graphml), entities of FollowTheMoney for Aleph (ftm), schema.org's NewsArticle and\n" +
		"Quotation (jsonld), W3C Web Annotations of the quotations (annotations), and a feed of the newest\n" +
		"releases (atom)."
	documentExamples = "  communique export --format gexf --of speakers --since 2020 --out speakers.gexf\n" +
		"  communique export --format atom --country KZ --out kz.atom\n"
)

// isDocument: the format has no rows.
func (f *exportFlags) isDocument() bool { return slices.Contains(export.Documents(), f.format) }

func (f *exportFlags) document() export.Document {
	d := export.Document{Of: f.of, Format: f.format, Query: f.request.Query, Canonical: site.Canonical}
	if d.Of == "releases" { // nothing was said
		d.Of = ""
	}
	return d
}

func (f *exportFlags) checkDocument() error {
	if err := f.document().Check(); err != nil {
		return usage("%w", err)
	}
	if f.schema {
		return usage("%s has no JSON Schema of ours: it is described where it is from", f.format)
	}
	switch {
	case f.text != export.TextFull:
		return usage("--text %s is of rows: %s has the whole text", f.text, f.format)
	case f.split != "" || f.validate:
		return usage("--split and --validate are of rows: %s is one document", f.format)
	case export.Compressed(f.out):
		return usage("--out %q: %s is not compressed: leave the last ending out", f.out, f.format)
	case f.request.Limit < 0:
		return usage("--limit %d: give a number of releases, or leave it out", f.request.Limit)
	}
	return checkRequest(&f.request)
}

func (a *app) exportDocument(ctx context.Context, db *catalog.DB, f exportFlags, filter catalog.Filter) error {
	d := f.document()
	d.Filter = filter
	if f.out == "" {
		_, err := d.Write(ctx, a.stdout, db)
		return err
	}
	var n int
	err := durable.Replace(f.out, func(w io.Writer) (err error) {
		n, err = d.Write(ctx, w, db)
		return err
	})
	if err != nil {
		return err
	}
	of := map[string]string{"gexf": "edge", "graphml": "edge", "ftm": "record", "annotations": "quotation"}[f.format]
	fmt.Fprintf(a.stderr, "%s in %s\n", plural(n, cmp.Or(of, "release")), f.out)
	return nil
}
