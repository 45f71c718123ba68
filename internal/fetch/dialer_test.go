package fetch

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"
)

func TestIsPublic(t *testing.T) {
	for address, want := range map[string]bool{
		"8.8.8.8": true, "104.18.20.5": true, "172.15.0.1": true, "172.32.0.1": true, "100.63.0.1": true, "192.0.1.1": true,
		"0.0.0.0": false, "0.1.2.3": false, "10.1.2.3": false, "100.64.0.1": false, "127.0.0.1": false, "127.9.9.9": false,
		"169.254.169.254": false, "172.16.0.1": false, "172.31.255.255": false, "192.0.0.8": false, "192.0.2.1": false,
		"192.88.99.1": false, "192.168.1.1": false, "198.18.0.1": false, "198.51.100.1": false, "203.0.113.1": false,
		"224.0.0.1": false, "239.1.1.1": false, "240.0.0.1": false, "255.255.255.255": false,
		"2606:4700::6812:1405": true, "2a00:1450:4007::200e": true, "2001:200::1": true,
		"::": false, "::1": false, "fe80::1": false, "fe80::1%eth0": false, "fec0::1": false, "fc00::1": false, "fd12::1": false,
		"ff02::1": false, "2001:db8::1": false, "2001::1": false, "2001:20::1": false, "3fff::1": false, "100::1": false, "5f00::1": false,
		"::ffff:127.0.0.1": false, "::ffff:10.0.0.1": false, "::ffff:8.8.8.8": true, "::127.0.0.1": false, "::8.8.8.8": false,
		"64:ff9b::127.0.0.1": false, "64:ff9b::10.0.0.1": false, "64:ff9b::8.8.8.8": true, "64:ff9b:1::8.8.8.8": false,
		"2002:7f00:1::": false, "2002:a00:1::": false, "2002:808:808::": true,
	} {
		if got := isPublic(netip.MustParseAddr(address)); got != want {
			t.Errorf("%s: public %t, want %t", address, got, want)
		}
	}
	if isPublic(netip.Addr{}) {
		t.Error("no address is public")
	}
}

func TestPublicDialer(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	defer s.Close()
	_, port, _ := net.SplitHostPort(s.Listener.Addr().String())
	for _, host := range []string{"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"} {
		inner := &http.Transport{DialContext: PublicDialer(false)}
		_, _, err := fetchText(t, inner, "http://"+host+":"+port+"/")
		if Kind(err) != KindPrivateAddress || !strings.Contains(err.Error(), "--allow-private") {
			t.Errorf("%s: error %v", host, err)
		}
	}
	open := &http.Transport{DialContext: PublicDialer(true)}
	defer open.CloseIdleConnections()
	if _, _, err := fetchText(t, open, "http://localhost:"+port+"/"); err != nil {
		t.Errorf("allowed, but: %v", err)
	}
}

func TestKind(t *testing.T) {
	wrap := func(err error) error { return &url.Error{Op: "Get", URL: "http://a.example/", Err: err} }
	dial := func(err error) error { return wrap(&net.OpError{Op: "dial", Net: "tcp", Err: err}) }
	read := func(err error) error { return wrap(&net.OpError{Op: "read", Net: "tcp", Err: err}) }
	tests := []struct {
		name string
		err  error
		want string
	}{
		{"none", nil, ""},
		{"no such host", dial(&net.DNSError{Err: "no such host", IsNotFound: true}), KindDNS},
		{"slow resolver", dial(&net.DNSError{Err: "i/o timeout", IsTimeout: true}), KindDNS},
		{"refused", dial(os.NewSyscallError("connect", syscall.ECONNREFUSED)), KindConnect},
		{"dial timeout", dial(os.ErrDeadlineExceeded), KindTimeout},
		{"handshake", wrap(&net.OpError{Op: "tls", Err: io.EOF}), KindTLS},
		{"handshake timeout", wrap(&net.OpError{Op: "tls", Err: context.DeadlineExceeded}), KindTimeout},
		{"certificate", wrap(&tls.CertificateVerificationError{Err: errors.New("expired")}), KindTLS},
		{"slow", fmt.Errorf("body: %w", slow{}), KindTimeout},
		{"reset", read(os.NewSyscallError("read", syscall.ECONNRESET)), KindReset},
		{"broken pipe", read(syscall.EPIPE), KindReset},
		{"end", wrap(io.ErrUnexpectedEOF), KindReset},
		{"idle", wrap(errors.New("http: server closed idle connection")), KindReset},
		{"robots", wrap(fmt.Errorf("x: %w", ErrDisallowed)), KindRobots},
		{"no robots", wrap(fmt.Errorf("%w (%w)", ErrRobotsUnavailable, context.DeadlineExceeded)), KindRobotsUnavailable},
		{"private", dial(&PrivateAddressError{Addr: netip.MustParseAddr("10.0.0.1")}), KindPrivateAddress},
		{"private robots", fmt.Errorf("%w (%w)", ErrRobotsUnavailable, dial(&PrivateAddressError{})), KindPrivateAddress},
		{"later", wrap(&RetryLaterError{Host: "a.example", Until: time.Now()}), KindRetryLater},
		{"reserved", wrap(fmt.Errorf("noarchive: %w", ErrReserved)), KindReserved},
		{"large", wrap(ErrTooLarge), KindTooLarge},
		{"large on the wire", wrap(large{}), KindTooLarge},
		{"cancelled", wrap(context.Canceled), KindCancelled},
		{"joined", errors.Join(errors.New("a"), wrap(io.EOF)), KindReset},
		{"anything else", wrap(errors.New("malformed HTTP response")), KindOther},
	}
	for _, tt := range tests {
		if got := Kind(tt.err); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

// slow and large are errors of a transport that this package does not know.
type slow struct{}

func (slow) Error() string { return "slow" }
func (slow) Timeout() bool { return true }

type large struct{}

func (large) Error() string  { return "large" }
func (large) TooLarge() bool { return true }
