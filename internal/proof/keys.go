package proof

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/google/renameio/v2"
	"golang.org/x/mod/sumdb/note"

	"communique/internal/durable"
)

// The files of state/keys, a folder only its owner may enter:
//
//	signing.key          the secret key in use, in the form of the note package; mode 0600
//	public.txt           the public keys, one a line, oldest first; the last is the one in use
//	rotation-<hash>.note a rotation's statement, named by the new key's hash and signed by both keys
//	next.key             the new secret key while a rotation is under way; mode 0600
//
// A key's name is the log's origin, which stays when the key changes.
const (
	signingName = "signing.key"
	nextName    = "next.key"
	publicName  = "public.txt"
)

// keyring is the log's keys. The secret one is read only to sign.
type keyring struct {
	dir    string
	public []string // oldest first
}

func keysDir(home string) string { return filepath.Join(home, "state", "keys") }

func loadKeys(home string) (keyring, error) {
	k := keyring{dir: keysDir(home)}
	data, err := os.ReadFile(filepath.Join(k.dir, publicName))
	if errors.Is(err, fs.ErrNotExist) {
		return k, nil
	}
	if err != nil {
		return k, fmt.Errorf("read the log's public keys: %w", err)
	}
	k.public = strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
	if _, err := k.verifiers(); err != nil {
		return k, fmt.Errorf("%s: %w", filepath.Join(k.dir, publicName), err)
	}
	return k, nil
}

func (k keyring) current() string {
	if len(k.public) == 0 {
		return ""
	}
	return k.public[len(k.public)-1]
}

// origin is the log's name.
func (k keyring) origin() string { return keyName(k.current()) }

func keyName(vkey string) string {
	name, _, _ := strings.Cut(vkey, "+")
	return name
}

// keyHash is what a key is called in file names: eight hex digits.
func keyHash(vkey string) string {
	_, rest, _ := strings.Cut(vkey, "+")
	hash, _, _ := strings.Cut(rest, "+")
	return hash
}

func (k keyring) verifiers() (note.Verifiers, error) { return verifiers(k.public) }

// verifiers refuses keys that are not of one log, and ways of writing a key
// that differ from the one NewEd25519VerifierKey has.
func verifiers(vkeys []string) (note.Verifiers, error) {
	var list []note.Verifier
	for i, key := range vkeys {
		v, err := note.NewVerifier(key)
		if err != nil {
			return nil, fmt.Errorf("public key %d: %w", i+1, err)
		}
		_, encoded, _ := strings.Cut(strings.TrimPrefix(key, v.Name()+"+"), "+")
		raw, err := base64.StdEncoding.Strict().DecodeString(encoded)
		if err != nil || len(raw) != 1+ed25519.PublicKeySize {
			return nil, fmt.Errorf("public key %d is not written properly", i+1)
		}
		if again, err := note.NewEd25519VerifierKey(v.Name(), raw[1:]); err != nil || again != key {
			return nil, fmt.Errorf("public key %d is not written properly", i+1)
		}
		if v.Name() != keyName(vkeys[0]) || slices.Contains(vkeys[:i], key) {
			return nil, fmt.Errorf("public key %d does not belong to the others", i+1)
		}
		list = append(list, v)
	}
	return note.VerifierList(list...), nil
}

// secret reads a secret key and derives the public one from it.
func (k keyring) secret(name string) (note.Signer, string, error) {
	data, err := os.ReadFile(filepath.Join(k.dir, name))
	if err != nil {
		return nil, "", err
	}
	skey := strings.TrimSuffix(string(data), "\n")
	signer, err := note.NewSigner(skey)
	if err != nil {
		return nil, "", fmt.Errorf("%s: %w", filepath.Join(k.dir, name), err)
	}
	encoded := strings.SplitN(skey, "+", 5)[4] // PRIVATE+KEY+name+hash+base64, which can have a + too
	raw, err := base64.StdEncoding.Strict().DecodeString(encoded)
	if err != nil || len(raw) != 1+ed25519.SeedSize || skey != fmt.Sprintf("PRIVATE+KEY+%s+%08x+%s", signer.Name(), signer.KeyHash(), base64.StdEncoding.EncodeToString(raw)) {
		return nil, "", fmt.Errorf("%s is not written properly", filepath.Join(k.dir, name))
	}
	public := ed25519.NewKeyFromSeed(raw[1:]).Public().(ed25519.PublicKey)
	vkey, err := note.NewEd25519VerifierKey(signer.Name(), public)
	return signer, vkey, err
}

// signer is the key in use.
func (k keyring) signer() (note.Signer, error) {
	signer, vkey, err := k.secret(signingName)
	if err != nil {
		return nil, fmt.Errorf("read the log's signing key: %w: restore state/keys from a back-up", err)
	}
	if vkey != k.current() {
		return nil, fmt.Errorf("%s is not the key that %s ends with: restore state/keys from a back-up", filepath.Join(k.dir, signingName), publicName)
	}
	return signer, nil
}

// create makes the first key. A signing key without a public one is what a
// crash in here leaves; it is taken up.
func (k *keyring) create() error {
	if err := os.MkdirAll(k.dir, 0o700); err != nil {
		return fmt.Errorf("make the folder of keys: %w", err)
	}
	if err := os.Chmod(k.dir, 0o700); err != nil {
		return fmt.Errorf("close the folder of keys to others: %w", err)
	}
	_, vkey, err := k.secret(signingName)
	if errors.Is(err, fs.ErrNotExist) {
		id := make([]byte, 8)
		if _, err := rand.Read(id); err != nil {
			return fmt.Errorf("name the log: %w", err)
		}
		vkey, err = k.generate("communique/"+hex.EncodeToString(id), signingName)
	}
	if err != nil {
		return fmt.Errorf("make the log's key: %w", err)
	}
	return k.publish(vkey)
}

// generate writes a new secret key and returns its public one.
func (k keyring) generate(origin, name string) (string, error) {
	skey, vkey, err := note.GenerateKey(rand.Reader, origin)
	if err != nil {
		return "", err
	}
	return vkey, replace(filepath.Join(k.dir, name), []byte(skey+"\n"), 0o600)
}

// publish adds a public key to the list.
func (k *keyring) publish(vkey string) error {
	all := append(slices.Clone(k.public), vkey)
	err := replace(filepath.Join(k.dir, publicName), []byte(strings.Join(all, "\n")+"\n"), 0o644)
	if err != nil {
		return fmt.Errorf("write the log's public keys: %w", err)
	}
	k.public = all
	return nil
}

// replace writes a file beside, makes it safe, renames it, and makes that safe.
func replace(path string, data []byte, mode fs.FileMode) error {
	dir := filepath.Dir(path)
	if err := renameio.WriteFile(path, data, mode, renameio.WithTempDir(dir)); err != nil {
		return err
	}
	return durable.Sync(dir)
}

// openNote checks a note's signatures. Unlike note.Open it wants all of them
// known and written in the one way in which they can be written: these notes
// are our own, and a signature of nobody has no business there.
func openNote(msg []byte, known note.Verifiers) (*note.Note, error) {
	n, err := note.Open(msg, known)
	if err != nil {
		return nil, err
	}
	if len(n.UnverifiedSigs) > 0 {
		return nil, fmt.Errorf("it has a signature of a key that is not the log's (%s+%08x)", n.UnverifiedSigs[0].Name, n.UnverifiedSigs[0].Hash)
	}
	again, err := note.Sign(n)
	if err != nil {
		return nil, err
	}
	for _, sig := range n.Sigs {
		if _, err := base64.StdEncoding.Strict().DecodeString(sig.Base64); err != nil {
			return nil, errors.New("a signature is not written properly")
		}
	}
	if !bytes.Equal(again, msg) {
		return nil, errors.New("its signatures are not written properly")
	}
	return n, nil
}

// signedBy reports whether the key has signed the note, which openNote checked.
func signedBy(n *note.Note, vkey string) bool {
	for _, sig := range n.Sigs {
		if sig.Name == keyName(vkey) && fmt.Sprintf("%08x", sig.Hash) == keyHash(vkey) {
			return true
		}
	}
	return false
}
