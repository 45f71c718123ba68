package quote

// englishMore adds the verbs that lead to a partial quotation, jobs, and nouns
// before what is no quotation.
func englishMore(r *rules) {
	for _, v := range phrases(`consider reject object retort mutter fume marvel sob sigh grumble confess repeat invoke doubt deem characterise
		characterize ridicule applaud commend scold protest counsel record certify rule learn concur plead beg remonstrate joke
		muse recollect mourn scoff snap chuckle laugh whisper reckon conclude attest swear`) {
		for _, w := range v {
			r.englishVerb(w)
		}
	}
	r.add(cueFinite, `prefers preferred`)
	r.add(cueFinite|cueParticiple, `held found termed heard felt swore began`)
	r.add(cueFinite, `holds finds terms hears feels begins`)
	r.add(role, `advocate orderly coach aide co-ordinator typist nurse-practitioner vet veterinarian solicitor barrister clerk convenor convener chairperson organizer midwife imam cleric
		foreman steward trustee warden usher matron headmaster headmistress headteacher principal dean provost rector vicar deacon canon firefighter paramedic
		lifeguard plumber grandparent cousin sheriff marshal bailiff justice judge magistrate captain sister brother mep mp mps msp senator councillor councilman elder chieftain priest pastor bishop
		archbishop nun rabbi monk driver beekeeper shopkeeper farmer fisherman fisher herder trader pharmacist electrician plumber
		carpenter mason miner docker sailor pilot cleaner cook baker butcher tailor seamstress barber novelist poet rapper singer
		musician composer painter dancer actor filmmaker translator interpreter mediator negotiator investigator inspector
		officer policeman policewoman constable sergeant soldier guard ranger warden paramedic physician surgeon midwife
		paediatrician pediatrician psychiatrist psychologist anthropologist archaeologist geologist hydrologist toxicologist
		geographer demographer epidemiologist statistician engineer architect surveyor accountant banker clerk registrar
		treasurer archivist librarian curator provincial abbot prior rapporteur presenter host co-host anchor broadcaster
		blogger columnist publisher bookseller vendor grocer cab taxi trucker operator technician programmer developer
		undergraduate graduate pupil schoolgirl schoolboy apprentice intern trainee retiree pensioner veteran diplomat
		consul attaché lobbyist whistleblower caretaker janitor porter nanny maid gardener beekeeper monitor observer
		zookeeper cashier waiter waitress barista worker labourer laborer peasant organiser secretary-general environmentalist
		academic philosopher theologian linguist entrepreneur businessman businesswoman landlord tenant defendant plaintiff
		claimant whistle-blower campaigner casework`)
	for _, w := range []string{"cab", "taxi", "casework", "prior", "monitor", "host", "rule"} {
		r.words[w] &^= role
	}
	r.add(private, `child teenager teen youth elder survivor neighbour neighbor grandson granddaughter fiancé fiancée partner friend passer-by
		bystander villager detainee prisoner inmate migrant schoolgirl schoolboy pupil`)
	r.add(role, `child teenager teen friend passer-by bystander villager detainee prisoner inmate migrant grandson granddaughter fiancé fiancée`)
	r.add(honorific, `me maître maitre atty. fr. msgr. srta. dona aunty auntie fr atty msgr sra. sr. sra señora señor doña don`)
	for _, w := range []string{"sir", "lord", "lady", "dame"} {
		r.words[w] &^= honorific
	}
	r.add(masculine, `sir lord`)
	r.add(feminine, `dame lady sister`)
	for _, w := range phrases(`family assembly supply rally ally reply bully monopoly anomaly butterfly elderly early italy emily kelly billy sally molly
		polly lily sicily fly july jelly belly daily weekly monthly`) {
		for _, w := range w { // no adverbs, though they end as those do
			r.words[w] |= 0
		}
	}
	r.add(indefinite|notName, `ten eleven twelve twenty thirty forty fifty sixty seventy eighty ninety hundred dozens hundreds thousands`)
	r.add(conjunction, `whereas whether unless until once`)
	r.add(titleNoun, `volume policy guidelines manual chapter section paragraph caption headline leaflet pamphlet poem album play plan scheme
		strategy programme program project word conference exhibition mural volume name alias codename label category heading
		section website app podcast column blog`)
	r.ofAll = set(`women men children people parliament nation world`)
	r.noJob = set(`colleague neighbour neighbor friend relative counterpart client partner`)
	r.this = set(`this`)
	r.disjunctive = map[string]flag{"him": masculine, "her": feminine}
	r.offenceLinks = set(`for with of`)
	r.written = set(`words word reading`)
	r.offences = set(`charged convicted accused arrested sentenced jailed imprisoned prosecuted tried indicted guilty suspected detained imprisonment
		prison years charge charges offence offense offences count counts crime wanted fined punishable trial case conviction
		acquitted held investigated suspicion`)
	r.charging = phrases("investigation for\ninvestigation over\nsuspected of\nanswer for")
	r.things = set(`community suburb hamlet neighbourhood neighborhood township city town village district province region island river lake mount mountain port camp centre center prison ship vessel boat
		ferry tanker plane flight operation programme project plan law hotel airport market street road avenue square bridge dam
		mine factory country state republic kingdom territory valley forest desert gulf strait sea ocean film novel song prize
		festival court party hurricane typhoon cyclone project`)
	r.documents = set(`contract complaint lawsuit petition filing affidavit reply answer log logbook diary notice leaflet brochure minutes letter note text report statement document judgment ruling order indictment submission memo message poster placard
		petition declaration resolution study article email e-mail circular minutes transcript verdict charge sheet card`)
}
