package main

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"flag"
	"math/big"
	"net"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"communique/archive"
	"communique/internal/catalog"
)

var (
	faultPages = flag.Int("fault-pages", 120, "releases of the site that TestFaultRun crawls; 5000 for the real thing")
	faultRate  = flag.Int("fault-rate", 50, "one request in so many fails by chance in TestFaultRun; 100 for the real thing")
)

const faultRunProfile = `id: test
organization: Test
hosts: [faulty.example, blog.faulty.example, dns.faulty.example, tls.faulty.example]
delay: 2ms
releases: ['^/n/']
sources:
  - {kind: listing, url: 'http://faulty.example/list', items: li, next: a.next}
`

// faultRun is one home that is crawled night after night.
type faultRun struct {
	*program
	site *faultSite
	real *httptest.Server // with a certificate that is trusted
	fake *httptest.Server // with one that is not
	said string           // by the last crawl
}

func newFaultRun(t *testing.T, s *faultSite) *faultRun {
	f := &faultRun{program: newProgram(t, s, faultRunProfile), site: s}
	f.real, f.fake = httptest.NewUnstartedServer(s), httptest.NewTLSServer(s)
	f.real.TLS = certificate(t, tlsHost)
	f.real.StartTLS()
	t.Cleanup(f.real.Close)
	t.Cleanup(f.fake.Close)
	plain := f.dial
	f.dial = func(ctx context.Context, network, addr string) (net.Conn, error) {
		broken := s.night == 1 && !s.healthy
		to := f.real
		switch host, _, _ := net.SplitHostPort(addr); {
		case host == goneHost && broken:
			return nil, &net.OpError{Op: "dial", Net: network, Err: &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}}
		case host != tlsHost:
			return plain(ctx, network, addr)
		case broken:
			to = f.fake
		}
		var d net.Dialer
		return d.DialContext(ctx, network, to.Listener.Addr().String())
	}
	roots := x509.NewCertPool()
	leaf, err := x509.ParseCertificate(f.real.TLS.Certificates[0].Certificate[0])
	if err != nil {
		t.Fatal(err)
	}
	roots.AddCert(leaf)
	f.limits.TLSConfig = &tls.Config{RootCAs: roots}
	if s.slow {
		f.limits.HeaderTimeout, f.limits.RateGrace, f.limits.MinRate = 200*time.Millisecond, 200*time.Millisecond, 1<<20
	}
	return f
}

// nextNight crawls, a day after the last time.
func (f *faultRun) nextNight() int {
	f.site.mu.Lock()
	f.site.night++
	night := f.site.night
	f.site.mu.Unlock()
	f.now = func() time.Time { return time.Now().AddDate(0, 0, night) }
	// Each re-visit is one more chance of a fault, which the record tells of
	// until the next look.
	code := f.crawl("--rate", "1000/s", "--revisits", "0")
	f.said = f.stderr.String()
	return code
}

// timeless exports the records without what says when and where a page was
// fetched.
func (f *faultRun) timeless() map[string]string {
	f.t.Helper()
	if code := f.run("export"); code != 0 {
		f.t.Fatalf("export: exit %d\n%s", code, &f.stderr)
	}
	records := map[string]string{}
	for line := range strings.Lines(f.stdout.String()) {
		var r archive.Release
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			f.t.Fatal(err)
		}
		digest := r.Capture.PayloadDigest
		r.FirstSeen, r.LastSeen, r.ContentChanged, r.Capture = "", "", "", archive.Capture{PayloadDigest: digest}
		data, err := json.Marshal(r)
		if err != nil {
			f.t.Fatal(err)
		}
		records[r.URL] = string(data)
	}
	return records
}

// TestFaultRun crawls a site on which much goes wrong.
func TestFaultRun(t *testing.T) { compareNights(t, newFaultSite(*faultPages, *faultRate, false)) }

// TestSlowAnswers does so with answers that come drop by drop, and less
// patience.
func TestSlowAnswers(t *testing.T) {
	s := newFaultSite(12, 0, false)
	s.slow = true
	compareNights(t, s)
}

// compareNights crawls a site for three nights, and the same site without a
// fault for one: the archives say the same. The sites count what they are asked
// for by their own clock.
func compareNights(t *testing.T, s *faultSite) {
	healthy := newFaultRun(t, newFaultSite(s.pages, 0, true))
	if code := healthy.nextNight(); code != 0 {
		t.Fatalf("without a fault: exit %d\n%s", code, &healthy.stderr)
	}
	want := healthy.timeless()
	if len(want) != s.pages+6 { // the PDF is no record
		t.Fatalf("without a fault: %d records, want %d", len(want), s.pages+6)
	}
	f := newFaultRun(t, s)
	for night := 1; night <= 3; night++ {
		code := f.nextNight()
		t.Logf("night %d: exit %d, %d requests so far, %d records: %s", night, code, s.requests, len(f.timeless()), summaryOf(f.said))
		if night == 1 && code != exitPartly {
			t.Errorf("the first night: exit %d, want %d\n%s", code, exitPartly, f.said)
		}
	}
	if diff := cmp.Diff(want, f.timeless()); diff != "" {
		t.Errorf("records after three nights (-without faults +with):\n%s", diff)
	}
	for _, s := range []*faultSite{healthy.site, s} {
		if len(s.wrong) > 0 {
			t.Errorf("%d requests were impolite: %q", len(s.wrong), s.wrong[:min(len(s.wrong), 10)])
		}
	}
	if code := f.run("rebuild", "--check"); code != 0 {
		t.Errorf("rebuild --check: exit %d\n%s%s", code, &f.stdout, &f.stderr)
	}
	f.checkEncodings()
	f.checkPDF()
}

// checkEncodings looks for the words of the pages that name their encoding in a
// meta element only.
func (f *faultRun) checkEncodings() {
	f.t.Helper()
	records := f.records()
	for name, words := range map[string][2]string{"cyrillic": {"Освободите задержанных", cyrillic}, "arabic": {"أفرجوا عن المحتجزين", arabic}} {
		r := records[name]
		if deref(r.Title, "") != words[0] || !strings.HasPrefix(deref(r.Text, ""), words[1]) {
			f.t.Errorf("%s: title %q, text %.80q", name, deref(r.Title, ""), deref(r.Text, ""))
		}
	}
}

// checkPDF wants the bytes of the file as they were sent.
func (f *faultRun) checkPDF() {
	f.t.Helper()
	store, err := archive.Open(f.home, archive.Options{Run: "read", Now: time.Now})
	if err != nil {
		f.t.Fatal(err)
	}
	db, err := catalog.OpenRead(f.t.Context(), f.home+"/catalog.sqlite")
	if err != nil {
		f.t.Fatal(err)
	}
	defer db.Close()
	_, want := f.site.page(faultHost, "/n/report.pdf")
	captures, err := db.CapturesAt(f.t.Context(), "http://"+faultHost+"/n/report.pdf")
	if err != nil {
		f.t.Fatal(err)
	}
	whole := slices.IndexFunc(captures, func(c catalog.CaptureRow) bool { return c.Kind == "response" && c.Truncated == "" })
	if whole < 0 {
		f.t.Fatalf("no whole capture of the PDF: %+v", captures)
	}
	page, err := store.Page(f.t.Context(), captures[whole].Capture)
	if err != nil || !bytes.Equal(page.Body, want) {
		f.t.Errorf("the PDF has %d bytes in the archive, error %v; %d were sent", len(page.Body), err, len(want))
	}
}

// certificate is one for a host, signed by itself.
func certificate(t *testing.T, host string) *tls.Config {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	about := &x509.Certificate{
		SerialNumber: big.NewInt(1), DNSNames: []string{host}, NotBefore: now.AddDate(0, 0, -1), NotAfter: now.AddDate(0, 1, 0),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
	signed, err := x509.CreateCertificate(rand.Reader, about, about, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{signed}, PrivateKey: key}}}
}

// summaryOf gives the line of the site in what a crawl said.
func summaryOf(said string) string {
	for line := range strings.Lines(said) {
		if strings.HasPrefix(line, "test ") {
			return strings.TrimSpace(line)
		}
	}
	return said
}
