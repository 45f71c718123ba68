package proof

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
)

// checkKeys checks the keys, their files, and how each follows from the one
// before.
func (c *check) checkKeys() {
	dir := keysDir(c.home)
	var err error
	if c.keys, err = loadKeys(c.home); err != nil {
		c.add(filepath.Join(dir, publicName), -1, "%v: restore state/keys from a back-up", err)
		c.keys = keyring{dir: dir}
		return
	}
	if len(c.keys.public) == 0 {
		return
	}
	for i, key := range c.keys.public[1:] {
		path := c.keys.statement(key)
		raw, err := os.ReadFile(path)
		if err == nil {
			_, err = checkStatement(raw, c.keys.public[i], key)
		}
		if err != nil {
			c.add(path, -1, "%v", err)
		}
	}
	c.secrets(dir)
}

// secrets checks the secret key in use, and that it is one.
func (c *check) secrets(dir string) {
	if _, err := os.Stat(filepath.Join(dir, nextName)); err == nil {
		c.add(filepath.Join(dir, nextName), -1, "a rotation of keys was broken off: run communique keys rotate")
	} else if _, err := c.keys.signer(); err != nil {
		c.add(filepath.Join(dir, signingName), -1, "%v", err)
	}
	for path, open := range map[string]fs.FileMode{dir: 0o077, filepath.Join(dir, signingName): 0o077} {
		if info, err := os.Stat(path); err == nil && info.Mode()&open != 0 {
			c.add(path, -1, "others may read it: chmod go= %s", path)
		}
	}
}

var (
	pointsFile = regexp.MustCompile(`^(\d{12,})\.(note|tsr|tsr\.note)$`)
	keysFile   = regexp.MustCompile(`^(signing\.key|next\.key|public\.txt|rotation-[0-9a-f]{8}\.note)$`)
)

// checkNames finds what does not belong there: files of other names, and
// timestamps of no checkpoint.
func (c *check) checkNames() {
	c.names(c.dir, func(name string) bool {
		return name == leavesName || name == hashesName || name == pointsName
	})
	c.names(filepath.Join(c.dir, pointsName), func(name string) bool {
		m := pointsFile.FindStringSubmatch(name)
		if m == nil {
			return false
		}
		_, err := os.Stat(filepath.Join(c.dir, pointsName, m[1]+".note"))
		return err == nil
	})
	c.names(keysDir(c.home), keysFile.MatchString)
	for _, name := range []string{leavesName, pointsName} {
		if _, err := os.Stat(filepath.Join(c.dir, name)); errors.Is(err, fs.ErrNotExist) && len(c.keys.public) > 0 {
			c.add(filepath.Join(c.dir, name), -1, "it is missing: restore state/log from a back-up")
		}
	}
}

func (c *check) names(dir string, ours func(string) bool) {
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		c.add(dir, -1, "%v", err)
	}
	for _, e := range entries {
		if !ours(e.Name()) {
			c.add(filepath.Join(dir, e.Name()), -1, "it does not belong here: nothing of this program writes it")
		}
	}
}
