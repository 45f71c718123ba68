package proof

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

func haveOpenSSL() bool {
	_, err := exec.LookPath("openssl")
	return err == nil
}

// authority is a timestamp authority on loopback: openssl ts behind HTTP.
type authority struct {
	url, dir string
}

const opensslConfig = `
[req]
distinguished_name = dn
prompt = no
[dn]
CN = Loopback timestamp authority
O = Tests
[ca]
basicConstraints = critical,CA:TRUE
[tsa_cert]
basicConstraints = CA:FALSE
keyUsage = digitalSignature
extendedKeyUsage = critical,timeStamping
[plain_cert]
basicConstraints = CA:FALSE
[tsa]
default_tsa = tsa1
[tsa1]
serial = DIR/serial
signer_cert = DIR/tsa.pem
certs = DIR/ca.pem
signer_key = DIR/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
accuracy = secs:1
tsa_name = yes
`

func newAuthority(t *testing.T) authority {
	t.Helper()
	if !haveOpenSSL() {
		t.Skip("openssl is not installed: nothing to make timestamps with")
	}
	dir := t.TempDir()
	config := filepath.Join(dir, "openssl.cnf")
	if err := os.WriteFile(config, []byte(strings.ReplaceAll(opensslConfig, "DIR", dir)), 0o644); err != nil {
		t.Fatal(err)
	}
	key := []string{"-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-config", config}
	openssl(t, dir, append([]string{"req", "-x509", "-keyout", "ca.key", "-out", "ca.pem", "-extensions", "ca", "-days", "2"}, key...)...)
	openssl(t, dir, append([]string{"req", "-keyout", "tsa.key", "-out", "tsa.csr", "-subj", "/CN=Loopback signer/O=Tests"}, key...)...)
	openssl(t, dir, "x509", "-req", "-in", "tsa.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-out", "tsa.pem", "-days", "2", "-extfile", config, "-extensions", "tsa_cert")
	var one sync.Mutex // the serial number is a file
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		one.Lock()
		defer one.Unlock()
		body, err := io.ReadAll(r.Body)
		query, reply := filepath.Join(dir, "query"), filepath.Join(dir, "reply")
		if err != nil || r.Header.Get("Content-Type") != "application/timestamp-query" || os.WriteFile(query, body, 0o644) != nil {
			http.Error(w, "no query", http.StatusBadRequest)
			return
		}
		if out, err := exec.Command("openssl", "ts", "-reply", "-config", config, "-queryfile", query, "-out", reply).CombinedOutput(); err != nil {
			http.Error(w, string(out), http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "application/timestamp-reply")
		http.ServeFile(w, r, reply)
	}))
	t.Cleanup(server.Close)
	return authority{server.URL, dir}
}

func openssl(t *testing.T, dir string, args ...string) string {
	t.Helper()
	cmd := exec.Command("openssl", args...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("openssl %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(out)
}

func TestTimestamp(t *testing.T) {
	tsa := newAuthority(t)
	h := newHome(t)
	h.add("a.warc.gz", 2)
	if s := h.record(tsa.url); s.Timestamped != 1 || s.Pending != 0 {
		t.Fatalf("%v", s)
	}
	h.clean("with a timestamp")

	// openssl, which has never heard of us, confirms what is stored.
	base := h.path("state/log/checkpoints/000000000003")
	out := openssl(t, tsa.dir, "ts", "-verify", "-in", base+".tsr", "-data", base+".note", "-CAfile", "ca.pem")
	if !strings.Contains(out, "Verification: OK") {
		t.Error(out)
	}

	// A later run, not timestamped: the proof has the old checkpoint and the new.
	h.add("b.warc.gz", 1)
	h.record("")
	proof := h.prove("a.warc.gz", 0, 0)
	r, err := verify(proof, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Stamps) != 1 || r.Stamps[0].Leaves != 3 || !strings.Contains(r.Stamps[0].Authority, "Loopback signer") || len(r.Leaves) != 2 {
		t.Errorf("%+v", r)
	}
	if !strings.Contains(r.String(), "existed before") {
		t.Error(r)
	}
	// What the proof carries is confirmed by openssl too.
	var d document
	if err := json.Unmarshal(proof, &d); err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"out.tsr": d.Checkpoints[0].Timestamp, "out.note": []byte(d.Checkpoints[0].Note)} {
		if err := os.WriteFile(filepath.Join(tsa.dir, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	openssl(t, tsa.dir, "ts", "-verify", "-in", "out.tsr", "-data", "out.note", "-CAfile", "ca.pem")

	// The next run with an authority stamps what has none.
	if s := h.record(tsa.url); s.Timestamped != 1 || s.Pending != 0 {
		t.Errorf("%v", s)
	}
	h.clean("with two timestamps")
}

// Whatever an authority does, the run goes on, and the next one asks again.
func TestTimestampPending(t *testing.T) {
	tsa := newAuthority(t)
	other := newAuthority(t)
	replies := map[string]http.HandlerFunc{
		"refuses": func(w http.ResponseWriter, r *http.Request) { http.Error(w, "no", http.StatusServiceUnavailable) },
		"nothing": func(w http.ResponseWriter, r *http.Request) {},
		"noise":   func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "<html>welcome</html>") },
		"endless": func(w http.ResponseWriter, r *http.Request) {
			for range 64 {
				if _, err := w.Write(make([]byte, 64<<10)); err != nil {
					return
				}
			}
		},
		"of something else": func(w http.ResponseWriter, r *http.Request) {
			answer, err := request(r.Context(), other.url, []byte("something else"))
			if err == nil {
				w.Write(answer)
			}
		},
	}
	h := newHome(t)
	h.add("a.warc.gz", 1)
	for name, reply := range replies {
		server := httptest.NewServer(reply)
		s := h.record(server.URL)
		server.Close()
		if s.Timestamped != 0 || s.Pending != 1 || s.Reason == nil {
			t.Errorf("an authority that gives %s: %v", name, s)
		}
		h.clean(name)
	}
	dead := httptest.NewServer(nil)
	dead.Close()
	h.add("b.warc.gz", 1)
	if s := h.record(dead.URL); s.Pending != 2 || !strings.Contains(s.String(), "pending: 2") {
		t.Errorf("a dead one: %v", s)
	}
	if s := h.record(tsa.url); s.Timestamped != 2 || s.Pending != 0 {
		t.Errorf("the next run: %v", s)
	}
	h.clean("after all")
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := request(ctx, tsa.url, nil); err == nil {
		t.Error("a cancelled request went on")
	}
}

// A nonce keeps an old answer from being given again.
func TestTimestampReplayed(t *testing.T) {
	tsa := newAuthority(t)
	data := []byte("the same data")
	old, err := request(context.Background(), tsa.url, data)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { w.Write(old) }))
	defer server.Close()
	if _, err := request(context.Background(), server.URL, data); err == nil || !strings.Contains(err.Error(), "another request") {
		t.Errorf("an old answer was taken: %v", err)
	}
}
