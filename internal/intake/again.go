package intake

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"

	"communique/archive"
	"communique/archive/warc"
)

// fingerprint is of a record's ID and its block: who has both is the same
// record.
type fingerprint [16]byte

func fingerprintOf(id, blockDigest string) fingerprint {
	sum := sha256.Sum256([]byte(id + "\n" + blockDigest))
	return fingerprint(sum[:16])
}

// idKey is what is kept of a record's ID in memory.
func idKey(id string) uint64 {
	sum := sha256.Sum256([]byte(id))
	return binary.LittleEndian.Uint64(sum[:8])
}

// isThere reports whether the same record has been written before, in this
// import or an earlier one. Another record with the same ID is given a new
// one, since nothing else tells the two apart.
func (t *taking) isThere(x *examined) (bool, error) {
	id := x.header.ID()
	print := fingerprintOf(id, x.block)
	before, taken := t.seen[idKey(id)]
	if before == print {
		t.report.Repeated++
		return true, nil
	}
	if !taken {
		var there bool
		var err error
		if there, taken, err = t.known.has(t.ctx, x.header, print); err != nil {
			return false, err
		}
		if there {
			t.seen[idKey(id)] = print
			t.report.Known++
			return true, nil
		}
	}
	if taken {
		x.rename()
		t.remark(x.rec, x.header, "another record has its ID %s: it was given a new one", id)
	} else {
		t.seen[idKey(id)] = print
	}
	return false, nil
}

// known looks records up in the archive's files.
type known struct {
	home  string
	find  func(ctx context.Context, recordID string) (file string, ok bool, err error)
	files map[string]map[fingerprint]bool // those that have records of this file
}

// maxKnown is how many files of the archive are held in memory as fingerprints.
const maxKnown = 4

// has reports whether a record is in the archive, and whether its ID is taken
// by another one. The catalogue knows captures; a request or another record
// beside them is looked for in the file that has the capture it belongs to.
func (k *known) has(ctx context.Context, h warc.Fields, print fingerprint) (there, taken bool, err error) {
	if k.hasSeen(print) {
		return true, false, nil
	}
	if k.find == nil {
		return false, false, nil
	}
	ids := append([]string{h.ID()}, h.All("WARC-Concurrent-To")...)
	if h.Type() == warc.TypeMetadata {
		ids = append(ids, h.Get("WARC-Refers-To"))
	}
	for i, id := range ids {
		file, ok, err := k.find(ctx, id)
		if err != nil {
			return false, false, err
		}
		if !ok {
			continue
		}
		records, err := k.load(ctx, file)
		if err != nil {
			return false, false, err
		}
		if records[print] {
			return true, false, nil
		}
		taken = taken || i == 0
	}
	return false, taken, nil
}

// hasSeen looks a record up in the files that are in memory.
func (k *known) hasSeen(print fingerprint) bool {
	for _, records := range k.files {
		if records[print] {
			return true
		}
	}
	return false
}

// load reads the fingerprints of a file of the archive.
func (k *known) load(ctx context.Context, file string) (map[fingerprint]bool, error) {
	if records := k.files[file]; records != nil {
		return records, nil
	}
	if len(k.files) >= maxKnown {
		clear(k.files)
	}
	records := map[fingerprint]bool{}
	k.files[file] = records
	err := eachRecord(ctx, filepath.Join(k.home, filepath.FromSlash(file)), func(rec *warc.Record) (bool, error) {
		// What the header says of a block is no proof that it can be read: a
		// damaged record must not keep its good copy out.
		digest, err := warc.BlockDigest(rec.Block)
		if err != nil {
			return true, nil // the next call of Next says so too
		}
		records[fingerprintOf(rec.Header.ID(), digest)] = true
		return true, nil
	})
	return records, err
}

// eachRecord gives the records of a file to do until it returns false. Damage
// is passed over: it is for verify to find.
func eachRecord(ctx context.Context, path string, do func(*warc.Record) (more bool, err error)) error {
	f, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	r := warc.NewReader(&source{ctx: ctx, file: f}, path, 0)
	for {
		rec, err := r.Next()
		var damage *warc.DamageError
		switch {
		case errors.As(err, &damage):
			continue
		case err == io.EOF:
			return nil
		case err != nil:
			return err
		}
		if more, err := do(rec); err != nil || !more {
			return err
		}
	}
}

// importedBefore finds the file of the archive with which an import of the
// same bytes ended; "" when there was none, or none that ended. Only files
// whose warcinfo names that digest are read beyond it.
func importedBefore(ctx context.Context, home, sum string) (string, error) {
	entries, err := os.ReadDir(filepath.Join(home, "warc"))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return "", err
	}
	for _, e := range slices.Backward(entries) {
		ok, err := filepath.Match("import-*.warc.gz", e.Name())
		if err != nil || !ok {
			continue
		}
		ended := false
		first := true
		err = eachRecord(ctx, filepath.Join(home, "warc", e.Name()), func(rec *warc.Record) (bool, error) {
			if first {
				first = false
				block, err := io.ReadAll(io.LimitReader(rec.Block, 1<<20))
				return err == nil && warc.ParseFields(block).Get(archive.ImportDigest) == sum, nil
			}
			ended = rec.Header.TargetURI() == archive.ImportURN+sum && rec.Header.ContentType() == archive.ImportType
			return !ended, nil
		})
		if err != nil {
			return "", err
		}
		if ended {
			return "warc/" + e.Name(), nil
		}
	}
	return "", nil
}
