package archive

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// journal is a disk that writes down what is done, in order, and can be full.
type journal struct {
	mu       sync.Mutex
	log      []string
	told     func(step string) // may be nil
	room     int64             // bytes a file can have; 0: no limit
	syncErr  error
	syncGate chan struct{} // when not nil, each fsync waits for one value
}

func (j *journal) note(format string, args ...any) {
	j.mu.Lock()
	defer j.mu.Unlock()
	step := fmt.Sprintf(format, args...)
	j.log = append(j.log, step)
	if j.told != nil {
		j.told(step)
	}
}

func (j *journal) disk() disk {
	return disk{
		create: func(path string) (outputFile, error) {
			j.note("create")
			f, err := osDisk.create(path)
			return &journalFile{f, j}, err
		},
		replace: func(path string, data []byte) error { j.note("cdxj"); return osDisk.replace(path, data) },
		rename:  func(from, to string) error { j.note("rename"); return osDisk.rename(from, to) },
		syncDir: func(path string) error { j.note("fsync dir"); return osDisk.syncDir(path) },
	}
}

type journalFile struct {
	outputFile
	j *journal
}

func (f *journalFile) WriteAt(p []byte, off int64) (int, error) {
	f.j.note("write")
	if f.j.room > 0 && off+int64(len(p)) > f.j.room {
		n, err := f.outputFile.WriteAt(p[:max(0, f.j.room-off)], off)
		return n, errors.Join(err, &os.PathError{Op: "write", Path: "x", Err: syscall.ENOSPC})
	}
	return f.outputFile.WriteAt(p, off)
}

func (f *journalFile) Sync() error {
	if f.j.syncGate != nil {
		<-f.j.syncGate
	}
	f.j.note("fsync")
	return errors.Join(f.j.syncErr, f.outputFile.Sync())
}

func TestOrderOfWhatReachesTheDisk(t *testing.T) {
	j := &journal{}
	s := testStore(t, t.TempDir(), Options{})
	s.disk = j.disk()
	appendAll(t, s, exchange("https://example.org/a", page("a")))
	if err := s.Sync(); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	const want = "create, write, fsync dir, write, fsync, fsync, cdxj, rename, fsync dir"
	if got := strings.Join(j.log, ", "); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	if err := s.Sync(); err != nil {
		t.Errorf("Sync after Close: %v", err)
	}
}

func TestSyncIsShared(t *testing.T) {
	j := &journal{syncGate: make(chan struct{}, 100)}
	s := testStore(t, t.TempDir(), Options{})
	s.disk = j.disk()
	const callers = 40
	var wg sync.WaitGroup
	for i := range callers {
		wg.Go(func() {
			if _, err := s.Append(t.Context(), exchange(fmt.Sprintf("https://example.org/%d", i), page("x"))); err != nil {
				t.Error(err)
			}
			if err := s.Sync(); err != nil {
				t.Error(err)
			}
		})
	}
	for { // every exchange is in the file before the first fsync is let through
		s.mu.Lock()
		n := s.appended
		s.mu.Unlock()
		if n == callers {
			break
		}
		time.Sleep(time.Millisecond)
	}
	close(j.syncGate)
	wg.Wait()
	fsyncs := strings.Count(strings.Join(j.log, ","), "fsync,") - strings.Count(strings.Join(j.log, ","), "dir,fsync,")
	if fsyncs > 4 {
		t.Errorf("%d fsyncs for %d callers: %v", fsyncs, callers, j.log)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	list, damage := entries(t, s, mustFiles(t, s)[0], 0)
	if len(list) != callers+1 || damage != nil {
		t.Errorf("%d entries, damage %v", len(list), damage)
	}
}

func mustFiles(t testing.TB, s *Store) []string {
	t.Helper()
	files, err := s.Files()
	if err != nil || len(files) == 0 {
		t.Fatalf("files %v, %v", files, err)
	}
	return files
}

func TestFailedFsyncStopsTheStore(t *testing.T) {
	j := &journal{syncErr: syscall.EIO}
	s := testStore(t, t.TempDir(), Options{})
	s.disk = j.disk()
	appendAll(t, s, exchange("https://example.org/a", page("a")))
	if err := s.Sync(); !errors.Is(err, syscall.EIO) {
		t.Errorf("Sync: %v", err)
	}
	j.syncErr = nil
	if err := s.Sync(); !errors.Is(err, syscall.EIO) {
		t.Errorf("a second Sync says that all is well: %v", err)
	}
	if _, err := s.Append(t.Context(), exchange("https://example.org/b", page("b"))); err == nil {
		t.Error("Append goes on")
	}
	if err := s.Close(); !errors.Is(err, syscall.EIO) {
		t.Errorf("Close: %v", err)
	}
}

func TestFullDiskKeepsWholeRecords(t *testing.T) {
	j := &journal{}
	s := testStore(t, t.TempDir(), Options{})
	s.disk = j.disk()
	kept := appendAll(t, s, exchange("https://example.org/a", page("a")))[0]
	j.room = s.out.writer.Offset() + 50
	_, err := s.Append(t.Context(), exchange("https://example.org/b", page("b")))
	if !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), kept.File+".open") || !strings.Contains(err.Error(), "free space") {
		t.Errorf("error %v", err)
	}
	if info, err := os.Stat(s.out.path); err != nil || info.Size() != s.out.writer.Offset() {
		t.Errorf("the file has %d bytes, %d are good, %v", info.Size(), s.out.writer.Offset(), err)
	}
	j.room = 0
	appendAll(t, s, exchange("https://example.org/c", page("c")))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	list, damage := entries(t, s, kept.File, 0)
	if len(list) != 3 || damage != nil || list[2].URL != "https://example.org/c" {
		t.Errorf("%d entries, damage %v", len(list), damage)
	}
}

func TestFullDiskAtTheBeginningLeavesNoFile(t *testing.T) {
	home := t.TempDir()
	s := testStore(t, home, Options{})
	s.disk = (&journal{room: 10}).disk()
	if _, err := s.Append(t.Context(), exchange("https://example.org/b", page("b"))); !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("error %v", err)
	}
	if got := names(t, filepath.Join(home, "warc")); got != "" {
		t.Errorf("left behind: %s", got)
	}
}

// noise is text that gzip cannot make shorter.
func noise(n int) string {
	text := make([]byte, n)
	for i, x := 0, uint32(1); i < n; i++ {
		x = x*1664525 + 1013904223
		text[i] = byte(x >> 24)
	}
	return string(text)
}

// TestFullTmpfs is the same on a real file system without room.
func TestFullTmpfs(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("only root can mount a small tmpfs")
	}
	home := t.TempDir()
	if err := syscall.Mount("tmpfs", home, "tmpfs", 0, "size=64k"); err != nil {
		t.Skipf("a tmpfs cannot be mounted here: %v", err)
	}
	t.Cleanup(func() { syscall.Unmount(home, 0) })
	s := testStore(t, home, Options{})
	var captures []Capture
	var err error
	for i := 0; err == nil && i < 1000; i++ {
		var c Capture
		if c, err = s.Append(t.Context(), exchange(fmt.Sprintf("https://example.org/%d", i), page(noise(3000)))); err == nil {
			captures = append(captures, c)
		}
	}
	if !errors.Is(err, syscall.ENOSPC) || len(captures) < 3 {
		t.Fatalf("after %d exchanges: %v", len(captures), err)
	}
	if err := s.Close(); err != nil { // the CDXJ may not find room; then Recover makes it
		t.Logf("close: %v", err)
	}
	for _, c := range captures {
		if p, err := s.Page(t.Context(), c); err != nil || len(p.Body) != 3000 {
			t.Errorf("%s: %d bytes, %v", c.RecordID, len(p.Body), err)
		}
	}
}
