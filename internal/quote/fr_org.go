package quote

import "strings"

// frenchOrganizations adds how French names organisations and what is done in
// them.
func frenchOrganizations(r *rules) {
	r.lowOrgNames = true
	r.orgLinks = set(`de du des d' la le les l' pour aux à au et sur en contre`)
	r.heldAt = set(`chez auprès au`)
	r.anyOrg = set(`organisation organisations ong association collectif fondation ligue groupe réseau coalition plateforme fédération organisme`)
	r.stateWords = set(`ministère tribunal cour parquet parlement gouvernement police assemblée sénat préfecture armée état congrès
		gendarmerie mairie secrétariat haut-commissariat office`)
	r.verbs = set(`ayant étant publie suit mène travaille rassemble défend gère documente organise compte propose accompagne dispose recense veut
		peut doit va vient fait met prend tient reste continue entendra reçoit refuse rejette examine examinera réunit regroupe
		intervient dirige préside gagne perd vit voit donne porte part sert agit mène conduit ouvre ferme vote adopte impose
		interdit autorise saisit dépose justifie résume sera seront doivent peuvent veulent font vont ont fut était étaient
		invite attend rend tente cherche montre dévoile lutte milite enseigne siège`)
	r.roleEndings = strings.Fields(`iste logue graphe icien icienne trice ateur iteur cteur seuse teuse cheuse neuse gueuse leuse`)
	r.directs = set(`dirige préside anime coordonne codirige copréside milite enseigne travaille fondé cofondé dirigé présidé conduit représente
		siège exerce conseille intervient dirigeait présidait dirigera`)
	r.owners = set(`son sa ses leur leurs`)
	r.since = set(`depuis`)
	r.placeLinks = set(`à en`)
	r.chez = set(`chez auprès au`)
	r.speaksFor = set(`porte-parole`)
	r.advocates = set(`avocat avocate avocats avocates collègue médecin`)
	r.writtenUp = set(`visé visée pancarte banderole affiche graffiti mur murs inscription tagué sms lettre anonyme`)
	r.plurals = strings.Fields(`ils elles`)
	r.platforms = set(`x twitter facebook telegram instagram tiktok whatsapp bluesky mastodon youtube linkedin threads`)
	r.several = set(`les des ces ses leurs nos vos plusieurs certains certaines deux trois quatre cinq six sept huit neuf dix vingt trente quarante cent`)
	r.times = set(`lendemain veille jour jours semaine mois année an ans soir matin nuit heure heures minute moment époque fois suite reste place lundi mardi mercredi jeudi vendredi samedi dimanche printemps été automne hiver`)
	frenchTurns(r)
	r.nots = set(`pas jamais`)
	r.stateRoles = set(`professeur professeure étudiant étudiante président présidente ministre maire préfet préfète gouverneur gouverneure roi reine prince princesse ambassadeur ambassadrice évêque archevêque chef cheffe consul habitant habitante citoyen citoyenne procureur procureure député députée sénateur sénatrice sous-préfet sous-préfète`)
	r.gerundEndings = strings.Fields(`ant`)
	r.plainOf = set(`de du des d'`)
	r.pronounSources = map[string]flag{"entendre": 0, "croire": 0, "yeux": 0, "mots": 0, "termes": 0}
	r.media = set(`bbc afp cnn reuters ap npr rfi dpa efe ansa tass who un onu`)
	r.ofWhom = set(`témoignage histoire récit vie cas parcours sort voix mots cri lettre libération procès arrestation condamnation mort`)
	r.copulas = set(`est était reste devient fut demeure`)
	r.add(lowOrg, `hôpital clinique université ministère tribunal parquet comité école institut syndicat préfecture lycée secrétariat
		observatoire réseau conseil commission parti confédération fédération association fondation collectif faculté barreau ordre
		rectorat procureure forum laboratoire consulat ambassade diocèse`)
	r.add(orgNoun, `refuge foyer cabinet cercle agence alliance fédération confédération coopérative chaîne média revue magazine hebdomadaire quotidien bureau compagnie syndicat école station radio journal réseau plateforme comité structure syndicat hôpital clinique entreprise société ministère institut
		fonds commission conseil centre groupe parti mouvement parquet tribunal équipe`)
	r.add(orgWord, `plateforme plate-forme office radio tv télé maison collectif réseau forum fondation confédération secrétariat ordre barreau clinique
		hôpital école laboratoire monitor comité front conférence compagnie société coordination haut-commissariat
		ambassade cercle atelier maison théâtre musée alliance amicale chaîne journal agence plaidoyer défenseur défenseure
		défenseurs défenseures parquet préfecture caisse union`)
}
