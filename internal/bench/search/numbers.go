package main

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// latencies runs all probes twice and prints the second time of each kind.
func latencies(ctx context.Context, probes []probe, ask func(context.Context, probe) error) error {
	took := map[string][]time.Duration{}
	for round := range 2 {
		for _, p := range probes {
			begun := time.Now()
			if err := ask(ctx, p); err != nil {
				return fmt.Errorf("%s %s: %w", p.kind, p.ours, err)
			}
			if round == 1 {
				took[p.kind] = append(took[p.kind], time.Since(begun))
			}
		}
	}
	for _, kind := range []string{"term", "phrase", "boolean", "prefix", "fuzzy", "date range", "facets", "snippets"} {
		if all := took[kind]; len(all) > 0 {
			slices.Sort(all)
			fmt.Printf("  %-11s p50 %7.2f ms   p99 %7.2f ms\n", kind, ms(all[len(all)/2]), ms(all[len(all)*99/100]))
		}
	}
	return nil
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

func sizeOf(dir string) (size int64, err error) {
	err = filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			size += info.Size()
		}
		return err
	})
	return size, err
}

// status reads a line of /proc/self/status; "" where there is none.
func status(name string) string {
	b, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return ""
	}
	for line := range strings.Lines(string(b)) {
		if rest, ok := strings.CutPrefix(line, name+":"); ok {
			return strings.TrimSpace(rest)
		}
	}
	return ""
}

// written is how many bytes this process has written; 0 where that is not told.
func written() (n int64) {
	b, err := os.ReadFile("/proc/self/io")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(b)) {
		if rest, ok := strings.CutPrefix(line, "wchar: "); ok {
			_, _ = fmt.Sscan(rest, &n) // 0 where it is no number
		}
	}
	return n
}
