package ingest

import (
	"context"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"communique/internal/catalog"
	"communique/internal/pdftext"
)

// Attached says what became of the archived PDF files that releases offer, of those
// that were looked at in a run. None of it is a failure of the run.
type Attached struct {
	// Outcomes counts them (package pdftext has the words).
	Outcomes map[string]int `json:"outcomes"`
	// Left are those that nobody could read: pdftotext is not installed.
	Left int `json:"left"`
}

// Note says for a person which files are not searched; "" where all are.
func (f Attached) Note() string {
	if f.Left > 0 {
		return fmt.Sprintf("%d archived PDF files are not searched, since pdftotext is not installed (Debian: apt-get install poppler-utils); the next run after that reads them", f.Left)
	}
	words := map[string]string{
		pdftext.Empty: "have no text (pictures of pages)", pdftext.Encrypted: "are locked by a password", pdftext.Broken: "are broken",
		pdftext.Large: "are too large", pdftext.Slow: "took too long",
	}
	var said []string
	for _, outcome := range slices.Sorted(maps.Keys(words)) {
		if n := f.Outcomes[outcome]; n > 0 {
			said = append(said, fmt.Sprintf("%d %s", n, words[outcome]))
		}
	}
	if len(said) == 0 {
		return ""
	}
	return "PDF files that are archived and not searched: " + strings.Join(said, ", ")
}

// readAttached reads the texts of the PDF files that releases offer, for the
// search index alone: what a program of this machine makes of them has no place
// in a record.
func (p *Pipeline) readAttached(ctx context.Context, rep *Report) error {
	rep.Attached.Outcomes = map[string]int{}
	if p.IndexDir == "" {
		return nil
	}
	rows, err := p.Catalog.UnreadFiles(ctx)
	if err != nil {
		return err
	}
	var mu sync.Mutex // of the report
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for _, row := range rows {
		group.Go(func() error {
			f, problem, err := p.fileText(ctx, row)
			if err != nil {
				return err
			}
			mu.Lock()
			defer mu.Unlock()
			switch {
			case problem != "":
				rep.Problems = append(rep.Problems, problem)
				return nil
			case f.Outcome == "":
				rep.Attached.Left++
				return nil
			}
			rep.Attached.Outcomes[f.Outcome]++
			return p.Catalog.PutFileText(ctx, f)
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	slices.Sort(rep.Problems)
	return nil
}

// fileText reads one file; without a program to do it, a PDF file has no
// outcome. A file whose bytes cannot be had is a problem, and tried again.
func (p *Pipeline) fileText(ctx context.Context, row catalog.CaptureRow) (f catalog.FileText, problem string, err error) {
	page, err := p.Store.Page(ctx, row.Capture)
	if ctx.Err() != nil {
		return f, "", ctx.Err()
	}
	if err != nil {
		return f, fmt.Sprintf("%s: its text: %v", row.URL, err), nil
	}
	f.Digest = row.Capture.PayloadDigest
	switch {
	case !pdftext.IsPDF(page.Body):
		f.Outcome = pdftext.NotPDF
	case page.Truncated != "":
		f.Outcome = pdftext.Large
	case p.PDFText != nil:
		if f.Text, f.Outcome, err = p.PDFText(ctx, page.Body); err != nil {
			return f, "", fmt.Errorf("text of %s: %w", row.URL, err)
		}
	}
	return f, "", nil
}
