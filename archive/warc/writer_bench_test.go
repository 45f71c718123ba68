package warc

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"
)

// htmlLike makes a page that compresses about as well as real ones do.
func htmlLike(size int, seed uint64) string {
	rnd := rand.New(rand.NewPCG(seed, 1))
	words := make([]string, 2000)
	for i := range words {
		for range 2 + rnd.IntN(9) {
			words[i] += string(rune('a' + rnd.IntN(26)))
		}
	}
	var b strings.Builder
	b.WriteString("<!DOCTYPE html><html lang=\"fr\"><body>\n")
	for b.Len() < size {
		fmt.Fprintf(&b, "<p class=\"article-%d\">", rnd.IntN(9))
		for range 30 + rnd.IntN(40) {
			b.WriteString(words[int(float64(len(words))*rnd.Float64()*rnd.Float64())] + " ")
		}
		b.WriteString("</p>\n")
	}
	return b.String()[:size]
}

var benchSizes = []int{3 << 10, 30 << 10}

// BenchmarkWrite counts the bytes of the response block; a request is written
// with each.
func BenchmarkWrite(b *testing.B) {
	for _, size := range benchSizes {
		b.Run(fmt.Sprintf("warc/%dKB", size>>10), func(b *testing.B) {
			f, err := os.Create(filepath.Join(b.TempDir(), "x.warc.gz"))
			if err != nil {
				b.Fatal(err)
			}
			defer f.Close()
			ex := testExchange("https://example.org/", htmlLike(size, 1))
			w := NewWriter(f, 0)
			b.SetBytes(int64(len(ex.Response)))
			b.ReportAllocs()
			for b.Loop() {
				if w.Offset() > 64<<20 { // one file that does not fill the disk
					w = NewWriter(f, 0)
				}
				writeExchange(b, w, ex)
			}
		})
		b.Run(fmt.Sprintf("gzip-alone/%dKB", size>>10), func(b *testing.B) {
			block := testExchange("https://example.org/", htmlLike(size, 1)).Response
			zw, err := gzip.NewWriterLevel(io.Discard, Level)
			if err != nil {
				b.Fatal(err)
			}
			b.SetBytes(int64(len(block)))
			for b.Loop() {
				zw.Reset(io.Discard)
				zw.Write(block)
				zw.Close()
			}
		})
	}
}

// BenchmarkLevels shows what each gzip level costs and saves.
func BenchmarkLevels(b *testing.B) {
	block := []byte(htmlLike(30<<10, 1))
	for _, level := range []int{1, 3, 5, 6, 7, 9} {
		b.Run(fmt.Sprint(level), func(b *testing.B) {
			zw, err := gzip.NewWriterLevel(io.Discard, level)
			if err != nil {
				b.Fatal(err)
			}
			var out bytes.Buffer
			b.SetBytes(int64(len(block)))
			for b.Loop() {
				out.Reset()
				zw.Reset(&out)
				zw.Write(block)
				zw.Close()
			}
			b.ReportMetric(float64(len(block))/float64(out.Len()), "ratio")
		})
	}
}

// BenchmarkReadAndCheck reads records and compares both digests.
func BenchmarkReadAndCheck(b *testing.B) {
	for _, size := range benchSizes {
		b.Run(fmt.Sprintf("%dKB", size>>10), func(b *testing.B) {
			m := &memory{}
			w := NewWriter(m, 0)
			const exchanges = 50
			var total int
			for i := range exchanges {
				ex := testExchange("https://example.org/", htmlLike(size, uint64(i)))
				total += len(ex.Response)
				writeExchange(b, w, ex)
			}
			b.SetBytes(int64(total))
			for b.Loop() {
				checkAll(b, m.data)
			}
		})
	}
}

func checkAll(b *testing.B, file []byte) {
	r := NewReader(bytes.NewReader(file), "x", 0)
	for {
		rec, err := r.Next()
		if err == io.EOF {
			return
		}
		if err != nil {
			b.Fatal(err)
		}
		if rec.Header.Type() != TypeResponse {
			continue
		}
		block := NewDigester()
		_, payload, _, err := digestPayload(io.TeeReader(rec.Block, block))
		if err != nil || payload != rec.Header.PayloadDigest() || block.String() != rec.Header.BlockDigest() {
			b.Fatalf("%s %s %v", payload, block, err)
		}
	}
}
