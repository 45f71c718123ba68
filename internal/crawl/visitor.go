package crawl

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/gocolly/colly/v2"
)

// visitor fetches one address at a time through colly, which follows
// redirects and hands back the page. Everything else colly can do (limits,
// robots, caching, charset guessing, asynchronous visits) is off: the
// transports below it do that per hop, and on the bytes as they were sent.
type visitor struct {
	colly    *colly.Collector
	got      *answer
	requests int
	bytes    int64
	last     exchange // of the exchanges for got
}

// exchange is what the recorder tells of one.
type exchange struct {
	digest      string
	conditional bool
}

// answer is what came back at the end of the redirects. Body has its
// content-coding removed.
type answer struct {
	URL    *url.URL
	Status int
	Header http.Header
	Body   []byte
	// Digest is that of the payload, as the archive has it, and Conditional
	// tells that the server was asked whether it had changed.
	Digest      string
	Conditional bool
}

func newVisitor(userAgent string, top http.RoundTripper) *visitor {
	c := colly.NewCollector(colly.UserAgent(userAgent))
	c.AllowURLRevisit = true
	c.ParseHTTPErrorResponse = true // 304 and 404 are answers, not errors
	c.IgnoreRobotsTxt = true        // fetch.Robots asks before every hop
	c.MaxBodySize = 0               // fetch.Cap has the limit, after decompression
	c.DisableCookies()
	c.SetRequestTimeout(0) // the transport has a limit for each phase
	v := &visitor{colly: c}
	c.WithTransport(top)
	c.OnResponse(func(r *colly.Response) {
		v.got = &answer{URL: r.Request.URL, Status: r.StatusCode, Header: *r.Headers, Body: r.Body}
	})
	return v
}

// errNoAnswer would be a change in colly: a visit without error and without
// a response.
var errNoAnswer = errors.New("no answer and no error")

type visitorKey struct{}

// get fetches an address. The requests made on the way, redirects and
// robots.txt included, are counted on the visitor by the recorder. An error
// names the address.
func (v *visitor) get(ctx context.Context, address string, header http.Header) (*answer, error) {
	v.got, v.last = nil, exchange{}
	v.colly.Context = context.WithValue(ctx, visitorKey{}, v)
	if err := v.colly.Request(http.MethodGet, address, nil, nil, header); err != nil {
		var request *url.Error // names the method and the address once more
		if errors.As(err, &request) {
			err = request.Err
		}
		if !strings.Contains(err.Error(), address) {
			err = fmt.Errorf("%s: %w", address, err)
		}
		return nil, err
	}
	if v.got == nil {
		return nil, errNoAnswer
	}
	v.got.Digest, v.got.Conditional = v.last.digest, v.last.conditional
	return v.got, nil
}

// count adds one exchange to the visitor for which it was made.
func count(ctx context.Context, responseBytes int, last exchange) {
	if v, ok := ctx.Value(visitorKey{}).(*visitor); ok {
		v.requests++
		v.bytes += int64(responseBytes)
		v.last = last
	}
}
