package warc

import (
	"context"
	"crypto/tls"
	"net"
	"net/netip"
	"time"
)

// dialer opens connections that can be tapped.
type dialer struct {
	dial        func(ctx context.Context, network, addr string) (net.Conn, error)
	config      *tls.Config
	dialTimeout time.Duration
	tlsTimeout  time.Duration
}

func newDialer(o TransportOptions) *dialer {
	d := &dialer{
		dial:        o.DialContext,
		config:      o.TLSConfig.Clone(),
		dialTimeout: or(o.DialTimeout, 30*time.Second),
		tlsTimeout:  or(o.TLSTimeout, 30*time.Second),
	}
	if d.dial == nil {
		d.dial = (&net.Dialer{}).DialContext
	}
	if d.config == nil {
		d.config = &tls.Config{}
	}
	// Two messages at once on a connection could not be told apart.
	d.config.NextProtos = []string{"http/1.1"}
	return d
}

// connect dials within the timeout, whatever the caller's function does.
func (d *dialer) connect(ctx context.Context, network, addr string) (net.Conn, error) {
	ctx, cancel := within(ctx, d.dialTimeout)
	defer cancel()
	return d.dial(ctx, network, addr)
}

func within(ctx context.Context, limit time.Duration) (context.Context, context.CancelFunc) {
	if limit < 0 {
		return context.WithCancel(ctx)
	}
	return context.WithTimeout(ctx, limit)
}

func (d *dialer) plain(ctx context.Context, network, addr string) (net.Conn, error) {
	conn, err := d.connect(ctx, network, addr)
	if err != nil {
		return nil, err
	}
	return &tapConn{Conn: conn}, nil
}

// tls taps above TLS, where the plain text is. Its errors are *net.OpError
// with Op "tls".
func (d *dialer) tls(ctx context.Context, network, addr string) (net.Conn, error) {
	conn, err := d.connect(ctx, network, addr)
	if err != nil {
		return nil, err
	}
	config := d.config
	if config.ServerName == "" {
		host, _, err := net.SplitHostPort(addr)
		if err != nil {
			conn.Close()
			return nil, err
		}
		config = config.Clone()
		config.ServerName = host
	}
	ctx, cancel := within(ctx, d.tlsTimeout)
	defer cancel()
	secure := tls.Client(conn, config)
	if err := secure.HandshakeContext(ctx); err != nil {
		conn.Close()
		return nil, &net.OpError{Op: "tls", Net: network, Addr: conn.RemoteAddr(), Err: err}
	}
	state := secure.ConnectionState()
	return &tapConn{Conn: secure, tls: &state}, nil
}

// addr is the server's IP address, without port and zone.
func (c *tapConn) addr() string {
	if a, err := netip.ParseAddrPort(c.RemoteAddr().String()); err == nil {
		return a.Addr().Unmap().WithZone("").String()
	}
	return ""
}
