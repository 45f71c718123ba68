package proof

import "time"

// Head is the newest checkpoint of a log, for those who publish what the log
// covers.
type Head struct {
	Note   string   // the signed checkpoint (C2SP tlog-checkpoint)
	Leaves int64    // that it signs
	Keys   []string // public ones, oldest first

	files map[string]bool // WARC files of which it signs every record
}

// Newest gives the newest checkpoint of a home's log. Its Leaves are 0 where
// nothing has been signed yet. It writes nothing.
func Newest(home string, now func() time.Time) (Head, error) {
	l, err := Open(home, now)
	if err != nil {
		return Head{}, err
	}
	if l.fault != nil {
		return Head{}, l.fault
	}
	last := l.last()
	h := Head{Note: string(last.raw), Leaves: last.tree.N, Keys: l.keys.public, files: map[string]bool{}}
	for file, s := range l.groups {
		h.files[file] = s.first+s.leaf.Records < last.tree.N
	}
	return h, nil
}

// Covers reports whether the checkpoint signs the records of a WARC file, which
// is named relative to the home, with slashes.
func (h Head) Covers(file string) bool { return h.files[file] }
