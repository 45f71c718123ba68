package notify

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"mime"
	"mime/quotedprintable"
	"net"
	"net/http/httptest"
	netmail "net/mail"
	"strings"
	"sync"
	"testing"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// mailbox is a mail server on loopback.
type mailbox struct {
	*smtp.Server
	port     int
	roots    *x509.CertPool
	password string // "": everybody may send
	mu       sync.Mutex
	refuse   []error // of the next messages, in turn
	tries    int
	got      []letterbox
}

type letterbox struct {
	from string
	to   []string
	data string
	user string
	tls  bool
}

func newMailbox(t *testing.T, implicit bool, password string) *mailbox {
	t.Helper()
	web := httptest.NewTLSServer(nil) // for its certificate, of 127.0.0.1 and example.com
	web.Close()
	m := &mailbox{password: password, roots: x509.NewCertPool()}
	m.roots.AddCert(web.Certificate())
	m.Server = smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) {
		_, secure := c.TLSConnectionState()
		return &session{box: m, letterbox: letterbox{tls: secure}}, nil
	}))
	m.Domain, m.TLSConfig = "mail.example", &tls.Config{Certificates: web.TLS.Certificates}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	m.port = l.Addr().(*net.TCPAddr).Port
	if implicit {
		l = tls.NewListener(l, m.TLSConfig)
	}
	go func() { _ = m.Serve(l) }() // ends with Close
	t.Cleanup(func() { m.Close() })
	return m
}

func (m *mailbox) config(mode string) Config {
	c := Config{Email: &Email{Host: "127.0.0.1", Port: m.port, TLS: mode, From: "Communiqué <archive@ngo.example>", To: []string{"a@ngo.example", "Zoë B <b@ngo.example>"}}}
	if m.password != "" {
		c.Email.User, c.Email.Password = "archive", Secret(m.password)
	}
	return c
}

func (m *mailbox) sender(mode string) *Sender {
	s := sender(m.config(mode))
	s.Roots = m.roots
	return s
}

type session struct {
	letterbox
	box *mailbox
}

func (s *session) AuthMechanisms() []string { return []string{sasl.Plain} }
func (s *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if password != s.box.password {
			return errors.New("wrong password")
		}
		s.user = user
		return nil
	}), nil
}

func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	s.box.mu.Lock()
	defer s.box.mu.Unlock()
	s.box.tries++
	if s.box.password != "" && s.user == "" {
		return smtp.ErrAuthRequired
	}
	s.from = from
	if len(s.box.refuse) > 0 {
		err := s.box.refuse[0]
		s.box.refuse = s.box.refuse[1:]
		return err
	}
	return nil
}

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.to = append(s.to, to)
	return nil
}

func (s *session) Data(r io.Reader) error {
	data, err := io.ReadAll(r)
	s.data = string(data)
	s.box.mu.Lock()
	defer s.box.mu.Unlock()
	s.box.got = append(s.box.got, s.letterbox)
	return err
}

func (s *session) Reset()        {}
func (s *session) Logout() error { return nil }

func TestMailArrives(t *testing.T) {
	for _, c := range []struct {
		mode, password string
		tls            bool
	}{{"starttls", "pässword", true}, {"", "", true}, {"tls", "pässword", true}, {"none", "", false}} {
		m := newMailbox(t, c.mode == "tls", c.password)
		if err := m.sender(c.mode).mail(t.Context(), word("20260310T030000.000Z")); err != nil {
			t.Errorf("tls %q: %v", c.mode, err)
			continue
		}
		got := m.got[0]
		if got.tls != c.tls || got.from != "archive@ngo.example" || strings.Join(got.to, " ") != "a@ngo.example b@ngo.example" || (got.user != "") != (c.password != "") {
			t.Errorf("tls %q: %+v", c.mode, got)
		}
		checkMessage(t, got.data)
	}
}

// checkMessage reads a message as a mail program does.
func checkMessage(t *testing.T, data string) {
	t.Helper()
	msg, err := netmail.ReadMessage(strings.NewReader(data))
	if err != nil {
		t.Fatalf("%v in\n%s", err, data)
	}
	head, _, _ := strings.Cut(data, "\r\n\r\n")
	for i := range len(head) {
		if head[i] >= 0x80 {
			t.Fatalf("a header is not ASCII:\n%s", head)
		}
	}
	var d mime.WordDecoder
	subject, err := d.DecodeHeader(msg.Header.Get("Subject"))
	if err != nil || subject != word("r").subject() {
		t.Errorf("subject %q, error %v", subject, err)
	}
	from, err := msg.Header.AddressList("From")
	if err != nil || from[0].Name != "Communiqué" {
		t.Errorf("from %v, error %v", from, err)
	}
	if msg.Header.Get("Bcc") != "" || msg.Header.Get("Message-Id") != "<communique-20260310T030000.000Z@ngo.example>" || msg.Header.Get("Auto-Submitted") != "auto-generated" {
		t.Errorf("headers %v", msg.Header)
	}
	if at, err := msg.Header.Date(); err != nil || !at.Equal(began) {
		t.Errorf("date %v, error %v", at, err)
	}
	kind, params, err := mime.ParseMediaType(msg.Header.Get("Content-Type"))
	if err != nil || kind != "text/plain" || !strings.EqualFold(params["charset"], "utf-8") || msg.Header.Get("Content-Transfer-Encoding") != "quoted-printable" {
		t.Errorf("type %s %v, error %v", kind, params, err)
	}
	body, err := io.ReadAll(quotedprintable.NewReader(msg.Body))
	if got := strings.ReplaceAll(string(body), "\r\n", "\n"); err != nil || strings.TrimRight(got, "\n") != strings.TrimRight(word("r").text(), "\n") {
		t.Errorf("body %v:\n%s", err, got)
	}
}

func TestMailFailures(t *testing.T) {
	busy := &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 0}, Message: "busy"}
	never := &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 7, 1}, Message: "never"}
	for name, c := range map[string]struct {
		refuse []error
		tries  int
		ok     bool
	}{
		"busy once":  {[]error{busy}, 2, true},
		"busy":       {[]error{busy, busy, busy}, tries, false},
		"never":      {[]error{never}, 1, false},
		"at once ok": {nil, 1, true},
	} {
		m := newMailbox(t, false, "")
		m.refuse = c.refuse
		if err := m.sender("").mail(t.Context(), word("r1")); (err == nil) != c.ok || m.tries != c.tries {
			t.Errorf("%s: error %v after %d tries, want %d", name, err, m.tries, c.tries)
		}
	}
	m := newMailbox(t, false, "right")
	s := m.sender("starttls")
	s.Config.Email.Password = "wr0ng"
	if err := s.mail(t.Context(), word("r1")); err == nil || strings.Contains(err.Error(), "wr0ng") || len(m.got) > 0 {
		t.Errorf("a wrong password: %v", err)
	}
	s = m.sender("starttls")
	s.Roots = nil
	if err := s.mail(t.Context(), word("r1")); err == nil || !strings.Contains(err.Error(), "certificate") || len(m.got) > 0 {
		t.Errorf("a certificate that nobody signed: %v", err)
	}
	plain := newMailbox(t, false, "")
	plain.TLSConfig = nil
	if err := plain.sender("starttls").mail(t.Context(), word("r1")); err == nil || len(plain.got) > 0 {
		t.Errorf("a server without STARTTLS was sent to in the clear: %v", err)
	}
}

// A server that takes the connection and says nothing holds up no run that was
// told to stop.
func TestSilentMailServer(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		if conn, err := l.Accept(); err == nil {
			defer conn.Close()
			cancel()
			_, _ = conn.Read(make([]byte, 1)) // until the client has gone
		}
	}()
	m := &mailbox{port: l.Addr().(*net.TCPAddr).Port}
	if err := m.sender("none").mail(ctx, word("r1")); err == nil {
		t.Error("sent to a server that says nothing")
	}
}
