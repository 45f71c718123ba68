package intake

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"strings"
	"testing"
)

func TestHeaders(t *testing.T) {
	tests := []struct {
		name, field, want string // "name: value" lines that must be there
	}{
		{"angle brackets", "WARC-Target-URI: <http://comite.example/a>", "WARC-Target-URI: http://comite.example/a|Communique-Original-Target-URI: <http://comite.example/a>"},
		{"spaces", "WARC-Target-URI: http://comite.example/a b", "WARC-Target-URI: http://comite.example/a%20b|Communique-Original-Target-URI: http://comite.example/a b"},
		{"not UTF-8", "WARC-Target-URI: http://comite.example/\xe9", "WARC-Target-URI: http://comite.example/%E9"},
		{"control characters", "WARC-Target-URI: http://comite.example/\x01", "WARC-Target-URI: http://comite.example/%01|Communique-Original-Target-URI: \"http://comite.example/\\x01\""},
		{"date as in ARC", "WARC-Date: 20150501083000", "WARC-Date: 2015-05-01T08:30:00.000Z|Communique-Original-Date: 20150501083000"},
		{"date to the second stays", "WARC-Date: 2015-05-01T08:30:00Z", "WARC-Date: 2015-05-01T08:30:00Z"},
		{"a field that cannot be written", "X Y: z\x00", `Communique-Original-Field: "X Y: z\x00"`},
		{"fields of others stay", "WARC-Protocol: h2", "WARC-Protocol: h2"},
		{"an empty field stays", "X-Empty:", "X-Empty: "},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			home := t.TempDir()
			r := take(t, file(t, "x.warc", rec("a", page, tt.field)), into(t, home))
			all := written(t, home)
			if len(all) != 1 {
				t.Fatalf("kept %d; %v", len(all), r)
			}
			for line := range strings.SplitSeq(tt.want, "|") {
				name, value, _ := strings.Cut(line, ": ")
				if got := all[0].All(name); len(got) != 1 || got[0] != value {
					t.Errorf("%s: %q, want %q", name, got, value)
				}
			}
		})
	}
}

func TestDigests(t *testing.T) {
	body := page[strings.Index(page, "\r\n\r\n")+4:]
	chunked := "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n5\r\nabcde\r\n0\r\n\r\n" // bare LF in its head
	s1, m, s2 := sha1.Sum([]byte(body)), md5.Sum([]byte(body)), sha256.Sum256([]byte(body))
	b1 := sha1.Sum([]byte(page))
	raw := sha1.Sum([]byte(chunked[strings.Index(chunked, "\n\n")+2:]))
	own := "sha256:" + hex.EncodeToString(s2[:])
	b32 := base32.StdEncoding.EncodeToString
	tests := []struct {
		name, block, field, want string
		remark                   string
	}{
		{"base32", page, "WARC-Payload-Digest: sha1:" + b32(s1[:]), "", ""},
		{"base32, lower case", page, "WARC-Payload-Digest: sha1:" + strings.ToLower(b32(s1[:])), "", ""},
		{"hex", page, "WARC-Payload-Digest: sha1:" + hex.EncodeToString(s1[:]), "", ""},
		{"hex, upper case", page, "WARC-Payload-Digest: SHA-1:" + strings.ToUpper(hex.EncodeToString(s1[:])), "", ""},
		{"base64", page, "WARC-Payload-Digest: sha1:" + base64.StdEncoding.EncodeToString(s1[:]), "", ""},
		{"md5", page, "WARC-Payload-Digest: md5:" + hex.EncodeToString(m[:]), "", ""},
		{"md5 in base32, padded", page, "WARC-Payload-Digest: md5:" + b32(m[:]), "", ""},
		{"sha256", page, "WARC-Payload-Digest: " + own, "", ""},
		{"sha256 in base32", page, "WARC-Payload-Digest: sha256:" + b32(s2[:]), "", ""},
		{"block", page, "WARC-Block-Digest: sha1:" + b32(b1[:]), "", ""},
		{"no digest", page, "", "WARC-Payload-Digest: " + own, ""},
		{"wrong", page, "WARC-Payload-Digest: sha1:" + b32(b1[:]), "WARC-Payload-Digest: " + own, "is wrong"},
		{"block wrong", page, "WARC-Block-Digest: sha1:" + b32(s1[:]), "Communique-Stated-Block-Digest: sha1:" + b32(s1[:]), "is wrong"},
		{"of another algorithm", page, "WARC-Payload-Digest: tiger:abc", "WARC-Payload-Digest: tiger:abc", "not checked"},
		{"with the framing of chunks", chunked, "WARC-Payload-Digest: sha1:" + b32(raw[:]), "Communique-Stated-Payload-Digest: sha1:" + b32(raw[:]), "as wget writes it"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			home := t.TempDir()
			var fields []string
			if tt.field != "" {
				fields = append(fields, tt.field)
			}
			r := take(t, file(t, "x.warc", rec("a", tt.block, fields...)), into(t, home))
			all := written(t, home)
			if len(all) != 1 || r.Damaged > 0 {
				t.Fatalf("kept %d; %v", len(all), r)
			}
			want := tt.want
			if want == "" {
				want = tt.field
			}
			name, value, _ := strings.Cut(want, ": ")
			if got := all[0].All(name); len(got) != 1 || got[0] != value {
				t.Errorf("%s: %q, want %q", name, got, value)
			}
			if (tt.remark == "") != (r.Remarks == 0) || tt.remark != "" && !strings.Contains(r.Remark[0].What, tt.remark) {
				t.Errorf("remarks %v, want %q", r.Remark, tt.remark)
			}
		})
	}
}
