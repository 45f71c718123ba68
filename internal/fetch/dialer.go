package fetch

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"sync"
	"syscall"
	"time"
)

// PrivateAddressError says that a name led to an address that is not on the
// public internet.
type PrivateAddressError struct{ Addr netip.Addr }

func (e *PrivateAddressError) Error() string {
	return fmt.Sprintf("%s is not an address on the public internet: give --allow-private if you mean to crawl it", e.Addr)
}

// PublicDialer returns a function for a transport's DialContext that connects
// to public addresses only, and to any with allowPrivate. It checks the very
// address that is connected to, after the name was resolved, so that a name
// cannot resolve to one address for the check and to another for the
// connection. The error is a *PrivateAddressError.
func PublicDialer(allowPrivate bool) func(ctx context.Context, network, addr string) (net.Conn, error) {
	d := &net.Dialer{Timeout: 30 * time.Second, KeepAlive: 30 * time.Second}
	if !allowPrivate {
		d.ControlContext = func(_ context.Context, _, address string, _ syscall.RawConn) error {
			return checkPublic(address)
		}
	}
	return d.DialContext
}

// checkPublic takes the address and port that a socket is about to connect to.
func checkPublic(address string) error {
	to, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("check the address %q: %w", address, err)
	}
	if !isPublic(to.Addr()) {
		return &PrivateAddressError{Addr: to.Addr()}
	}
	return nil
}

// special lists what is not reached over the public internet, out of IANA's
// special-purpose address registries (RFC 6890 and its updates).
var special = sync.OnceValue(func() []netip.Prefix {
	var prefixes []netip.Prefix
	for _, p := range []string{
		"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
		"192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",
		"198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
		"2001::/23", "2001:db8::/32", "3fff::/20",
	} {
		prefixes = append(prefixes, netip.MustParsePrefix(p))
	}
	return prefixes
})

var (
	globalUnicast6 = netip.MustParsePrefix("2000::/3")     // all that IANA has given out (RFC 4291)
	nat64          = netip.MustParsePrefix("64:ff9b::/96") // IPv4 behind a translator (RFC 6052)
	sixToFour      = netip.MustParsePrefix("2002::/16")    // IPv4 in a tunnel (RFC 3056)
)

// isPublic reports whether an address is on the public internet. An IPv6
// address that carries an IPv4 address is judged by that one.
func isPublic(a netip.Addr) bool {
	a = a.Unmap()
	if a.Zone() != "" {
		return false
	}
	if a.Is6() {
		b := a.As16()
		switch {
		case nat64.Contains(a):
			return isPublic(netip.AddrFrom4([4]byte(b[12:16])))
		case sixToFour.Contains(a):
			return isPublic(netip.AddrFrom4([4]byte(b[2:6])))
		case !globalUnicast6.Contains(a):
			return false
		}
	}
	for _, p := range special() {
		if p.Contains(a) {
			return false
		}
	}
	return a.IsValid()
}
