package crawl

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"time"

	"communique/archive/warc"
	"communique/internal/fetch"
)

// product is our name in robots.txt files.
const product = "communique"

// stack is the tower of transports below colly, outermost first: robots rules,
// politeness, validators, the cap on decoded size, and the recording tee at
// the connection. All sites share one, so that a host which two sites use is
// still asked one thing at a time.
type stack struct {
	top    http.RoundTripper
	bottom *warc.Transport
}

func newStack(o Options) *stack {
	dial := o.Dial
	if dial == nil {
		dial = fetch.PublicDialer(o.AllowPrivate)
	}
	limits := o.Limits
	limits.DialContext, limits.Now = dial, o.Now
	bottom := warc.NewTransport(o.record, limits)
	conditional := &fetch.Conditional{Next: &fetch.Cap{Next: bottom}, Validators: o.validators}
	polite := &fetch.Polite{Next: conditional, Floor: o.floor, AllowFast: o.AllowPrivate, Now: o.Now}
	robots := &fetch.Robots{Next: polite, Agent: product, Now: o.Now}
	polite.CrawlDelay = robots.CrawlDelay
	if o.Catalog != nil {
		polite.Load = o.Catalog.Pause
	}
	if !o.DryRun {
		polite.Save = o.Catalog.SetPause
		robots.Load, robots.Save = o.Catalog.Robots, o.saveRobots
	}
	return &stack{top: robots, bottom: bottom}
}

func (s *stack) close() { s.bottom.CloseIdleConnections() }

// record puts an exchange into the archive. The page is not handed on before.
func (o Options) record(ctx context.Context, ex *warc.Exchange) error {
	last := exchange{conditional: isConditional(ex.Request)}
	if !o.DryRun {
		if err := o.honour(ex); err != nil {
			count(ctx, len(ex.Response), last)
			return err
		}
		c, err := o.Store.Append(ctx, ex)
		if err != nil {
			return fmt.Errorf("%w: %w", ErrArchive, err)
		}
		last.digest = c.PayloadDigest
	}
	count(ctx, len(ex.Response), last)
	return nil
}

// isConditional looks for a validator in a request, as it was sent.
func isConditional(request []byte) bool {
	head, _, _ := bytes.Cut(bytes.ToLower(request), []byte("\r\n\r\n"))
	return bytes.Contains(head, []byte("\r\nif-none-match:")) || bytes.Contains(head, []byte("\r\nif-modified-since:"))
}

// saveRobots remembers a robots.txt once the answer is safe in the archive.
func (o Options) saveRobots(ctx context.Context, origin string, body []byte, status int, fetched time.Time) error {
	if err := o.Store.Sync(); err != nil {
		return fmt.Errorf("%w: %w", ErrArchive, err)
	}
	return o.Catalog.SetRobots(ctx, origin, body, status, fetched)
}

// validators makes requests conditional. A dry run wants the whole documents,
// because it keeps nothing of what it reads.
func (o Options) validators(ctx context.Context, url string) (etag, lastModified string, err error) {
	if o.DryRun {
		return "", "", nil
	}
	return o.Catalog.Validators(ctx, url)
}

// floor is the longest delay that the user and the profiles of a host ask for.
func (o Options) floor(host string) time.Duration {
	d := o.Delay
	for _, p := range o.Profiles {
		if p.HasHost(host) {
			d = max(d, p.Delay)
		}
	}
	return d
}
