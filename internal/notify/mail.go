package notify

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	netmail "net/mail"
	"strings"
	"time"

	"github.com/wneessen/go-mail"
)

const smtpTimeout = 30 * time.Second

// mail sends a word by SMTP.
func (s *Sender) mail(ctx context.Context, w Word) error {
	m, err := s.message(w)
	if err == nil {
		err = s.retry(ctx, func(ctx context.Context) (bool, error) { return s.deliver(ctx, m) })
	}
	if err != nil {
		return fmt.Errorf("e-mail: %w", err)
	}
	return nil
}

// deliver sends a message once. go-mail obeys a context only while it connects;
// here a run that was told to stop waits for no server that has fallen silent.
// The connection left behind ends at its deadline, or with the program.
func (s *Sender) deliver(ctx context.Context, m *mail.Msg) (again bool, err error) {
	client, err := s.client()
	if err != nil {
		return false, err
	}
	sent := make(chan error, 1)
	go func() { sent <- client.DialAndSendWithContext(ctx, m) }()
	select {
	case <-ctx.Done():
		return false, ctx.Err()
	case err = <-sent:
	}
	var refused *mail.SendError
	return err != nil && (!errors.As(err, &refused) || refused.IsTemp()), err
}

// message makes the e-mail of a word. The same word gives the same Message-ID.
func (s *Sender) message(w Word) (*mail.Msg, error) {
	e := s.Config.Email
	m := mail.NewMsg(mail.WithNoDefaultUserAgent())
	if err := m.From(e.From); err != nil {
		return nil, fmt.Errorf("from: %w", err)
	}
	if err := m.To(e.To...); err != nil {
		return nil, fmt.Errorf("to: %w", err)
	}
	from, err := netmail.ParseAddress(e.From)
	if err != nil {
		return nil, fmt.Errorf("from: %w", err)
	}
	_, domain, _ := strings.Cut(from.Address, "@")
	m.SetMessageIDWithValue("communique-" + w.Run + "@" + domain)
	m.SetDateWithValue(s.Now())
	m.SetGenHeader("Auto-Submitted", "auto-generated") // RFC 3834: no out-of-office replies
	m.Subject(w.subject())
	m.SetBodyString(mail.TypeTextPlain, w.text())
	return m, nil
}

func (s *Sender) client() (*mail.Client, error) {
	e := s.Config.Email
	options := []mail.Option{
		mail.WithTimeout(smtpTimeout),
		mail.WithTLSConfig(&tls.Config{ServerName: e.Host, RootCAs: s.Roots, MinVersion: tls.VersionTLS12}),
	}
	port := 587
	switch e.TLS {
	case "tls":
		port = 465
		options = append(options, mail.WithSSL())
	case "none":
		port = 25
		options = append(options, mail.WithTLSPolicy(mail.NoTLS))
	default:
		options = append(options, mail.WithTLSPolicy(mail.TLSMandatory))
	}
	if e.Port != 0 {
		port = e.Port
	}
	options = append(options, mail.WithPort(port))
	if e.User != "" {
		password, err := reveal(e.Password, e.PasswordFile, SMTPPasswordVariable)
		if err != nil {
			return nil, err
		}
		options = append(options, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(e.User), mail.WithPassword(password))
	}
	return mail.NewClient(e.Host, options...)
}
