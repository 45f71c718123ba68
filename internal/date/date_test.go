package date

import (
	"testing"
	"time"
)

func location(t testing.TB, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Skipf("no time zone data on this machine: %v", err)
	}
	return loc
}

type parseCase struct{ raw, lang, want string }

func check(t *testing.T, loc *time.Location, cases []parseCase) {
	t.Helper()
	for _, c := range cases {
		got, ok := Parse(c.raw, c.lang, loc)
		if got != c.want || ok != (c.want != "") {
			t.Errorf("Parse(%q, %q) = %q, %v; want %q", c.raw, c.lang, got, ok, c.want)
		}
	}
}

func TestParseLanguages(t *testing.T) {
	for name, cases := range map[string][]parseCase{
		"french": {
			{"24 février 2020", "fr", "2020-02-24"},
			{"24 fevrier 2020", "fr", "2020-02-24"},
			{"24 FÉVRIER 2020", "fr", "2020-02-24"},
			{"24 fe\u0301vrier 2020", "fr", "2020-02-24"},
			{"24\u00a0févr.\u00a02020", "fr", "2020-02-24"},
			{"1er janvier 2021", "fr", "2021-01-01"},
			{"1ᵉʳ janvier 2021", "fr", "2021-01-01"},
			{"le 1er août 2019", "fr", "2019-08-01"},
			{"Juin 17, 2019", "fr", "2019-06-17"},
			{"mai 24, 2013", "fr", "2013-05-24"},
			{"Mardi 6 Décembre 2022", "fr", "2022-12-06"},
			{"mar. 5 mai 2020", "fr", "2020-05-05"},
			{"12 juil. 2018", "fr", "2018-07-12"},
			{"Publié le : 12.01.22", "fr", "2022-01-12"},
			{"«Publié le : 12.01.22»", "fr", "2022-01-12"},
			{"Publié le 24.02.2020", "fr", "2020-02-24"},
			{"Mis en ligne le 3 mars 2017", "fr", "2017-03-03"},
			{"Mis à jour le 3 mars 2017", "fr", "2017-03-03"},
			{"Publié le 3 mars 2017, mis à jour le 5 mars 2017", "fr", "2017-03-03"},
			{"Mis à jour le 5 mars 2017 – publié le 3 mars 2017", "fr", "2017-03-03"},
			{"Publié le 3 mars 2017 à 14h30", "fr", "2017-03-03T14:30+01:00"},
			{"3 mars 2017 - 14:30", "fr", "2017-03-03T14:30+01:00"},
			{"3 juillet 2017, 14 h 30", "fr", "2017-07-03T14:30+02:00"},
			{"3 juillet 2017, 14 heures 30", "fr", "2017-07-03T14:30+02:00"},
			{"3 mars 2017 à 14 h 05 min", "fr", "2017-03-03T14:05+01:00"},
			{"3 mars 2017 à 14 h", "fr", "2017-03-03"},
			{"24/02/20", "fr", "2020-02-24"},
			{"12/01/2022", "fr", "2022-01-12"},
			{"12-01-2022", "fr", "2022-01-12"},
			{"février 2020", "fr", "2020-02"},
			{"Date de publication : février 2020", "fr", "2020-02"},
			{"02/2020", "fr", "2020-02"},
			{"Communiqué du 5 mai 2020", "fr", "2020-05-05"},
			{"Communiqué de presse | 5 mai 2020", "fr", "2020-05-05"},
			{"Afrique • 5 mai 2020 • 4 min de lecture", "fr", "2020-05-05"},
			{"5 mai 2020, par Jeanne Roux", "fr", "2020-05-05"},
			{"Publié par Jeanne Avril le 5 mai 2020", "fr", "2020-05-05"},
			{"5 May 2020", "fr", "2020-05-05"},
			{"12 mai 2020¹", "fr", "2020-05-12"},
		},
		"english": {
			{"5 May 2020", "en", "2020-05-05"},
			{"May 5, 2020", "en", "2020-05-05"},
			{"May 5th, 2020", "en", "2020-05-05"},
			{"the 22nd of June 2021", "en", "2021-06-22"},
			{"August 05, 2022", "en", "2022-08-05"},
			{"Tuesday, 5 May 2020", "en", "2020-05-05"},
			{"Tue 5 May 2020", "en", "2020-05-05"},
			{"Sept. 9, 2016", "en", "2016-09-09"},
			{"5-Feb-2020", "en", "2020-02-05"},
			{"2020 February 24", "en", "2020-02-24"},
			{"February 24, ’20", "en", "2020-02-24"},
			{"Published: March 2, 2020 5:30 PM", "en", "2020-03-02T17:30+01:00"},
			{"Published March 2, 2020 5:30 p.m. EST", "en", "2020-03-02T17:30-05:00"},
			{"March 2, 2020 at 5:30 p.m. ET", "en", "2020-03-02"},
			{"Posted on May 5, 2020 by admin", "en", "2020-05-05"},
			{"Posted by Jane May on 5 June 2020", "en", "2020-06-05"},
			{"First published 5 May 2020 | Last updated 9 May 2020", "en", "2020-05-05"},
			{"Updated: 9 May 2020", "en", "2020-05-09"},
			{"5 May 2020 (updated)", "en", "2020-05-05"},
			{"Press release\n5 May 2020\n3 min read", "en", "2020-05-05"},
			{"12:30 am, 5 May 2020", "en", "2020-05-05T00:30+02:00"},
			{"5 May 2020 at 3 pm", "en", "2020-05-05"},
			{"12/25/2022", "en", "2022-12-25"},
			{"25/12/2022", "en", "2022-12-25"},
			{"05/05/2022", "en", "2022-05-05"},
			{"12/01/2022", "en-GB", "2022-01-12"},
			{"12/01/2022", "en-US", "2022-12-01"},
			{"12/01/2022", "en_us", "2022-12-01"},
			{"May 2020", "en", "2020-05"},
			{"2020", "en", "2020"},
		},
		"spanish and portuguese": {
			{"24 de febrero de 2020", "es", "2020-02-24"},
			{"Publicado el 24 de febrero de 2020", "es", "2020-02-24"},
			{"miércoles, 1 de setiembre de 2021", "es", "2021-09-01"},
			{"Fecha de publicación: 3 ene. 2019", "es", "2019-01-03"},
			{"1º de mayo de 2020", "es", "2020-05-01"},
			{"24/02/2020 a las 14:30 hs", "es", "2020-02-24T14:30+01:00"},
			{"Febrero 24, 2020", "es", "2020-02-24"},
			{"3 de marzo de 2020 5:30 p. m.", "es", "2020-03-03T17:30+01:00"},
			{"24 de fevereiro de 2020", "pt", "2020-02-24"},
			{"segunda-feira, 24 de fevereiro de 2020 às 14h30min", "pt-BR", "2020-02-24T14:30+01:00"},
			{"Publicado em 3 out. 2019", "pt", "2019-10-03"},
			{"Atualizado em 1º de março de 2021", "pt", "2021-03-01"},
		},
		"german and italian": {
			{"02. November 2021", "de", "2021-11-02"},
			{"26.10.2023", "de", "2023-10-26"},
			{"Veröffentlicht am 3. März 2020", "de", "2020-03-03"},
			{"Veröffentlicht am 3. März 2020 um 14.30 Uhr", "de", "2020-03-03T14:30+01:00"},
			{"Stand: 03.04.2020, 14:30 Uhr", "de", "2020-04-03T14:30+02:00"},
			{"Donnerstag, 1. Jänner 2015", "de-AT", "2015-01-01"},
			{"3. Okt. 2020", "de", "2020-10-03"},
			{"24. 02. 2020", "de", "2020-02-24"},
			{"24 febbraio 2020", "it", "2020-02-24"},
			{"Pubblicato il 3 mag 2020", "it", "2020-05-03"},
			{"martedì 1° settembre 2020, ore 14.30", "it", "2020-09-01T14:30+02:00"},
		},
		"russian and ukrainian": {
			{"24 февраля 2020", "ru", "2020-02-24"},
			{"24 февраля 2020 г.", "ru", "2020-02-24"},
			{"Опубликовано: 9 мая 2020 года в 14:30", "ru", "2020-05-09T14:30+02:00"},
			{"пятница, 3 апр. 2020", "ru", "2020-04-03"},
			{"Январь 2020", "ru", "2020-01"},
			{"24 лютого 2020 року", "uk", "2020-02-24"},
			{"Опубліковано 3 квітня 2022 р.", "uk", "2022-04-03"},
		},
		"arabic": {
			{"24 فبراير 2020", "ar", "2020-02-24"},
			{"٢٤ فبراير ٢٠٢٠", "ar", "2020-02-24"},
			{"۲۴ فبراير ۲۰۲۰", "ar", "2020-02-24"},
			{"24 شباط 2020", "ar", "2020-02-24"},
			{"24 شباط/فبراير 2020", "ar", "2020-02-24"},
			{"3 كانون الثاني 2021", "ar", "2021-01-03"},
			{"3 كانون الثاني/يناير 2021", "ar", "2021-01-03"},
			{"3 تشرين أول 2021", "ar", "2021-10-03"},
			{"3 جانفي 2021", "ar", "2021-01-03"},
			{"3 غشت 2021", "ar", "2021-08-03"},
			{"الثلاثاء، 5 أيار 2020", "ar", "2020-05-05"},
			{"نشر في 5 مايو 2020م", "ar", "2020-05-05"},
			{"5 مايو 2020 5:30 م", "ar", "2020-05-05T17:30+02:00"},
			{"\u200f٢٠٢٢/٠١/١٢\u200f", "ar", "2022-01-12"},
			{"12/01/2022", "ar", "2022-01-12"},
		},
		"chinese": {
			{"2024年3月5日", "zh", "2024-03-05"},
			{"2024 年 3 月 5 日", "zh", "2024-03-05"},
			{"2024年03月", "zh", "2024-03"},
			{"2024年", "zh", "2024"},
			{"发布时间：2024年3月5日 星期二 14:30", "zh", "2024-03-05T14:30+01:00"},
			{"2024年3月5日下午5时30分", "zh-Hans", "2024-03-05T17:30+01:00"},
			{"发布日期: 2024-03-05", "zh", "2024-03-05"},
			{"２０２４年３月５日", "zh", "2024-03-05"},
		},
	} {
		t.Run(name, func(t *testing.T) { check(t, location(t, "Europe/Paris"), cases) })
	}
}

func TestParseMachineForms(t *testing.T) {
	check(t, location(t, "Europe/Paris"), []parseCase{
		{"2022-01-12", "en", "2022-01-12"},
		{"2022/01/12", "en", "2022-01-12"},
		{"2022.01.12", "fr", "2022-01-12"},
		{"20220112", "fr", "2022-01-12"},
		{"2022-01", "en", "2022-01"},
		{"2022/01", "en", "2022-01"},
		{" 2022-01-12 ", "", "2022-01-12"},
		{"2019-06-16T23:00:00+01:00", "fr", "2019-06-16T23:00:00+01:00"},
		{"2019-06-16T23:00:00Z", "fr", "2019-06-16T23:00:00Z"},
		{"2019-06-16t23:00:00z", "fr", "2019-06-16T23:00:00Z"},
		{"2019-06-16T23:00:00.123Z", "fr", "2019-06-16T23:00:00.123Z"},
		{"2022-08-08T16:00:19-0400", "fr", "2022-08-08T16:00:19-04:00"},
		{"2022-08-08T16:00:19-04", "fr", "2022-08-08T16:00:19-04:00"},
		{"2022-08-08 16:00:19", "fr", "2022-08-08T16:00:19+02:00"},
		{"2022-08-08T16:00", "fr", "2022-08-08T16:00+02:00"},
		{"2022-08-08 16:00:19 +0300", "fr", "2022-08-08T16:00:19+03:00"},
		{"2022-08-08 08:00-03:00", "fr", "2022-08-08T08:00-03:00"},
		{"2022-08-08 16:00:19 UTC", "fr", "2022-08-08T16:00:19Z"},
		{"20190616T230000Z", "fr", "2019-06-16T23:00:00Z"},
		{"20190616T2300+0100", "fr", "2019-06-16T23:00+01:00"},
		{"Mon, 24 Feb 2020 10:00:00 +0000", "fr", "2020-02-24T10:00:00+00:00"},
		{"Mon, 24 Feb 2020 10:00:00 GMT", "fr", "2020-02-24T10:00:00Z"},
		{"Tue, 24 Mar 2020 10:00:00 -0400", "fr", "2020-03-24T10:00:00-04:00"},
		{"24 Feb 20 10:00 EST", "fr", "2020-02-24T10:00-05:00"},
		{"Monday, 24-Feb-20 10:00:00 GMT", "fr", "2020-02-24T10:00:00Z"},
		{"Mon Feb 24 10:00:00 CET 2020", "fr", "2020-02-24T10:00:00+01:00"},
		{"Mon Feb 24 2020 10:00:00 GMT+0100 (Central European Standard Time)", "fr", "2020-02-24T10:00:00+01:00"},
		{"24 Feb 2020 10:00 IST", "en", "2020-02-24"},
		{"24 Feb 2020 10:00 +05:45", "en", "2020-02-24T10:00+05:45"},
	})
}

func TestParseEpochNeighbours(t *testing.T) {
	check(t, time.UTC, []parseCase{
		{"1970-01-02", "fr", "1970-01-02"},
		{"1970-01-01T09:30:00Z", "fr", "1970-01-01T09:30:00Z"},
		{"31 December 1969", "en", "1969-12-31"},
		{"24.02.1970", "fr", "1970-02-24"},
	})
}

func TestParseZoneOfTheSite(t *testing.T) {
	for _, c := range []struct {
		name string
		loc  *time.Location
		want string
	}{
		{"no location", nil, "2020-07-05"},
		{"UTC", time.UTC, "2020-07-05T14:30Z"},
		{"summer time", location(t, "Europe/Paris"), "2020-07-05T14:30+02:00"},
		{"half hour", location(t, "Asia/Kolkata"), "2020-07-05T14:30+05:30"},
		{"west", location(t, "America/Bogota"), "2020-07-05T14:30-05:00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got, _ := Parse("5 July 2020 14:30", "en", c.loc); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
	// Monrovia was 44 minutes and 30 seconds behind until 1972.
	if got, _ := Parse("5 July 1971 14:30", "en", location(t, "Africa/Monrovia")); got != "1971-07-05" {
		t.Errorf("an offset with seconds: got %q", got)
	}
}

func TestParseLongText(t *testing.T) {
	long := make([]byte, 1<<20)
	for i := range long {
		long[i] = ' '
	}
	copy(long, "2020-02-24")
	if got, ok := Parse(string(long), "en", nil); ok {
		t.Errorf("a megabyte is no date: got %q", got)
	}
}

func TestDay(t *testing.T) {
	paris := location(t, "Europe/Paris")
	for _, c := range []struct {
		name, iso string
		loc       *time.Location
		want      string
	}{
		{"day", "2020-02-24", paris, "2020-02-24"},
		{"month", "2020-02", paris, ""},
		{"year", "2020", paris, ""},
		{"nothing", "", paris, ""},
		{"no date", "2020-02-31", paris, ""},
		{"other text", "5 mai 2020", paris, ""},
		{"own zone", "2019-06-16T23:00:00+01:00", nil, "2019-06-16"},
		{"publisher's zone is a day on", "2019-06-16T23:00:00Z", paris, "2019-06-17"},
		{"minutes", "2019-06-16T23:00Z", paris, "2019-06-17"},
		{"fraction", "2019-06-16T23:00:00.5Z", paris, "2019-06-17"},
		{"same day", "2019-06-16T10:00:00-04:00", paris, "2019-06-16"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Day(c.iso, c.loc); got != c.want {
				t.Errorf("Day(%q) = %q, want %q", c.iso, got, c.want)
			}
		})
	}
}
