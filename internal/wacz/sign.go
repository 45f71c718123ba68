package wacz

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"math/big"
	"time"
)

// signature is the anonymous form of signedData: it shows that the package is
// as whoever holds the key made it, and says nothing of who that is. Signature
// is base64 of r and s, 48 bytes each (IEEE P1363, which WebCrypto reads),
// over the SHA-256 of Hash as text; PublicKey is base64 of a
// SubjectPublicKeyInfo on P-384.
type signature struct {
	Hash      string `json:"hash"`
	Created   string `json:"created"`
	Software  string `json:"software"`
	Version   string `json:"version,omitempty"`
	Signature string `json:"signature"`
	PublicKey string `json:"publicKey,omitempty"`
	Domain    string `json:"domain,omitempty"` // the other form, signed with a site's TLS key
}

// halfSize is the length of r and of s on P-384, in bytes.
const halfSize = 48

// NewKey makes a key to sign with.
func NewKey() (*ecdsa.PrivateKey, error) {
	key, err := ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("make a key: %w", err)
	}
	return key, nil
}

func sign(key *ecdsa.PrivateKey, hash, software string, created time.Time) (*signature, error) {
	if key.Curve != elliptic.P384() {
		return nil, errors.New("sign: the key is not on the curve P-384")
	}
	public, err := x509.MarshalPKIXPublicKey(&key.PublicKey)
	if err != nil {
		return nil, fmt.Errorf("sign: %w", err)
	}
	sum := sha256.Sum256([]byte(hash))
	r, s, err := ecdsa.Sign(rand.Reader, key, sum[:])
	if err != nil {
		return nil, fmt.Errorf("sign: %w", err)
	}
	raw := make([]byte, 2*halfSize)
	r.FillBytes(raw[:halfSize])
	s.FillBytes(raw[halfSize:])
	return &signature{
		Hash: hash, Created: timestamp(created), Software: software, Version: signingVersion,
		Signature: base64.StdEncoding.EncodeToString(raw), PublicKey: base64.StdEncoding.EncodeToString(public),
	}, nil
}

// verify checks an anonymous signature. The other form needs certificates and
// their authorities, and is not judged.
func (s *signature) verify(hash string) error {
	if s.Hash != hash {
		return errors.New("what is signed is the digest " + s.Hash + ", another one than that of " + packageName)
	}
	if s.PublicKey == "" && s.Domain != "" {
		return nil
	}
	der, err := base64.StdEncoding.DecodeString(s.PublicKey)
	if err != nil {
		return fmt.Errorf("the public key is not base64: %w", err)
	}
	public, err := x509.ParsePKIXPublicKey(der)
	if err != nil {
		return fmt.Errorf("the public key cannot be read: %w", err)
	}
	key, ok := public.(*ecdsa.PublicKey)
	if !ok {
		return errors.New("the public key is not one of ECDSA")
	}
	raw, err := base64.StdEncoding.DecodeString(s.Signature)
	if err != nil {
		return fmt.Errorf("the signature is not base64: %w", err)
	}
	sum := sha256.Sum256([]byte(hash))
	half := (key.Curve.Params().BitSize + 7) / 8
	valid := ecdsa.VerifyASN1(key, sum[:], raw)
	if !valid && len(raw) == 2*half {
		valid = ecdsa.Verify(key, sum[:], new(big.Int).SetBytes(raw[:half]), new(big.Int).SetBytes(raw[half:]))
	}
	if !valid {
		return errors.New("the signature is wrong: the package was changed after it was signed")
	}
	return nil
}
