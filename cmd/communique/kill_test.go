package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"communique/archive"
	"communique/internal/catalog"
	"communique/internal/demosite"
)

var (
	kills    = flag.Int("kills", defaultKills, "how many crawls TestKill kills")
	killSeed = flag.Uint64("killseed", 1, "seed of the moments at which it does")
)

const killReleases = 60

// killed is one crawl that is killed, in a home of its own, and what was found
// of it. The crawls are the program itself, in a process.
type killed struct {
	*program
	log  *demosite.Log
	addr string
}

func newKilled(t *testing.T, publisher http.Handler) *killed {
	t.Helper()
	profile := strings.NewReplacer("'^/n/'", "'^/communiques/[^/]+/$'",
		"kind: listing, url: 'http://faulty.example/', items: li", "kind: sitemap, url: 'http://faulty.example"+demosite.SitemapPath+"'").Replace(faultyProfile)
	k := &killed{log: demosite.NewLog(publisher, time.Now)}
	server := httptest.NewServer(k.log)
	t.Cleanup(server.Close)
	k.addr = server.Listener.Addr().String()
	k.program = &program{t: t, home: t.TempDir(), dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, network, k.addr)
	}}
	if err := os.MkdirAll(filepath.Join(k.home, "sites"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(k.home, "sites", "test.yaml"), []byte(profile), 0o644); err != nil {
		t.Fatal(err)
	}
	return k
}

// crawlUntil runs a crawl and kills it after a while; 0: never.
func (k *killed) crawlUntil(after time.Duration) (died bool) {
	k.t.Helper()
	return k.runUntil(after, "crawl", "test", "--allow-private", "--contact", "tests@university.example")
}

// runUntil runs a command in a process of its own and kills it after a while;
// 0: never. died is false when it had ended by then.
func (k *killed) runUntil(after time.Duration, args ...string) (died bool) {
	k.t.Helper()
	cmd := exec.Command("communique", append(args, "--home", k.home)...)
	cmd.Env = append(os.Environ(), "TEST_DIAL="+k.addr)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		k.t.Fatal(err)
	}
	if after > 0 {
		timer := time.AfterFunc(after, func() { _ = cmd.Process.Kill() }) // it may have ended
		defer timer.Stop()
	}
	err := cmd.Wait()
	var exit *exec.ExitError
	if errors.As(err, &exit) && after > 0 && exit.Sys().(syscall.WaitStatus).Signal() == syscall.SIGKILL {
		return true
	}
	if err != nil {
		k.t.Fatalf("%s: %v\n%s", args[0], err, &out)
	}
	return false
}

// done are the addresses that the frontier has as done, and how often each has
// been asked for.
func (k *killed) done() map[string]int {
	k.t.Helper()
	done := map[string]int{}
	k.withCatalog(func(db *catalog.DB) {
		for known, err := range db.KnownURLs(k.t.Context(), "test") {
			if err != nil {
				k.t.Fatal(err)
			}
			if known.State == catalog.StateDone {
				done[known.Canonical] = k.asked(known.Canonical)
			}
		}
	})
	return done
}

func (k *killed) asked(canonical string) int {
	path := strings.TrimPrefix(canonical, "http://faulty.example")
	return k.log.Count(path) + k.log.Count(path+"/")
}

// withCatalog gives the catalogue, unless the crawl died before it made one.
func (k *killed) withCatalog(use func(*catalog.DB)) {
	k.t.Helper()
	db, err := catalog.OpenRead(k.t.Context(), filepath.Join(k.home, "catalog.sqlite"))
	if errors.Is(err, catalog.ErrNone) {
		return
	}
	if err != nil {
		k.t.Fatal(err)
	}
	defer db.Close()
	use(db)
}

// told is the export without what two runs must differ in: when and where.
func (k *killed) told() string {
	k.t.Helper()
	if code := k.run("export"); code != 0 {
		k.t.Fatalf("export: exit %d\n%s", code, &k.stderr)
	}
	var out strings.Builder
	for line := range strings.Lines(k.stdout.String()) {
		var r map[string]any
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			k.t.Fatal(err)
		}
		for _, name := range []string{"first_seen", "last_seen", "content_changed"} {
			delete(r, name)
		}
		for _, name := range []string{"fetched", "file", "offset", "length", "record_id"} {
			delete(r["capture"].(map[string]any), name)
		}
		if from, ok := r["capture"].(map[string]any)["provenance"].(map[string]any); ok {
			delete(from, "retrieved")
		}
		data, err := json.Marshal(r) // the keys of a map are sorted
		if err != nil {
			k.t.Fatal(err)
		}
		out.Write(append(data, '\n'))
	}
	return out.String()
}

// left counts the files in a folder of the home that have a name's ending.
func (k *killed) left(dir, suffix string) (n int) {
	k.t.Helper()
	entries, err := os.ReadDir(filepath.Join(k.home, dir))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		k.t.Fatal(err)
	}
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), suffix) {
			n++
		}
	}
	return n
}

// halfRecord adds to the files left open the beginning of one more record, as
// a power cut leaves it; a SIGKILL does not, since a record is one write.
func (k *killed) halfRecord(random *rand.Rand) {
	k.t.Helper()
	paths, err := filepath.Glob(filepath.Join(k.home, "warc", "*.open"))
	if err != nil {
		k.t.Fatal(err)
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			k.t.Fatal(err)
		}
		if len(data) == 0 {
			continue // killed before the first write
		}
		first := bytes.Index(data[1:], []byte{0x1f, 0x8b, 0x08}) // where the second record begins
		if first < 2 {
			continue
		}
		data = append(data, data[:1+random.IntN(first)]...)
		if err := os.WriteFile(path, data, 0o644); err != nil {
			k.t.Fatal(err)
		}
	}
}

// check wants of a home whose crawl was killed, and run again to its end, that
// nothing shows.
func (k *killed) check(done map[string]int, want string) {
	t := k.t
	t.Helper()
	k.withCatalog(func(db *catalog.DB) {
		for url, before := range done {
			rows, err := db.CapturesAt(t.Context(), url)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.ContainsFunc(rows, func(c catalog.CaptureRow) bool { return c.Capture.HTTPStatus == 200 }) {
				t.Errorf("%s was marked done, and is not in the archive", url)
			}
			if n := k.asked(url); before == 0 || n != before {
				t.Errorf("%s was marked done, and asked for %d times before and %d after", url, before, n-before)
			}
		}
	})
	k.checkHome(want)
}

// checkHome wants a home that is whole, and exports what it should.
func (k *killed) checkHome(want string) {
	t := k.t
	t.Helper()
	if n := k.left("warc", ".open") + k.left("warc", ".part") + k.left("warc", ".recovered"); n > 0 {
		t.Errorf("%d unfinished files are left", n)
	}
	if got := k.told(); got != want {
		t.Errorf("the export is another: %d lines, want %d", strings.Count(got, "\n"), strings.Count(want, "\n"))
	}
	for _, args := range [][]string{{"rebuild", "--check"}, {"verify"}} {
		if code := k.run(args...); code != 0 {
			t.Errorf("%s: exit %d\n%s%s", args, code, &k.stdout, &k.stderr)
		}
	}
}

// TestKill kills crawls with SIGKILL at random moments, from their first
// instruction to the end of reading what they fetched, and some of them a
// second time while they recover. After each, the next run completes; what was
// marked done is in the archive and not asked for again; and the export is
// that of a run which nobody disturbed. Run it long with
//
//	go test ./cmd/communique -run TestKill -args -kills 200
func TestKill(t *testing.T) {
	publisher, err := demosite.Many("http://faulty.example", killReleases, 1)
	if err != nil {
		t.Fatal(err)
	}
	calm := newKilled(t, publisher)
	began := time.Now()
	calm.crawlUntil(0)
	took := time.Since(began)
	want := calm.told()
	if n := strings.Count(want, "\n"); n != killReleases {
		t.Fatalf("%d records of an undisturbed run, want %d", n, killReleases)
	}
	var died, open, marked, aside, twice atomic.Int32
	t.Run("rounds", func(t *testing.T) {
		for round := range *kills {
			t.Run(fmt.Sprint(round), func(t *testing.T) {
				t.Parallel()
				random := rand.New(rand.NewPCG(*killSeed, uint64(round)))
				after := 1 + time.Duration(random.Float64()*1.2*float64(took))
				again := time.Duration(0)
				if round%4 == 3 {
					again = 1 + time.Duration(random.Float64()*0.4*float64(took))
				}
				k := newKilled(t, publisher)
				hit := k.crawlUntil(after)
				done := k.done()
				t.Logf("killed after %v: %t, %d pages done, %d files open", after, hit, len(done), k.left("warc", ".open"))
				if hit {
					died.Add(1)
					open.Add(int32(k.left("warc", ".open")))
					marked.Add(int32(len(done)))
				}
				if round%5 == 0 {
					k.halfRecord(random)
				}
				if hit && again > 0 && k.crawlUntil(again) {
					twice.Add(1)
					done = k.done()
					t.Logf("and again after %v: %d pages done", again, len(done))
				}
				k.crawlUntil(0)
				aside.Add(int32(k.left("quarantine", "")))
				k.check(done, want)
			})
		}
	})
	t.Logf("an undisturbed run takes %v; of %d crawls %d were killed (%d of them twice), %d with an open file, with %d pages done in all; %d tails were set aside",
		took, *kills, died.Load(), twice.Load(), open.Load(), marked.Load(), aside.Load())
}

// TestKillImport kills imports with SIGKILL at random moments. The next import
// of the same file completes: every record is there, and none twice.
func TestKillImport(t *testing.T) {
	publisher, err := demosite.Many("http://faulty.example", killReleases, 1)
	if err != nil {
		t.Fatal(err)
	}
	source := newKilled(t, publisher)
	source.crawlUntil(0)
	packed := filepath.Join(t.TempDir(), "all.wacz")
	if code := source.run("pack", "-o", packed); code != 0 {
		t.Fatalf("pack: exit %d\n%s", code, &source.stderr)
	}
	calm := newKilled(t, publisher)
	began := time.Now()
	calm.runUntil(0, "import", packed)
	took := time.Since(began)
	want, records := calm.told(), calm.captures()
	if n := strings.Count(want, "\n"); n != killReleases || records < n {
		t.Fatalf("an undisturbed import gives %d records of %d captures, want %d", n, records, killReleases)
	}
	var died atomic.Int32
	t.Run("rounds", func(t *testing.T) {
		for round := range max(*kills/4, 2) {
			t.Run(fmt.Sprint(round), func(t *testing.T) {
				t.Parallel()
				random := rand.New(rand.NewPCG(*killSeed, uint64(round)))
				k := newKilled(t, publisher)
				if k.runUntil(1+time.Duration(random.Float64()*float64(took)), "import", packed) {
					died.Add(1)
				}
				if round%2 == 0 {
					k.halfRecord(random)
				}
				k.runUntil(0, "import", packed)
				k.checkHome(want)
				if n := k.captures(); n != records {
					t.Errorf("%d captures in the archive, want %d", n, records)
				}
			})
		}
	})
	t.Logf("an undisturbed import takes %v; of %d, %d were killed", took, max(*kills/4, 2), died.Load())
}

// captures counts the captures in the WARC files, and wants none twice.
func (k *killed) captures() int {
	k.t.Helper()
	store, err := archive.Open(k.home, archive.Options{})
	if err != nil {
		k.t.Fatal(err)
	}
	files, err := store.Files()
	if err != nil {
		k.t.Fatal(err)
	}
	seen := map[string]string{}
	for _, file := range files {
		for e, err := range store.Entries(k.t.Context(), file, 0) {
			if err != nil {
				k.t.Fatal(err)
			}
			if e.Page == nil {
				continue
			}
			if before := seen[e.Capture.RecordID]; before != "" {
				k.t.Errorf("%s is in %s and in %s", e.Capture.RecordID, before, file)
			}
			seen[e.Capture.RecordID] = file
		}
	}
	return len(seen)
}
