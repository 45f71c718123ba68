package proof

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// files compares the archive's files with their leaves.
func (c *check) files(ctx context.Context, files []string, read bool) {
	if c.leaves == 0 && len(c.keys.public) == 0 && len(files) > 0 {
		c.add(c.dir, -1, "there is no log, and %d finished files: if no run has ended yet, the next one begins it; otherwise state/ was lost: put it back from a back-up, or the next run begins a new log with another key", len(files))
		return
	}
	for _, name := range slices.Sorted(slices.Values(files)) {
		if _, logged := c.spans[name]; !logged {
			c.faults = append(c.faults, Fault{name, -1, "it is not in the log: the next run adds it, if a run died before; otherwise it was put here by something else"})
		}
	}
	spans := make([]span, 0, len(c.spans))
	for _, s := range c.spans {
		spans = append(spans, s)
	}
	slices.SortFunc(spans, func(a, b span) int { return int(a.first - b.first) })
	for _, s := range spans {
		if ctx.Err() != nil {
			return
		}
		c.file(ctx, s, read)
	}
}

func (c *check) file(ctx context.Context, s span, read bool) {
	name := s.leaf.File
	path := filepath.Join(c.home, filepath.FromSlash(name))
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		c.add(path, -1, "it is missing: the log has it with %d bytes and %d records since %s", s.leaf.Size, s.leaf.Records, s.leaf.Logged)
		return
	}
	if err != nil {
		c.add(path, -1, "%v", err)
		return
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		c.add(path, -1, "%v", err)
		return
	}
	if info.Size() != s.leaf.Size {
		c.add(path, -1, "it has %d bytes, and had %d when it was logged", info.Size(), s.leaf.Size)
	}
	if !read {
		return
	}
	sum, _, err := digest(ctx, f)
	switch {
	case ctx.Err() != nil:
		return
	case err != nil:
		c.add(path, -1, "%v", err)
	case sum != s.leaf.SHA256:
		c.add(path, -1, "it was changed: its digest is sha256:%s, and was sha256:%s when it was logged", sum, s.leaf.SHA256)
		c.records(ctx, s, f)
	case s.first+s.leaf.Records >= c.signed:
		c.records(ctx, s, f) // nothing signed speaks for these leaves
	}
}

// records says which records differ from their leaves.
func (c *check) records(ctx context.Context, s span, f io.ReaderAt) {
	l := Log{dir: c.dir, bytes: c.lines[len(c.lines)-1]}
	m := newMembers(f)
	err := l.each(s, func(_ int64, raw []byte) error {
		want, err := decode[Entry](raw)
		if err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		got, err := m.read(want.Offset)
		switch {
		case errors.Is(err, errNoMember):
			c.faults = append(c.faults, Fault{s.leaf.File, want.Offset, fmt.Sprintf("the record %s cannot be read: %v", want.RecordID, err)})
		case err != nil:
			return err
		case !same(got, want) || got.Length != want.Length:
			c.faults = append(c.faults, Fault{s.leaf.File, want.Offset, fmt.Sprintf("the record %s is not the one that was logged", want.RecordID)})
		}
		return nil
	})
	if err != nil && ctx.Err() == nil {
		c.faults = append(c.faults, Fault{s.leaf.File, -1, err.Error()})
	}
}
