package proof

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"

	"communique/internal/durable"
)

// Key is one of the log's public keys.
type Key struct {
	Public  string `json:"public"` // in the form of the note package: name, hash, key
	Current bool   `json:"current"`
	Since   string `json:"since"` // when it took over, by this machine's clock; "" for the first
}

// Keys lists the log's public keys, oldest first. It makes none.
func Keys(home string) ([]Key, error) {
	k, err := loadKeys(home)
	if err != nil {
		return nil, err
	}
	var keys []Key
	for i, public := range k.public {
		key := Key{Public: public, Current: i == len(k.public)-1}
		if i > 0 {
			raw, err := os.ReadFile(k.statement(public))
			if err != nil {
				return nil, fmt.Errorf("read a rotation's statement: %w", err)
			}
			if key.Since, err = checkStatement(raw, k.public[i-1], public); err != nil {
				return nil, fmt.Errorf("%s: %w", k.statement(public), err)
			}
		}
		keys = append(keys, key)
	}
	return keys, nil
}

// Rotate gives the log a new key; it makes the first where there is none. Both
// keys sign a statement that the new one follows the old, and both sign the
// checkpoint that has this as its last leaf. Then the old secret key is
// removed: a key that signs nothing any more can only be stolen. The old public
// key stays, for what it has signed. The caller holds the home's lock.
func Rotate(ctx context.Context, home string, now func() time.Time) (Key, error) {
	l, err := Open(home, now)
	if err != nil {
		return Key{}, err
	}
	first := len(l.keys.public) == 0
	if err := l.prepare(); err != nil {
		return Key{}, err
	}
	if first {
		return Key{Public: l.keys.current(), Current: true}, nil
	}
	if err := ctx.Err(); err != nil {
		return Key{}, err
	}
	old, err := l.keys.signer()
	if err != nil {
		return Key{}, err
	}
	fresh, err := l.keys.generate(l.keys.origin(), nextName)
	if err != nil {
		return Key{}, fmt.Errorf("make the new key: %w", err)
	}
	next, _, err := l.keys.secret(nextName)
	if err != nil {
		return Key{}, fmt.Errorf("make the new key: %w", err)
	}
	since := timestamp(now())
	raw, err := note.Sign(&note.Note{Text: formatStatement(l.keys.current(), fresh, since)}, old, next)
	if err != nil {
		return Key{}, fmt.Errorf("sign the rotation: %w", err)
	}
	if err := replace(l.keys.statement(fresh), raw, 0o644); err != nil {
		return Key{}, fmt.Errorf("write the rotation's statement: %w", err)
	}
	if err := l.keys.publish(fresh); err != nil {
		return Key{}, err
	}
	return Key{Public: fresh, Current: true, Since: since}, l.resume()
}

// resume does what is left of a rotation whose new public key is in the list:
// the leaf, the checkpoint of both keys, and the end of the old secret key.
func (l *Log) resume() error {
	next, vkey, err := l.keys.secret(nextName)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("end a rotation of keys: %w", err)
	}
	n := len(l.keys.public)
	if n < 2 || vkey != l.keys.current() {
		return nil // broken off before anybody knew the key: the next rotation writes over it
	}
	old, vkey, err := l.keys.secret(signingName)
	if err != nil {
		return fmt.Errorf("end a rotation of keys: %w: restore state/keys from a back-up", err)
	}
	if vkey != l.keys.public[n-2] {
		return fmt.Errorf("end a rotation of keys: %s is not the key before the last: restore state/keys from a back-up", signingName)
	}
	if l.turns == n-2 {
		leaf, err := encode(keyLeaf{Type: leafKey, Old: vkey, New: l.keys.current(), Time: timestamp(l.now())})
		if err != nil {
			return err
		}
		if err := l.append([][]byte{leaf}); err != nil {
			return err
		}
		l.turns++
	}
	if l.last().tree.N != l.leaves {
		if err := l.sign(old, next); err != nil {
			return err
		}
	}
	if err := os.Rename(filepath.Join(l.keys.dir, nextName), filepath.Join(l.keys.dir, signingName)); err != nil {
		return fmt.Errorf("put the new key in the place of the old: %w", err)
	}
	return durable.Sync(l.keys.dir)
}

func (k keyring) statement(vkey string) string {
	return filepath.Join(k.dir, "rotation-"+keyHash(vkey)+".note")
}

const statementTitle = "communique key rotation"

// formatStatement writes a rotation's text: what it is, the old public key, the
// new one, and when, a line each.
func formatStatement(old, fresh, since string) string {
	return strings.Join([]string{statementTitle, old, fresh, since, ""}, "\n")
}

// checkStatement checks that both keys have signed that fresh follows old, and
// returns when that was.
func checkStatement(raw []byte, old, fresh string) (since string, err error) {
	known, err := verifiers([]string{old, fresh})
	if err != nil {
		return "", err
	}
	n, err := openNote(raw, known)
	if err != nil {
		return "", err
	}
	lines := strings.Split(n.Text, "\n")
	if len(lines) != 5 || n.Text != formatStatement(old, fresh, lines[3]) {
		return "", errors.New("it is not the statement that links this key to the one before")
	}
	if !signedBy(n, old) || !signedBy(n, fresh) {
		return "", errors.New("it is not signed by both keys")
	}
	return lines[3], nil
}

// checkChain checks the statements that lead from the first key to the last.
func checkChain(keys []string, statements []string) error {
	if len(keys) == 0 || len(statements) != len(keys)-1 {
		return fmt.Errorf("%d keys need one statement fewer, and there are %d", len(keys), len(statements))
	}
	for i, s := range statements {
		if _, err := checkStatement([]byte(s), keys[i], keys[i+1]); err != nil {
			return fmt.Errorf("the statement of rotation %d: %w", i+1, err)
		}
	}
	return nil
}

// statements reads the notes of all rotations.
func (k keyring) statements() ([]string, error) {
	all := []string{}
	for _, key := range k.public[min(1, len(k.public)):] {
		raw, err := os.ReadFile(k.statement(key))
		if err != nil {
			return nil, fmt.Errorf("read a rotation's statement: %w", err)
		}
		all = append(all, string(raw))
	}
	return all, nil
}

// inForce is the key that signs a tree with so many rotations in it.
func (k keyring) inForce(turns int) string {
	return k.public[min(turns, len(k.public)-1)]
}
