package intake

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const samples = "../../../shared/warc-samples"

// sampleResults say of each sample: records kept / captures / repeated /
// stretches damaged / remarks, and parts of what is said of the damage or the
// remarks.
var sampleResults = map[string]string{
	"gowarc-corrupted-mid-record.warc.gz.open":                                "12/12/0/1/0 byte 1219, up to 1253",
	"gowarc-corrupted-trailing-bytes.warc.gz.open":                            "30/30/0/1/0 byte 2362, up to 2417",
	"gowarc-empty.warc.gz.open":                                               "0/0/0/0/0",
	"gowarc-good.warc.gz.open":                                                "50/50/0/0/0",
	"gowarc-single-record.warc.gz.open":                                       "1/1/0/0/0",
	"gowarc-skip-non-open.warc.gz":                                            "10/10/0/0/0",
	"gowarc-test.warc.gz":                                                     "3/1/0/0/0",
	"local-wget-gz.warc.gz":                                                   "12/6/0/0/2 as wget writes it",
	"local-wget-short.warc.gz":                                                "6/3/0/0/0",
	"local-wget1.warc.gz":                                                     "26/13/0/0/2 as wget writes it",
	"warc-specifications-20130729-heritrix-original.warc.gz":                  "1/1/0/0/0",
	"warc-specifications-20130729-heritrix-revisit-with-http-headers.warc.gz": "1/1/0/0/0",
	"warc-specifications-20141124-heritrix-server-not-modified.warc.gz":       "1/1/0/0/0",
	"warc-specifications-20141129-heritrix-original.warc.gz":                  "1/1/0/0/0",
	"warc-specifications-20141129-heritrix-revisit-with-http-headers-and-new-warc-headers.warc.gz": "1/1/0/0/0",
	"warc-specifications-hello-world.warc":                                                         "6/3/0/0/0",
	"warc-specifications-hello-world.warc.gz":                                                      "6/3/0/0/0",
	"warcio-bad.arc":                             "1/1/0/2/0 byte 0, up to 202|byte 262, up to 331",
	"warcio-example-bad-non-chunked.warc.gz":     "6/2/0/0/1 WARC-Block-Digest",
	"warcio-example-digest.warc":                 "1/0/3/0/1 was not checked",
	"warcio-example-iana.org-chunked.warc":       "3/1/0/0/1 framing of its chunks",
	"warcio-example-resource.warc.gz":            "3/1/0/0/0",
	"warcio-example-space-in-target-uri.warc.gz": "2/1/0/0/0",
	"warcio-example-trunc.warc":                  "3/0/0/1/0 byte 1197, up to 2566",
	"warcio-example-wget-bad-target-uri.warc.gz": "6/3/0/0/0",
	"warcio-example-wrong-chunks.warc.gz":        "2/1/0/0/1 WARC-Block-Digest",
	"warcio-example.arc.gz":                      "2/1/0/0/0",
	"warcio-example.warc":                        "6/2/0/0/0",
	"warcio-example.warc.gz":                     "6/2/0/0/0",
	"warcio-post-test.warc.gz":                   "6/3/0/0/0",
}

// TestSamples takes in files that other tools wrote, some of them damaged.
func TestSamples(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(samples, "*arc*"))
	if err != nil || len(files) == 0 {
		t.Skip("no samples at " + samples)
	}
	if len(files) != len(sampleResults) {
		t.Errorf("%d samples, and results of %d", len(files), len(sampleResults))
	}
	for _, path := range files {
		t.Run(filepath.Base(path), func(t *testing.T) {
			home := t.TempDir()
			r := take(t, path, into(t, home))
			want, parts, _ := strings.Cut(sampleResults[filepath.Base(path)], " ")
			if got := fmt.Sprintf("%d/%d/%d/%d/%d", r.Records, r.Captures, r.Repeated, r.Damaged, r.Remarks); got != want {
				t.Errorf("%s, want %s", got, want)
			}
			said := fmt.Sprint(r.Damage, r.Remark)
			for part := range strings.SplitSeq(parts, "|") {
				if !strings.Contains(said, part) {
					t.Errorf("said %s, want %q", said, part)
				}
			}
			if n := len(written(t, home)); n != r.Records {
				t.Errorf("%d records written, %d reported", n, r.Records)
			}
			left, _ := os.ReadDir(filepath.Join(home, "warc"))
			if (r.Records == 0) != (len(left) == 0) || (r.Refused == "") != (r.Records > 0) {
				t.Errorf("refused %q, left %v", r.Refused, left)
			}
		})
	}
}
