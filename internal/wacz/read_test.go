package wacz

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// entry is one of a zip file made for a test.
type entry struct {
	name, data string
	change     func(*zip.FileHeader)
}

func zipOf(t testing.TB, entries ...entry) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, e := range entries {
		h := &zip.FileHeader{Name: e.name, Method: zip.Store}
		if e.change != nil {
			e.change(h)
		}
		w, err := z.CreateHeader(h)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, e.data); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func openBytes(t testing.TB, data []byte) (*File, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "x.wacz")
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	w, err := Open(path)
	if err == nil {
		t.Cleanup(func() { w.Close() })
	}
	return w, err
}

func deflated(h *zip.FileHeader) { h.Method = zip.Deflate }

func TestOpenRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		entries []entry
		want    string
	}{
		"slip":             {[]entry{{"archive/../../x.warc.gz", "x", nil}}, `"archive/../../x.warc.gz" has a name that could lead out`},
		"absolute":         {[]entry{{"/etc/passwd", "x", nil}}, `"/etc/passwd" has a name`},
		"backslash":        {[]entry{{`archive\..\x`, "x", nil}}, "has a name"},
		"drive":            {[]entry{{"C:/x", "x", nil}}, "has a name"},
		"line break":       {[]entry{{"archive/a\nb", "x", nil}}, "has a name"},
		"empty":            {[]entry{{"", "x", nil}}, "has a name"},
		"twice":            {[]entry{{"a", "x", nil}, {"a", "y", nil}}, `"a" is there twice`},
		"symbolic link":    {[]entry{{"a", "/etc/passwd", func(h *zip.FileHeader) { h.SetMode(fs.ModeSymlink | 0o777) }}}, "is no plain file"},
		"bomb":             {[]entry{{"archive/a.warc", strings.Repeat("\x00", 100<<20), deflated}}, "would swell from"},
		"folder with data": {[]entry{{"archive/", "", nil}, {"a", "", nil}}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := openBytes(t, zipOf(t, c.entries...))
			if c.want == "" {
				if err != nil {
					t.Error(err)
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "x.wacz") {
				t.Errorf("error %v, want one with %q", err, c.want)
			}
		})
	}
}

// directory finds the central directory's header of the nth entry.
func directory(t testing.TB, data []byte, n int) []byte {
	t.Helper()
	for at := 0; ; at++ {
		i := bytes.Index(data[at:], []byte("PK\x01\x02"))
		if i < 0 {
			t.Fatal("no such entry")
		}
		if at += i; n == 0 {
			return data[at:]
		}
		n--
	}
}

func TestOpenRefusesForged(t *testing.T) {
	for name, c := range map[string]struct {
		forge func(data []byte)
		want  string
	}{
		"encrypted":   {func(data []byte) { directory(t, data, 0)[8] |= 1 }, `"a" is encrypted`},
		"method":      {func(data []byte) { directory(t, data, 0)[10] = 12 }, `"a" has the compression method 12`},
		"stored size": {func(data []byte) { binary.LittleEndian.PutUint32(directory(t, data, 0)[24:], 1000) }, `"a" is stored, but says 4 bytes in the zip and 1000`},
		"overlapping": {func(data []byte) { copy(directory(t, data, 1)[42:46], directory(t, data, 0)[42:46]) }, "lie over each other"},
	} {
		t.Run(name, func(t *testing.T) {
			data := zipOf(t, entry{"a", "aaaa", nil}, entry{"b", "bbbb", nil})
			c.forge(data)
			if _, err := openBytes(t, data); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want one with %q", err, c.want)
			}
		})
	}
	if _, err := openBytes(t, []byte("no zip")); err == nil || !strings.Contains(err.Error(), "is no zip file that can be read") {
		t.Errorf("error %v", err)
	}
	if _, err := Open(filepath.Join(t.TempDir(), "none")); err == nil {
		t.Error("a file that is not there was opened")
	}
}

// An entry that unpacks to more than it says is cut off there.
func TestLyingSize(t *testing.T) {
	data := zipOf(t, entry{"archive/a.warc", strings.Repeat("a", 5000), deflated})
	binary.LittleEndian.PutUint32(directory(t, data, 0)[24:], 1000)
	w, err := openBytes(t, data)
	if err != nil {
		t.Fatal(err)
	}
	r, err := w.Archives()[0].Open()
	if err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(r)
	if len(got) > 1000 || err == nil {
		t.Errorf("%d bytes, error %v", len(got), err)
	}
}

func packageOf(t testing.TB, p map[string]any) entry {
	t.Helper()
	data, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	return entry{packageName, string(data), nil}
}

func TestCheck(t *testing.T) {
	warcFile := entry{"archive/a.warc.gz", "data", nil}
	good := map[string]any{"name": "a", "path": warcFile.name, "hash": digestOf([]byte(warcFile.data)), "bytes": 4}
	with := func(key string, value any) map[string]any {
		changed := map[string]any{}
		for k, v := range good {
			changed[k] = v
		}
		changed[key] = value
		return changed
	}
	pkg := func(resources ...any) entry {
		return packageOf(t, map[string]any{"profile": "data-package", "resources": resources})
	}
	digest := func(hash string) entry {
		return entry{digestName, `{"path":"datapackage.json","hash":"` + hash + `"}`, nil}
	}
	for name, c := range map[string]struct {
		entries []entry
		want    []string
	}{
		"good":            {[]entry{warcFile, pkg(good)}, nil},
		"good digest":     {[]entry{warcFile, pkg(good), digest(digestOf([]byte(pkg(good).data)))}, nil},
		"upper case":      {[]entry{warcFile, pkg(with("hash", strings.ToUpper(good["hash"].(string))))}, nil},
		"before 1.0":      {[]entry{warcFile, pkg(map[string]any{"path": warcFile.name, "stats": map[string]any{"hash": strings.TrimPrefix(good["hash"].(string), "sha256:"), "bytes": 4}})}, nil},
		"no package":      {[]entry{warcFile}, []string{"datapackage.json: it is not there"}},
		"no JSON":         {[]entry{warcFile, {packageName, "{", nil}}, []string{"datapackage.json: it cannot be read"}},
		"wrong digest":    {[]entry{warcFile, pkg(with("hash", digestOf(nil)))}, []string{`"archive/a.warc.gz": its digest is sha256:3a6e`}},
		"no digest":       {[]entry{warcFile, pkg(with("hash", ""))}, []string{"has no digest of it"}},
		"other algorithm": {[]entry{warcFile, pkg(with("hash", "md5:00"))}, []string{"is not one of SHA-256"}},
		"wrong size":      {[]entry{warcFile, pkg(with("bytes", 5))}, []string{"it has 4 bytes, and datapackage.json says 5"}},
		"missing":         {[]entry{warcFile, pkg(good, with("path", "archive/b.warc.gz"))}, []string{`"archive/b.warc.gz": datapackage.json names it, and it is not there`}},
		"named twice":     {[]entry{warcFile, pkg(good, good)}, []string{"it names"}},
		"not named":       {[]entry{warcFile, {"extra", "", nil}, pkg(good)}, []string{`"extra": datapackage.json does not name it`}},
		"lying digest":    {[]entry{warcFile, pkg(good), digest(digestOf(nil))}, []string{"datapackage-digest.json: datapackage.json: its digest is"}},
		"broken digest":   {[]entry{warcFile, pkg(good), {digestName, "[", nil}}, []string{"datapackage-digest.json: it cannot be read"}},
		"collection":      {[]entry{packageOf(t, map[string]any{"profile": "multi-wacz-package"})}, []string{"a collection of other WACZ files"}},
	} {
		t.Run(name, func(t *testing.T) {
			w, err := openBytes(t, zipOf(t, c.entries...))
			if err != nil {
				t.Fatal(err)
			}
			faults := w.Check(context.Background())
			if len(faults) != len(c.want) {
				t.Fatalf("faults %q, want %q", faults, c.want)
			}
			for i, want := range c.want {
				if !strings.Contains(faults[i].Error(), want) || !strings.Contains(faults[i].Error(), "x.wacz") {
					t.Errorf("fault %q, want one with %q", faults[i], want)
				}
			}
		})
	}
}

func TestCheckSignature(t *testing.T) {
	key, err := NewKey()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "one.warc.gz")
	makeWARC(t, path, exchange("http://e.org/1", "1", 200))
	w, _ := pack(t, Options{Sources: []Source{source(path, nil)}, Key: key})
	var d packageDigest
	if err := json.Unmarshal(content(t, w, digestName), &d); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*signature){
		"hash":      func(s *signature) { s.Hash = digestOf(nil) },
		"key":       func(s *signature) { s.PublicKey = "AAAA" },
		"base64":    func(s *signature) { s.Signature = "!" },
		"signature": func(s *signature) { s.Signature = "AAAA" + s.Signature[4:] },
		"short":     func(s *signature) { s.Signature = "" },
	} {
		t.Run(name, func(t *testing.T) {
			changed := *d.Signed
			change(&changed)
			if err := changed.verify(d.Hash); err == nil {
				t.Error("the signature was believed")
			}
		})
	}
	if err := d.Signed.verify(d.Hash); err != nil {
		t.Error(err)
	}
}

// Every byte of a package counts: what is flipped is found, or was not part
// of any entry's content.
func TestFlippedBytes(t *testing.T) {
	path := filepath.Join(t.TempDir(), "one.warc.gz")
	makeWARC(t, path, exchange("http://e.org/1", "1", 200))
	w, _ := pack(t, Options{Sources: []Source{source(path, nil)}})
	data, err := os.ReadFile(w.path)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range w.entries {
		at, err := e.DataOffset()
		if err != nil {
			t.Fatal(err)
		}
		for i := at; i < at+int64(e.CompressedSize64); i += 97 {
			changed := bytes.Clone(data)
			changed[i] ^= 0x20
			f, err := openBytes(t, changed)
			if err == nil && len(f.Check(context.Background())) == 0 {
				t.Errorf("%s: the byte %d was flipped, and nobody noticed", e.Name, i)
			}
		}
	}
}

func FuzzOpen(f *testing.F) {
	f.Add(zipOf(f, entry{"archive/a.warc.gz", "data", nil}, packageOf(f, map[string]any{"profile": "data-package",
		"resources": []any{map[string]any{"path": "archive/a.warc.gz", "hash": digestOf([]byte("data")), "bytes": 4}}})))
	f.Add(zipOf(f, entry{packageName, strings.Repeat(`{"resources":[`, 9), deflated}))
	f.Add(zipOf(f, entry{packageName, "{}", nil}, entry{digestName, `{"hash":"sha256:0","signedData":{"hash":"sha256:0","publicKey":"AAAA","signature":"AAAA"}}`, nil}))
	f.Add([]byte("PK\x05\x06" + strings.Repeat("\x00", 18)))
	f.Fuzz(func(t *testing.T, data []byte) {
		w, err := openBytes(t, data)
		if err != nil {
			return
		}
		w.Check(context.Background())
		for _, e := range w.Archives() {
			if !safeName(e.Name) {
				t.Errorf("the name %q was let through", e.Name)
			}
			r, err := e.Open()
			if err != nil {
				continue
			}
			if n, _ := io.Copy(io.Discard, r); n > e.Size {
				t.Errorf("%s has %d bytes and gave %d", e.Name, e.Size, n)
			}
			r.Close()
		}
	})
}

func FuzzPackage(f *testing.F) {
	f.Add(`{"profile":"data-package","resources":[{"path":"a","hash":"sha256:00","bytes":1}]}`, `{"hash":"x","signedData":null}`)
	f.Add(`{"resources":[{"path":"../a","stats":{"hash":"","bytes":-1}}]}`, `{"hash":"sha256:0","signedData":{"hash":"sha256:0","publicKey":"AAAA","signature":"AAAA"}}`)
	f.Fuzz(func(t *testing.T, pkg, digest string) {
		w, err := openBytes(t, zipOf(t, entry{packageName, pkg, nil}, entry{digestName, digest, nil}, entry{"a", "x", nil}))
		if err != nil {
			t.Fatal(err)
		}
		w.Check(context.Background())
	})
}
