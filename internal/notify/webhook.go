package notify

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

const (
	webhookTimeout   = 15 * time.Second
	heartbeatTimeout = 5 * time.Second
)

// post sends a word to the webhook, signed as Standard Webhooks 1.0 says, which
// has libraries in most languages:
//
//	webhook-id         communique-<run>: the same on every try, so that a receiver
//	                   can drop what it has
//	webhook-timestamp  seconds since 1970
//	webhook-signature  v1,base64(HMAC-SHA256(secret, id "." timestamp "." body))
//
// The key is what stands behind whsec_, in base64, or the secret as it is.
func (s *Sender) post(ctx context.Context, w Word) error {
	body, err := json.Marshal(w)
	if err != nil {
		return fmt.Errorf("webhook: %w", err)
	}
	hook := s.Config.Webhook
	secret, err := reveal(hook.Secret, hook.SecretFile, WebhookSecretVariable)
	if err != nil {
		return fmt.Errorf("webhook: %w", err)
	}
	err = s.retry(ctx, func(ctx context.Context) (bool, error) {
		r, err := http.NewRequest(http.MethodPost, string(hook.URL), bytes.NewReader(body))
		if err != nil {
			return false, fmt.Errorf("its address cannot be used")
		}
		id, at := "communique-"+w.Run, strconv.FormatInt(s.Now().Unix(), 10)
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Webhook-Id", id)
		r.Header.Set("Webhook-Timestamp", at)
		if secret != "" {
			signature, err := sign(secret, id+"."+at+"."+string(body))
			if err != nil {
				return false, err
			}
			r.Header.Set("Webhook-Signature", signature)
		}
		return s.request(ctx, r, webhookTimeout)
	})
	if err != nil {
		return fmt.Errorf("webhook: %w", err)
	}
	return nil
}

func sign(secret, content string) (string, error) {
	key := []byte(secret)
	if coded, ok := strings.CutPrefix(secret, "whsec_"); ok {
		var err error
		if key, err = base64.StdEncoding.DecodeString(coded); err != nil {
			return "", fmt.Errorf("the secret behind whsec_ is not in base64")
		}
	}
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(content))
	return "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil)), nil
}

// Beat tells the heartbeat that a run has begun or, with its exit code, that it
// has ended (https://healthchecks.io/docs/http_api: /start, /<exit code>).
// Without a heartbeat it does nothing.
func (s *Sender) Beat(ctx context.Context, signal string) error {
	if s.Config.Heartbeat == "" {
		return nil
	}
	u, err := url.Parse(string(s.Config.Heartbeat))
	if err != nil {
		return fmt.Errorf("heartbeat: its address cannot be read")
	}
	err = s.retry(ctx, func(ctx context.Context) (bool, error) {
		r, err := http.NewRequest(http.MethodGet, u.JoinPath(signal).String(), nil)
		if err != nil {
			return false, fmt.Errorf("its address cannot be used")
		}
		return s.request(ctx, r, heartbeatTimeout)
	})
	if err != nil {
		return fmt.Errorf("heartbeat: %w", err)
	}
	return nil
}
