package fetch

import (
	"context"
	"fmt"
	"net/http"
)

// Conditional asks for a page only if it has changed since it was last
// fetched (RFC 9110, section 13), so that the answer may be a 304 without a
// body. It leaves alone what is not a plain GET: a request with conditions or a
// range of its own, and one with Cache-Control: no-cache.
type Conditional struct {
	Next http.RoundTripper
	// Validators gives the ETag and Last-Modified of the last 200 response of
	// exactly this address, as the server wrote them; "" where not known.
	Validators func(ctx context.Context, url string) (etag, lastModified string, err error)
}

// RoundTrip implements http.RoundTripper.
func (c *Conditional) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.Method != "" && req.Method != http.MethodGet || c.Validators == nil {
		return c.Next.RoundTrip(req)
	}
	for _, own := range []string{"If-None-Match", "If-Modified-Since", "If-Match", "If-Unmodified-Since", "If-Range", "Range"} {
		if req.Header.Get(own) != "" {
			return c.Next.RoundTrip(req)
		}
	}
	if req.Header.Get("Cache-Control") == noCache {
		return c.Next.RoundTrip(req)
	}
	page := *req.URL
	page.Fragment, page.RawFragment = "", ""
	etag, lastModified, err := c.Validators(req.Context(), page.String())
	if err != nil {
		return refuse(req, fmt.Errorf("look up the validators of %s: %w", req.URL.Redacted(), err))
	}
	if etag == "" && lastModified == "" {
		return c.Next.RoundTrip(req)
	}
	asked := req.Clone(req.Context())
	if asked.Header == nil {
		asked.Header = http.Header{}
	}
	if etag != "" {
		asked.Header.Set("If-None-Match", etag)
	}
	if lastModified != "" {
		asked.Header.Set("If-Modified-Since", lastModified)
	}
	resp, err := c.Next.RoundTrip(asked)
	if err != nil {
		return nil, err
	}
	resp.Request = req
	return resp, nil
}

const noCache = "no-cache"
