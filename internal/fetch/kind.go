package fetch

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"strings"
	"syscall"
)

// Kinds of failure, for the records that are kept of them.
const (
	KindCancelled         = "cancelled" // by us; not the site's failure
	KindRetryLater        = "retry-later"
	KindPrivateAddress    = "private-address"
	KindRobots            = "robots"
	KindRobotsUnavailable = "robots-unavailable"
	KindReserved          = "reserved"
	KindTooLarge          = "too-large"
	KindDNS               = "dns"
	KindTimeout           = "timeout"
	KindTLS               = "tls"
	KindConnect           = "connect"
	KindReset             = "reset" // the connection broke after it had been made
	KindOther             = "other"
)

// ErrReserved says that a page asks not to be kept, and that it was not.
var ErrReserved = errors.New("the page asks not to be kept, and the profile says to honour that")

// Kind classes the error of a fetch; "" for nil. Where several fit, it is the
// first in the order of the constants.
func Kind(err error) string {
	if err == nil {
		return ""
	}
	for _, k := range []struct {
		kind string
		is   func(error) bool
	}{
		{KindCancelled, func(e error) bool { return errors.Is(e, context.Canceled) }},
		{KindRetryLater, as[*RetryLaterError]},
		{KindPrivateAddress, as[*PrivateAddressError]},
		{KindRobots, func(e error) bool { return errors.Is(e, ErrDisallowed) }},
		{KindRobotsUnavailable, func(e error) bool { return errors.Is(e, ErrRobotsUnavailable) }},
		{KindReserved, func(e error) bool { return errors.Is(e, ErrReserved) }},
		{KindTooLarge, isTooLarge},
		{KindDNS, as[*net.DNSError]},
		{KindTimeout, isTimeout},
		{KindTLS, isTLS},
		{KindConnect, func(e error) bool { return hasOp(e, "dial") }},
		{KindReset, isReset},
	} {
		if k.is(err) {
			return k.kind
		}
	}
	return KindOther
}

// NoAnswer reports whether an error says that nothing at all came back: no name
// server, no connection, or not a byte over it. Of a robots.txt that could not
// be had, its cause counts.
func NoAnswer(err error) bool {
	if robots, ok := errors.AsType[*robotsUnavailableError](err); ok {
		err = robots.cause
	}
	switch Kind(err) {
	case KindDNS, KindTimeout, KindTLS, KindConnect, KindReset:
		return true
	}
	return false
}

func as[E error](err error) bool {
	_, ok := errors.AsType[E](err)
	return ok
}

// isTooLarge knows the transport's error by its method, since this package
// does not know the transport.
func isTooLarge(err error) bool {
	return errors.Is(err, ErrTooLarge) || anyOf(err, func(e error) bool {
		t, ok := e.(interface{ TooLarge() bool })
		return ok && t.TooLarge()
	})
}

func isTimeout(err error) bool {
	return errors.Is(err, context.DeadlineExceeded) || anyOf(err, func(e error) bool {
		t, ok := e.(interface{ Timeout() bool })
		return ok && t.Timeout()
	})
}

func isTLS(err error) bool {
	return hasOp(err, "tls") || as[*tls.CertificateVerificationError](err) || as[tls.RecordHeaderError](err) ||
		as[tls.AlertError](err) || as[x509.UnknownAuthorityError](err) || as[x509.HostnameError](err) ||
		as[x509.CertificateInvalidError](err)
}

func isReset(err error) bool {
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, net.ErrClosed) ||
		errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE) ||
		// net/http does not export this one.
		strings.Contains(err.Error(), "server closed idle connection")
}

func hasOp(err error, op string) bool {
	return anyOf(err, func(e error) bool {
		o, ok := e.(*net.OpError)
		return ok && o.Op == op
	})
}

// anyOf looks at every error of a tree. errors.As stops at the first of a
// type, and url.Error, which wraps everything here, has all the methods of a
// timeout.
func anyOf(err error, is func(error) bool) bool {
	if err == nil {
		return false
	}
	if is(err) {
		return true
	}
	switch w := err.(type) {
	case interface{ Unwrap() error }:
		return anyOf(w.Unwrap(), is)
	case interface{ Unwrap() []error }:
		for _, e := range w.Unwrap() {
			if anyOf(e, is) {
				return true
			}
		}
	}
	return false
}
