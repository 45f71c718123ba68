package ingest

import (
	"context"
	"encoding/json"
	"fmt"

	"communique/archive"
	"communique/internal/catalog"
)

// look is a worker's part: all that takes time.
func (p *Pipeline) look(ctx context.Context, j *job) {
	switch {
	case j.damage != nil:
	case j.capture == nil:
		j.lookMetadata()
	case announces(*j.capture):
		j.seen, j.problem = p.announced(j.entry, *j.capture)
	case needsReading(*j.capture):
		p.lookPage(ctx, j)
	}
}

// announces reports whether a document is read for what it says of others.
func announces(c catalog.CaptureRow) bool {
	return c.Role == catalog.RoleFeed || c.Role == catalog.RoleSitemap || c.Role == catalog.RoleListing
}

// lookMetadata restores what the archive keeps beside HTTP exchanges. Metadata
// records of other kinds, and other people's, are left alone.
func (j *job) lookMetadata() {
	c := j.entry.Capture
	switch j.entry.ContentType {
	case archive.RunType:
		if j.entry.Imported {
			return
		}
		var r catalog.Run
		if err := json.Unmarshal(j.entry.Metadata, &r); err != nil || r.ID == "" {
			j.problem = fmt.Sprintf("%s at %d: the report of a run cannot be read: %v", c.File, c.Offset, err)
			return
		}
		j.run = &r
	case archive.FailureType:
		var f archive.Failure
		if err := json.Unmarshal(j.entry.Metadata, &f); err != nil {
			j.problem = fmt.Sprintf("%s at %d: the report of a failed fetch cannot be read: %v", c.File, c.Offset, err)
			return
		}
		row := failureRow(j.entry, f)
		j.capture = &row
	}
}

// lookPage extracts a page, unless the same bytes have been read before; what
// they say of other addresses then counts for this capture too.
func (p *Pipeline) lookPage(ctx context.Context, j *job) {
	row := *j.capture
	if j.first != nil {
		select {
		case <-j.first.done:
			j.err, j.seen = j.first.err, repeated(j.first.seen, row)
		case <-ctx.Done():
			j.err = ctx.Err()
		}
		return
	}
	known, ok, err := p.Catalog.Reading(ctx, row.Key())
	if err != nil {
		j.err = err
		return
	}
	if ok {
		// Goes through the batch once more, so that it leaves inFlight.
		j.reading = &known
		kept, err := unpack(known.Data)
		j.err, j.seen = err, p.related(kept.Sightings, row)
		return
	}
	kept, err := p.Reader.Read(*j.entry.Page)
	if err != nil {
		j.err = fmt.Errorf("%s at %d: %w", row.Capture.File, row.Capture.Offset, err)
		return
	}
	j.reading, j.err = pack(row.Key(), kept)
	j.seen = p.related(kept.Sightings, row)
	j.read, j.warnings = true, len(kept.Release.Warnings)
}

// repeated gives sightings as another capture of the same page makes them.
func repeated(seen []catalog.Sighting, row catalog.CaptureRow) []catalog.Sighting {
	own := make([]catalog.Sighting, len(seen))
	for i, s := range seen {
		s.Fetched, s.RecordID = row.Capture.Fetched, row.Capture.RecordID
		own[i] = s
	}
	return own
}
