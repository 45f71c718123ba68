package wacz

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"

	"github.com/klauspost/compress/gzip"
)

const (
	// blockLines is how many lines of the index share a gzip member, which is
	// what a replay tool fetches to look an address up.
	blockLines = 3000
	// sortBytes of lines are held in memory; more are sorted on disk.
	sortBytes = 16 << 20
)

// sorter puts lines into byte order.
type sorter struct {
	dir   string
	lines []string
	held  int
	runs  []*os.File // sorted lines
}

func (s *sorter) add(line string) error {
	s.lines = append(s.lines, line)
	if s.held += len(line); s.held < sortBytes {
		return nil
	}
	return s.spill()
}

// spill moves the lines in memory to a sorted file.
func (s *sorter) spill() error {
	slices.Sort(s.lines)
	f, err := os.CreateTemp(s.dir, ".communique-sort-")
	if err != nil {
		return fmt.Errorf("make a temporary file: %w", err)
	}
	s.runs = append(s.runs, f)
	w := bufio.NewWriter(f)
	for _, line := range s.lines {
		w.WriteString(line + "\n") // Flush returns the first error
	}
	clear(s.lines)
	s.lines, s.held = s.lines[:0], 0
	if err := w.Flush(); err != nil {
		return err
	}
	_, err = f.Seek(0, io.SeekStart)
	return err
}

// each gives all lines in order.
func (s *sorter) each(do func(line string) error) error {
	if len(s.runs) == 0 {
		slices.Sort(s.lines)
		for _, line := range s.lines {
			if err := do(line); err != nil {
				return err
			}
		}
		return nil
	}
	if err := s.spill(); err != nil {
		return err
	}
	return s.merge(do)
}

// merge goes through all runs at once. They are few: one for 16 MiB.
func (s *sorter) merge(do func(string) error) error {
	scans := make([]*bufio.Scanner, 0, len(s.runs))
	for _, f := range s.runs {
		scan := bufio.NewScanner(f)
		scan.Buffer(nil, 4<<20)
		if scan.Scan() {
			scans = append(scans, scan)
		} else if err := scan.Err(); err != nil {
			return err
		}
	}
	for len(scans) > 0 {
		least := 0
		for i, scan := range scans {
			if bytes.Compare(scan.Bytes(), scans[least].Bytes()) < 0 {
				least = i
			}
		}
		if err := do(scans[least].Text()); err != nil {
			return err
		}
		if !scans[least].Scan() {
			if err := scans[least].Err(); err != nil {
				return err
			}
			scans = slices.Delete(scans, least, least+1)
		}
	}
	return nil
}

// close removes the files.
func (s *sorter) close() {
	for _, f := range s.runs {
		_ = f.Close()
		_ = os.Remove(f.Name())
	}
}

// addIndex writes index.cdx.gz and index.idx. A line of the latter is the key
// and time of a block's first line, and where its gzip member is:
//
//	!meta 0 {"format":"cdxj-gzip-1.0","filename":"index.cdx.gz"}
//	org,example)/ 20260301210405 {"offset":0,"length":812,"digest":"sha256:…","filename":"index.cdx.gz"}
func (p *packer) addIndex() error {
	idx := bytes.NewBufferString(`!meta 0 {"format":"cdxj-gzip-1.0","filename":"index.cdx.gz"}` + "\n")
	err := p.spooled(indexName, func(f *spool) error {
		b := &blocks{out: f, idx: idx}
		err := p.lines.each(func(line string) error {
			return errors.Join(p.ctx.Err(), b.add(line))
		})
		return errors.Join(err, b.flush())
	})
	if err != nil {
		return err
	}
	return p.store(idxName, bytes.NewReader(idx.Bytes()))
}

// blocks gathers lines into gzip members.
type blocks struct {
	out    io.Writer
	idx    *bytes.Buffer
	offset int64

	text     bytes.Buffer
	count    int
	first    string // key and time of the block's first line
	previous string // of the last one
}

func (b *blocks) add(line string) error {
	key, _, _ := strings.Cut(line, " {")
	// Lines of one key and time stay together: replay tools know a block by
	// those of its first line.
	if b.count >= blockLines && key != b.previous {
		if err := b.flush(); err != nil {
			return err
		}
	}
	if b.count == 0 {
		b.first = key
	}
	b.previous = key
	b.count++
	b.text.WriteString(line + "\n")
	return nil
}

func (b *blocks) flush() error {
	if b.count == 0 && b.offset > 0 {
		return nil
	}
	var member bytes.Buffer
	zw := gzip.NewWriter(&member)
	if _, err := zw.Write(b.text.Bytes()); err != nil {
		return err
	}
	if err := zw.Close(); err != nil {
		return err
	}
	if b.count > 0 {
		fmt.Fprintf(b.idx, `%s {"offset":%d,"length":%d,"digest":%q,"filename":"index.cdx.gz"}`+"\n",
			b.first, b.offset, member.Len(), digestOf(member.Bytes()))
	}
	b.offset += int64(member.Len())
	b.text.Reset()
	b.count = 0
	_, err := b.out.Write(member.Bytes())
	return err
}

var wwwPrefix = regexp.MustCompile(`^(https?://)www\d*\.`)

// replayKey is the key by which wabac and warcio.js look an address up in an
// index of blocks. Unlike [warc.SURT], which follows pywb, it keeps a slash at
// the end of the path: with keys that lack it, wabac can look in the block
// next to the right one. (pywb makes an index of its own out of a WACZ.)
func replayKey(address string) string {
	if !strings.HasPrefix(address, "http://") && !strings.HasPrefix(address, "https://") {
		return strings.ReplaceAll(address, " ", "%20")
	}
	u, err := url.Parse(wwwPrefix.ReplaceAllString(strings.ToLower(address), "$1"))
	if err != nil || u.Host == "" {
		return strings.ReplaceAll(address, " ", "%20")
	}
	labels := strings.Split(u.Hostname(), ".")
	slices.Reverse(labels)
	key := strings.Join(labels, ",")
	if port := u.Port(); port != "" && !(u.Scheme == "http" && port == "80") && !(u.Scheme == "https" && port == "443") {
		key += ":" + port
	}
	key += ")"
	if u.Path == "" {
		key += "/"
	}
	key += u.EscapedPath()
	if u.RawQuery != "" {
		params := strings.Split(u.RawQuery, "&")
		slices.Sort(params)
		key += "?" + strings.Join(params, "&")
	}
	return strings.ReplaceAll(strings.ToLower(key), " ", "%20")
}
