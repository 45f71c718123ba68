package warc

import "time"

// Exchange is one HTTP request and what came back, as the wire carried it.
// One hop: a redirect and its target are two exchanges.
type Exchange struct {
	// URL is the address as requested.
	URL string
	// Start is when the request was sent. It becomes WARC-Date, in UTC and
	// truncated to milliseconds.
	Start time.Time
	// Addr is the server's IP address, without a port, for WARC-IP-Address;
	// "" when unknown.
	Addr string
	// Request is the request's head and body, as sent.
	Request []byte
	// Interim holds the 1xx responses that came before the final one, as sent;
	// usually nil.
	Interim []byte
	// Response is the final response message: status line, headers, and body
	// with its transfer-coding, as sent.
	Response []byte
	// Truncated says why Response is not whole, in WARC's words: "" (it is),
	// "length", "time", "disconnect" or "unspecified" (WARC 1.1, 5.13).
	Truncated string
}
