package quote

import "strings"

// epicene are the endings of jobs that are the same for women and men.
var epicene = strings.Fields(`iste logue graphe aire iatre naute mane pathe crate nome arque ciste`)

// frenchMore adds the verbs that lead to a partial quotation, jobs, and nouns
// before what is no quotation.
func frenchMore(r *rules) {
	er := `redout rejet invoqu épingl concéd préfèr préfér lâch tranch object complèt tempêt fulmin gliss murmur souffl résum
		rappel martel sonn pest grond mett soulèv relay déplor justifi compar suppli implor rassur corrig plaisant confess
		exult brav attest tonn cingl assèn attaqu ricann sourit hésit revendiqu souhait privilégi arguant réfut balay dout approuv
		reconnaiss question question interpell prôn promett oppos`
	r.conjugate(cueFinite, er, "e", "ent", "ait", "aient", "a", "èrent")
	r.conjugate(cueParticiple, er, "é", "ée", "és", "ées")
	r.add(cueFinite, `voit voient voyait concède concèdent rejette rejettent valoir savoir compte comptent met mettent fait rend entend veut
		jure jurent perçoit perçoivent conçoit retient requiert estime-t-on exhorte somme promet décèle souffle oppose réfute évoque
		présente`)
	for _, w := range []string{"fait", "rend", "veut", "mett", "compte", "comptent", "met", "mettent", "vise", "présente", "douta", "hésita"} {
		r.words[w] &^= cueFinite // far more often of something else
	}
	r.add(cueParticiple, `valoir savoir avant état relevé`)
	r.words["avant"] &^= cueParticiple
	r.words["état"] &^= cueParticiple
	r.add(private, `homme femme garçon fillette adolescent adolescente jeune enfant vieillard grand-mère grand-père ami amie camarade passant
		passante riverain riveraine villageois villageoise migrant migrante exilé exilée déplacé déplacée mari conjoint conjointe
		gendre belle-sœur beau-frère belle-mère nonagénaire octogénaire septuagénaire sexagénaire quinquagénaire quadragénaire
		trentenaire intéressé intéressée plaignant plaignante détenu détenue prisonnier prisonnière
		confrère consœur`)
	r.add(role|private|masculine, `homme garçon adolescent vieillard grand-père ami passant riverain villageois migrant exilé déplacé mari
		conjoint gendre beau-frère intéressé plaignant détenu prisonnier confrère`)
	r.add(role|private|feminine, `femme fillette adolescente grand-mère amie passante riveraine villageoise migrante exilée déplacée conjointe
		belle-sœur belle-mère intéressée plaignante détenue prisonnière consœur`)
	r.add(role|private|feminine, `tante cousine nièce petite-fille marraine veuve`)
	r.add(role|private|masculine, `oncle cousin neveu petit-fils parrain veuf`)
	r.add(role|private, `octogénaire nonagénaire septuagénaire sexagénaire trentenaire camarade`)
	frenchJobs(r)
	frenchThings(r)
}

// frenchJobs adds more jobs, and tells those with one form for both genders.
func frenchJobs(r *rules) {
	r.add(role|masculine, `pasteur prêtre imam rabbin poète cacique pompier policier gendarme gardien agent fonctionnaire négociateur sénateur
		commerçant épicier pêcheur éleveur berger agriculteur paysan ouvrier maçon chauffeur camionneur cordonnier menuisier
		boulanger boucher coiffeur tailleur chirurgien pharmacien dentiste vétérinaire ingénieur géographe géologue hydrologue
		statisticien informaticien traducteur interprète éditeur libraire blogueur rappeur chanteur musicien compositeur
		danseur acteur comédien metteur procureur greffier huissier notaire magistrat bâtonnier préfet sous-préfet bourgmestre
		échevin conseiller attaché consul ambassadeur chancelier porte-parole capitaine commandant lieutenant sergent caporal
		amiral soldat milicien casque supérieur abbé moine lama négociant armateur marin docker mineur cheminot facteur
		brancardier ambulancier secouriste soignant aide-soignant urgentiste psychiatre pédiatre gynécologue anesthésiste
		étudiant lycéen collégien écolier apprenti stagiaire retraité chômeur gérant patron entrepreneur promoteur trésorier
		vice-ministre vice-directeur vice-gouverneur sous-directeur directeur-adjoint rapporteur modérateur médiateur enquêteur
		vigneron accompagnateur éclusier auxiliaire toxicologue climatologue démographe anthropologue ethnologue`)
	r.add(role|feminine, `pasteure poétesse policière gardienne agente fonctionnaire négociatrice commerçante épicière pêcheuse éleveuse bergère
		agricultrice paysanne ouvrière couturière chauffeuse boulangère coiffeuse chirurgienne pharmacienne dentiste vétérinaire
		ingénieure statisticienne informaticienne traductrice interprète éditrice libraire blogueuse rappeuse chanteuse
		musicienne compositrice danseuse actrice comédienne greffière notaire magistrate bâtonnière préfète sous-préfète
		échevine attachée consule chancelière capitaine commandante lieutenante soldate milicienne supérieure abbesse religieuse
		nonne marin mineure brancardière ambulancière soignante aide-soignante psychiatre pédiatre gynécologue
		infirmière-cheffe lycéenne collégienne écolière apprentie stagiaire retraitée gérante patronne entrepreneuse trésorière
		vice-ministre vice-directrice sous-directrice rapporteure médiatrice enquêtrice accompagnatrice auxiliaire
		domestique employée ouvreuse caissière serveuse cuisinière nourrice puéricultrice enseignante-chercheuse`)
	for w, f := range r.words { // la juriste, le géographe: one form for both
		if f&role != 0 && endsIn(w, epicene) {
			r.words[w] |= feminine | masculine
		}
	}
	r.add(feminine|masculine, `cacique guide juge maire ministre vice-ministre porte-parole membre cadre responsable capitaine interprète libraire
		médecin poète docker ingénieur procureur soldat marin gendarme élève bénévole camarade`)
}

// frenchThings adds the nouns before what is no quotation and nobody’s name.
func frenchThings(r *rules) {
	r.add(titleNoun, `volume bannière tract brochure guide manuel récit recueil poème album plan fonds collectif concept devise motion
		amendement arrêté décision circulaire mot mots adjectif terme expression indicatif nom surnom label dispositif logiciel
		application plateforme chaîne podcast collection rubrique onglet bouton photographie photo légende tableau statue`)
	r.things = set(`communauté hameau bourg bourgade township lotissement ville village quartier commune région province district département île fleuve rivière lac mont montagne port camp centre
		prison maison navire bateau cargo vedette ferry avion vol opération programme projet plan loi hôtel aéroport marché rue
		avenue place pont barrage mine usine pays état république royaume territoire vallée forêt désert golfe détroit mer océan
		équipage journal roman film chanson prix festival tribunal cour parti ouragan typhon cyclone`)
	r.documents = set(`avis décision motifs notice procès-verbal plainte requête contrat courrier tract brochure panneau lettre note texte rapport communiqué document jugement arrêt ordonnance réquisitoire acte circulaire message affiche
		pancarte pétition déclaration résolution étude enquête article courrier courriel mémo avis procès-verbal`)
	r.add(notName, `joint jointe joints contacté contactée interrogé interrogée sollicité sollicitée questionné présent présente arrivé arrivée
		né née lui elle eux même autre selon dehors dedans ainsi puis bref certes jamais`)
	r.identity = set(`octogénaire nonagénaire septuagénaire sexagénaire quinquagénaire quadragénaire trentenaire intéressé intéressée jeune
		chercheuse chercheur militante militant magistrate magistrat soignant soignante religieux religieuse dissident dissidente
		opposant opposante exilé exilée rescapé rescapée sexagénaire activiste universitaire`)
	r.noJob = set(`collègue confrère consœur ami amie camarade client cliente voisin homologue`)
	r.this = set(`ce cet cette`)
	r.disjunctive = map[string]flag{"lui": masculine, "elle": feminine, "lui-même": masculine, "elle-même": feminine}
	r.offenceLinks = set(`pour de d' du`)
	r.written = set(`mots mot pancarte banderole affiche`)
	r.offences = set(`condamné condamnée condamnés condamnées condamner inculpé inculpée inculpés inculpées poursuivi poursuivie poursuivis
		poursuivies accusé accusée accusés accusées arrêté arrêtée arrêtés arrêtées soupçonné soupçonnée soupçonnés soupçonnées
		jugé jugée jugés jugées prison colonie réclusion détention emprisonnement écroué écrouée interpellé interpellée chef chefs
		coupable coupables passible amende qualification accusation reproche accuse inculpation délit délits crime crimes 
		infraction infractions placé placée détenu détenue incarcéré incarcérée plainte enquête procès soupçon soupçons`)
	r.charging = phrases("répondre de\nrépondre d'\nrépond de\nrépond d'\nrépondent de\nrépondent d'\nen examen pour\nen cause pour\ncomparaître pour\ncomparaît pour")
	r.add(feminine, `association organisation ligue fondation fédération coalition ong plateforme entreprise société agence commission`)
	r.add(masculine, `collectif réseau comité centre institut conseil ministère syndicat parquet tribunal groupe`)
}
