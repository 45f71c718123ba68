package warc

import (
	"bufio"
	"bytes"
	"io"
	"net/http"
	"testing"
)

// FuzzFraming holds the framer against net/http: however the bytes are cut
// into reads, the message ends at the same place and where net/http finds it.
func FuzzFraming(f *testing.F) {
	for _, seed := range []string{
		"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello+more",
		"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n0\r\nX: y\r\n\r\nmore",
		"HTTP/1.1 103 Early\r\nA: b\r\n\r\nHTTP/1.1 204 No\r\n\r\nmore",
		"HTTP/1.0 200 OK\n\nto the end",
		"HTTP/1.1 200 OK\r\nX: a\r\n \r\n\tb\r\nContent-Length: 1\r\n\r\n12",
		"HTTP/1.1 101 Switching\r\n\r\nraw", "\r\nHTTP/1.1 200 OK\r\n\r\n", "HTTP/1.0 000 x\r\n\r\nbody", "HTTP/1.1 999 x\r\nContent-Length: -1\r\n\r\n",
	} {
		f.Add([]byte(seed), uint8(3), false)
		f.Add([]byte(seed), uint8(200), true)
	}
	f.Fuzz(func(t *testing.T, wire []byte, step uint8, head bool) {
		method := map[bool]string{false: "GET", true: "HEAD"}[head]
		once := framer{method: method}
		n := once.feed(wire)
		parts := framer{method: method}
		for rest := wire; len(rest) > 0 && !parts.done(); {
			k := min(len(rest), int(step)+1)
			parts.feed(rest[:k])
			rest = rest[k:]
		}
		if once.state != parts.state || once.start != parts.start || !bytes.Equal(once.buf, parts.buf) {
			t.Fatalf("in one piece: state %d, %d bytes; in several: state %d, %d bytes", once.state, len(once.buf), parts.state, len(parts.buf))
		}
		if n != len(once.buf) || !bytes.HasPrefix(wire, once.buf) {
			t.Fatalf("took %d bytes, kept %d", n, len(once.buf))
		}
		br := bufio.NewReader(bytes.NewReader(wire))
		for {
			resp, err := http.ReadResponse(br, &http.Request{Method: method})
			if err != nil {
				return
			}
			if resp.StatusCode/100 == 1 && resp.StatusCode != http.StatusSwitchingProtocols {
				continue
			}
			if _, err := io.Copy(io.Discard, resp.Body); err != nil {
				return
			}
			break
		}
		once.eof()
		rest, _ := io.ReadAll(br)
		if !once.done() || len(once.buf) != len(wire)-len(rest) {
			t.Fatalf("state %d after %d bytes; net/http read %d of %d", once.state, len(once.buf), len(wire)-len(rest), len(wire))
		}
	})
}
