package main

import (
	"os"
	"runtime/debug"
)

// boundHeap has the collector work harder above so many bytes of memory, until
// restore is called; a user who has set GOMEMLIMIT knows better.
func boundHeap(bytes int64) (restore func()) {
	if os.Getenv("GOMEMLIMIT") != "" {
		return func() {}
	}
	before := debug.SetMemoryLimit(bytes)
	return func() { debug.SetMemoryLimit(before) }
}
