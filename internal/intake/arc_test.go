package intake

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"communique/archive/warc"
)

func TestARC(t *testing.T) {
	one := fmt.Sprintf("http://comite.example/a b 192.0.2.7 20140216050221 text/html %d\n%s\n", len(page), page)
	two := fmt.Sprintf("http://comite.example/c 192.0.2.7 20140216050222 text/html %d\n%s\n", len(page), page)
	dns := "dns:comite.example 192.0.2.1 20140216050220 text/dns 31\ncomite.example. 60 IN A 192.0.2\n\n"
	gif := "http://comite.example/x.gif 192.0.2.7 201402160502 image/gif 3\nGIF\n"
	v2 := "filedesc://b.arc 0.0.0.0 20140216050221 text/plain 200 - - 0 b.arc 117\n2 0 Alexa\nURL IP-address Archive-date Content-type Result-code Checksum Location Offset Filename Archive-length\n\n\n\n\n\n\n\n\n" +
		fmt.Sprintf("http://comite.example/a 192.0.2.7 20140216050221 text/html 200 abc - 117 b.arc %d\n%s\n", len(page), page)
	wrong := strings.Replace(one, " text/html ", " text/html 9", 1)
	tests := []struct {
		name, content, want string
		damaged             int
	}{
		{"plain", arcVersion + one + dns + gif + two, "metadata a%20b c dns gif", 0},
		{"a member a record", zipMember(t, arcVersion) + zipMember(t, one) + zipMember(t, two), "metadata a%20b c", 0},
		{"compressed as a whole", zipMember(t, arcVersion+one+gif+two), "metadata a%20b c gif", 0},
		{"version 2", v2, "metadata a", 0},
		{"length too long", arcVersion + wrong + two + gif, "metadata c gif", 1},
		{"length too long, as a whole", zipMember(t, arcVersion+wrong+two+gif), "metadata c gif", 1},
		{"a page that shows an ARC line", arcVersion + strings.Replace(one, "</p>", "\n"+gif+"</p>", 1), "metadata gif", 2},
		{"member cut out", zipMember(t, arcVersion) + zipMember(t, one)[:60] + zipMember(t, two), "metadata c", 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			home := t.TempDir()
			r := take(t, file(t, "x.arc.gz", tt.content), into(t, home))
			var got []string
			for _, k := range written(t, home) {
				name := strings.TrimPrefix(k.TargetURI(), "http://comite.example/")
				switch {
				case k.Type() == "metadata":
					name = "metadata"
				case strings.HasPrefix(name, "dns:"):
					name = "dns"
				case strings.HasSuffix(name, ".gif"):
					name = "gif"
					if k.Type() != "resource" || k.ContentType() != "image/gif" || k.block != "GIF" {
						t.Errorf("gif: %v %q", k.Fields, k.block)
					}
				default:
					if k.Type() != "response" || !k.IsHTTP() || k.block != page || !strings.HasPrefix(k.Get("WARC-Date"), "2014-02-16T05:02:2") ||
						k.Get("WARC-IP-Address") != "192.0.2.7" || !strings.HasPrefix(k.Get(warc.ARCHeader), "http://comite.example/") {
						t.Errorf("page: %v %q", k.Fields, k.block)
					}
				}
				got = append(got, name)
			}
			slices.Sort(got)
			want := strings.Fields(tt.want)
			slices.Sort(want)
			if !slices.Equal(got, want) || r.Damaged != tt.damaged {
				t.Errorf("kept %q, want %q; damage %v", got, want, r.Damage)
			}
		})
	}
}
