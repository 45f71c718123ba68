package intake

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

type entry struct {
	name, data string
	method     uint16
	lies       bool // its digest is of something else
}

// pack makes a WACZ as others do.
func pack(t *testing.T, entries ...entry) string {
	t.Helper()
	type resource struct {
		Name  string `json:"name"`
		Path  string `json:"path"`
		Hash  string `json:"hash"`
		Bytes int    `json:"bytes"`
	}
	var list []resource
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	add := func(e entry) {
		w, err := z.CreateHeader(&zip.FileHeader{Name: e.name, Method: e.method})
		if err == nil {
			_, err = w.Write([]byte(e.data))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, e := range entries {
		add(e)
		sum := sha256.Sum256([]byte(e.data))
		if e.lies {
			sum[0] ^= 1
		}
		list = append(list, resource{filepath.Base(e.name), e.name, "sha256:" + hex.EncodeToString(sum[:]), len(e.data)})
	}
	data, err := json.Marshal(map[string]any{"profile": "data-package", "wacz_version": "1.1.1", "resources": list})
	if err != nil {
		t.Fatal(err)
	}
	add(entry{name: "datapackage.json", data: string(data)})
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return file(t, "x.wacz", b.String())
}

func TestWACZ(t *testing.T) {
	a, b, c := rec("a", page), rec("b", page+"b"), rec("c", page+"c")
	arc := arcVersion + "http://comite.example/x.gif 192.0.2.7 20140216050221 image/gif 3\nGIF\n"
	long := strings.Repeat(rec("l", page+strings.Repeat("long ", 2000)), 500) // more than is held in memory
	tests := []struct {
		name    string
		entries []entry
		want    string
		damaged int
		faults  string // a part of the first one
		refused string
	}{
		{"stored", []entry{{name: "archive/1.warc.gz", data: zipped(t, a, b)}, {name: "archive/2.warc", data: c}}, "a b c", 0, "", ""},
		{"deflated", []entry{{name: "archive/1.warc", data: a + long + b, method: zip.Deflate}}, "a l b", 0, "", ""},
		{"damage within", []entry{{name: "archive/1.warc", data: a + "damage\r\n" + b, method: zip.Deflate}, {name: "archive/2.warc.gz", data: zipped(t, c)}}, "a b c", 1, "", ""},
		{"ARC", []entry{{name: "archive/1.arc", data: arc}}, "", 0, "", ""},
		{"a digest that lies", []entry{{name: "archive/1.warc", data: a, lies: true}}, "a", 0, `archive/1.warc`, ""},
		{"a name that leads out", []entry{{name: "../../1.warc", data: a}}, "", 0, "", "lead out of a folder"},
		{"a bomb", []entry{{name: "archive/1.warc", data: strings.Repeat("\x00", 80<<20), method: zip.Deflate}}, "", 0, "", "swell"},
		{"no archive in it", []entry{{name: "pages/pages.jsonl", data: "{}"}}, "", 0, "", "no WARC file"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			home := t.TempDir()
			r := take(t, pack(t, tt.entries...), into(t, home))
			all := written(t, home)
			if got := names(all); got != tt.want && tt.name != "ARC" || tt.name == "ARC" && len(all) != 2 {
				t.Errorf("kept %q, want %q", got, tt.want)
			}
			if r.Damaged != tt.damaged || r.Damaged > 0 && !strings.HasSuffix(r.Damage[0].File, "x.wacz/archive/1.warc") {
				t.Errorf("damage %v", r.Damage)
			}
			if (tt.faults == "") != (len(r.Faults) == 0) || tt.faults != "" && !strings.Contains(r.Faults[0], tt.faults) {
				t.Errorf("faults %q", r.Faults)
			}
			if (tt.refused == "") != (r.Refused == "") || !strings.Contains(r.Refused, tt.refused) {
				t.Errorf("refused %q", r.Refused)
			}
			if left, _ := os.ReadDir(filepath.Join(home, "warc")); (len(left) == 0) != (r.Refused != "") {
				t.Errorf("left %v", left)
			}
		})
	}
}

// A download that broke off: the records that arrived are kept, and what is
// missing is said.
func TestTornWACZ(t *testing.T) {
	a, b, c := rec("a", page), rec("b", page+"b"), rec("c", page+"c")
	whole, err := os.ReadFile(pack(t, entry{name: "archive/1.warc.gz", data: zipped(t, a, b)}, entry{name: "archive/2.warc.gz", data: zipped(t, c)}))
	if err != nil {
		t.Fatal(err)
	}
	directory := bytes.Index(whole, []byte("PK\x01\x02"))
	second := bytes.Index(whole, []byte("archive/2.warc.gz"))
	for cut, want := range map[int]string{directory: "a b c", second + 40: "a b", 30: ""} {
		home := t.TempDir()
		r := take(t, file(t, "x.wacz", string(whole[:cut])), into(t, home))
		if got := names(written(t, home)); got != want {
			t.Errorf("cut at %d: kept %q, want %q", cut, got, want)
		}
		if r.Damaged == 0 || !strings.Contains(r.Damage[0].Reason, "cut off") || (want == "") != (r.Refused != "") {
			t.Errorf("cut at %d: damage %v, refused %q", cut, r.Damage, r.Refused)
		}
	}
}

func zipped(t *testing.T, records ...string) string {
	t.Helper()
	var all string
	for _, r := range records {
		all += zipMember(t, r)
	}
	return all
}
