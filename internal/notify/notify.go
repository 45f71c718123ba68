// Package notify tells people and machines how a night went: webhook, e-mail,
// heartbeat, metrics.
//
// All of it is off until the configuration names a place. What is sent goes to
// the operator's own receivers, so the crawler's refusal of private addresses
// does not apply; certificates are verified. A receiver that fails costs the
// night nothing: its word is kept in the home's state/unsent/ and sent the next
// night (queue.go).
package notify

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net/http"
	"net/mail"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Secret is a value that is never printed.
type Secret string

const hidden = "(secret)"

func (Secret) String() string               { return hidden }
func (Secret) GoString() string             { return hidden }
func (Secret) MarshalText() ([]byte, error) { return []byte(hidden), nil }

// Config says who is told, as it stands under notify: in config.yaml. What is
// left out is off.
type Config struct {
	Webhook   *Webhook `yaml:"webhook"`
	Email     *Email   `yaml:"email"`
	Heartbeat Secret   `yaml:"heartbeat"` // address: who knows it can ping
	Metrics   string   `yaml:"metrics"`   // path of a file for node_exporter's textfile collector
}

// Webhook is an address that is sent each night's Word as JSON.
type Webhook struct {
	URL        Secret `yaml:"url"` // many have a token in them
	Secret     Secret `yaml:"secret"`
	SecretFile string `yaml:"secret_file"`
}

// Email is where the nights with something to tell are told of, and how.
type Email struct {
	Host         string   `yaml:"host"`
	Port         int      `yaml:"port"` // 0: 587, 465 or 25, by TLS
	TLS          string   `yaml:"tls"`  // starttls (default), tls or none
	User         string   `yaml:"user"`
	Password     Secret   `yaml:"password"`
	PasswordFile string   `yaml:"password_file"`
	From         string   `yaml:"from"`
	To           []string `yaml:"to"`
	Always       bool     `yaml:"always"` // also when there is nothing to tell
}

// Variables that hold secrets where neither the configuration nor a file does.
const (
	WebhookSecretVariable = "COMMUNIQUE_WEBHOOK_SECRET"
	SMTPPasswordVariable  = "COMMUNIQUE_SMTP_PASSWORD"
)

// In gives the configuration with the paths that are not absolute taken from a
// folder: cron and systemd start programs anywhere.
func (c Config) In(dir string) Config {
	absolute := func(path string) string {
		if path == "" || filepath.IsAbs(path) {
			return path
		}
		return filepath.Join(dir, path)
	}
	c.Metrics = absolute(c.Metrics)
	if c.Webhook != nil {
		hook := *c.Webhook
		hook.SecretFile = absolute(hook.SecretFile)
		c.Webhook = &hook
	}
	if c.Email != nil {
		email := *c.Email
		email.PasswordFile = absolute(email.PasswordFile)
		c.Email = &email
	}
	return c
}

// Check says what is wrong with the configuration, naming the key and none of
// the secrets.
func (c Config) Check() error {
	if c.Heartbeat != "" {
		if err := checkURL("heartbeat", c.Heartbeat); err != nil {
			return err
		}
	}
	if w := c.Webhook; w != nil {
		if err := checkURL("webhook: url", w.URL); err != nil {
			return err
		}
		if w.Secret != "" && w.SecretFile != "" {
			return errors.New("notify: webhook: give secret or secret_file, not both")
		}
	}
	if c.Email != nil {
		return c.Email.check()
	}
	return nil
}

func checkURL(key string, s Secret) error {
	u, err := url.Parse(string(s))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return fmt.Errorf("notify: %s: not an address that begins with https:// or http://", key)
	}
	return nil
}

func (e *Email) check() error {
	switch {
	case e.Host == "":
		return errors.New("notify: email: host: name the mail server")
	case e.TLS != "" && e.TLS != "starttls" && e.TLS != "tls" && e.TLS != "none":
		return fmt.Errorf("notify: email: tls: %q is none of starttls, tls, none", e.TLS)
	case e.Port < 0 || e.Port > 65535:
		return fmt.Errorf("notify: email: port: %d is no port", e.Port)
	case e.User != "" && e.TLS == "none":
		return errors.New("notify: email: a user and password are not sent without TLS: set tls to starttls or tls, or leave user out")
	case e.Password != "" && e.PasswordFile != "":
		return errors.New("notify: email: give password or password_file, not both")
	case len(e.To) == 0:
		return errors.New("notify: email: to: name at least one address")
	}
	if _, err := mail.ParseAddress(e.From); err != nil {
		return fmt.Errorf("notify: email: from: %q is no e-mail address", e.From)
	}
	for _, to := range e.To {
		if _, err := mail.ParseAddress(to); err != nil {
			return fmt.Errorf("notify: email: to: %q is no e-mail address", to)
		}
	}
	return nil
}

// reveal gives a secret: as configured, out of a file (its white space at the
// end taken away), or of a variable; "" when there is none.
func reveal(s Secret, file, variable string) (string, error) {
	switch {
	case s != "":
		return string(s), nil
	case file != "":
		data, err := os.ReadFile(file)
		if err != nil {
			return "", fmt.Errorf("read secret: %w", err)
		}
		return strings.TrimRight(string(data), " \t\r\n"), nil
	}
	return os.Getenv(variable), nil
}

// Sender sends by what a configuration says.
type Sender struct {
	Config Config
	Now    func() time.Time
	Pause  time.Duration  // before the second try; it doubles
	Roots  *x509.CertPool // nil: those of the system
}

// tries is how often one thing is sent in a night.
const tries = 3

// retry does something until it succeeds, is refused for good, or has been
// tried often enough.
func (s *Sender) retry(ctx context.Context, f func(context.Context) (again bool, err error)) error {
	pause := s.Pause
	for try := 1; ; try++ {
		again, err := f(ctx)
		if err == nil || !again || try == tries {
			return err
		}
		timer := time.NewTimer(pause)
		select {
		case <-ctx.Done():
			timer.Stop()
			return errors.Join(err, ctx.Err())
		case <-timer.C:
		}
		pause *= 2
	}
}

// request asks for one thing. A redirect is not followed: what is signed is
// for the address that was configured. Errors name the host alone, since the
// rest of the address may be a token.
func (s *Sender) request(ctx context.Context, r *http.Request, timeout time.Duration) (again bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	transport := &http.Transport{
		Proxy: http.ProxyFromEnvironment, DisableKeepAlives: true,
		TLSClientConfig: &tls.Config{RootCAs: s.Roots, MinVersion: tls.VersionTLS12},
	}
	r.Header.Set("User-Agent", "communique")
	res, err := transport.RoundTrip(r.WithContext(ctx))
	if err != nil {
		return true, fmt.Errorf("%s: %w", r.URL.Host, err)
	}
	if err := res.Body.Close(); err != nil {
		return true, fmt.Errorf("%s: %w", r.URL.Host, err)
	}
	if res.StatusCode/100 == 2 {
		return false, nil
	}
	busy := res.StatusCode >= 500 || res.StatusCode == http.StatusTooManyRequests || res.StatusCode == http.StatusRequestTimeout
	// A receiver that says when to come again is asked again the next night.
	return busy && res.Header.Get("Retry-After") == "", fmt.Errorf("%s answered %s", r.URL.Host, res.Status)
}
