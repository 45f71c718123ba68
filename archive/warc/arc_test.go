package warc

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
)

const arcStart = "filedesc://a.arc 0.0.0.0 20140216050221 text/plain 75\n1 0 LiveWeb Capture\nURL IP-address Archive-date Content-type Archive-length\n\n"

func TestParseARCLine(t *testing.T) {
	tests := []struct {
		name, line string
		version2   bool
		want       string // url|ip|date|type|length, or part of the error
	}{
		{"as the format has it", "http://a.example/ 192.0.2.1 20140216050221 text/html 12", false, "http://a.example/|192.0.2.1|2014-02-16T05:02:21.000Z|text/html|12"},
		{"spaces in the address", "http://a.example/x y 10 192.0.2.1 20140216050221 text/html 12", false, "http://a.example/x y 10|192.0.2.1|2014-02-16T05:02:21.000Z|text/html|12"},
		{"parameters of the type", "http://a.example/ 192.0.2.1 20140216050221 text/html; charset=x 12", false, "http://a.example/|192.0.2.1|2014-02-16T05:02:21.000Z|text/html; charset=x|12"},
		{"IPv6", "http://a.example/ 2001:db8::1 20140216050221 text/html 12", false, "http://a.example/|2001:db8::1|2014-02-16T05:02:21.000Z|text/html|12"},
		{"no seconds", "http://a.example/ 192.0.2.1 201402160502 text/html 12", false, "http://a.example/|192.0.2.1|2014-02-16T05:02:00.000Z|text/html|12"},
		{"milliseconds", "http://a.example/ 192.0.2.1 20140216050221123 text/html 12", false, "http://a.example/|192.0.2.1|2014-02-16T05:02:21.123Z|text/html|12"},
		{"no type", "http://a.example/ 192.0.2.1 20140216050221 12", false, "http://a.example/|192.0.2.1|2014-02-16T05:02:21.000Z||12"},
		{"version 2", "http://a.example/ 192.0.2.1 20140216050221 text/html 200 abc - 100 a.arc 12", true, "http://a.example/|192.0.2.1|2014-02-16T05:02:21.000Z|text/html|12"},
		{"a date that is none", "http://a.example/ 192.0.2.1 20141316050221 text/html 12", false, "is no date"},
		{"negative length", "http://a.example/ 192.0.2.1 20140216050221 text/html -1", false, "no sensible length"},
		{"huge length", "http://a.example/ 192.0.2.1 20140216050221 text/html 99999999999999", false, "no sensible length"},
		{"no length", "http://a.example/ 192.0.2.1 20140216050221", false, "no length"},
		{"no address", "hello 192.0.2.1 20140216050221 text/html 12", false, "no ARC header"},
		{"text", "this is some text", false, "no ARC header"},
		{"nothing", "", false, "no ARC header"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			l, err := parseARCLine(tt.line, tt.version2)
			if err != nil {
				if !strings.Contains(err.Error(), tt.want) {
					t.Errorf("%v, want %q", err, tt.want)
				}
				return
			}
			f := l.fields(false)
			got := strings.Join([]string{l.url, l.ip, f.Get("WARC-Date"), l.contentType, f.Get("Content-Length")}, "|")
			if got != tt.want || f.Get(ARCHeader) != tt.line {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}

func readARC(t *testing.T, file []byte) (records []readRecord, damage []*DamageError) {
	t.Helper()
	r := NewARCReader(bytes.NewReader(file), "x.arc", 0)
	for {
		rec, err := r.Next()
		var data []byte
		if err == nil {
			data, err = io.ReadAll(rec.Block)
		}
		var d *DamageError
		switch {
		case errors.As(err, &d):
			damage = append(damage, d)
		case err == io.EOF:
			return records, damage
		case err != nil:
			t.Fatal(err)
		default:
			records = append(records, readRecord{*rec, string(data)})
		}
	}
}

// A line that is longer than what is looked at together hides no record.
func TestARCSearchOverLongLines(t *testing.T) {
	good := "http://a.example/ 192.0.2.1 20140216050221 text/html 3\nabc\n"
	for _, n := range []int{100, 16 << 10, 64<<10 - 1, 64 << 10, 64<<10 + 1, 200_000} {
		file := arcStart + "broken\n" + strings.Repeat("x", n) + "\n" + good
		records, damage := readARC(t, []byte(file))
		if len(records) != 2 || records[1].Data != "abc" || len(damage) != 1 {
			t.Errorf("%d: %d records, %v", n, len(records), damage)
		}
	}
}

func FuzzARCReader(f *testing.F) {
	one := "http://a.example/ b 192.0.2.1 20140216050221 text/html 25\nHTTP/1.1 200 OK\r\n\r\nabcdef\n"
	f.Add([]byte(arcStart + one + one))
	f.Add([]byte(member(f, arcStart) + member(f, one) + member(f, one)[:30]))
	f.Add([]byte(member(f, arcStart+strings.Replace(one, "25", "250", 1)+one)))
	f.Add([]byte(strings.Replace(arcStart, "1 0", "2 0", 1) + "dns:a 192.0.2.1 20140216050221 text/dns 200 - - 1 a 1\nx\n"))
	f.Fuzz(func(t *testing.T, file []byte) {
		records, damage := readARC(t, file)
		if len(records)+len(damage) > len(file)+1 {
			t.Fatalf("%d records and %d damages in %d bytes", len(records), len(damage), len(file))
		}
		for _, r := range records {
			if r.Offset+r.Length > int64(len(file)) || int64(len(r.Data)) != r.Size || r.Header.TargetURI() == "" {
				t.Fatalf("record %+v in a file of %d bytes", r, len(file))
			}
			if _, err := r.Header.Date(); err != nil {
				t.Fatal(err)
			}
		}
	})
}
