package ingest

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"sync"

	"golang.org/x/sync/errgroup"

	"communique/archive"
	"communique/archive/warc"
	"communique/internal/catalog"
)

const (
	// A batch is written when it holds so many records or bytes of readings.
	batchRecords = 500
	batchBytes   = 8 << 20
	// waiting is how many pages may lie between the reader of the file and
	// the extractors: each holds its body.
	waiting = 8
	// readWhole marks a file that cannot be read further from where it was
	// left, because all its records share one gzip member.
	readWhole = -1
)

// readFiles reads what is new in each WARC file.
func (p *Pipeline) readFiles(ctx context.Context, rep *Report) error {
	files, err := p.Store.Files()
	if err != nil {
		return err
	}
	marks, err := p.Catalog.ReadTo(ctx)
	if err != nil {
		return err
	}
	for i, file := range files {
		before := rep.Captures
		if from := marks[file]; from != readWhole {
			if err := p.readFile(ctx, file, from, rep); err != nil {
				return err
			}
		}
		delete(marks, file)
		if rep.Captures > before {
			rep.Files++
		}
		if p.Progress != nil {
			p.Progress(i+1, len(files))
		}
	}
	for _, file := range slices.Sorted(maps.Keys(marks)) {
		rep.Damage = append(rep.Damage, file+": the file is gone; what was read in it is still in the catalogue: put it back, or run communique rebuild")
	}
	return nil
}

// job is one record on its way through: read, looked into by a worker, and
// written in the order of the file.
type job struct {
	entry  archive.Entry
	damage *warc.DamageError
	first  *job // reads the same bytes, and is ahead in the queue
	done   chan struct{}
	result
}

// result is what a worker made of a job.
type result struct {
	err      error
	capture  *catalog.CaptureRow
	reading  *catalog.Reading
	seen     []catalog.Sighting
	run      *catalog.Run
	read     bool // the extractor has read a page
	warnings int
	problem  string
}

// readFile reads one file from an offset on. Three stages run at once: the
// reader, the workers (one a core), and the writer, which keeps the order.
func (p *Pipeline) readFile(ctx context.Context, file string, from int64, rep *Report) error {
	if err := p.Catalog.ForgetDamage(ctx, file, from); err != nil {
		return err
	}
	group, ctx := errgroup.WithContext(ctx)
	work, order := make(chan *job, waiting), make(chan *job, waiting+runtime.GOMAXPROCS(0))
	going := &inFlight{jobs: map[catalog.ReadingKey]*job{}}
	group.Go(func() error {
		defer close(work)
		defer close(order)
		return p.produce(ctx, file, from, going, work, order)
	})
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() error {
			for j := range work {
				p.look(ctx, j)
				j.entry.Page = nil // a page can be large, and the queue long
				close(j.done)
			}
			return nil
		})
	}
	group.Go(func() error { return p.write(ctx, file, from, going, order, rep) })
	return group.Wait()
}

func (p *Pipeline) produce(ctx context.Context, file string, from int64, going *inFlight, work, order chan<- *job) error {
	for entry, err := range p.Store.Entries(ctx, file, from) {
		j := &job{entry: entry, done: make(chan struct{})}
		if err != nil && !errors.As(err, &j.damage) {
			return fmt.Errorf("read %s: %w", file, err)
		}
		if j.damage == nil && entry.Page != nil {
			row := p.row(entry)
			j.capture = &row
			if needsReading(row) {
				j.first = going.join(row.Key(), j)
			} else if !announces(row) {
				j.entry.Page.Body = nil // a film can be large, and the queue long
			}
		}
		for _, queue := range []chan<- *job{work, order} {
			select {
			case queue <- j:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
	}
	return nil
}

// inFlight are the pages being read and not yet in the catalogue, so that the
// same bytes are read once.
type inFlight struct {
	mu   sync.Mutex
	jobs map[catalog.ReadingKey]*job
}

// join gives the job that reads the same bytes already, or nil.
func (f *inFlight) join(k catalog.ReadingKey, j *job) *job {
	f.mu.Lock()
	defer f.mu.Unlock()
	if first := f.jobs[k]; first != nil {
		return first
	}
	f.jobs[k] = j
	return nil
}

func (f *inFlight) clear(batch []catalog.Reading) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, r := range batch {
		delete(f.jobs, r.Key)
	}
}

// write gathers the results in the order of the file and writes them, batch by
// batch.
func (p *Pipeline) write(ctx context.Context, file string, from int64, going *inFlight, order <-chan *job, rep *Report) error {
	batch, size, shared, from0 := catalog.Batch{File: file, ReadTo: from}, 0, false, from
	flush := func() error {
		if len(batch.Captures)+len(batch.Runs)+len(batch.Damage) == 0 && batch.ReadTo == from0 {
			return nil
		}
		if err := p.Catalog.Apply(ctx, batch); err != nil {
			return err
		}
		going.clear(batch.Readings)
		batch, size, from0 = catalog.Batch{File: file, ReadTo: batch.ReadTo}, 0, batch.ReadTo
		return nil
	}
	for {
		var j *job
		select {
		case j = <-order:
		case <-ctx.Done():
			return ctx.Err()
		}
		if j == nil {
			break
		}
		select {
		case <-j.done:
		case <-ctx.Done():
			return ctx.Err()
		}
		if j.err != nil {
			return j.err
		}
		size += j.gather(&batch, rep)
		if c := j.entry.Capture; j.damage == nil && c.Length > 0 {
			batch.ReadTo = c.Offset + c.Length
		} else if j.damage == nil {
			shared = true
		}
		if !shared && (len(batch.Captures) >= batchRecords || size >= batchBytes) {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	if shared {
		// Only now: a mark half-way through would lose the other half.
		batch.ReadTo = readWhole
	}
	return flush()
}

// gather adds a result to a batch and to the report; it returns the bytes of
// the reading.
func (j *job) gather(b *catalog.Batch, rep *Report) int {
	if j.damage != nil {
		b.Damage = append(b.Damage, catalog.Damage{File: j.damage.File, Offset: j.damage.Offset, Reason: j.damage.Reason})
		rep.Damage = append(rep.Damage, j.damage.Error())
		return 0
	}
	if j.capture != nil {
		b.Captures = append(b.Captures, *j.capture)
		rep.Captures++
	}
	if j.run != nil {
		b.Runs = append(b.Runs, *j.run)
	}
	b.Sightings = append(b.Sightings, j.seen...)
	if j.problem != "" {
		rep.Problems = append(rep.Problems, j.problem)
	}
	rep.Warnings += j.warnings
	if j.read {
		rep.Pages++
	}
	if j.reading == nil {
		return 0
	}
	if j.read && !j.reading.IsRelease {
		rep.NotReleases++
	}
	b.Readings = append(b.Readings, *j.reading)
	return len(j.reading.Data)
}
