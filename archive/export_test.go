package archive

// Watch calls note before each step that reaches the disk: "create", "write",
// "fsync", "cdxj", "rename", "fsync dir". It is the recording seam under the
// writer, for tests outside this package.
func (s *Store) Watch(note func(step string)) {
	j := &journal{told: note}
	s.disk = j.disk()
}
