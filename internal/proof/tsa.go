package proof

import (
	"bytes"
	"context"
	"crypto"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/digitorus/pkcs7"
	rfc3161 "github.com/digitorus/timestamp"
	"golang.org/x/mod/sumdb/note"
)

const (
	tsaTimeout  = 20 * time.Second
	maxToken    = 64 << 10 // bytes of a response; one with a chain of certificates has about 6,000
	maxPending  = 4        // checkpoints a run asks timestamps for
	typeRequest = "application/timestamp-query"
)

// Stamp is what an RFC 3161 timestamp says: a checkpoint existed at Time, by
// the clock of whoever holds the certificate. The certificate's own chain is
// not checked here, since whom to trust is the reader's choice; openssl ts
// -verify with -CAfile does that.
type Stamp struct {
	Time        time.Time `json:"time"`
	Authority   string    `json:"authority"`   // subject of the signer's certificate
	Fingerprint string    `json:"fingerprint"` // SHA-256 of that certificate (DER), lowercase hex
	Leaves      int64     `json:"leaves"`      // size of the checkpoint
}

// Timestamp asks the authority at url (http or https) for timestamps of the
// checkpoints since the newest that has one, newest first, four at most: the
// newest covers those before it. One that cannot be had is no error but
// pending, with the reason; the next call asks again.
func (l *Log) Timestamp(ctx context.Context, url string) (got, pending int, reason error, err error) {
	signer, err := l.keys.signer()
	if err != nil {
		return 0, 0, nil, err
	}
	for _, p := range slices.Backward(l.points) {
		if _, err := os.Stat(p.path + ".tsr.note"); err == nil {
			break
		}
		if pending > 0 || got == maxPending {
			pending++
			continue
		}
		response, err := request(ctx, url, p.raw)
		if err != nil {
			reason = err
			pending++
			continue
		}
		if err := p.keep(response, signer); err != nil {
			return got, pending, reason, err
		}
		got++
	}
	return got, pending, reason, nil
}

// keep stores a response, and then the log's signature of its digest: much of a
// response is signed by nobody, and a change there is to be found too.
func (p point) keep(response []byte, signer note.Signer) error {
	if err := replace(p.path+".tsr", response, 0o644); err != nil {
		return fmt.Errorf("keep a timestamp: %w", err)
	}
	raw, err := note.Sign(&note.Note{Text: formatKept(p.tree.N, response)}, signer)
	if err != nil {
		return fmt.Errorf("sign a timestamp: %w", err)
	}
	if err := replace(p.path+".tsr.note", raw, 0o644); err != nil {
		return fmt.Errorf("keep a timestamp: %w", err)
	}
	return nil
}

// formatKept writes the text of a .tsr.note: what it is, the checkpoint's size,
// the response's digest, a line each.
func formatKept(leaves int64, response []byte) string {
	return fmt.Sprintf("communique timestamp\n%d\nsha256:%x\n", leaves, sha256.Sum256(response))
}

// request gets a timestamp of data (RFC 3161, 3.4: over HTTP).
func request(ctx context.Context, url string, data []byte) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, tsaTimeout)
	defer cancel()
	nonce, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 64))
	if err != nil {
		return nil, err
	}
	body, err := rfc3161.CreateRequest(bytes.NewReader(data), &rfc3161.RequestOptions{Hash: crypto.SHA256, Certificates: true, Nonce: nonce})
	if err != nil {
		return nil, fmt.Errorf("ask for a timestamp: %w", err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("ask for a timestamp: %w", err)
	}
	req.Header.Set("Content-Type", typeRequest)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, fmt.Errorf("ask for a timestamp: %w", err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s answered %s, and no timestamp", url, resp.Status)
	}
	answer, err := io.ReadAll(io.LimitReader(resp.Body, maxToken+1))
	if err != nil {
		return nil, fmt.Errorf("read the timestamp of %s: %w", url, err)
	}
	ts, _, err := checkToken(answer, data)
	if err != nil {
		return nil, fmt.Errorf("the timestamp of %s: %w", url, err)
	}
	if ts.Nonce == nil || ts.Nonce.Cmp(nonce) != 0 {
		return nil, fmt.Errorf("the timestamp of %s answers another request", url)
	}
	return answer, nil
}

// checkToken checks that an RFC 3161 response is a timestamp of data, and that
// the certificate in it has signed it, is one for timestamps, and was valid.
func checkToken(response, data []byte) (ts *rfc3161.Timestamp, stamp Stamp, err error) {
	defer func() {
		if r := recover(); r != nil { // a parser of foreign bytes that is not ours
			err = fmt.Errorf("it cannot be read: %v", r)
		}
	}()
	if len(response) > maxToken {
		return nil, stamp, fmt.Errorf("it is longer than %d bytes", maxToken)
	}
	if ts, err = rfc3161.ParseResponse(response); err != nil {
		return nil, stamp, err
	}
	if want := sha256.Sum256(data); ts.HashAlgorithm != crypto.SHA256 || !bytes.Equal(ts.HashedMessage, want[:]) {
		return nil, stamp, errors.New("it is a timestamp of something else")
	}
	p7, err := pkcs7.Parse(ts.RawToken)
	if err != nil {
		return nil, stamp, err
	}
	signer := p7.GetOnlySigner()
	if signer == nil {
		return nil, stamp, errors.New("it does not hold the certificate of its one signer")
	}
	if !slices.Contains(signer.ExtKeyUsage, x509.ExtKeyUsageTimeStamping) {
		return nil, stamp, errors.New("its signer's certificate is not one for timestamps")
	}
	if ts.Time.Before(signer.NotBefore) || ts.Time.After(signer.NotAfter) {
		return nil, stamp, errors.New("its signer's certificate was not valid then")
	}
	sum := sha256.Sum256(signer.Raw)
	return ts, Stamp{Time: ts.Time.UTC(), Authority: strings.ToValidUTF8(signer.Subject.String(), "�"), Fingerprint: hex.EncodeToString(sum[:])}, nil
}
