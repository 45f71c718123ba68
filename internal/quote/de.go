package quote

import "strings"

// germanRules builds the German table.
func germanRules() *rules {
	r := &rules{
		words:             map[string]flag{},
		reversed:          true,
		closeLow:          true,
		capitalNouns:      true,
		finiteEndings:     strings.Fields(`te ten t`),
		participleEndings: strings.Fields(`t en`),
		ages:              set(`jahre`),
		abbreviations:     set("Dr Prof Hr Fr St"),
		startSources:      set("für"),
		sources: phrases(`
			laut
			nach angaben von
			nach ansicht von
			nach worten von
			so
			für`),
	}
	r.add(source, `laut nach so für`)
	weak := `sag erklär betont ergänz äußer berichtet warnt kritisier forder mahn beklag bekräftig kommentier fragt antwortet
		unterstrich meint erzähl schilder bestätig verlang appellier`
	r.conjugate(cueFinite, weak, "te", "ten", "t", "en")
	r.add(cueFinite, `betont betonte betonten berichtet berichtete warnt warnte warnten fragt fragte antwortet antwortete meint meinte sagt sagte
		schreibt schrieb schrieben äußert äußerte fordert forderte forderten spricht sprach nennt nannte bezeichnet bezeichnete
		erinnert erinnerte weist hebt hob schildert schilderte ergänzt ergänzte erläutert erläuterte begrüßt begrüßte
		verurteilt verurteilte verurteilten stellt klagt klagte hofft hoffte betonen urteilt urteilte resümiert resümierte`)
	r.add(cueParticiple, `gesagt erklärt betont ergänzt geäußert berichtet gewarnt kritisiert gefordert beklagt bekräftigt geschrieben erzählt
		geschildert bestätigt verlangt bezeichnet`)
	r.jobEndings = strings.Fields(`erin orin istin ogin ltin ologe ologin ist ler ator`)
	r.durings = set(`während`)
	r.formerly = set(`früher einst`)
	r.add(auxiliary, `hat haben hatte hatten`)
	r.add(reflexive, `sich`)
	r.add(he, `er`)
	r.add(she, `sie`)
	r.add(they, `wir ich`)
	r.add(clitic, `auch zudem weiter außerdem dazu`)
	r.add(definite|masculine, `der`)
	r.add(definite|feminine, `die`)
	r.add(definite, `das dem den des ihr ihre sein seine`)
	r.add(indefinite|masculine, `ein`)
	r.add(indefinite|feminine, `eine`)
	r.add(indefinite, `einige mehrere zwei drei`)
	r.add(preposition, `in an auf bei von für mit zu nach aus über unter gegen seit vor während durch um im am beim vom zum zur`)
	r.add(ofWord, `von für der des und vom zu zur`)
	r.add(atWord, `bei beim von der`)
	r.add(conjunction, `und aber oder dass wie während wenn weil als ob denn`)
	r.add(demonstrate, `dass`)
	r.add(relative, `die der das dessen deren wo`)
	r.add(adverb, `auch zudem weiter heute gestern morgen montag dienstag mittwoch donnerstag freitag samstag sonntag außerdem jedoch dann
		dazu ebenfalls januar februar märz april mai juni juli august september oktober november dezember am`)
	r.add(negation, `nicht nie niemals`)
	r.add(passive, `wurde wurden worden wird werden war`)
	r.add(particle, `von van der den zu bin ibn al el de la da dos`)
	germanOrganizations(r)
	r.add(private, `überlebende überlebender mutter schwester vater bruder`)
	r.add(titleNoun, `gesetz operation bericht film buch kampagne artikel titel sogenannte sogenannten sogenannter motto namens resolution
		appell aufruf sendung projekt programm begriff slogan aktion thema stichwort broschüre studie`)
	r.add(notName, `der die das den dem des ein eine einer einem einen er sie es wir ich ihr und aber oder wenn als wie in an auf bei von
		für mit zu nach aus über unter gegen seit vor während durch im am zum zur heute gestern auch zudem dann doch so laut
		dies diese dieser dieses alle viele jede jeder nur noch schon hier dort denn weil obwohl`)
	r.add(honorific|masculine, `herr herrn`)
	r.add(honorific|feminine, `frau`)
	r.add(honorific, `dr. prof. dr prof`)
	r.add(role|feminine, `direktorin präsidentin sprecherin expertin generalsekretärin leiterin ministerin vorsitzende forscherin anwältin aktivistin
		referentin beauftragte chefin journalistin abgeordnete professorin koordinatorin beraterin mitarbeiterin bundesministerin
		geschäftsführerin vertreterin überlebende mutter schwester`)
	r.add(role|masculine, `direktor präsident sprecher experte generalsekretär leiter minister vorsitzender forscher anwalt aktivist referent
		beauftragter chef journalist abgeordneter professor koordinator berater mitarbeiter bundesminister geschäftsführer
		vertreter überlebender vater bruder kanzler`)
	return r
}

// germanOrganizations adds how German names organisations and what is done in them.
func germanOrganizations(r *rules) {
	r.add(orgNoun, `organisation ngo menschenrechtsorganisation stiftung verband gruppe`)
	r.orgLinks = set(`für ohne gegen der des von und`)
	r.heldAt = set(`bei beim`)
	r.chez = set(`bei beim`)
	r.placeLinks = set(`in`)
	r.stateWords = set(`ministerium gericht polizei regierung bundesregierung bundestag amt bundesamt behörde`)
	r.stateRoles = set(`präsident präsidentin minister ministerin kanzler bundesminister bundesministerin abgeordneter abgeordnete chef`)
	r.copulas = set(`ist war wurde bleibt`)
	r.add(orgWord, `gesellschaft verein initiative netzwerk bündnis allianz liga hilfswerk forum ausschuss vereinigung gemeinschaft fonds akademie
		hochschule behörde rundfunk reporter hilfe bündnisses vereins instituts zentrums flüchtlingsrat werk international watch un uno amnesty kommission rat ministerium komitee verband bund stiftung agentur unicef nationen union
		regierung bundesregierung bundestag parlament organisation institut universität zentrum gericht human rights partei
		greenpeace ärzte grenzen awo caritas diakonie polizei amt bundesamt gewerkschaft`)
}
