package wacz

import (
	"archive/zip"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Check reads everything and says what is not as the file itself says it is:
// a resource that is missing, has another length or another digest, or none;
// an entry that the package does not name; a digest or an anonymous signature
// of datapackage.json that is wrong. Each error names the file and the entry.
// When ctx is done, its error is the last one.
func (w *File) Check(ctx context.Context) []error {
	var faults []error
	fault := func(entry, format string, args ...any) {
		faults = append(faults, fmt.Errorf("%s: %s: %w", w.path, entry, fmt.Errorf(format, args...)))
	}
	raw, err := w.json(packageName)
	if err != nil {
		fault(packageName, "%w: nothing says what the file should hold", err)
		return faults
	}
	if err := w.checkDigest(raw); err != nil {
		fault(digestName, "%w", err)
	}
	var p dataPackage
	if err := json.Unmarshal(raw, &p); err != nil {
		fault(packageName, "it cannot be read: %w", err)
		return faults
	}
	if p.Profile == "multi-wacz-package" {
		fault(packageName, "it is a collection of other WACZ files: take those one by one")
	}
	named := map[string]bool{packageName: true, digestName: true}
	for _, res := range p.Resources {
		if ctx.Err() != nil {
			return append(faults, ctx.Err())
		}
		if named[res.Path] {
			fault(packageName, "it names %q twice", res.Path)
			continue
		}
		named[res.Path] = true
		if err := w.checkResource(ctx, res); err != nil {
			fault(fmt.Sprintf("the entry %q", res.Path), "%w", err)
		}
	}
	for _, e := range w.entries {
		if !named[e.Name] {
			fault(fmt.Sprintf("the entry %q", e.Name), "%s does not name it, so that nothing vouches for it", packageName)
		}
	}
	return faults
}

// json reads a small entry.
func (w *File) json(name string) ([]byte, error) {
	e := w.byName[name]
	switch {
	case e == nil:
		return nil, errors.New("it is not there")
	case e.UncompressedSize64 > maxJSON:
		return nil, fmt.Errorf("it has %d bytes; more than %d are not read", e.UncompressedSize64, maxJSON)
	}
	r, err := w.read(e)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(r)
}

// checkDigest compares datapackage.json with datapackage-digest.json, which a
// WACZ need not have.
func (w *File) checkDigest(raw []byte) error {
	if w.byName[digestName] == nil {
		return nil
	}
	data, err := w.json(digestName)
	if err != nil {
		return err
	}
	var d packageDigest
	if err := json.Unmarshal(data, &d); err != nil {
		return fmt.Errorf("it cannot be read: %w", err)
	}
	sum := sha256.Sum256(raw)
	if err := sameDigest(d.Hash, sum[:]); err != nil {
		return fmt.Errorf("%s: %w", packageName, err)
	}
	if d.Signed != nil {
		return d.Signed.verify(d.Hash)
	}
	return nil
}

func (w *File) checkResource(ctx context.Context, res resource) error {
	e := w.byName[res.Path]
	if e == nil {
		return fmt.Errorf("%s names it, and it is not there", packageName)
	}
	hash, size := res.Hash, res.Bytes
	if res.Stats != nil && hash == "" {
		hash, size = res.Stats.Hash, res.Stats.Bytes
	}
	switch {
	case hash == "":
		return fmt.Errorf("%s has no digest of it", packageName)
	case size != nil && *size != int64(e.UncompressedSize64):
		return fmt.Errorf("it has %d bytes, and %s says %d", e.UncompressedSize64, packageName, *size)
	}
	sum, err := w.sum(ctx, e)
	if err != nil {
		return err
	}
	return sameDigest(hash, sum)
}

func (w *File) sum(ctx context.Context, e *zip.File) ([]byte, error) {
	r, err := w.read(e)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	h := sha256.New()
	if _, err := io.Copy(h, withContext(ctx, r)); err != nil {
		return nil, err
	}
	return h.Sum(nil), nil
}

// sameDigest compares a digest as written, with its algorithm's name or, in
// drafts before 1.0, without.
func sameDigest(written string, sum []byte) error {
	algorithm, value, ok := strings.Cut(written, ":")
	if !ok {
		algorithm, value = "sha256", written
	}
	have := sumText(sum)
	switch {
	case !strings.EqualFold(algorithm, "sha256") && !strings.EqualFold(algorithm, "sha-256") || len(value) != 2*sha256.Size:
		return fmt.Errorf("its digest %.90q is not one of SHA-256 in hexadecimal digits", written)
	case !strings.EqualFold("sha256:"+value, have):
		return fmt.Errorf("its digest is %s, and not %s as is said: it was changed", have, written)
	}
	return nil
}

// withContext makes a reader fail once ctx is done.
func withContext(ctx context.Context, r io.Reader) io.Reader {
	return readerFunc(func(p []byte) (int, error) {
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		return r.Read(p)
	})
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }
