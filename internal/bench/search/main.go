// Search builds an index of many generated releases, ours and SQLite's FTS5 of
// the same text, and prints what each costs, in one run on this machine.
// Nothing else should run:
//
//	go run ./search -n 100000
//
// Each phase is a process of its own, so that its memory is its own.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"communique/archive"
	"communique/index"
	"communique/internal/catalog"
)

var (
	n     = flag.Int("n", 100_000, "releases")
	each  = flag.Int("each", 200, "queries of each kind")
	dir   = flag.String("dir", "", "where to work; a temporary folder, removed at the end")
	set   = flag.String("set", "../../testdata/search", "the judged collection, for its words")
	phase = flag.String("phase", "", "one phase only, in this process")
)

var phases = []struct {
	name string
	run  func(context.Context, *corpus) error
}{
	{"ours: build", buildOurs}, {"fts5: build", buildFTS}, {"ours: query", queryOurs}, {"fts5: query", queryFTS},
	{"ours: update", updateOurs}, {"fts5: update", updateFTS}, {"catalogue", buildCatalogue}, {"whole process", wholeProcess},
}

func main() {
	flag.Parse()
	run := runAll
	if *phase != "" {
		run = runPhase
	}
	if err := run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, "search:", err)
		os.Exit(1)
	}
}

func runAll(ctx context.Context) (err error) {
	if *dir == "" {
		if *dir, err = os.MkdirTemp("", "search"); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, os.RemoveAll(*dir)) }()
	}
	fmt.Printf("%d releases, %d queries of each kind, %s, %d cores\n", *n, *each, runtime.Version(), runtime.NumCPU())
	for _, p := range phases {
		cmd := exec.CommandContext(ctx, os.Args[0], append(os.Args[1:], "-dir", *dir, "-phase", p.name)...)
		cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
		if err := cmd.Run(); err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
		fmt.Printf("  %.1f s of processor time, of all cores together\n", (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds())
	}
	return nil
}

func runPhase(ctx context.Context) error {
	c, err := readCorpus(*set)
	if err != nil {
		return err
	}
	for _, p := range phases {
		if p.name == *phase {
			fmt.Println("\n" + p.name)
			if err := p.run(ctx, c); err != nil {
				return err
			}
			fmt.Printf("  memory: %s at the end, %s at peak\n", status("VmRSS"), status("VmHWM"))
		}
	}
	return nil
}

// built prints the speed, without the making of the releases, and the size.
func built(took time.Duration, size, text int64) {
	fmt.Printf("  %.0f releases/s (%.1f s), %.2f bytes of index per byte of text (%d MB of text)\n",
		float64(*n)/took.Seconds(), took.Seconds(), float64(size)/float64(text), text>>20)
}

func buildOurs(_ context.Context, c *corpus) error {
	w, err := index.Update(filepath.Join(*dir, "index"))
	if err != nil {
		return err
	}
	text, begun, made := int64(0), time.Now(), time.Duration(0)
	for i := range *n {
		making := time.Now()
		r := c.release(i)
		made += time.Since(making)
		text += int64(len(*r.Text))
		if err := w.Put(r); err != nil {
			return err
		}
	}
	if err := w.Commit(); err != nil {
		return err
	}
	size, err := sizeOf(filepath.Join(*dir, "index"))
	built(time.Since(begun)-made, size, text)
	return err
}

func buildFTS(_ context.Context, c *corpus) error {
	f, err := openFTS(filepath.Join(*dir, "fts.sqlite"))
	if err != nil {
		return err
	}
	text, begun, made := int64(0), time.Now(), time.Duration(0)
	for from := 0; from < *n; from += 1000 {
		making := time.Now()
		var some []archive.Release
		for i := from; i < min(from+1000, *n); i++ {
			some = append(some, c.release(i))
			text += int64(len(*some[len(some)-1].Text))
		}
		made += time.Since(making)
		if err := f.put(some, from); err != nil {
			return err
		}
	}
	if err := f.db.Close(); err != nil {
		return err
	}
	info, err := os.Stat(filepath.Join(*dir, "fts.sqlite"))
	if err != nil {
		return err
	}
	built(time.Since(begun)-made, info.Size(), text)
	return nil
}

func queryOurs(ctx context.Context, c *corpus) error {
	ix, err := index.Open(filepath.Join(*dir, "index"))
	if err != nil {
		return err
	}
	defer ix.Close()
	synonyms, err := index.ReadSynonyms(filepath.Join(*dir, "synonyms.txt"))
	if err != nil {
		return err
	}
	bare := func(context.Context, string) (archive.Release, error) {
		return archive.Release{Status: archive.StatusLive}, nil
	}
	load := func(_ context.Context, id string) (archive.Release, error) {
		var i int
		_, err := fmt.Sscanf(id, "bench:%x", &i)
		return c.release(i), err
	}
	fmt.Printf("  memory: %s opened\n", status("VmRSS"))
	return latencies(ctx, c.probes(*n, *each), func(ctx context.Context, p probe) error {
		req := index.Request{Query: p.ours, Since: p.since, Until: p.until, Facets: p.kind == "facets", Limit: 20, Synonyms: synonyms}
		l := index.Load(bare)
		if p.kind == "snippets" {
			l, req.Limit = load, 10
		}
		_, err := ix.Search(ctx, req, l)
		return err
	})
}

func queryFTS(ctx context.Context, c *corpus) error {
	f, err := openFTS(filepath.Join(*dir, "fts.sqlite"))
	if err != nil {
		return err
	}
	defer f.db.Close()
	var probes []probe
	for _, p := range c.probes(*n, *each) {
		if p.fts != "" && p.kind != "snippets" {
			probes = append(probes, p)
		}
	}
	return latencies(ctx, probes, f.ask)
}

// night is a hundred releases that came and some that changed.
func (c *corpus) night() (some []archive.Release) {
	for i := range 100 {
		some = append(some, c.release(*n+i))
	}
	return some
}

func updated(begun time.Time, before int64) {
	fmt.Printf("  100 releases: %.0f ms, %.1f MB written\n", ms(time.Since(begun)), float64(written()-before)/(1<<20))
}

func updateOurs(_ context.Context, c *corpus) error {
	some := c.night()
	for range 3 {
		begun, before := time.Now(), written()
		w, err := index.Update(filepath.Join(*dir, "index"))
		if err != nil {
			return err
		}
		for _, r := range some {
			if err := w.Put(r); err != nil {
				return err
			}
		}
		if err := w.Commit(); err != nil {
			return err
		}
		updated(begun, before)
	}
	return nil
}

func updateFTS(_ context.Context, c *corpus) error {
	f, err := openFTS(filepath.Join(*dir, "fts.sqlite"))
	if err != nil {
		return err
	}
	some := c.night()
	for range 3 {
		begun, before := time.Now(), written()
		if err := f.put(some, *n); err != nil {
			return err
		}
		updated(begun, before)
	}
	return f.db.Close()
}

// buildCatalogue makes the rest of a home, for the whole program to search.
func buildCatalogue(ctx context.Context, c *corpus) error {
	now := time.Date(2026, 3, 1, 3, 0, 0, 0, time.UTC)
	db, err := catalog.Open(ctx, filepath.Join(*dir, "catalog.sqlite"), func() time.Time { return now })
	if err != nil {
		return err
	}
	var batch []catalog.Settled
	for i := range *n + 100 {
		r := c.release(i)
		r.Capture.Fetched = now
		r.FirstSeen, r.LastSeen, r.ContentChanged = archive.Timestamp(now), archive.Timestamp(now), archive.Timestamp(now)
		batch = append(batch, catalog.Settled{URLs: []string{r.URL}, Releases: []catalog.SettledRelease{{Record: r,
			Addresses: []catalog.Address{{URL: r.URL, OwnID: r.ID}}, Versions: []catalog.Version{{Ordinal: 1, Capture: r.Capture, Digest: "1", Record: r}}}}})
		if len(batch) == 1000 || i == *n+99 {
			if _, err := db.Settle(ctx, batch); err != nil {
				return err
			}
			batch = nil
		}
	}
	return db.Close()
}

func wholeProcess(ctx context.Context, c *corpus) error {
	program := filepath.Join(*dir, "communique")
	if out, err := exec.CommandContext(ctx, "go", "build", "-C", "../..", "-o", program, "./cmd/communique").CombinedOutput(); err != nil {
		return fmt.Errorf("go build: %w: %s", err, out)
	}
	for _, flags := range [][]string{{}, {"--facets"}, {"--facets", "--no-synonyms"}} {
		var took []time.Duration
		for _, p := range c.probes(*n, 20) {
			if p.kind != "term" {
				continue
			}
			begun := time.Now()
			args := append([]string{"search", p.ours, "--home", *dir}, flags...)
			if out, err := exec.CommandContext(ctx, program, args...).CombinedOutput(); err != nil {
				return fmt.Errorf("communique search: %w: %s", err, out)
			}
			took = append(took, time.Since(begun))
		}
		slices.Sort(took)
		fmt.Printf("  communique search WORD %-25s p50 %.0f ms, slowest %.0f ms\n", strings.Join(flags, " "), ms(took[len(took)/2]), ms(took[len(took)-1]))
	}
	return nil
}
