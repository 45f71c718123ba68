package fetch

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"io"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"
)

func pack(s, coding string) string {
	var b bytes.Buffer
	var w io.WriteCloser
	switch coding {
	case "gzip":
		w = gzip.NewWriter(&b)
	case "zlib":
		w = zlib.NewWriter(&b)
	case "bare deflate":
		w, _ = flate.NewWriter(&b, 5)
	}
	io.WriteString(w, s)
	w.Close()
	return b.String()
}

func TestCap(t *testing.T) {
	const text = "Les autorités doivent libérer les manifestant·e·s."
	g := pack(text, "gzip")
	tests := []struct {
		name, url, sent, coding, mediaType string
		want, wantErr                      string
	}{
		{name: "plain", sent: text, want: text},
		{name: "identity", sent: text, coding: "identity", want: text},
		{name: "gzip", sent: g, coding: "gzip", want: text},
		{name: "GZip", sent: g, coding: " GZip", want: text},
		{name: "x-gzip", sent: g, coding: "x-gzip", want: text},
		{name: "deflate", sent: pack(text, "zlib"), coding: "deflate", want: text},
		{name: "bare deflate", sent: pack(text, "bare deflate"), coding: "deflate", want: text},
		{name: "twice", sent: pack(g, "zlib"), coding: "gzip, deflate", want: text},
		{name: "two members", sent: pack(text[:9], "gzip") + pack(text[9:], "gzip"), coding: "gzip", want: text},
		{name: "padding", sent: g + "\x00\x00\x00", coding: "gzip", want: text},
		{name: "empty", coding: "gzip"},
		{name: "cut", sent: g[:len(g)-9], coding: "gzip", want: text, wantErr: "remove the coding gzip: unexpected EOF"},
		{name: "wrong checksum", sent: g[:len(g)-8] + "12345678", coding: "gzip", want: text, wantErr: "checksum"},
		{name: "mislabelled", sent: text, coding: "gzip", wantErr: "remove the coding gzip"},
		{name: "unknown", sent: text, coding: "br", wantErr: `"br"`},
		{name: "too often", sent: g, coding: "gzip,gzip,gzip,gzip,gzip", wantErr: "packed 5 times"},
		{name: "just the limit", sent: strings.Repeat("x", 100), want: strings.Repeat("x", 100)},
		{name: "over the limit", sent: strings.Repeat("x", 101), want: strings.Repeat("x", 100), wantErr: ErrTooLarge.Error()},
		{name: "over the limit once decoded", sent: pack(strings.Repeat("x", 1<<20), "gzip"), coding: "gzip",
			want: strings.Repeat("x", 100), wantErr: ErrTooLarge.Error()},
		{name: "gzip file by name", url: "http://a.example/sitemap.xml.gz", sent: g, want: text},
		{name: "gzip file by type", sent: g, mediaType: "application/x-gzip", want: text},
		{name: "gzip file, packed again", url: "http://a.example/sitemap.xml.gz", sent: pack(g, "gzip"), coding: "gzip", want: text},
		{name: "gzip file in name only", url: "http://a.example/sitemap.xml.gz", sent: text, mediaType: "application/gzip", want: text},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if tt.url == "" {
				tt.url = "http://a.example/"
			}
			c := &Cap{Max: 100, Next: transport(func(r *http.Request) (*http.Response, error) {
				resp := answer(r, 200, tt.sent, "Content-Length", "5", "Content-Type", tt.mediaType)
				if tt.coding != "" {
					resp.Header.Set("Content-Encoding", tt.coding)
				}
				return resp, nil
			})}
			resp, err := c.RoundTrip(newRequest(t, tt.url))
			var body []byte
			if err == nil {
				if resp.Header.Get("Content-Encoding") != "" || resp.Header.Get("Content-Length") != "" || !resp.Uncompressed {
					t.Errorf("header %v, uncompressed %t", resp.Header, resp.Uncompressed)
				}
				body, err = io.ReadAll(iotest.OneByteReader(resp.Body))
			}
			if string(body) != tt.want {
				t.Errorf("body %q, want %q", body, tt.want)
			}
			if (err == nil) != (tt.wantErr == "") || err != nil && !strings.Contains(err.Error(), tt.wantErr) {
				t.Errorf("error %v, want %q", err, tt.wantErr)
			}
		})
	}
}

func TestCapKeepsTheTransportsError(t *testing.T) {
	broken := errors.New("the wire broke")
	for _, coding := range []string{"", "gzip"} {
		c := &Cap{Next: transport(func(r *http.Request) (*http.Response, error) {
			resp := answer(r, 200, "", "Content-Encoding", coding)
			resp.Body = io.NopCloser(io.MultiReader(strings.NewReader(pack("half", "gzip")[:15]), iotest.ErrReader(broken)))
			return resp, nil
		})}
		if _, _, err := fetchText(t, c, "http://a.example/"); !errors.Is(err, broken) {
			t.Errorf("coding %q: error %v", coding, err)
		}
	}
}

// A bomb of 256 MiB must cost no more than buffers.
func TestBombCostsNoMemory(t *testing.T) {
	var bomb bytes.Buffer
	z := gzip.NewWriter(&bomb)
	zeros := make([]byte, 1<<20)
	for range 16 {
		z.Write(zeros)
	}
	z.Close()
	packed := strings.Repeat(bomb.String(), 16)
	c := &Cap{Max: 4 << 20, Next: transport(func(r *http.Request) (*http.Response, error) {
		return answer(r, 200, packed, "Content-Encoding", "gzip"), nil
	})}
	resp, err := c.RoundTrip(newRequest(t, "http://a.example/"))
	if err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	n, err := io.Copy(io.Discard, resp.Body)
	runtime.ReadMemStats(&after)
	if n != 4<<20 || !errors.Is(err, ErrTooLarge) || Kind(err) != KindTooLarge {
		t.Errorf("%d bytes, error %v", n, err)
	}
	if used := after.TotalAlloc - before.TotalAlloc; used > 1<<20 {
		t.Errorf("allocated %d bytes", used)
	}
}
