package quote

// class is a closed list of a language's words that the reader asks for by
// itself: at one or two places of the grammar it matters that a word is one of
// them. A word may be in several. What each is called in the tables is
// classNames.
type class uint8

const (
	anyOrgNoun         class = iota // organisation, ong, group: may stand for any of them
	heldAtWord                      // at, chez: what follows a job and these is where it is held
	stateNoun                       // ministry, court
	thingNoun                       // ville, vessel: what a name after them is of no person
	namedKindNoun                   // syndicat: what comes after them is the whole name
	placeWord                       // San, Saint, North: names with them are of places
	readingVerb                     // lit-on: the words stand in a text
	modalVerb                       // quiso, pudo: an infinitive follows
	teamNoun                        // team: whose it is, is said elsewhere
	questionNoun                    // question: in question
	whoPronoun                      // who, quien: of people only
	answerNoun                      // answer, réponse: what somebody says
	ageVerb                         // is, tiene: before an age
	comparative                     // más, plus, most
	receivingVerb                   // received, recibió: what they have in hand is another's
	bareInfinitive                  // of the verbs of saying, in English
	withinWord                      // sein: au sein de
	fromWord                        // desde: before the organisation whose people speak
	reportedParticiple              // quoted, heard: is quoted as saying
	firstPersonVerb                 // pregunté: whoever writes
	impersonalVerb                  // reste, faut: after an il that is nobody
	accusingVerb                    // accuse, acusó: in the third person
	purposeWord                     // sans, para: within a name of one capital
	nameAdjective                   // vieux, old: before a first name
	planNoun                        // project, loi: nouns with titles of which things are said, too
	authorNoun                      // author, auteur: a title follows the preposition after them
	phrasalVerb                     // went, shot: cue verbs with on, back
	phrasalEnd                      // on, back
	someonePronoun                  // someone, alguien: whoever it is, nobody named
	programmeNoun                   // émission: what kind follows, and then a title
	paperNoun                       // resolution, décret: a number and a title follow
	onceHadVerb                     // eut, avait: and "pour" before a job that is over
	formerlyWord                    // formerly, jadis: what is said so is over
	duringWord                      // during, pendant: what a name after them is of no person
	powerNoun                       // military, states: names that end so are of no person
	treatyNoun                      // convention, agenda: names that begin so are of texts
	orgInnerWord                    // en, sin: within an organisation's name and no person's
	memberNoun                      // member, integrante: no job of its own after another
	bothWord                        // both, all
	byWord                          // by, par: before who wrote something
	documentNoun                    // letter, note: nobody speaks in them
	plainVerb                       // common verbs that are no cues
	directingVerb                   // heads, préside: what follows is where somebody works
	copula                          // is, était: a job follows
	ownerWord                       // its, sa: determiners that say whose
	sinceWord                       // since, depuis: no part of a role
	placeLink                       // in, à: before a place
	chezWord                        // at, chez: before an organisation, whatever its name
	spokesNoun                      // spokesman, porte-parole
	advocateNoun                    // lawyers are anybody's
	counterpart                     // judge, gardien: somebody who comes into a story with an article
	writtenUpWord                   // sprayed, pancarte: words that nobody in the release says
	offenceLink                     // pour, of: before an offence
	writtenNoun                     // the words: before a sentence written somewhere
	offenceWord                     // condamné, charged: for what is no quotation
	platform                        // X, Telegram: where things are written
	nameTitle                       // Sister, Dame: part of a name
	mediaName                       // who is told things: never "the group"
	ofWhomNoun                      // témoignage, histoire: before "de" and whose it is
	callingVerb                     // calling, called: what follows the object is what somebody calls it
	plainOf                         // of, de: the prepositions that lead to what one is of
	notWord                         // not, pas
	stateRole                       // mayor, préfet: of a place and not of an organisation
	timeNoun                        // lendemain, week: what a name after them is of no person
	whenWord                        // later, antes: after such a name
	severalWord                     // les, two: determiners of several people
	ofAllNoun                       // women, children: before ’s within a name
	noJobNoun                       // collègue: no role
	identityNoun                    // octogénaire, intéressé: nouns that mean somebody named before
	thisWord                        // cette, this
	orgLink                         // small words within an organisation's name: of the, d', aux
	ageUnit                         // ans, years: after a number
	startSource                     // pour, for: a source at the start of a sentence only
	kinNoun                         // mère, uncle: somebody’s relative
	rankNoun                        // colonel, doctor, abbé: what somebody is called, beside their job
	leadNoun                        // directrice, spokesperson: a job that a body has to give
	envoyNoun                       // représentante, delegate: where they are sent is part of the job
	ministerNoun                    // ministre, minister: what they are of is a department
	countryName                     // Kenya, Tchad: nobody's employer
	formerWord                      // ancien, former: of a job that is over
	oneVerb                         // a, ha, has, défend: said of one and not of several
	peopleNoun                      // famille, victims: whose lawyer somebody is
	bodyNoun                        // penal, ministère: bodies that are named by their noun alone
	honourWord                      // most, right: before a title
	forWord                         // pour, for: whom somebody does it for
	capacityNoun                    // calidad, qualité: in somebody's capacity as
	helmNoun                        // frente, tête: of what somebody heads
	titleOnly                       // sor, fray: name-titles that are no kin with a small letter
	articleWord                     // la, el: no more than an article
	behalfNoun                      // nom, behalf: in whose name somebody speaks
	companyNoun                     // empresa, firm: one company under several nouns
	whoseWord                       // whose, dont, cuya
	ourWord                         // notre, our: whoever publishes the release
	pluralPronoun                   // they: several people
	neuterPronoun                   // it: an organisation
	signingVerb                     // signed, firma: who does so has written the text
	thatOne                         // celui, that: before "de" and whose it is
	mannerWord                      // how, como: before who says so
	namingVerb                      // calls, appeler: who calls himself X
	andWord                         // and, et
	asWord                          // as, comme: before who says so
	soWord                          // so, lo: the same, of what has been said
	inWord                          // in, dans, em
	toWord                          // à: with an article, whom something is said to
	withArticle                     // du, al: prepositions that have the article in them
	subjectRelative                 // qui, que: relative pronouns that may be the subject
	gerundPreposition               // en, by: before a gerund
	beforeWord                      // avant, antes: with "de" and an infinitive
	sourceOwner                     // ses, su: whose opinion or words
	knownOrg                        // Unicef: names that need nothing to show whose they are
	portfolioNoun                   // Justice, Esteri: what a minister is of
	duringNoun                      // lors, corso: the same as duringWord with "de"
	reportedForm                    // sei, habe: of verbs in what somebody is reported to have said
	commonWord                      // words that no name begins or goes on with, where only their place shows names
	fieldNoun                       // правам, делам: after a preposition within a body's name
	infinitiveMark                  // zu: what follows is no verb in a person
	kunyaWord                       // أبو, أم: begin a name with somebody's child
	oblique                         // forms in which no job is a subject: адвоката
	firstSingular                   // I, je, my: one person speaks
	firstPlural                     // we, nous, our: several do, or a body
	nameNoun                        // name, prénom: in brackets after one that was changed
	groupNoun                       // group, panel: several people together
	droppedTitle                    // Father: part of a name where no first name follows
	officeAdjective                 // acting, deputy: before a job, in no body’s name
	dayWord                         // Monday, March: with a capital, and in no name
	namedParticiple                 // named, prénommée: a name follows
	appointing                      // elected, nommée: to a job that follows
	nounJob                         // lead: a job where a noun that says of what stands before it
	withWord                        // with, avec: before who is saying something meanwhile
	branchNoun                      // oficina, bureau: a part of a body, in some place
	ledParticiple                   // chaired, présidée: with "by" before who heads it
	placeName                       // Ukraine, Caucase: countries and regions, the last word of a name of several
	irrealVerb                      // pourrait, might: what follows them was not said
	quotingVerb                     // cita, quoted: the words are those of whom they name
	childNoun                       // girl, garçon
	parentNoun                      // mother, grand-père
	thereWord                       // y, vi: at what has just been named
	aliasWord                       // alias, aka: before another name of somebody
	ombudsNoun                      // Défenseur, Ombudsman: an office whose name says of whom or what
	newAdjective                    // new, actuel: since when somebody has a job is no part of it
	latterPronoun                   // celui-ci, the latter: whoever was spoken of last
	subordinator                    // when, parce que: before a clause that is not the main one
	numberWord                      // n.º, numéro: before a number within a body’s name
	workNoun                        // livre, investigation: of works, which have titles
	classCount
)
