package crawl

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"communique/archive/warc"
	"communique/internal/fetch"
	"communique/internal/reserve"
)

// honour refuses the bytes of a release that asks not to be kept, where the
// profile says to honour that: they never reach the archive, only the note of
// the failed fetch does. What was archived before the page said so stays. The
// error wraps fetch.ErrReserved.
func (o Options) honour(ex *warc.Exchange) error {
	u, err := url.Parse(ex.URL)
	if err != nil {
		return fmt.Errorf("address of an exchange: %w", err)
	}
	var wanted []string
	for _, p := range o.Profiles {
		if len(p.Honour) > 0 && p.IsRelease(u) {
			wanted = append(wanted, p.Honour...)
		}
	}
	if len(wanted) == 0 {
		return nil
	}
	req := &http.Request{Method: http.MethodGet, URL: u}
	resp, err := http.ReadResponse(bufio.NewReader(bytes.NewReader(ex.Response)), req)
	if err != nil || resp.StatusCode != http.StatusOK {
		return nil // no page
	}
	var body []byte
	if (&fetch.Cap{}).Decode(req, resp) == nil {
		// Of a page that is cut, what came speaks for it.
		body, _ = io.ReadAll(resp.Body)
	}
	said := slices.DeleteFunc(reserve.Page(resp.Header, body), func(r string) bool { return !slices.Contains(wanted, r) })
	if len(said) == 0 {
		return nil
	}
	return fmt.Errorf("%s: %w", strings.Join(said, ", "), fetch.ErrReserved)
}
