package warc

import (
	"bytes"
	"io"
	"strconv"
	"strings"
	"testing"
	"testing/iotest"
)

func TestSplitResponse(t *testing.T) {
	long := strings.Repeat("0", 5000)
	tests := []struct {
		name, block, payload string
		status               int
		problem              string // a part of it
		short                bool
	}{
		{"length", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", "hello", 200, "", false},
		{"until close", "HTTP/1.0 200 OK\r\n\r\nhello", "hello", 200, "", false},
		{"chunked", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n", "hello", 200, "", false},
		{"chunk extensions and trailers", "HTTP/1.1 200 OK\r\ntransfer-encoding: Chunked\r\n\r\n5;a=\"b;c\" \r\nhello\r\n000;x\r\nX-Sum: 1\r\nY: 2\r\n\r\n", "hello", 200, "", false},
		{"chunked wins over length", "HTTP/1.1 200 OK\r\nContent-Length: 99\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", "hello", 200, "", false},
		{"upper-case size and bare LF", "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\nA\n0123456789\n0\n\n", "0123456789", 200, "", false},
		{"identity", "HTTP/1.1 200 OK\r\nTransfer-Encoding: identity\r\nContent-Length: 2\r\n\r\nhi", "hi", 200, "", false},
		{"content-coding is kept", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n\x1f\x8b\x08\r\n0\r\n\r\n", "\x1f\x8b\x08", 200, "", false},
		{"gzip as transfer-coding", "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n2\r\n\x1f\x8b\r\n0\r\n\r\n", "\x1f\x8b", 200, "transfer-coding gzip is kept", false},
		{"unknown transfer-coding", "HTTP/1.1 200 OK\r\nTransfer-Encoding: br\r\n\r\nxx", "xx", 200, "transfer-coding br is kept", false},
		{"204", "HTTP/1.1 204 No Content\r\nContent-Length: 7\r\n\r\n", "", 204, "", false},
		{"304 with a length", "HTTP/1.1 304 Not Modified\r\nContent-Length: 7\r\n\r\n", "", 304, "", false},
		{"304 with bytes", "HTTP/1.1 304 Not Modified\r\n\r\nxx", "", 304, "bytes follow", false},
		{"HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 700\r\n\r\n", "", 200, "ends after 0 of 700", false},
		{"shorter than its length", "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nhello", "hello", 200, "ends after 5 of 7", true},
		{"longer than its length", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nhello", "hel", 200, "bytes follow", false},
		{"two lengths", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nhello", "hello", 200, "no length", false},
		{"the same length twice", "HTTP/1.1 200 OK\r\nContent-Length: 5, 5\r\n\r\nhello", "hello", 200, "", false},
		{"negative length", "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nhello", "hello", 200, "no length", false},
		{"not chunked at all", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n<html>\r\n</html>", "<html>\r\n</html>", 200, "not chunked", false},
		{"not chunked and one line", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n<html>", "<html>", 200, "not chunked", false},
		{"endless size line", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + long, long, 200, "not chunked", false},
		{"bad second size", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\nzz\r\nllo", "hezz\r\nllo", 200, "no valid size", true},
		{"negative size", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-2\r\nhe\r\n", "-2\r\nhe\r\n", 200, "not chunked", false},
		{"size that overflows", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\nhe\r\n", "fffffffffffffffff\r\nhe\r\n", 200, "not chunked", false},
		{"chunk longer than its size", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhello\r\n0\r\n\r\n", "hello\r\n0\r\n\r\n", 200, "longer than its size", true},
		{"cut within a chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nhello", "hello", 200, "within a chunk", true},
		{"cut after a chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r", "hello", 200, "after a chunk", true},
		{"cut before a size", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", "hello", 200, "before its last chunk", true},
		{"cut within a size", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n1f", "hello", 200, "before its last chunk", true},
		{"cut within the trailer", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nX:", "hello", 200, "after its last chunk", false},
		{"bytes after the last chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nmore", "", 200, "bytes follow", false},
		{"interim responses before", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi", "hi", 200, "", false},
		{"head cut off", "HTTP/1.1 200 OK\r\nContent-Le", "", 200, "head is cut off", true},
		{"line without colon", "HTTP/1.1 200 OK\r\nnonsense\r\nContent-Length: 2\r\n\r\nhi", "hi", 200, "no colon", false},
		{"no status", "HTTP/1.1 abc\r\n\r\nhi", "hi", 0, "no status", false},
		{"HTTP/0.9", "<html>hello", "<html>hello", 0, "no HTTP status line", false},
		{"empty", "", "", 0, "no HTTP status line", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, block := range []io.Reader{strings.NewReader(tt.block), iotest.OneByteReader(strings.NewReader(tt.block)), iotest.DataErrReader(strings.NewReader(tt.block))} {
				resp, err := SplitResponse(block)
				if err != nil {
					t.Fatal(err)
				}
				payload, err := io.ReadAll(resp.Body)
				if err != nil {
					t.Fatal(err)
				}
				if string(payload) != tt.payload || resp.Status != tt.status || resp.Short() != tt.short {
					t.Errorf("payload %.80q, status %d, short %v", payload, resp.Status, resp.Short())
				}
				if (tt.problem == "") != (resp.Problem() == "") || !strings.Contains(resp.Problem(), tt.problem) {
					t.Errorf("problem %q, want %q", resp.Problem(), tt.problem)
				}
			}
		})
	}
}

func TestSplitResponseHead(t *testing.T) {
	const head = "HTTP/1.1 404 Not here\r\nx-thing: a\r\n b\r\nSet-Cookie: 1\r\nset-cookie: 2\r\n\r\n"
	resp, err := SplitResponse(strings.NewReader("HTTP/1.1 100 Continue\r\n\r\n" + head + "body"))
	if err != nil {
		t.Fatal(err)
	}
	if string(resp.Head) != head || resp.Proto != "HTTP/1.1" || resp.Header.Get("X-Thing") != "a b" || len(resp.Header["Set-Cookie"]) != 2 {
		t.Errorf("head %q, header %v", resp.Head, resp.Header)
	}
}

func TestSplitResponseKeepsTheReadersError(t *testing.T) {
	for _, block := range []string{"", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\n\r\nx", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx"} {
		_, err := PayloadDigest(io.MultiReader(strings.NewReader(block), iotest.ErrReader(errFull)))
		if err == nil || !strings.Contains(err.Error(), errFull.Error()) {
			t.Errorf("%q: error %v", block, err)
		}
	}
}

// Whatever the server sent, reading is without error and gives no more bytes
// than came; a chunked body that is put together again is the same.
func FuzzSplitResponse(f *testing.F) {
	f.Add([]byte("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;x\r\nhello\r\n0\r\nA: b\r\n\r\n"))
	f.Add([]byte("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nhello"))
	f.Add([]byte("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.0 200\n\nx"))
	f.Add([]byte("HTTP/1.1 200 OK\r\n folded\r\n\r\n"))
	f.Fuzz(func(t *testing.T, block []byte) {
		resp, err := SplitResponse(bytes.NewReader(block))
		if err != nil {
			t.Fatal(err)
		}
		payload, err := io.ReadAll(resp.Body)
		if err != nil || len(payload)+len(resp.Head) > len(block) {
			t.Fatalf("%d bytes of payload and %d of head from %d: %v", len(payload), len(resp.Head), len(block), err)
		}
		again, err := SplitResponse(iotest.OneByteReader(bytes.NewReader(block)))
		if err != nil {
			t.Fatal(err)
		}
		if slow, err := io.ReadAll(again.Body); err != nil || !bytes.Equal(slow, payload) || again.Problem() != resp.Problem() {
			t.Fatalf("read byte by byte it is different: %q %q", slow, payload)
		}
		if len(payload) == 0 {
			return
		}
		chunked := "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + strconv.FormatInt(int64(len(payload)), 16) + "\r\n" + string(payload) + "\r\n0\r\n\r\n"
		if back, problem := payloadAndProblem(t, chunked); back != string(payload) || problem != "" {
			t.Fatalf("chunked %q, problem %q", back, problem)
		}
	})
}

func payloadAndProblem(t *testing.T, block string) (string, string) {
	resp, err := SplitResponse(strings.NewReader(block))
	if err != nil {
		t.Fatal(err)
	}
	payload, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(payload), resp.Problem()
}
