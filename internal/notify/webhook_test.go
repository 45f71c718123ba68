package notify

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"go.uber.org/goleak"
)

// receiver is a webhook or heartbeat on loopback: it answers with the statuses
// it is given, in turn, the last one for ever.
type receiver struct {
	*httptest.Server
	mu       sync.Mutex
	statuses []int
	header   http.Header // of the answers
	got      []*http.Request
	bodies   []string
	seen     func() // called at each request; may be nil
}

func newReceiver(t *testing.T, statuses ...int) *receiver {
	r := &receiver{statuses: statuses, header: http.Header{}}
	r.Server = httptest.NewServer(r)
	t.Cleanup(r.Close)
	return r
}

func (r *receiver) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	r.mu.Lock()
	defer r.mu.Unlock()
	body, _ := io.ReadAll(req.Body) // a cut body fails the comparison
	r.got, r.bodies = append(r.got, req), append(r.bodies, string(body))
	if r.seen != nil {
		r.seen()
	}
	for k, v := range r.header {
		w.Header()[k] = v
	}
	w.WriteHeader(r.statuses[min(len(r.got), len(r.statuses))-1])
}

func TestWebhookIsSigned(t *testing.T) {
	r := newReceiver(t, 500, 503, 204)
	key := []byte("twenty-four secret bytes")
	for name, secret := range map[string]string{"whsec": "whsec_" + base64.StdEncoding.EncodeToString(key), "raw": string(key)} {
		r.got, r.bodies = nil, nil
		if err := sender(Config{Webhook: &Webhook{URL: Secret(r.URL + "/hook"), Secret: Secret(secret)}}).post(t.Context(), word("r1")); err != nil {
			t.Fatal(err)
		}
		if len(r.got) != 3 {
			t.Fatalf("%s: %d requests, want a third after 500 and 503", name, len(r.got))
		}
		for i, req := range r.got {
			id, at := req.Header.Get("Webhook-Id"), req.Header.Get("Webhook-Timestamp")
			mac := hmac.New(sha256.New, key)
			io.WriteString(mac, id+"."+at+"."+r.bodies[i])
			if want := "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil)); req.Header.Get("Webhook-Signature") != want {
				t.Errorf("%s: signature %s, want %s", name, req.Header.Get("Webhook-Signature"), want)
			}
			if id != "communique-r1" || at != "1773111600" || req.Method != "POST" || req.URL.Path != "/hook" || req.Header.Get("Content-Type") != "application/json" {
				t.Errorf("%s: %s %s, id %s, at %s", name, req.Method, req.URL, id, at)
			}
		}
	}
	var w Word
	if err := json.Unmarshal([]byte(r.bodies[0]), &w); err != nil || w.Watches[0].New[0].URL != "https://press.example/one" || w.Schema != WordSchema {
		t.Errorf("body %s: %v", r.bodies[0], err)
	}
}

func TestWebhookFailures(t *testing.T) {
	for name, c := range map[string]struct {
		status, requests int
		header           [2]string
	}{
		"refused":  {status: 403, requests: 1},
		"down":     {status: 500, requests: tries},
		"busy":     {status: 429, requests: tries},
		"later":    {status: 503, requests: 1, header: [2]string{"Retry-After", "3600"}},
		"redirect": {status: 307, requests: 1, header: [2]string{"Location", "/elsewhere"}},
	} {
		r := newReceiver(t, c.status)
		r.header.Set(c.header[0], c.header[1])
		err := sender(Config{Webhook: &Webhook{URL: Secret(r.URL + "/t0ken"), Secret: "s3cret"}}).post(t.Context(), word("r1"))
		if err == nil || strings.Contains(err.Error(), "t0ken") || strings.Contains(err.Error(), "s3cret") || !strings.Contains(err.Error(), "127.0.0.1") {
			t.Errorf("%s: %v, want an error that names the host and no more", name, err)
		}
		if len(r.got) != c.requests {
			t.Errorf("%s: %d requests, want %d", name, len(r.got), c.requests)
		}
	}
	r := newReceiver(t, 200)
	r.Close()
	err := sender(Config{Webhook: &Webhook{URL: Secret(r.URL + "/t0ken")}}).post(t.Context(), word("r1"))
	if err == nil || strings.Contains(err.Error(), "t0ken") {
		t.Errorf("nobody there: %v", err)
	}
}

func TestCertificatesAreVerified(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	r := &receiver{statuses: []int{200}, header: http.Header{}}
	r.Server = httptest.NewTLSServer(r)
	defer r.Close()
	s := sender(Config{Webhook: &Webhook{URL: Secret(r.URL)}})
	if err := s.post(t.Context(), word("r1")); err == nil || !strings.Contains(err.Error(), "certificate") {
		t.Errorf("a certificate that nobody signed: %v", err)
	}
	s.Roots = x509.NewCertPool()
	s.Roots.AddCert(r.Certificate())
	if err := s.post(t.Context(), word("r1")); err != nil {
		t.Error(err)
	}
}

func TestHeartbeat(t *testing.T) {
	r := newReceiver(t, 200)
	s := sender(Config{Heartbeat: Secret(r.URL + "/uuid?rid=1")})
	for _, signal := range []string{"start", "0", "130"} {
		if err := s.Beat(t.Context(), signal); err != nil {
			t.Error(err)
		}
	}
	var asked []string
	for _, req := range r.got {
		asked = append(asked, req.Method+" "+req.URL.String())
	}
	if want := []string{"GET /uuid/start?rid=1", "GET /uuid/0?rid=1", "GET /uuid/130?rid=1"}; !slices.Equal(asked, want) {
		t.Errorf("asked %v, want %v", asked, want)
	}
	if err := sender(Config{}).Beat(t.Context(), "start"); err != nil {
		t.Errorf("no heartbeat configured: %v", err)
	}
	r.Close()
	if err := s.Beat(t.Context(), "0"); err == nil || strings.Contains(err.Error(), "uuid") {
		t.Errorf("nobody there: %v", err)
	}
}

// A run that is told to stop does not wait for a receiver.
func TestCancelEndsTheTries(t *testing.T) {
	r := newReceiver(t, 500)
	s := sender(Config{Webhook: &Webhook{URL: Secret(r.URL)}})
	s.Pause = 1 << 50
	ctx, cancel := context.WithCancel(t.Context())
	r.seen = cancel
	if err := s.post(ctx, word("r1")); err == nil || ctx.Err() == nil {
		t.Errorf("error %v, context %v", err, ctx.Err())
	}
}
