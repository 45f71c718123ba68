package quote

import "strings"

// englishTurns adds the small words by which English says who speaks, whose a text
// is, and that a name is an organisation's.
func englishTurns(r *rules) {
	r.whens = set(`later earlier ago before after`)
	r.postNominals = set(`KC QC SC OBE MBE CBE PhD MD Esq`)
	r.placeWords = set(`new north south east west northern southern eastern western central upper lower san santa saint st port fort el los las mount lake river united state states republic asia africa europe america pacific sahel caribbean mediterranean middle`)
	r.byWords = set(`by`)
	r.kin = kinOf(`
		lawyer attorney counsel barrister solicitor advocate jurist
		teacher professor lecturer schoolteacher headteacher headmaster headmistress academic
		doctor physician surgeon medic paediatrician pediatrician psychiatrist midwife
		journalist reporter correspondent editor columnist broadcaster presenter photojournalist
		nun sister
		priest father pastor
		activist campaigner defender organiser organizer
		farmer grower peasant herder
		researcher analyst expert investigator
		poet novelist writer author
		judge magistrate justice
		fisherman fisher sailor
		worker labourer laborer miner docker
		soldier officer
		student pupil undergraduate
		envoy rapporteur
		diplomat ambassador
		artist painter singer rapper musician`)
	r.teams = set(`team staff board`)
	r.questions = set(`question`)
	r.whos = set(`who whose`)
	r.answers = set(`answer reply response retort message verdict comment explanation argument advice request appeal conclusion reaction plea view`)
	r.owns = map[string]flag{"his": masculine, "her": feminine}
	r.lives = set(`is was turned`)
	r.mores = set(`most more less least`)
	r.receives = set(`received receives`)
	r.reported = set(`quoted reported heard recorded filmed cited alleged understood remembered overheard`)
	r.impersonal = set(`remains seems appears takes`)
	r.accusals = set(`accused accuses accuse accusing`)
	r.peoples = strings.Fields(`an ese ish i`)
	r.nameAdjectives = set(`old young little`)
	r.orgInner = set(`in at for without against on`)
	r.members = set(`member`)
	r.boths = set(`both all`)
	r.plans = set(`project bill law act report programme program plan study`)
	r.authors = set(`author co-author editor director`)
	r.mottos = set(`motto slogan title subtitle theme`)
	r.phrasal = set(`went goes carried carries shot shoots hit hits fired fires chimed chimes cut cuts broke breaks burst bursts blurted spoke speaks piped`)
	r.phrasalEnds = set(`on back in out up`)
	r.someones = set(`someone somebody`)
	r.formerly = set(`formerly previously once`)
	r.durings = set(`during`)
	r.papers = set(`resolution decision directive regulation law bill act article`)
	r.powers = set(`military government army navy forces states republic parliament police authorities people peoples nation nations`)
	r.treaties = set(`agenda convention declaration charter protocol treaty covenant framework`)
}
