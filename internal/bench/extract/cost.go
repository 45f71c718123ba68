package main

import (
	"fmt"
	"io"
	"math"
	"os"
	"runtime"
	"syscall"
	"text/tabwriter"
	"time"
)

// spent is what reading some pages costs.
type spent struct {
	cpu    time.Duration // of all threads, the collector's work included
	allocs uint64
	bytes  uint64
}

// readAll gives what reading some pages once costs, the least of some rounds:
// what other programs on the machine take is never part of the least. A round
// reads few small pages so often that the clock does not matter.
func readAll(read func(page) string, pages []page) spent {
	times := max(1, (8<<20)/totalSize(pages))
	least := spent{cpu: math.MaxInt64}
	for range *rounds {
		runtime.GC()
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		start := cpuTime()
		for range times {
			for _, p := range pages {
				read(p)
			}
		}
		used := (cpuTime() - start) / time.Duration(times)
		runtime.ReadMemStats(&after)
		if used < least.cpu {
			n := uint64(times)
			least = spent{used, (after.Mallocs - before.Mallocs) / n, (after.TotalAlloc - before.TotalAlloc) / n}
		}
	}
	return least
}

func totalSize(pages []page) (n int) {
	for _, p := range pages {
		n += len(p.body)
	}
	return n
}

func cpuTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err) // of this process: cannot happen
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func printCost(readers []reader, aeb []article, segments []segmented) error {
	byProfile, whole, fixed, err := profilePages()
	if err != nil {
		return err
	}
	var generic []page
	for _, a := range aeb {
		generic = append(generic, a.page)
	}
	for _, s := range segments {
		generic = append(generic, s.page)
	}
	out := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	bare := reader{"html.Parse", parseOnly}
	compareCost(out, "generic pages, all of the extraction", append([]reader{bare}, readers...), generic)
	compareCost(out, "saved pages that a profile reads", []reader{bare, byProfile}, whole)
	compareCost(out, "our fixtures, hardly anything but prose", []reader{bare, byProfile}, fixed)
	printGrowth(out, readers[0], byProfile)
	return out.Flush()
}

func compareCost(out io.Writer, title string, readers []reader, pages []page) {
	fmt.Fprintf(out, "\n%s: %d, %d KB each\tµs a page\tallocations\tKB allocated\t÷ html.Parse\tcommunique ÷ it\n", title, len(pages), totalSize(pages)/len(pages)>>10)
	costs := make([]spent, len(readers))
	var ours spent
	for i, r := range readers {
		costs[i] = readAll(r.text, pages)
		if r.name == "communique" {
			ours = costs[i]
		}
	}
	for i, r := range readers {
		c, n := costs[i], len(pages)
		fmt.Fprintf(out, "%s\t%d\t%d\t%d\t%.2f\t%.2f\n", r.name, int(c.cpu.Microseconds())/n, int(c.allocs)/n, int(c.bytes>>10)/n,
			float64(c.cpu)/float64(costs[0].cpu), float64(ours.cpu)/float64(c.cpu))
	}
}
