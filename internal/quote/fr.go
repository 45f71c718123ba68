package quote

import "strings"

// frenchRules builds the French table. Verbs are given by stem where their
// forms are regular.
func frenchRules() *rules {
	r := &rules{
		words:        map[string]flag{},
		elisions:     set("l d j m t s n c qu lorsqu puisqu jusqu quoiqu"),
		inciseInside: true,
		pronounEnds: map[string]flag{"il": he | masculine, "elle": she | feminine,
			"ils": they | masculine, "elles": they | feminine, "on": they, "iel": they, "je": they},
		finiteEndings:     strings.Fields(`e ent t d a ait aient èrent`),
		participleEndings: strings.Fields(`é ée és ées i ie is it u ue us ert`),
		ages:              set(`ans mois`),
		abbreviations:     set("M MM Dr Pr Me Mgr St Ste Mr"),
		startSources:      set("pour chez"),
		sources: phrases(`
			selon
			d' après
			pour
			aux yeux de
			aux yeux du
			aux yeux d'
			de l' avis de
			de l' avis du
			de l' avis d'
			dixit
			à l' entendre
			à l' en croire
			à ses yeux
			selon ses mots
			selon ses termes
			selon ses propres termes
			selon ses propres mots
			à en croire
			dans les mots de
			pour reprendre les mots de`),
	}
	frenchVerbs(r)
	frenchPeople(r)
	frenchOrganizations(r)
	frenchMore(r)
	r.add(source, `selon d' pour aux de dixit à dans`)
	r.add(auxiliary, `a ont avait avaient est sont était étaient aura auront aurait ai eut`)
	r.add(reflexive, `se s'`)
	r.add(he|masculine, `il lui-même celui-ci`)
	r.add(she|feminine, `elle elle-même celle-ci`)
	r.add(they, `ils elles on nous je j' vous tu`)
	r.add(clitic, `l' le la les lui leur leurs nous vous m' me te t' y en`)
	r.add(definite|masculine, `le`)
	r.add(definite|feminine, `la`)
	r.add(definite, `l' les ce cette cet ces son sa ses leur notre`)
	r.add(indefinite|masculine, `un`)
	r.add(indefinite, `trente vingt quarante cent`)
	r.add(indefinite|feminine, `une`)
	r.add(indefinite, `des plusieurs certains certaines deux trois quatre cinq`)
	r.add(preposition, `à de d' du des en dans par pour avec sur sous chez vers sans contre entre lors devant depuis
		pendant durant après avant auprès au aux selon via malgré jusqu' parmi envers dès hors concernant face`)
	r.add(ofWord, `de d' du des pour et en`)
	r.add(atWord, `à au chez auprès`)
	r.add(conjunction, `et ni mais ou que qu' comme alors tandis or car puis quand lorsque lorsqu' si puisque puisqu' donc`)
	r.add(demonstrate, `que qu'`)
	r.add(relative, `qui dont lequel laquelle duquel desquels desquelles auquel auxquels auxquelles lesquels lesquelles où`)
	r.add(adverb, `également récemment clairement vivement fermement publiquement immédiatement seulement précisément justement
		simplement longuement ouvertement officiellement actuellement finalement régulièrement solennellement directement
		vigoureusement ironiquement dernièrement parallèlement ultérieurement aussi encore ainsi ensuite déjà hier aujourd'hui demain toutefois cependant enfin notamment lundi mardi mercredi
		jeudi vendredi samedi dimanche pourtant alors même d'abord part sa son côté tour propos quant lui elle eux plus tard
		janvier février mars avril mai juin juillet août septembre octobre novembre décembre soir matin puis bien tout très avoir`)
	r.add(negation, `ne n' pas jamais`)
	r.add(passive, `été être étant fut furent`)
	r.add(particle, `de du des d' la le van von der den ben bin ibn al el abu abou ould da dos di del della do ter ten zu af`)
	frenchNouns(r)
	r.pluralRoles()
	return r
}

func frenchVerbs(r *rules) {
	er := `déclar affirm ajout expliqu indiqu soulign estim regrett déplor insist confi racont témoign assur alert
		s'indign indign inquiét alarm félicit rétorqu ironis résum constat observ not martel plaid exhort demand réclam
		recommand confirm ni accus reproch comment analys tweet exclam soupir murmur cri nuanc renchér signal rapport
		détaill critiqu fustig salu ajout précis dénonc annonc lanc évoqu parl martel interrog invit condamn redout
		qualifi persist argu argument relat revendiqu proclam clam vant moqu désol étonn emport écri`
	r.conjugate(cueFinite, er, "e", "ent", "ait", "aient", "a", "èrent")
	r.conjugate(cueParticiple, er, "é", "ée", "és", "ées")
	r.conjugate(cueNonfinite, er, "ant", "er")
	ger := `jug encourag partag protég`
	r.conjugate(cueFinite, ger, "e", "ent", "eait", "eaient", "ea", "èrent")
	r.conjugate(cueParticiple, ger, "é", "ée", "és", "ées")
	r.conjugate(cueNonfinite, ger, "eant", "er")
	r.add(cueFinite, `dit disent disait disaient dirent dira dénonçait dénonça dénonçaient annonçait annonça annonçaient lançait lança lançaient
		rappelle rappellent rappelait rappelaient rappela rappelèrent appelle appellent appelait appelaient appela appelèrent
		poursuit poursuivent poursuivait poursuivit conclut concluent concluait avertit avertissent avertissait prévient
		préviennent prévenait prévint craint craignent craignait craignit espère espèrent espérait espéra réjouit réjouissent
		réjouissait réagit réagissent réagissait répond répondent répondait répondit réplique répliquent répliquait répliqua
		relève relèvent relevait releva exige exigent exigeait exigea promet promettent promettait promit révèle révèlent
		révélait révéla reconnaît reconnait reconnaissent reconnaissait reconnut admet admettent admettait admit avoue avouent
		avouait avoua dément démentent démentait démentit écrit écrivent écrivait écrivit proteste protestent protestait
		protesta soutient soutiennent soutenait soutint maintient maintiennent maintenait maintint prétend prétendent
		prétendait prétendit garantit garantissent garantissait tempère tempèrent tempérait tempéra renchérit renchérissent
		enchaîne enchaînent enchaînait enchaîna reprend reprennent reprenait reprit décrit décrivent décrivait décrivit
		inquiète inquiètent répète répètent répétait répéta considère considèrent considérait considéra suggère suggèrent
		pense pensent pensait croit croient croyait souhaite souhaitent souhaitait exprime expriment exprimait exprima
		conteste contestent réitère réitèrent lit interpelle interpellent rassure s'insurge insurge insurgent évoque
		défend défendent entend intime somme affiche cite énumère abonde souvient souviennent souvenait souvenaient`)
	r.add(cueParticiple, `dit dits dite dites dénoncé dénoncée annoncé rappelé rappelée appelé appelée appelés poursuivi poursuivie conclu averti avertie avertis
		prévenu prévenue craint espéré réjoui réjouie réjouis réagi répondu répliqué relevé exigé promis révélé reconnu admis avoué
		démenti écrit protesté soutenu maintenu prétendu garanti tempéré renchéri enchaîné repris décrit insurgé insurgée insurgés
		souvenu souvenue souvenus inquiété inquiétée répété considéré suggéré pensé cru souhaité exprimé contesté réitéré interpellé défendu expliqué`)
	r.add(cueNonfinite, `disant dénonçant annonçant lançant rappelant appelant poursuivant concluant avertissant prévenant craignant espérant
		réagissant répondant répliquant relevant exigeant promettant révélant reconnaissant admettant avouant démentant
		écrivant protestant soutenant maintenant prétendant garantissant reprenant décrivant répétant considérant suggérant
		souhaitant exprimant dire conclure poursuivre écrire répondre rappeler prévenir avertir décrire`)
	delete(r.words, "maintenant") // an adverb far more often than a verb
}

func frenchPeople(r *rules) {
	r.add(honorific|masculine, `m. mm. monsieur mr mr. sieur mgr.`)
	r.add(honorific|feminine, `mme mmes mlle madame mademoiselle`)
	r.add(honorific, `dr dr. pr pr. me me. maître docteur docteure`)
	r.add(role|feminine, `directrice chercheuse présidente porte-parole représentante rapporteuse rapporteure avocate militante défenseuse
		conseillère coordinatrice coordonnatrice cheffe fondatrice cofondatrice journaliste ministre députée sénatrice maire
		experte analyste juriste professeure enseignante médecin infirmière secrétaire responsable déléguée commissaire
		ambassadrice procureure juge sœur fille mère épouse veuve survivante rescapée ancienne habitante étudiante membre
		autrice auteure rédactrice réalisatrice chargée présentatrice vice-présidente haute-commissaire campaigner cadre
		gouverneure administratrice animatrice éditrice économiste politologue sociologue historienne dirigeante activiste
		co-directrice co-présidente coprésidente codirectrice bénévole salariée réfugiée manifestante adjointe
		syndicaliste éducatrice psychologue sage-femme cousine tante nièce voisine compagne doctorante`)
	r.add(role|masculine, `directeur chercheur président représentant rapporteur avocat militant défenseur conseiller coordinateur coordonnateur chef
		fondateur cofondateur député sénateur expert professeur enseignant infirmier délégué ambassadeur procureur frère fils
		père époux survivant rescapé ancien habitant étudiant auteur rédacteur réalisateur chargé vice-président gouverneur
		administrateur animateur éditeur historien dirigeant haut-commissaire coprésident codirecteur salarié réfugié manifestant
		co-directeur co-président adjoint porte-parole journaliste ministre maire analyste juriste médecin secrétaire
		responsable commissaire juge membre cadre économiste politologue sociologue activiste bénévole syndicaliste éducateur
		psychologue cousin oncle neveu voisin compagnon doctorant général colonel roi prince pape évêque
		photographe photoreporter cinéaste écrivain artiste spécialiste consultant témoin instituteur`)
	r.add(role|feminine, `photographe photoreporter cinéaste écrivaine artiste spécialiste consultante institutrice reine princesse générale ex-directrice victime`)
	r.words["générale"] |= role
}

// frenchNouns adds the nouns of organisations and before titles, and the
// capitals that are no names.
func frenchNouns(r *rules) {
	r.add(orgNoun, `organisation ong association ligue fondation collectif fédération institution agence coalition organisme`)
	r.add(orgWord, `international watch onu commission conseil ministère comité fédération association ligue fondation agence amnesty unicef
		reporters médecins croix-rouge haut-commissariat parlement gouvernement organisation organisations ong institut université
		centre bureau observatoire cour tribunal nations union mouvement réseau collectif coalition syndicat église parti
		fonds groupe front sénat assemblée secours action greenpeace human rights committee council network centre`)
	r.add(private, `sœur fille mère épouse veuve survivante rescapée ancienne habitante étudiante réfugiée manifestante cousine tante nièce
		voisine compagne frère fils père époux survivant rescapé ancien habitant étudiant réfugié manifestant cousin oncle neveu
		voisin compagnon victime témoin`)
	r.add(titleNoun, `loi lois opération rapport rapports film livre ouvrage campagne article intitulé intitulée intitulés intitulées dit dite dits dites
		appelé appelée appelés nommé nommée baptisé baptisée slogan slogans mention association programme hashtag projet
		émission documentaire roman exposition formule titre série chanson étude convention décret traité journal revue
		appel quotidienne hebdomadaire dénommé dénommée surnommé surnommée pétition tribune affiche banderole pancarte lire article lien dossier`)
	r.add(notName, `le la les l' un une des ce cette ces il elle ils elles on nous vous je mais et ou or donc car si quand lorsque comme
		dans pour par sur sous avec sans en à au aux de du d' selon après avant depuis pendant lors hier aujourd'hui aussi
		alors ainsi enfin cependant toutefois pourtant toute tous tout toutes plusieurs certains chaque son sa ses leur leurs
		lundi mardi mercredi jeudi vendredi samedi dimanche voici voilà face outre interrogé interrogée réagissant
		ne n' qui que qu' c' s' j' y là plus malgré parmi grâce deux trois oui non notre nos mon ma mes cela ceci`)
}
