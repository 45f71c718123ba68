package fetch

import (
	"math/rand/v2"
	"net/http"
	"time"
)

// mostBackOff bounds the doubling of the delay, before chance is added.
const mostBackOff = 10 * time.Minute

// heed draws from an answer, or from none, when its host may be asked again. A
// word of the host's own counts more than our guess.
func (p *Polite) heed(host string, h *hostState, resp *http.Response, err error) {
	if resp != nil && mayAskForPeace(resp.StatusCode) {
		if d, ok := retryAfter(resp.Header.Get("Retry-After"), serverTime(resp.Header.Get("Date"), h.ended)); ok {
			h.troubles++
			h.notBefore = h.ended.Add(d)
			return
		}
	}
	if !isTrouble(resp, err) {
		h.troubles = 0
		return
	}
	h.troubles++
	h.notBefore = h.ended.Add(p.backOff(p.delay(host, h), h.troubles))
}

// mayAskForPeace: where Retry-After means something (RFC 9110, section 10.2.3;
// RFC 6585, section 4). At a 404 it would speak of one page.
func mayAskForPeace(status int) bool {
	switch {
	case status == http.StatusTooManyRequests, status == http.StatusRequestEntityTooLarge, status/100 == 5:
		return true
	}
	return status/100 == 3 && status != http.StatusNotModified
}

// isTrouble tells what speaks of a host under strain from what speaks of a page
// or of its configuration.
func isTrouble(resp *http.Response, err error) bool {
	if err == nil {
		err = cut(resp.Body)
	}
	if err != nil {
		switch Kind(err) {
		case KindTimeout, KindConnect, KindReset:
			return true
		}
		return false
	}
	return resp.StatusCode == http.StatusTooManyRequests || resp.StatusCode == http.StatusServiceUnavailable
}

// backOff is twice the delay after the first trouble, and doubles with each in
// a row. Chance keeps crawlers that were refused together from coming back
// together; it only ever adds.
func (p *Polite) backOff(delay time.Duration, troubles int) time.Duration {
	d := delay
	for range troubles {
		if d >= mostBackOff {
			break
		}
		d = min(2*d, mostBackOff)
	}
	chance := rand.Float64
	if p.Chance != nil {
		chance = p.Chance
	}
	return d + time.Duration(chance()*float64(d)/2)
}
