package main

import (
	"cmp"
	"runtime"
	"runtime/debug"
)

// number is the version of the program; it stands in records as that of the
// extractor, so it changes whenever what is read from a page may.
const number = "0.1.0"

// version says which program this is: version, Go version and revision.
func version() string {
	revision, modified := "", ""
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			switch {
			case s.Key == "vcs.revision":
				revision = s.Value
			case s.Key == "vcs.modified" && s.Value == "true":
				modified = "+changes"
			}
		}
	}
	return number + " " + runtime.Version() + " revision " + cmp.Or(revision, "unknown (built without version control)") + modified
}
