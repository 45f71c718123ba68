package index

import (
	"errors"
	"sync"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"golang.org/x/sys/unix"
)

// giveBackAfter is how long what was read of a segment stays in the process.
const giveBackAfter = 200 * time.Millisecond

// giveBack has the system take back, until stop is called, the pages of the
// index's files that the process has read: every batch looks its ids up in
// every segment, and a merge reads all it merges, so that they would grow with
// the index and count as memory of ours. They stay in the system's cache, from
// where they come when they are read again.
func giveBack(b bleve.Index) (stop func()) {
	done := make(chan struct{})
	var at sync.WaitGroup
	at.Go(func() {
		tick := time.NewTicker(giveBackAfter)
		defer tick.Stop()
		for {
			select {
			case <-done:
				return
			case <-tick.C:
				if unmapPages(b) != nil {
					return // memory is all that is lost
				}
			}
		}
	})
	return func() { close(done); at.Wait() }
}

func unmapPages(b bleve.Index) (err error) {
	internal, err := b.Advanced()
	if err != nil {
		return err
	}
	reader, err := internal.Reader() // keeps the segments mapped
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, reader.Close()) }()
	snapshot, ok := reader.(*scorch.IndexSnapshot)
	if !ok {
		return nil
	}
	for _, s := range snapshot.Segments() {
		if file, ok := s.Segment().(interface{ Data() []byte }); ok {
			if err := unix.Madvise(file.Data(), unix.MADV_DONTNEED); err != nil {
				return err
			}
		}
	}
	return nil
}
