package warc_test

import (
	"fmt"
	"io"
	"log"
	"os"
	"time"

	"communique/archive/warc"
)

// An exchange is written and read again.
func Example() {
	file, err := os.CreateTemp("", "*.warc.gz")
	if err != nil {
		log.Fatal(err)
	}
	defer os.Remove(file.Name())
	defer file.Close()

	now := time.Date(2026, 3, 1, 21, 4, 5, 0, time.UTC)
	info, err := warc.Warcinfo("example.warc.gz", now, warc.Fields{{Name: "software", Value: "example/1.0"}})
	if err != nil {
		log.Fatal(err)
	}
	records, err := warc.ExchangeRecords(&warc.Exchange{
		URL: "https://example.org/", Start: now, Addr: "192.0.2.7",
		Request:  []byte("GET / HTTP/1.1\r\nHost: example.org\r\n\r\n"),
		Response: []byte("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"),
	}, info.Header.ID())
	if err != nil {
		log.Fatal(err)
	}
	w := warc.NewWriter(file, 0)
	if _, err := w.Write(append([]*warc.Draft{info}, records.Drafts...)...); err != nil {
		log.Fatal(err)
	}

	r := warc.NewReader(file, file.Name(), 0)
	for {
		rec, err := r.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			log.Fatal(err)
		}
		fmt.Printf("%s, %d bytes\n", rec.Header.Type(), rec.Size)
		if rec.Header.Type() != warc.TypeResponse {
			continue
		}
		resp, err := warc.SplitResponse(rec.Block)
		if err != nil {
			log.Fatal(err)
		}
		payload, err := io.ReadAll(resp.Body)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Printf("%d %q %.19s…\n", resp.Status, payload, rec.Header.PayloadDigest())
	}
	// Output:
	// warcinfo, 23 bytes
	// response, 62 bytes
	// 200 "hello" sha256:2cf24dba5fb0…
	// request, 37 bytes
}
