package speed

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
	"time"

	gowarc "github.com/internetarchive/gowarc"
	"github.com/internetarchive/gowarc/cmd/warc/verify"
	"github.com/klauspost/compress/gzip"

	"communique/archive/warc"
)

const (
	address = "https://www.example.org/communiques/une-page/"
	request = "GET /communiques/une-page/ HTTP/1.1\r\nHost: www.example.org\r\nUser-Agent: bench\r\nAccept-Encoding: gzip\r\n\r\n"
)

// exchanges are the payloads that every benchmark has.
func exchanges(b *testing.B) []*warc.Exchange {
	bodies, source := Pages(64)
	b.Log(source)
	all := make([]*warc.Exchange, len(bodies))
	for i, body := range bodies {
		all[i] = &warc.Exchange{
			URL: address, Start: time.Now(), Addr: "192.0.2.1", Request: []byte(request),
			Response: fmt.Appendf(nil, "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n%s", len(body), body),
		}
	}
	return all
}

func total(all []*warc.Exchange) (n int64) {
	for _, ex := range all {
		n += int64(len(ex.Response))
	}
	return n
}

// cpu reports the processor time of a benchmark, of all threads: unlike the
// time on the clock it is nearly the same on a busy machine. The function is
// called when the work is done.
func cpu(b *testing.B, perOp float64, unit string) func() {
	used := func() float64 {
		var u syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
			b.Fatal(err)
		}
		return time.Duration(u.Utime.Nano() + u.Stime.Nano()).Seconds()
	}
	runtime.GC()
	before := used()
	return func() { b.ReportMetric(perOp*float64(b.N)/(used()-before), unit) }
}

func create(tb testing.TB) *os.File {
	f, err := os.Create(filepath.Join(tb.TempDir(), "x.warc.gz"))
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { f.Close() })
	return f
}

// BenchmarkWrite writes a response and a request for each page, with a SHA-256
// of block and payload. Each round begins the file again. ratio is how far the
// file is smaller than its content.
func BenchmarkWrite(b *testing.B) {
	all := exchanges(b)
	b.Run("communique", func(b *testing.B) {
		f := create(b)
		done := cpu(b, float64(total(all))/1e6, "MB/cpu-s")
		var w *warc.Writer
		for b.Loop() {
			w = warc.NewWriter(f, 0)
			for _, ex := range all {
				recs, err := warc.ExchangeRecords(ex, "<urn:uuid:0>")
				if err != nil {
					b.Fatal(err)
				}
				if _, err := w.Write(recs.Drafts...); err != nil {
					b.Fatal(err)
				}
			}
		}
		done()
		b.ReportMetric(float64(total(all))/float64(w.Offset()), "ratio")
	})
	b.Run("gowarc", func(b *testing.B) {
		f := create(b)
		done := cpu(b, float64(total(all))/1e6, "MB/cpu-s")
		for b.Loop() {
			writeGowarc(b, f, all)
		}
		done()
		size, err := f.Seek(0, io.SeekCurrent)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(total(all))/float64(size), "ratio")
	})
	for _, level := range []int{warc.Level, gzip.DefaultCompression} { // gowarc takes the default
		b.Run(fmt.Sprintf("gzip-alone-level%d", level), func(b *testing.B) {
			zw, err := gzip.NewWriterLevel(io.Discard, level)
			if err != nil {
				b.Fatal(err)
			}
			done := cpu(b, float64(total(all))/1e6, "MB/cpu-s")
			for b.Loop() {
				for _, ex := range all {
					for _, part := range [][]byte{ex.Response, ex.Request} {
						zw.Reset(io.Discard)
						zw.Write(part)
						zw.Close()
					}
				}
			}
			done()
		})
	}
}

// writeGowarc does what gowarc's own client does with an exchange.
func writeGowarc(tb testing.TB, f *os.File, all []*warc.Exchange) {
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		tb.Fatal(err)
	}
	w, err := gowarc.NewWriter(f, "x.warc.gz", gowarc.SHA256Base16, gowarc.CompressionGzip, true, nil)
	if err != nil {
		tb.Fatal(err)
	}
	for _, ex := range all {
		resp, err := http.ReadResponse(bufio.NewReader(bytes.NewReader(ex.Response)), nil)
		if err != nil {
			tb.Fatal(err)
		}
		payload, err := gowarc.GetDigest(resp.Body, gowarc.SHA256Base16)
		if err != nil {
			tb.Fatal(err)
		}
		for _, part := range []struct {
			kind, digest string
			block        []byte
		}{{"response", payload, ex.Response}, {"request", "", ex.Request}} {
			r := gowarc.NewRecord("", false)
			r.Header.Set("WARC-Type", part.kind)
			r.Header.Set("WARC-Target-URI", ex.URL)
			r.Header.Set("WARC-IP-Address", ex.Addr)
			r.Header.Set("Content-Type", "application/http; msgtype="+part.kind)
			if part.digest != "" {
				r.Header.Set("WARC-Payload-Digest", part.digest)
			}
			if _, err := r.Content.Write(part.block); err != nil {
				tb.Fatal(err)
			}
			if _, err := w.WriteRecord(r); err != nil {
				tb.Fatal(err)
			}
			w.Reset(f)
		}
	}
}

// BenchmarkRead reads a file and compares every digest. Each reads the same
// file, which communique wrote; a record is a response or a request.
func BenchmarkRead(b *testing.B) {
	all := exchanges(b)
	f := create(b)
	w := warc.NewWriter(f, 0)
	for range 8 {
		for _, ex := range all {
			recs, err := warc.ExchangeRecords(ex, "<urn:uuid:0>")
			if err != nil {
				b.Fatal(err)
			}
			if _, err := w.Write(recs.Drafts...); err != nil {
				b.Fatal(err)
			}
		}
	}
	records := 8 * len(all) * 2
	b.Run("communique", func(b *testing.B) {
		done := cpu(b, float64(records), "records/cpu-s")
		for b.Loop() {
			if n := check(b, f); n != records {
				b.Fatalf("%d records", n)
			}
		}
		done()
	})
	b.Run("gowarc", func(b *testing.B) {
		done := cpu(b, float64(records), "records/cpu-s")
		for b.Loop() {
			result, err := verify.ValidateWARCFile(f.Name())
			if err != nil || !result.Valid || result.RecordCount != records {
				b.Fatalf("%+v %v", result, err)
			}
		}
		done()
	})
}

// check reads a file with our reader.
func check(tb testing.TB, f *os.File) (n int) {
	r := warc.NewReader(f, f.Name(), 0)
	for {
		rec, err := r.Next()
		if err == io.EOF {
			return n
		}
		if err != nil {
			tb.Fatal(err)
		}
		n++
		block, payload := warc.NewDigester(), ""
		in := io.TeeReader(rec.Block, block)
		if rec.Header.Type() == warc.TypeResponse {
			payload, err = warc.PayloadDigest(in)
		} else {
			_, err = io.Copy(block, rec.Block)
		}
		if err != nil || payload != rec.Header.PayloadDigest() || block.String() != rec.Header.BlockDigest() {
			tb.Fatalf("%s: %s %s %v", rec.Header.ID(), payload, block, err)
		}
	}
}
