package verify

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"slices"

	"golang.org/x/sync/errgroup"

	"communique/archive/warc"
	"communique/internal/catalog"
)

// Sample is a quick look. It compares the names of the files with the
// catalogue, and reads a share of the captures, from 0 to 1, at the places
// where the catalogue has them, each with the records of the same exchange
// behind it: one of each file at least, of whose captures the catalogue knows
// any. The same seed chooses the same captures of the same catalogue.
// CDXJ files, what lies between the records and the search index are left to
// All.
func (v *Verifier) Sample(ctx context.Context, share float64, seed uint64, report func(Fault)) (Summary, error) {
	r, err := v.start(ctx, report)
	if err != nil {
		return Summary{}, fmt.Errorf("verify: %w", err)
	}
	r.total = 0
	err = r.extra(ctx)
	if r.db != nil && err == nil {
		err = r.sample(ctx, share, rand.New(rand.NewPCG(seed, seed)))
	}
	r.sum.Files = len(r.byName)
	if err = errors.Join(err, r.close()); err != nil {
		err = fmt.Errorf("verify: %w", err)
	}
	return r.sum, err
}

func (r *run) sample(ctx context.Context, share float64, chance *rand.Rand) error {
	chosen := make(chan catalog.CaptureRow)
	group, each := errgroup.WithContext(ctx)
	group.Go(func() error {
		defer close(chosen)
		return r.choose(each, share, chance, func(row catalog.CaptureRow) error {
			select {
			case chosen <- row:
				return nil
			case <-each.Done():
				return each.Err()
			}
		})
	})
	for range r.workers() {
		group.Go(func() error {
			for row := range chosen {
				if err := r.spot(each, row); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return group.Wait()
}

// choose draws a lot for each capture, and takes those below the share and the
// lowest of each file: a look at nothing would find nothing wrong.
func (r *run) choose(ctx context.Context, share float64, chance *rand.Rand, take func(catalog.CaptureRow) error) error {
	type drawn struct {
		row catalog.CaptureRow
		lot float64
	}
	lowest := map[string]drawn{} // by file
	for row, err := range r.db.Captures(ctx, catalog.Filter{}) {
		if err != nil {
			return err
		}
		name := row.Capture.File
		if !r.has(name) {
			continue
		}
		lot := chance.Float64()
		if before, ok := lowest[name]; !ok || lot < before.lot {
			lowest[name] = drawn{row, lot}
		}
		if lot < share {
			if err := take(row); err != nil {
				return err
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(lowest)) {
		if d := lowest[name]; d.lot >= share {
			if err := take(d.row); err != nil {
				return err
			}
		}
	}
	return nil
}

// spot reads one capture where the catalogue has it, and the records of its
// exchange.
func (r *run) spot(ctx context.Context, row catalog.CaptureRow) error {
	c, f := row.Capture, r.byName[row.Capture.File]
	disk, err := os.Open(f.path)
	if err != nil {
		r.fault(Fault{File: f.name, Offset: -1, In: InFile, What: "cannot be opened: " + err.Error()})
		return nil
	}
	defer disk.Close()
	src := &counted{ctx: ctx, file: disk, run: r}
	p := &passage{run: r, file: f, disk: disk, end: -1, damaged: map[int64]bool{}}
	if p.about, err = originOf(src, f.name); err != nil {
		return p.unreadable(ctx, err)
	}
	err = p.exchange(ctx, warc.NewReader(src, f.name, c.Offset), row)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.sum.Records += p.records
	return err
}

// exchange reads the record of a row and those that stand behind it.
func (p *passage) exchange(ctx context.Context, reader *warc.Reader, row catalog.CaptureRow) error {
	for first := true; ; first = false {
		rec, err := reader.Next()
		for err == nil && first && row.Capture.Length == 0 && rec.Header.ID() != row.Capture.RecordID {
			rec, err = reader.Next() // they share one gzip member
		}
		switch {
		case err != nil:
		case first && (rec.Header.ID() != row.Capture.RecordID && rec.Header.ID() != "" || row.Capture.Length > 0 && rec.Offset != row.Capture.Offset):
			err = io.EOF
		case !first && (rec.Header.Get("WARC-Concurrent-To") != row.Capture.RecordID || rec.Header.Type() == warc.TypeResponse):
			return nil
		default:
			err = p.record(ctx, rec)
		}
		var damage *warc.DamageError
		switch {
		case errors.As(err, &damage):
			p.broken(damage)
			return nil
		case err == io.EOF && first:
			p.fault(Fault{File: p.file.name, Offset: row.Capture.Offset, In: InCatalogue, Record: row.Capture.RecordID, URL: row.URL,
				What: fmt.Sprintf("the catalogue has the %s %s here, and the file has not", row.Kind, row.Capture.RecordID)})
			return nil
		case err == io.EOF:
			return nil
		case err != nil:
			return p.unreadable(ctx, err)
		case row.Kind == catalog.CaptureFailure:
			return nil
		}
	}
}
