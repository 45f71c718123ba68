package place

import (
	"strings"
	"testing"
)

func codes(list []string) string { return strings.Join(list, " ") }

// about gives the codes of About.
func about(title string, tagged []string, lead, lang string) []string {
	var list []string
	for _, c := range About(title, tagged, lead, lang) {
		list = append(list, c.Code)
	}
	return list
}

func TestTitle(t *testing.T) {
	for _, c := range []struct{ name, lang, title, want string }{
		{"full stop", "fr", "Kazakhstan. Des dizaines de personnes arrêtées", "KZ"},
		{"colon", "fr", "Kazakhstan : des dizaines de personnes arrêtées", "KZ"},
		{"colon with NBSP", "fr", "Kazakhstan\u00a0: des arrestations", "KZ"},
		{"English colon", "en", "Iran: Release the lawyer now", "IR"},
		{"dash", "fr", "RDC – Des civils tués", "CD"},
		{"hyphen", "fr", "RDC - Des civils tués", "CD"},
		{"two with a slash", "fr", "Chine / Hong Kong. La loi doit être retirée", "CN HK"},
		{"Israel and the territories", "fr", "Israël/TPO. Les démolitions doivent cesser", "IL PS"},
		{"Israel and the territories, English", "en", "Israel/OPT: Demolitions must end", "IL PS"},
		{"conjunction", "fr", "Inde et Pakistan. Un appel", "IN PK"},
		{"conjunction inside a name", "fr", "Trinité-et-Tobago. Un appel", "TT"},
		{"parentheses", "fr", "Israël (Cisjordanie). Un appel", "IL PS"},
		{"prefix and inside", "fr", "Turquie. Les réfugiés renvoyés vers la Syrie", "TR SY"},
		{"acronym", "en", "UK: New bill threatens protest", "GB"},
		{"dotted acronym", "en", "U.S.: New bill threatens protest", "US"},
		{"dotted acronym, French", "fr", "É.-U. : une exécution suspendue", "US"},
		{"all capitals", "fr", "KAZAKHSTAN. DES ARRESTATIONS", "KZ"},
		{"acronym in capitals", "en", "USA: NEW BILL THREATENS PROTEST", "US"},
		{"weak at the head", "fr", "Géorgie. La police tire", "GE"},
		{"weak at the head, English", "en", "Georgia: Police fire at crowd", "GE"},
		{"person's name at the head", "en", "Jordan: Teachers arrested", "JO"},
		{"Congo unsettled", "fr", "Congo. La police tire", ""},
		{"Congo settled", "fr", "Congo. La police tire à Kinshasa", "CD"},
		{"topic at the head", "fr", "Peine de mort : le Soudan abolit", "SD"},
		{"region at the head", "fr", "Afrique : un recul", ""},
		{"inside", "fr", "La police kazakhe tire sur la foule", "KZ"},
		{"inside, two", "fr", "Un accord entre la France et le Rwanda", "FR RW"},
		{"title case", "en", "Authorities in Jordan Must Free Teachers", "JO"},
		{"title case, head of sentence", "en", "Jordan Must Free Teachers", "JO"},
		{"title case, possessive", "en", "Chad's Forgotten Prisoners", "TD"},
		{"a person", "en", "Jordan Smith wins appeal", ""},
		{"a person, title case", "en", "Jordan Smith Wins Appeal", ""},
		{"a person, surname", "en", "Police question Michael Jordan", ""},
		{"Chad", "en", "Officer Chad Miller charged", ""},
		{"us", "en", "Tell us the truth", ""},
		{"US among capitals", "en", "TELL US THE TRUTH", ""},
		{"US", "en", "Court lets US deport children", "US"},
		{"city only", "fr", "Un rassemblement à Almaty", "KZ"},
		{"city at the head", "fr", "Alep : des familles cherchent leurs disparus", "SY"},
		{"word at the head that is a town's name too", "fr", "Peine de mort : un recul", ""},
		{"capital that acts", "fr", "Pékin étend les internats", "CN"},
		{"capital by which something is done", "en", "Reporter expelled by Moscow", "RU"},
		{"seat of a court", "fr", "La Haye : la Cour ouvre le procès", ""},
		{"region of the town named like a country", "es", "Argelia, Cauca: la guerra vuelve", "CO"},
		{"region of the town, English", "en", "Lebanon, Pennsylvania: Jail deaths", "US"},
		{"American state", "en", "Georgia: Execution date set for man on death row", "US"},
		{"country compared with", "fr", "Une loi comme en Russie", ""},
		{"where somebody lives", "en", "Journalist exiled in Lithuania sentenced by Belarus court", "BY"},
		{"a street", "fr", "Marche rue de Turquie", ""},
		{"hats", "en", "Panama hats and Bermuda shorts on sale", ""},
		{"place of a meeting", "fr", "Réunie en congrès à Paris, l'association vote", ""},
		{"the state of a territory", "fr", "Mayotte. Des enfants expulsés", "YT FR"},
		{"people of one country in another", "en", "Pakistan: Afghan women given ten days to leave", "PK AF"},
		{"one person of another country", "en", "Vietnam: American retiree on hunger strike", "VN"},
		{"the host before its guests", "fr", "À Diffa, les réfugiés nigérians n'ont plus d'eau", "NE NG"},
		{"empty", "fr", "", ""},
		{"punctuation", "fr", " : . – ", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := codes(about(c.title, nil, "", c.lang)); got != c.want {
				t.Errorf("title %q  gives %q, want %q", c.title, got, c.want)
			}
		})
	}
}

func TestLead(t *testing.T) {
	for lang, cases := range map[string][]struct{ text, want string }{
		"fr": {
			{"Les autorités kazakhes doivent libérer les manifestants.", "KZ"},
			{"Les forces de sécurité égyptiennes ont tiré.", "EG"},
			{"Au Niger, les journalistes nigériens sont arrêtés.", "NE"},
			{"La police nigériane a tiré.", "NG"},
			{"La junte guinéenne a suspendu les médias.", "GN"},
			{"En Guinée-Bissau, le scrutin est reporté.", "GW"},
			{"En Guinée équatoriale, un opposant est mort.", "GQ"},
			{"En Papouasie-Nouvelle-Guinée, des villages brûlent.", "PG"},
			{"Les pirates du golfe de Guinée.", ""},
			{"La République démocratique du Congo et le Rwanda négocient.", "CD RW"},
			{"La République du Congo vote.", "CG"},
			{"Le Congo vote. À Brazzaville, les rues sont vides.", "CG"},
			{"Le Congo vote.", ""},
			{"L'armée congolaise a repris Goma.", "CD"},
			{"Le Soudan du Sud et le Soudan ferment leur frontière.", "SS SD"},
			{"En Corée du Nord, rien ne change.", "KP"},
			{"Les deux Corée négocient.", ""},
			{"Le Myanmar, ou Birmanie, vote.", "MM"},
			{"Des Rohingyas ont fui.", ""},
			{"Au Xinjiang, des camps sont construits.", "CN"},
			{"Au Cachemire, des camps sont construits.", ""},
			{"(Beyrouth) – Des camps sont construits.", ""},
			{"La cour d'appel de Douai a relaxé la retraitée.", "FR"},
			{"L'avocat est jugé à Tizi Ouzou.", "DZ"},
			{"La rue de Paris et le golfe de Guinée.", ""},
			{"Une frappe sur Gaza et la Cisjordanie.", "PS"},
			{"Les É.-U. et le Royaume-Uni.", "US GB"},
			{"Les Etats-Unis d’Amérique et la Grande-Bretagne.", "US GB"},
			{"L’Iran, la Côte d’Ivoire et l'Égypte.", "IR CI EG"},
			{"La Macédoine du Nord, l'Eswatini, la Tchéquie et la Türkiye.", "MK SZ CZ TR"},
			{"a déclaré Amnesty International France.", ""},
			{"Selon Amnesty International États-Unis, l'exécution aura lieu.", ""},
			{"Human Rights Watch et Médecins du Monde France ont réagi.", ""},
			{"Google France et France Télévisions ont réagi.", ""},
			{"Le texte existe en français et en anglais.", ""},
			{"Une version espagnole du rapport.", ""},
			{"La chercheuse franco-iranienne est détenue.", ""},
			{"Un citoyen français est détenu par les autorités iraniennes.", "IR"},
			{"Un avocat marocain a été condamné.", "MA"},
			{"Au Pakistan, des femmes afghanes sont expulsées. Des enfants afghans aussi.", "PK AF"},
			{"François Hollande a parlé.", ""},
			{"Maurice et Dominique ont lancé une grenade.", ""},
			{"L'opposition mauricienne conteste. Maurice vote dimanche.", "MU"},
			{"Les Îles Salomon et le Salvador.", "SB SV"},
			{"Salvador Allende est mort.", ""},
			{"Un malien, une romane, la dinde, un somali.", "ML"},
			{"Les États américains se réunissent.", ""},
			{"La Cour interaméricaine et l'Amérique latine.", ""},
			{"L'océan Indien et la mer de Chine.", ""},
			{"Il habite rue de la Réunion. La réunion commence.", ""},
			{"Mais Israël nie. Ainsi Cuba libère. Air Algérie atterrit.", "IL CU"},
			{"La Suisse et l'Argentine signent.", "CH AR"},
			{"Le gouvernement suisse a signé.", "CH"},
		},
		"en": {
			{"Kazakhstan's authorities must free them.", "KZ"},
			{"Iranian police fired. A French citizen was hurt.", "IR"},
			{"The Nigerien junta and the Nigerian army.", "NE NG"},
			{"Oil spills in the Niger Delta.", ""},
			{"The Gulf of Guinea is unsafe.", ""},
			{"In Equatorial Guinea and Guinea-Bissau.", "GQ GW"},
			{"They fled South Sudan for Sudan.", "SS SD"},
			{"The Maghreb Arts Defence League denied it.", ""},
			{"Shops have been shut in the city since March.", ""},
			{"She taught law at the University.", ""},
			{"Two men died in March.", ""},
			{"A district court in Savannakhet freed her.", "LA"},
			{"The Georgia legislature met in Atlanta.", "US"},
			{"Police in Georgia fired. The Georgian Dream party denied it.", "GE"},
			{"He ate turkey on fine china.", ""},
			{"Turkey and China signed.", "TR CN"},
			{"Give us the truth.", ""},
			{"The US and the UK signed.", "US GB"},
			{"The US-based company denied it.", ""},
			{"The U.S. government appealed.", "US"},
			{"North Korean soldiers crossed.", "KP"},
			{"Latin American and African American groups.", ""},
			{"New Mexico and New Jersey voted.", ""},
			{"It is available in French and Spanish.", ""},
			{"In French prisons, cells are full.", "FR"},
			{"French-speaking readers.", ""},
			{"Amnesty International USA said so.", ""},
			{"Jordan Smith met Chad Miller in Jordan.", "JO"},
			{"In Northern Ireland and Ireland.", "GB IE"},
			{"On Tuesday Iran executed two men. In December Myanmar will vote.", "IR MM"},
			{"The Israel Defense Forces fired. Israel Katz denied it.", "IL"},
			{"The American continent.", ""},
			{"It is in French, Arabic and Spanish.", ""},
			{"Saudi Arabia’s allies and the Saudi-funded channel.", "SA"},
			{"Protesters in Turkey, Jordan, and Chad.", "TR JO TD"},
			{"The somali language and the mali.", ""},
			{"The West Bank, including East Jerusalem.", "PS"},
			{"The DRC, Côte d'Ivoire and Ivory Coast.", "CD CI"},
			{"The EU and the UN met.", ""},
			{"Antigua and Barbuda; Trinidad & Tobago; St Lucia; Saint Lucia.", "AG TT LC"},
			{"A Burmese court jailed her.", "MM"},
			{"Kashmir and Crimea.", ""},
			{"A Moroccan journalist was jailed.", "MA"},
			{"The Dominican Republic and Dominica.", "DO"},
		},
		"es": {
			{"Las autoridades nicaragüenses deben liberarlos.", "NI"},
			{"La policía de El Salvador disparó.", "SV"},
			{"En EE. UU. y en los EEUU.", "US"},
			{"La ciudad de Granada.", ""},
			{"El ejército israelí atacó la Franja de Gaza.", "IL PS"},
			{"En Nuevo México.", ""},
			{"Amnistía Internacional España ha reaccionado.", ""},
			{"La República Democrática del Congo.", "CD"},
			{"Guinea Ecuatorial y Guinea-Bisáu.", "GQ GW"},
			{"Israel García fue detenido.", ""},
			{"Está disponible en inglés y en francés.", ""},
		},
		"pt": {
			{"A polícia moçambicana disparou no Brasil.", "MZ BR"},
			{"Os EUA e a Guiné-Bissau.", "US GW"},
			{"O Irã e o Quênia.", "IR KE"},
		},
		"de": {
			{"Die kasachischen Behörden müssen sie freilassen.", "KZ"},
			{"Die Seite gibt es auf Deutsch.", ""},
			{"In der Türkei und im Iran.", "TR IR"},
			{"Kasachstans Polizei schoss.", "KZ"},
			{"Amnesty International Deutschland reagiert.", ""},
			{"In der Demokratischen Republik Kongo.", "CD"},
		},
		"it": {
			{"Le autorità egiziane devono scarcerarlo.", "EG"},
			{"Negli Stati Uniti e nel Regno Unito.", "US GB"},
		},
		"ru": {
			{"Власти Казахстана должны освободить их.", "KZ"},
			{"В Беларуси и в России.", "BY RU"},
			{"Российские власти.", "RU"},
			{"В Саудовской Аравии.", "SA"},
		},
		"ar": {
			{"على السلطات الإيرانية أن تفرج عنهم.", "IR"},
			{"في مصر وإيران وبالسعودية.", "EG IR SA"},
			{"قطاع غزة والضفة الغربية", "PS"},
			{"حكمت محكمة بطهران على ناشطة.", "IR"},
			{"وزارة المالية تعلن الميزانية.", ""},
		},
		"zh": {
			{"中国政府必须释放他们。", "CN"},
			{"香港和台湾。", "HK TW"},
			{"尼日利亚和尼日尔。", "NG NE"},
			{"印度尼西亚与印度。", "ID IN"},
			{"马里兰州。", ""},
		},
		"nl": {
			{"De politie van Kazakhstan en Iran.", "KZ IR"},
		},
	} {
		t.Run(lang, func(t *testing.T) {
			for _, c := range cases {
				if got := codes(about("", nil, c.text, lang)); got != c.want {
					t.Errorf("lead %q  gives %q, want %q", c.text, got, c.want)
				}
			}
		})
	}
}

func TestByName(t *testing.T) {
	for _, c := range []struct{ name, lang, want string }{
		{"Kazakhstan", "fr", "KZ"},
		{"kazakhstan", "fr", "KZ"},
		{"République démocratique du Congo", "fr", "CD"},
		{"republique democratique du congo", "fr", "CD"},
		{"RDC", "fr", "CD"},
		{"rdc", "fr", "CD"},
		{"L'Iran", "fr", "IR"},
		{"La Turquie", "fr", "TR"},
		{"Côte d’Ivoire", "fr", "CI"},
		{"Cote-d'Ivoire", "fr", "CI"},
		{"États-Unis", "fr", "US"},
		{"Etats Unis", "fr", "US"},
		{"Géorgie", "fr", "GE"},
		{"Maurice", "fr", "MU"},
		{"kazakhes", "fr", "KZ"},
		{"Hong Kong", "fr", "HK"},
		{"Taïwan", "fr", "TW"},
		{"Gaza", "fr", "PS"},
		{"Territoires palestiniens occupés", "fr", "PS"},
		{"The Gambia", "en", "GM"},
		{"US", "en", "US"},
		{"us", "en", ""},
		{"usa", "en", "US"},
		{"Jordan", "en", "JO"},
		{"Peine de mort", "fr", ""},
		{"Congo", "fr", ""},
		{"Corée", "fr", ""},
		{"Europe", "fr", ""},
		{"Iran et Irak", "fr", ""},
		{"Iran, Irak", "fr", ""},
		{"Amnesty International France", "fr", ""},
		{"Rohingya", "en", ""},
		{"Xinjiang", "fr", ""},
		{"", "fr", ""},
		{"Deutschland", "fr", ""},
		{"Deutschland", "", "DE"},
		{"Казахстан", "", "KZ"},
		{"中国", "", "CN"},
		{"Kazakhstan", "nl", "KZ"},
		{"Niger", "", "NE"},
	} {
		code, ok := ByName(c.name, c.lang)
		if code != c.want || ok != (c.want != "") {
			t.Errorf("ByName(%q, %q) = %q, %v; want %q", c.name, c.lang, code, ok, c.want)
		}
	}
}

func TestName(t *testing.T) {
	for _, c := range []struct{ code, lang, want string }{
		{"CI", "fr", "Côte d’Ivoire"},
		{"MK", "fr", "Macédoine du Nord"},
		{"SZ", "fr", "Eswatini"},
		{"HK", "fr", "Hong Kong"},
		{"TR", "en", "Türkiye"},
		{"DE", "de", "Deutschland"},
		{"CI", "nl", "Côte d’Ivoire"},
		{"QQ", "fr", "QQ"},
		{"EU", "fr", "EU"},
	} {
		if got := Name(c.code, c.lang); got != c.want {
			t.Errorf("Name(%q, %q) = %q, want %q", c.code, c.lang, got, c.want)
		}
	}
}

func TestNames(t *testing.T) {
	all := map[LocalName]bool{}
	for _, n := range Names() {
		if all[n] {
			t.Errorf("%v is there twice", n)
		}
		all[n] = true
	}
	for _, n := range []LocalName{{"KZ", "fr", "Kazakhstan"}, {"EG", "en", "Egypt"}, {"BY", "fr", "Bélarus"}, {"CI", "de", "Elfenbeinküste"}, {"SD", "ar", "السودان"}} {
		if !all[n] {
			t.Errorf("%v is missing", n)
		}
	}
	for _, n := range []LocalName{{"CG", "es", "Congo"}, {"CD", "fr", "Congo (RDC)"}, {"PS", "fr", "Gaza"}, {"GB", "fr", "Écosse"}} {
		if all[n] {
			t.Errorf("%v names more or less than one country", n)
		}
	}
}
