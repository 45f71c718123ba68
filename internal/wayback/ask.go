package wayback

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"communique/archive"
	"communique/archive/warc"
	"communique/internal/catalog"
	"communique/internal/fetch"
	"communique/internal/site"
)

// attempts is how often something is asked for in one run.
const attempts = 3

// errArchive marks failures of our own archive: what cannot be kept is not
// asked for.
var errArchive = errors.New("archive")

// asker asks the archive one thing at a time, through the transports that the
// crawler uses, and keeps every answer. What is in our archive already is not
// asked for again.
type asker struct {
	o        *Options
	client   *http.Client
	bottom   *warc.Transport
	requests int
	bytes    int64
}

// reply is an answer of the archive. Its redirects are not followed.
type reply struct {
	url     *url.URL
	status  int
	header  http.Header
	body    []byte          // its content-coding removed
	capture archive.Capture // of the exchange; zero in a dry run
}

// noAnswer: nothing usable came, as often as it was asked for.
type noAnswer struct {
	url    string
	status int // of the last answer; 0: there was none
	err    error
}

func (e *noAnswer) Error() string {
	return fmt.Sprintf("%s gives no answer (tried %d times): %v", e.url, attempts, e.err)
}
func (e *noAnswer) Unwrap() error { return e.err }

func newAsker(o *Options) *asker {
	a := &asker{o: o}
	dial := o.Dial
	if dial == nil {
		dial = fetch.PublicDialer(o.AllowPrivate)
	}
	a.bottom = warc.NewTransport(a.record, warc.TransportOptions{DialContext: dial, Now: o.Now})
	polite := &fetch.Polite{
		Next: &fetch.Cap{Next: a.bottom}, AllowFast: o.AllowPrivate, Now: o.Now,
		Floor: func(string) time.Duration { return o.Delay },
	}
	robots := &fetch.Robots{Next: polite, Agent: "communique", Now: o.Now}
	polite.CrawlDelay = robots.CrawlDelay
	if o.Catalog != nil {
		polite.Load = o.Catalog.Pause
	}
	if o.Store != nil {
		polite.Save = o.Catalog.SetPause
		robots.Load = o.Catalog.Robots
		robots.Save = func(ctx context.Context, origin string, body []byte, status int, fetched time.Time) error {
			return o.Catalog.SetRobots(ctx, origin, body, status, fetched) // record has synced it
		}
	}
	a.client = &http.Client{Transport: robots, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	return a
}

func (a *asker) close() { a.bottom.CloseIdleConnections() }

// exchangeKey leads to the archive.Capture that is to be that of the exchange.
type exchangeKey struct{}

// exchange is what became of a request for url.
type exchange struct {
	url     string
	capture archive.Capture
}

// record keeps an exchange, safe on the disk, before anybody reads it.
func (a *asker) record(ctx context.Context, ex *warc.Exchange) error {
	a.requests++
	a.bytes += int64(len(ex.Response))
	if a.o.Store == nil {
		return nil
	}
	c, err := a.o.Store.Append(ctx, ex)
	if err == nil {
		err = a.o.Store.Sync()
	}
	if err != nil {
		return fmt.Errorf("%w: %w", errArchive, err)
	}
	// The request for robots.txt has the context of the one it is made for.
	if kept, ok := ctx.Value(exchangeKey{}).(*exchange); ok && kept.url == ex.URL {
		kept.capture = c
	}
	return nil
}

// get gives the answer to an address: out of our archive, if it is not older
// than believed says of its status, else from the network. usable may refuse
// it; what is refused is asked for again, with longer and longer pauses.
func (a *asker) get(ctx context.Context, address string, believed func(status int) time.Duration, usable func(reply) error) (reply, error) {
	if kept, ok, err := a.kept(ctx, address, believed); err != nil {
		return reply{}, err
	} else if ok && tooMuch(kept) == nil && usable(kept) == nil {
		return kept, nil
	}
	failed := &noAnswer{url: address}
	for n := range attempts {
		if n > 0 {
			if err := fetch.Sleep(ctx, a.o.Backoff<<(n-1)); err != nil {
				return reply{}, err
			}
		}
		got, err := a.once(ctx, address)
		failed.status = got.status
		if err == nil {
			err = tooMuch(got)
		}
		if err == nil {
			err = usable(got)
		}
		if err == nil {
			return got, nil
		}
		if final := a.final(ctx, address, err); final != nil {
			return reply{}, final
		}
		failed.err = err
		if err := a.keepFailure(ctx, address, err, n+1); err != nil {
			return reply{}, err
		}
	}
	return reply{}, failed
}

// final gives the error with which it is of no use to ask again.
func (a *asker) final(ctx context.Context, address string, err error) error {
	var later *fetch.RetryLaterError
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, errArchive):
		return err
	case errors.As(err, &later):
		return &stop{later}
	case errors.Is(err, fetch.ErrDisallowed), errors.Is(err, fetch.ErrRobotsUnavailable), fetch.Kind(err) == fetch.KindPrivateAddress:
		if !strings.Contains(err.Error(), address) {
			err = fmt.Errorf("%s: %w", address, err)
		}
		return &stop{err}
	}
	return nil
}

// tooMuch: the archive itself is at its limit. A capture of an error of the
// site's is another matter: it says that it is a memento.
func tooMuch(a reply) error {
	if (a.status == http.StatusTooManyRequests || a.status >= 500) && a.header.Get("Memento-Datetime") == "" {
		return fmt.Errorf("it answers %d: %s", a.status, excerpt(a.body))
	}
	return nil
}

// kept looks for a whole answer in our archive.
func (a *asker) kept(ctx context.Context, address string, believed func(int) time.Duration) (reply, bool, error) {
	if a.o.Catalog == nil || a.o.Store == nil {
		return reply{}, false, nil
	}
	u, err := url.Parse(address)
	if err != nil {
		return reply{}, false, fmt.Errorf("%s: %w", address, err)
	}
	rows, err := a.o.Catalog.CapturesAt(ctx, cmp.Or(site.Canonical(address), address))
	if err != nil {
		return reply{}, false, err
	}
	for _, row := range slices.Backward(rows) {
		if row.URL != u.String() || row.Kind == catalog.CaptureFailure || row.Truncated != "" || row.Imported ||
			a.o.Now().Sub(row.Capture.Fetched) >= believed(row.Capture.HTTPStatus) {
			continue
		}
		page, err := a.o.Store.Page(ctx, row.Capture)
		var damage *warc.DamageError
		if errors.As(err, &damage) || errors.Is(err, archive.ErrRevisit) {
			continue // verify tells of it; here it is asked for again
		}
		if err != nil {
			return reply{}, false, err
		}
		return reply{u, row.Capture.HTTPStatus, page.Header, page.Body, row.Capture}, true, nil
	}
	return reply{}, false, nil
}

// once asks over the network.
func (a *asker) once(ctx context.Context, address string) (reply, error) {
	u, err := url.Parse(address)
	if err != nil {
		return reply{}, fmt.Errorf("%s: %w", address, err)
	}
	ex := &exchange{url: u.String()}
	req, err := http.NewRequestWithContext(context.WithValue(ctx, exchangeKey{}, ex), http.MethodGet, address, nil)
	if err != nil {
		return reply{}, err
	}
	req.Header.Set("User-Agent", a.o.UserAgent)
	// A coding of the archive's own would stand between us and the bytes whose
	// digest it states.
	req.Header.Set("Accept-Encoding", "identity")
	resp, err := a.client.Do(req)
	if err != nil {
		var request *url.Error // names the address, which get and the transports do
		if errors.As(err, &request) {
			err = request.Err
		}
		return reply{}, err
	}
	defer resp.Body.Close()
	got := reply{url: u, status: resp.StatusCode, header: resp.Header}
	if got.body, err = io.ReadAll(resp.Body); err != nil {
		return got, err
	}
	got.capture = ex.capture
	return got, nil
}

// payload gives the bytes of an answer as they are in the archive, with their
// content-coding.
func (a *asker) payload(ctx context.Context, c archive.Capture) ([]byte, error) {
	c, err := a.o.Store.Original(ctx, c)
	if err != nil {
		return nil, err
	}
	raw, err := a.o.Store.Raw(ctx, c)
	if err != nil {
		return nil, err
	}
	member, err := io.ReadAll(raw)
	if err := errors.Join(err, raw.Close()); err != nil {
		return nil, fmt.Errorf("read %s: %w", c.File, err)
	}
	rec, err := warc.NewReader(bytes.NewReader(member), c.File, 0).Next()
	if err != nil {
		return nil, err
	}
	resp, err := warc.SplitResponse(rec.Block)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(resp.Body)
}

// keepFailure writes into the archive that nothing came.
func (a *asker) keepFailure(ctx context.Context, address string, cause error, attempt int) error {
	if a.o.Store == nil {
		return nil
	}
	block, err := json.Marshal(archive.Failure{
		Time: a.o.Now().UTC().Truncate(time.Millisecond), Site: a.o.Profile.ID, Kind: fetch.Kind(cause),
		Message: cause.Error(), Attempt: attempt,
	})
	if err == nil {
		_, err = a.o.Store.AppendMetadata(ctx, address, archive.FailureType, block)
	}
	if err != nil {
		return fmt.Errorf("%w: keep the failure of %s: %w", errArchive, address, err)
	}
	return nil
}
