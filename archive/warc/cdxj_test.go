package warc

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSURT(t *testing.T) {
	for address, want := range map[string]string{
		"https://www.example.org/News/?b=2&a=1": "org,example)/news?a=1&b=2",
		"http://example.org":                    "org,example)/",
		"http://example.org/":                   "org,example)/",
		"https://WWW2.Example.org:443/a/#frag":  "org,example)/a",
		"http://a.example.org:8080/?":           "org,example,a:8080)/",
		"http://127.0.0.1:80/x":                 "127.0.0.1)/x",
		"http://user:pw@example.org/x":          "org,example)/x",
		"https://example.org/caf%C3%A9":         "org,example)/caf%c3%a9",
		"https://example.org/café":              "org,example)/caf%c3%a9",
		"urn:communique:run:1":                  "urn:communique:run:1",
		"file:///a b.png":                       "file:///a%20b.png",
		"http://[::1":                           "http://[::1",
		"":                                      "",
	} {
		if got := SURT(address); got != want {
			t.Errorf("%s: %q, want %q", address, got, want)
		}
	}
}

func TestCDXJ(t *testing.T) {
	m := &memory{}
	w := NewWriter(m, 0)
	info, err := Warcinfo("x.warc.gz", testStart, Fields{{"software", "test"}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(info); err != nil {
		t.Fatal(err)
	}
	b := writeExchange(t, w, testExchange("https://www.example.org/b", "hello"))
	unchanged := testExchange("https://example.org/a?x=<&>", "")
	unchanged.Response = []byte("HTTP/1.1 304 Not Modified\r\n\r\n")
	a := writeExchange(t, w, unchanged)

	lines, err := IndexFile(bytes.NewReader(m.data), "x.warc.gz")
	if err != nil {
		t.Fatal(err)
	}
	want := []CDXJ{
		{Key: "org,example)/b", Timestamp: "20260301210405", URL: "https://www.example.org/b", MIME: "text/html", Status: 200,
			Digest: "sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824", Offset: b[0].Offset, Length: b[0].Length, Filename: "x.warc.gz"},
		{Key: "org,example)/a?x=<&>", Timestamp: "20260301210405", URL: "https://example.org/a?x=<&>", MIME: "warc/revisit", Status: 304,
			Offset: a[0].Offset, Length: a[0].Length, Filename: "x.warc.gz"},
	}
	want[1].Key = SURT(want[1].URL)
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Fatal(diff)
	}
	var file bytes.Buffer
	if err := WriteCDXJ(&file, lines); err != nil {
		t.Fatal(err)
	}
	var back []CDXJ
	for line, err := range ReadCDXJ(&file) {
		if err != nil {
			t.Fatal(err)
		}
		back = append(back, line)
	}
	if diff := cmp.Diff([]CDXJ{want[1], want[0]}, back); diff != "" {
		t.Error(diff)
	}
}

func TestCDXJLine(t *testing.T) {
	line := CDXJ{Key: "org,example)/", Timestamp: "20260301210405", URL: "http://example.org/", MIME: "text/html", Status: 200, Digest: "sha256:00", Offset: 771, Length: 1219, Filename: "x.warc.gz"}
	const want = `org,example)/ 20260301210405 {"url":"http://example.org/","mime":"text/html","status":"200","digest":"sha256:00","length":"1219","offset":"771","filename":"x.warc.gz"}`
	if got := line.String(); got != want {
		t.Errorf("%s", got)
	}
}

func TestReadCDXJ(t *testing.T) {
	const file = "!meta {}\n\n" +
		`org,example)/ 20170730223850 {"url": "http://example.org/", "status": 200, "length": 12, "offset": "7", "more": [1]}` + "\n" +
		"nonsense\nkey 2017 {}\nkey 20170730223850 {\n" +
		`key 20170730223850 {"url": "u", "offset": "-5"}` + "\n" + `key 20170730223850 {"url": "u", "status": "x"}` + "\n" +
		`key 20170730223850123 {"url": "u", "status": "-", "offset": null}` + "\n"
	var lines []CDXJ
	var faults []string
	for line, err := range ReadCDXJ(strings.NewReader(file)) {
		if err != nil {
			faults = append(faults, err.Error())
		} else {
			lines = append(lines, line)
		}
	}
	if len(lines) != 2 || lines[0].Length != 12 || lines[0].Offset != 7 || lines[0].Status != 200 || lines[1].Offset != 0 {
		t.Errorf("lines %+v", lines)
	}
	if len(faults) != 5 || !strings.HasPrefix(faults[0], "CDXJ line 4: ") {
		t.Errorf("faults %q", faults)
	}
	for _, err := range ReadCDXJ(strings.NewReader("a 20170730223850 " + strings.Repeat("x", 2<<20))) {
		if err == nil {
			t.Error("a line of 2 MiB was read")
		}
	}
}

func FuzzReadCDXJ(f *testing.F) {
	f.Add(`org,example)/ 20170730223850 {"url": "http://example.org/", "status": "200", "length": 12, "offset": "7"}`)
	f.Add("! x\n\nkey 20170730223850 {}\n")
	f.Fuzz(func(t *testing.T, file string) {
		for line, err := range ReadCDXJ(strings.NewReader(file)) {
			if err != nil {
				continue
			}
			for again, err := range ReadCDXJ(strings.NewReader(line.String())) {
				if err != nil || again != line {
					t.Fatalf("%+v was written and read again as %+v: %v", line, again, err)
				}
			}
		}
	})
}
