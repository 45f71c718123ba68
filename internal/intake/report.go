package intake

import (
	"fmt"
	"strings"

	"communique/archive/warc"
)

// maxListed is how many stretches of damage, and how many remarks, a report
// names one by one. The counts are of all.
const maxListed = 1000

// Report says what became of a file. It is printed by communique import
// --json, and kept in the archive behind the file's records.
type Report struct {
	File   string `json:"file"` // as the user named it
	Size   int64  `json:"size"` // bytes
	SHA256 string `json:"sha256"`
	Format string `json:"format"` // "WARC/1.0", "ARC/1" or "WACZ", and how it is compressed
	DryRun bool   `json:"dry_run"`

	// Refused says why nothing of the file could be taken in.
	Refused string `json:"refused"`
	// Before names the file of the archive with which an earlier import of the
	// same bytes ended; nothing was done then.
	Before string `json:"before"`

	Records  int   `json:"records"`  // written, of all types
	Captures int   `json:"captures"` // of them, responses, revisits and resources
	Bytes    int64 `json:"bytes"`    // of their blocks
	Known    int   `json:"known"`    // not written: they are in the archive already
	Repeated int   `json:"repeated"` // not written: the same run met with them before

	Damaged int      `json:"damaged"` // stretches that could not be read
	Damage  []Damage `json:"damage"`  // the first of them
	Remarks int      `json:"remarks"` // on records that were kept all the same
	Remark  []Remark `json:"remark"`  // the first of them
	Faults  []string `json:"faults"`  // what else is wrong with the file, such as a WACZ that is not as its datapackage.json says

	Files []string `json:"files"` // of the archive, that were written
}

// Damage is a stretch of a file that could not be read.
type Damage struct {
	File   string `json:"file"`   // with the name within a WACZ behind a slash
	Offset int64  `json:"offset"` // where the record, or its gzip member, begins
	Inner  int64  `json:"inner"`  // bytes into the member's uncompressed data; 0 where it is not shared
	End    int64  `json:"end"`    // where reading went on
	Reason string `json:"reason"`
}

func (d Damage) String() string {
	at := fmt.Sprintf("byte %d", d.Offset)
	if d.Inner > 0 {
		at += fmt.Sprintf(" (uncompressed byte %d of the gzip member there)", d.Inner)
	}
	if d.End > d.Offset {
		at += fmt.Sprintf(", up to %d", d.End)
	}
	return fmt.Sprintf("%s: %s: %s", d.File, at, d.Reason)
}

// Remark is something about a record that was kept.
type Remark struct {
	File     string `json:"file"`
	Offset   int64  `json:"offset"`
	RecordID string `json:"record_id"`
	URL      string `json:"url"`
	What     string `json:"what"`
}

func (r Remark) String() string {
	return fmt.Sprintf("%s: byte %d: %s: %s", r.File, r.Offset, r.URL, r.What)
}

// damaged notes a stretch.
func (t *taking) damaged(d Damage) {
	t.report.Damaged++
	if len(t.report.Damage) < maxListed {
		t.report.Damage = append(t.report.Damage, d)
	}
}

// goesOn notes where reading went on after the damage that was noted last.
func (t *taking) goesOn(at int64) {
	for i := len(t.report.Damage) - 1; i >= 0 && t.report.Damage[i].End == 0 && t.report.Damage[i].File == t.name; i-- {
		t.report.Damage[i].End = max(at, t.report.Damage[i].Offset)
	}
}

func (t *taking) remark(rec *warc.Record, h warc.Fields, format string, args ...any) {
	t.report.Remarks++
	if len(t.report.Remark) < maxListed {
		t.report.Remark = append(t.report.Remark, Remark{t.name, rec.Offset, h.ID(), h.TargetURI(), fmt.Sprintf(format, args...)})
	}
}

// printable makes one line of text that can stand in a warcinfo.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return '?'
		}
		return r
	}, s)
}
