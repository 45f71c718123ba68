package extract

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func TestDecode(t *testing.T) {
	tests := []struct {
		name, body, header, want, warning string
	}{
		{"header", "\xe9t\xe9", "text/html; charset=iso-8859-1", "été", ""},
		{"byte order mark", "\xef\xbb\xbfété", "text/html", "été", ""},
		{"utf-16", "\xff\xfe\xe9\x00t\x00", "text/html", "ét", ""},
		{"meta", "<meta charset=windows-1251>\xcc\xe8\xf0", "text/html", "<meta charset=windows-1251>Мир", ""},
		{"meta http-equiv", `<META http-equiv="Content-Type" content="text/html; charset=ISO-8859-1">` + "\xe9", "", `<META http-equiv="Content-Type" content="text/html; charset=ISO-8859-1">é`, ""},
		{"no label, utf-8 late", strings.Repeat(" ", 5000) + "é", "text/html", strings.Repeat(" ", 5000) + "é", ""},
		{"no label, windows-1252", "l\x92\xe9t\xe9", "text/html", "l’été", ""},
		{"label contradicts", "été", "text/html; charset=iso-8859-1", "été", "the HTTP header says windows-1252, the bytes are UTF-8"},
		{"false utf-8", "l\x92\xe9t\xe9", "text/html; charset=utf-8", "l’été", "read as windows-1252"},
		{"one bad byte", "мир мир мир \xff", "text/html; charset=utf-8", "мир мир мир \uFFFD", "1 places are not UTF-8"},
		{"unknown label", "été", "text/html; charset=klingon", "été", `says "klingon"`},
		{"utf-16 in ascii", "<meta charset=utf-16>été", "", "<meta charset=utf-16>été", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, warnings := decode([]byte(tt.body), tt.header, false)
			if string(got) != tt.want || !strings.Contains(strings.Join(warnings, "\n"), tt.warning) || tt.warning == "" && len(warnings) > 0 {
				t.Errorf("%q %q, want %q %q", got, warnings, tt.want, tt.warning)
			}
		})
	}
	if got, _ := decode([]byte("é\xc3"), "text/html; charset=utf-8", true); string(got) != "é" {
		t.Errorf("cut inside a character: %q", got)
	}
}

func TestRepairJSON(t *testing.T) {
	for name, raw := range map[string]string{
		"control characters": "{\"headline\":\"a\n\tb\"}",
		"trailing commas":    `{"headline":"a b","x":[1,2,],}`,
		"comment":            "<!-- {\"headline\":\"a b\"} -->",
		"cdata":              "//<![CDATA[\n{\"headline\":\"a b\"}\n//]]>",
		"cdata list":         "<![CDATA[[{\"headline\":\"a b\"}]]]>",
		"semicolon":          `{"headline":"a b"};`,
		"false escape":       `{"headline":"a \b\'s","x":"\x"}`,
	} {
		if nodes := topNodes(parseLinked(raw)); len(nodes) != 1 || !strings.HasPrefix(firstString(nodes[0]["headline"]), "a") {
			t.Errorf("%s: %q gave %v", name, repairJSON(raw), nodes)
		}
	}
}

func TestPhones(t *testing.T) {
	tests := []struct {
		text string
		want []string
	}{
		{"+33 1 53 38 66 00 ou 06 76 94 37 05 (soir & week-end)", []string{"+33 1 53 38 66 00", "06 76 94 37 05"}},
		{"Tel.: +44\u00a020\u00a07413\u00a05566", []string{"+44 20 7413 5566"}},
		{"+33 (0)1.53.38.66.00", []string{"+33 (0)1.53.38.66.00"}},
		{"le 24.02.2020, 10 000 personnes", nil},
		{"réf. EUR 57/1839/2020", nil},
	}
	for _, tt := range tests {
		if got := phones(tt.text); !slices.Equal(got, tt.want) {
			t.Errorf("phones(%q) = %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestGuessLanguage(t *testing.T) {
	for text, want := range map[string]string{
		"Les autorités doivent libérer les personnes qui ont été arrêtées pour avoir pris part à la manifestation dans la capitale, et elles doivent le faire sans condition.":  "fr",
		"Las autoridades deben poner en libertad a las personas que fueron detenidas por participar en la marcha de la capital, y deben hacerlo sin condiciones.":               "es",
		"The authorities must release the people who were arrested for having taken part in the march in the capital, and they must do so without any condition.":               "en",
		"Die Behörden müssen die Menschen freilassen, die wegen der Teilnahme an der Demonstration in der Hauptstadt festgenommen wurden, und sie müssen es ohne Auflagen tun.": "de",
		"Власти должны освободить людей, задержанных за участие в шествии, и сделать это без всяких условий.":                                                                   "ru",
		"Влада має звільнити людей, затриманих за участь у ході, і зробити це без жодних умов, її рішення чекають.":                                                             "uk",
		"على السلطات أن تفرج عن الأشخاص الذين اعتقلوا بسبب مشاركتهم في المسيرة":                                                                                                 "ar",
		"مقامات باید افرادی را که به دلیل شرکت در راهپیمایی بازداشت شدهاند، بدون قید و شرط آزاد کنند و پاسخگو باشند":                                                            "fa",
		"当局必须无条件释放因参加游行而被捕的人":                      "zh",
		"当局はデモに参加したために逮捕された人びとを無条件で釈放しなければならない":    "ja",
		"당국은 행진에 참가했다는 이유로 체포된 사람들을 조건 없이 석방해야 한다": "ko",
		"Amnesty": "",
		"":        "",
	} {
		if got := guessLanguage(text); got != want {
			t.Errorf("guessLanguage(%.30q) = %q, want %q", text, got, want)
		}
	}
}

func TestBlocks(t *testing.T) {
	doc, _ := parse([]byte("<body><p>un<br>\u00a0<br>deux <b>trois</b>\n quatre<br>cinq</p>six<ul><li>sept<ul><li>huit</ul></ul><table><tr><th>a<td>b<tr><td>c<td>d</table>" +
		"<figure><img><figcaption>légende</figcaption></figure><p hidden>caché</p><p style='display: none'>caché</p><template>caché</template><noscript>caché</noscript><p>\u00a0</p><h2>neuf</h2><p>dix\u00a0: «\u202fonze\u202f» e\u0301"))
	look(doc)
	var got []string
	for _, b := range collect(doc) {
		got = append(got, b.text)
	}
	want := []string{"un", "deux trois quatre cinq", "six", "sept", "huit", "a | b", "c | d", "neuf", "dix\u00a0: «\u202fonze\u202f» é"}
	if !slices.Equal(got, want) {
		t.Errorf("blocks %q\nwant   %q", got, want)
	}
}

func TestHiddenMail(t *testing.T) {
	doc, _ := parse([]byte(`<p>Write to <a href="/cdn-cgi/l/email-protection#5a3b1a38743935"><span class="__cf_email__" data-cfemail="5a3b1a38743935">[email&#160;protected]</span></a>.</p>` +
		`<p><a href="/cdn-cgi/l/email-protection#5a3b1a38743935">us</a> <span data-cfemail="zz">[email&#160;protected]</span></p>`))
	s := look(doc)
	blocks := collect(doc)
	if blocks[0].text != "Write to a@b.co." || blocks[0].links[0].href != "mailto:a@b.co" || blocks[1].links[0].href != "mailto:a@b.co" {
		t.Errorf("blocks %+v", blocks)
	}
	if len(s.warnings) != 1 {
		t.Errorf("warnings %q", s.warnings)
	}
}

func TestURLDate(t *testing.T) {
	for path, want := range map[string]string{
		"/2022/03/14/march": "2022-03-14", "/news/2022/03/": "2022-03", "/2022/13/01/": "", "/2022/02/30/x": "2022-02", "/a/b": "", "/story/2022/03/1114252": "2022-03",
	} {
		if got := urlDate(path); got != want {
			t.Errorf("urlDate(%s) = %q, want %q", path, got, want)
		}
	}
}

func TestFlattenKeepsText(t *testing.T) {
	flat := flatten([]byte("<table><tr><td>one<td>two</table><script>if (a<b) {}</script>three &amp; four"), 0)
	if !strings.Contains(flat, "one") || !strings.Contains(flat, "three &amp; four") || !strings.Contains(flat, "<script>if") {
		t.Errorf("flat %q", flat)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(generic("<title>A</title><script type=application/ld+json>{\"@type\":\"Article\",}</script>", prose)), "text/html")
	f.Add([]byte("<h1>Ligne</h1><p>« Un, a déclaré X, deux. »</p><p>Contact presse : +33 1 53 38 66 00"), "text/html; charset=utf-8")
	f.Add([]byte("<h2>Sur le même pays</h2><a href=/presse/a>A</a><p>Publié le : 12.01.22</p>\x00\xff"), "text/html; charset=utf-16")
	f.Add([]byte(strings.Repeat("<b><table><svg>", 300)), "")
	r := newReader(f)
	f.Fuzz(func(t *testing.T, body []byte, contentType string) {
		for _, address := range []string{"https://www.amnesty.fr/communiques/a/", "https://www.amnesty.fr/presse/a", "https://ngo.example/a"} {
			p := htmlPage(address, body)
			p.Header.Set("Content-Type", contentType)
			reading, err := r.Read(p)
			if err != nil {
				t.Fatal(err)
			}
			checkReading(t, reading)
			if reading.Release.Title != nil && !utf8.ValidString(*reading.Release.Title) {
				t.Error("title is not valid UTF-8")
			}
		}
	})
}

// What composed and guessLatin do in short must be what the long way gives.
func TestShortcuts(t *testing.T) {
	for _, s := range []string{
		"", "plain", "«\u00a0Été\u202f» – l’œuvre… 5 €", "e\u0301te\u0301", "A\u030a", "\u212b", "\u2000", "\u2001 x", "\u2126", "Ελλάδα", "й", "и\u0306", "Мир, й", "بيان، نص", "أ", "ا\u0654", "ب\u064e\u0651", "،\u0301", "\xd8", "\xd9a\xd0", "각", "가\u11a8", "نُشر", "\u20ac\u0301", "\xff\xe2", "x\xe2\x80",
	} {
		if got, want := composed(s), norm.NFC.String(s); got != want {
			t.Errorf("composed(%q) = %q, want %q", s, got, want)
		}
	}
	for word := range stopWords() {
		if len(word) > longestStopWord {
			t.Errorf("the stop word %q is longer than longestStopWord", word)
		}
	}
}
