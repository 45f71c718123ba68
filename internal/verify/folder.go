package verify

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"communique/archive"
)

// Names in the home directory.
const (
	warcDir     = "warc"
	catalogName = "catalog.sqlite"
	// decisionsName is where people's decisions about releases are.
	decisionsName = "state/restrictions.jsonl"
	indexName     = "index"
	openSuffix    = ".open" // behind the name of a WARC file that is being written
)

// warcFile is a WARC file as it is found in the folder.
type warcFile struct {
	name string // as captures have it: "warc/x.warc.gz", also when it is open
	path string // on the disk
	size int64  // bytes
	open bool
	cdxj bool // there is a CDXJ beside it
}

func isWARC(name string) bool {
	return strings.HasSuffix(name, ".warc.gz") || strings.HasSuffix(name, ".warc")
}

// list finds the WARC files, and reports whatever else lies between them.
func (r *run) list() error {
	entries, err := os.ReadDir(filepath.Join(r.Home, warcDir))
	if err != nil {
		return fmt.Errorf("list the archive: %w", err)
	}
	indexes := map[string]bool{}
	for _, e := range entries {
		name := warcDir + "/" + e.Name()
		info, err := e.Info()
		bare, open := strings.CutSuffix(name, openSuffix)
		switch {
		case err != nil:
			r.fault(Fault{File: name, Offset: -1, In: InFile, What: "cannot be looked at: " + err.Error()})
		case !info.Mode().IsRegular():
			r.fault(Fault{File: name, Offset: -1, In: InFile, What: "is not a file: nothing else belongs here; move it out of the archive"})
		case isWARC(bare):
			f := warcFile{name: bare, path: filepath.Join(r.Home, filepath.FromSlash(name)), size: info.Size(), open: open}
			r.files, r.byName[bare] = append(r.files, f), f
			r.total += info.Size()
		case strings.HasSuffix(name, ".cdxj"):
			indexes[name] = true
		default:
			r.fault(Fault{File: name, Offset: -1, In: InFile, What: "is neither a WARC file nor the CDXJ of one: move it out of the archive"})
		}
	}
	for i, f := range r.files {
		own := archive.CDXJOf(f.name)
		r.files[i].cdxj = indexes[own]
		if f.open {
			r.fault(Fault{File: f.name + openSuffix, Offset: -1, In: InFile, What: "a run left it open: the next crawl or rebuild recovers its whole records"})
		} else if !indexes[own] {
			r.fault(Fault{File: own, Offset: -1, In: InCDXJ, What: "is missing: " + f.name + " has no index; communique rebuild makes it again"})
		}
	}
	for _, name := range r.orphans(indexes) {
		r.fault(Fault{File: name, Offset: -1, In: InFile, What: "is the index of a WARC file that is missing: put that back"})
	}
	return nil
}

// orphans gives the CDXJ files that no WARC file stands beside.
func (r *run) orphans(indexes map[string]bool) (names []string) {
	for name := range indexes {
		if !slices.ContainsFunc(r.files, func(f warcFile) bool { return archive.CDXJOf(f.name) == name }) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// missing reports the files that the catalogue has read and the disk has not.
func (r *run) missing() {
	var gone []string
	for file := range r.marks {
		if !r.has(file) {
			gone = append(gone, file)
		}
	}
	slices.Sort(gone)
	for _, file := range gone {
		r.fault(Fault{File: file, Offset: -1, In: InFile, What: "is missing: the catalogue has read it; put it back"})
	}
}

// has says whether a WARC file of that name is on the disk.
func (r *run) has(file string) bool {
	_, ok := r.byName[file]
	return ok
}
