package quote

import "testing"

// The constructions of ordinary press releases that other tables do not have.
func TestPressOfficeFrench(t *testing.T) {
	run(t, "fr", "", []example{
		{"an infinitive goes on with whoever has just spoken", `« On nous a rendu un sac », dit Shirin Kazemi, dont le frère Kaveh a été exécuté. Et d’ajouter : « Il y avait ses chaussures. »`, []string{
			"On nous a rendu un sac | Shirin Kazemi |  |  | dit | explicit",
			"Il y avait ses chaussures. | Shirin Kazemi |  |  | ajouter | resolved"}},
		{"an infinitive with a subject", `« Le texte est dangereux », dit le préfet. Et la juriste Awa Ndong de conclure : « Il sera annulé. »`, []string{
			"Le texte est dangereux | le préfet | préfet |  | dit | explicit",
			"Il sera annulé. | Awa Ndong | juriste |  | conclure | explicit"}},
		{"adverbs with a conjunction in the verb", `« Nous voterons contre », a d’ores et déjà prévenu la députée Saskia de Wit.`, []string{
			"Nous voterons contre | Saskia de Wit | députée |  | a d’ores et déjà prévenu | explicit"}},
		{"this nurse is whom the sentence before is about", `Dans la salle, Solène, 43 ans, pleure. « J’attends depuis trente ans », souffle cette infirmière, membre du collectif Parole d’enfant.`, []string{
			"J’attends depuis trente ans | Solène | infirmière | Parole d’enfant | souffle | resolved"}},
		{"a prize is nobody, and its laureate somebody", `L’avocate Leyla Aliyeva a reçu lundi le Prix Vaclav-Novak. « Il revient à mes clients », a-t-elle déclaré. La lauréate a cité sa grand-mère : « Une porte fermée, ça s’apprend. »`, []string{
			"Il revient à mes clients | Leyla Aliyeva | avocate |  | a-t-elle déclaré | resolved",
			"Une porte fermée, ça s’apprend. | Leyla Aliyeva | avocate |  | a cité | resolved"}},
		{"what a body is asked to do is not its name", `Les ONG demandent à la Commission européenne de retirer son texte. « Il est équilibré et juste », répond la Commission.`, []string{
			"Il est équilibré et juste | Commission européenne |  |  | répond | resolved"}},
		{"two trades in a name, and a post before it", `Responsable de la communication au Syndicat national des journalistes et techniciens, Anna Weber se dit « très inquiète pour la suite ».`, []string{
			"très inquiète pour la suite | Anna Weber | Responsable de la communication | Syndicat national des journalistes et techniciens | se dit | explicit"}},
		{"jobs within a name are no job before a name", `Chercheur sur le Moyen-Orient au sein de l’Association des juristes libres, Rami Haddad rappelle que « nul n’a vu son avocat ».`, []string{
			"nul n’a vu son avocat | Rami Haddad | Chercheur sur le Moyen-Orient | Association des juristes libres | rappelle | explicit"}},
		{"what a researcher works on is not the name", `« Rien ne le justifie », a déclaré Djibril Ngaro, chercheur d’Amnistie Sahel sur l’Afrique centrale.`, []string{
			"Rien ne le justifie | Djibril Ngaro | chercheur | Amnistie Sahel | a déclaré | explicit"}},
		{"for what region somebody is a body’s director", `« Libérer Moussa, c’est se libérer », dit Ilaria Fonti, directrice régionale de Droits Universels pour l’Afrique de l’Ouest.`, []string{
			"Libérer Moussa, c’est se libérer | Ilaria Fonti | directrice régionale | Droits Universels | dit | explicit"}},
		{"a name with a purpose is no place", `« La pelleteuse a démarré tôt », rapporte Marc Estève, bénévole à Toits pour tous.`, []string{
			"La pelleteuse a démarré tôt | Marc Estève | bénévole | Toits pour tous | rapporte | explicit"}},
		{"a part of a body that is named", `Vigie Numérique publie un rapport. « Ces téléphones sont infectés », explique Jonas Lind, responsable du laboratoire de sécurité de Vigie Numérique. « C’est un signal clair », dit Bea Kab, membre du conseil d’administration de Vigie Numérique.`, []string{
			"Ces téléphones sont infectés | Jonas Lind | responsable du laboratoire de sécurité | Vigie Numérique | explique | explicit",
			"C’est un signal clair | Bea Kab | membre du conseil d’administration | Vigie Numérique | dit | explicit"}},
		{"the editor of a site", `« On avait fouillé ma chambre », témoigne Hélène Marchetti, rédactrice en chef du site Le Fil rouge.`, []string{
			"On avait fouillé ma chambre | Hélène Marchetti | rédactrice en chef | Le Fil rouge | témoigne | explicit"}},
		{"en before a verb ends the description", `La secrétaire fédérale Nathalie Brun a parlé. La secrétaire fédérale en prend acte, mais prévient : « Une réunion n’est pas une réponse. »`, []string{
			"Une réunion n’est pas une réponse. | Nathalie Brun | secrétaire fédérale |  | prévient | resolved"}},
		{"a gerund has no subject of its own", `Le directeur Tchaa Bawa reconnaît « quelques excès de zèle », tout en excluant une sanction.`, []string{
			"quelques excès de zèle | Tchaa Bawa | directeur |  | reconnaît | explicit"}},
		{"a post, a name in brackets and who holds it", `« On a jugé un chameau, s’indigne la responsable du bureau Afrique de la Ligue des dessinateurs (LD), Maud Traoré. C’est grave. »`, []string{
			"On a jugé un chameau C’est grave. | Maud Traoré | responsable du bureau Afrique | Ligue des dessinateurs | s’indigne | explicit"}},
		{"letters of a hyphened word", `Le Haut-Commissariat aux réfugiés et aux migrants (HCRM) suspend ses distributions. « Ils laissent neuf enfants », a dit la représentante du HCRM, Ingeborg Falk.`, []string{
			"Ils laissent neuf enfants | Ingeborg Falk | représentante | Haut-Commissariat aux réfugiés et aux migrants | a dit | explicit"}},
		{"several bodies are not one", `L’Entraide Saint-Yves et le Syndicat des interprètes ont écrit une lettre. « Il est dans l’avion », dit Daniel Oberlé, de l’Entraide Saint-Yves.`, []string{
			"Il est dans l’avion | Daniel Oberlé |  | Entraide Saint-Yves | dit | explicit"}},
		{"surnames in capitals", `« On meurt de cadence », tonne Yannick LE GOUÉREC, délégué central. « Comme pour les plantes », ironise Mme Ségolène AUBERTIN. « C’est faux », répond LE GOUÉREC.`, []string{
			"On meurt de cadence | Yannick LE GOUÉREC | délégué central |  | tonne | explicit",
			"Comme pour les plantes | Ségolène AUBERTIN |  |  | ironise | explicit",
			"C’est faux | Yannick LE GOUÉREC | délégué central |  | répond | resolved"}},
		{"in whose voice a body speaks", `La compagnie a réagi hier par la voix de sa porte-parole, Katrien Baert : « Nous présentons nos excuses. »`, []string{
			"Nous présentons nos excuses. | Katrien Baert | porte-parole |  | par la voix de | explicit"}},
		{"a first name with a title’s ending", `Sœur Marie-Reine Tshala, qui coordonne la mission, a promis : « Nous n’annoncerons rien. »`, []string{
			"Nous n’annoncerons rien. | Marie-Reine Tshala |  |  | a promis | explicit"}},
		{"an age after its participle", `« Ils ont pris les cartes », a expliqué un vendeur de bétail âgé de 44 ans.`, []string{
			"Ils ont pris les cartes | un vendeur de bétail âgé de 44 ans | vendeur de bétail |  | a expliqué | explicit"}},
		{"where one is charged with what", `« Un drone est une arme », résume Quentin Abgrall, chargé de plaidoyer à Désarmer Demain. « Un an sans une liste », dit Ousmane Ag Ali, chercheur sur le Sahel à Horizon Droits.`, []string{
			"Un drone est une arme | Quentin Abgrall | chargé de plaidoyer | Désarmer Demain | résume | explicit",
			"Un an sans une liste | Ousmane Ag Ali | chercheur sur le Sahel | Horizon Droits | dit | explicit"}},
		{"elle may be a platform", `La plateforme Veille Citoyenne a déployé 90 observateurs. Elle estime que le vote « s’est déroulé dans le calme, mais sans clarté ».`, []string{
			"s’est déroulé dans le calme, mais sans clarté | Veille Citoyenne |  |  | estime | resolved"}},
		{"an incise with a job since", `« Ils ont emporté les machines, raconte Fatna Bari, brodeuse à la main depuis 1998. Le lundi, il restait les marques. »`, []string{
			"Ils ont emporté les machines Le lundi, il restait les marques. | Fatna Bari | brodeuse à la main |  | raconte | explicit"}},
		{"an office and who holds it", `La Défenseure des enfants de Wallonie, Maud Delvigne, a remis son rapport. La Défenseure recommande la gratuité. « Cela coûterait moins cher », remarque-t-elle.`, []string{
			"Cela coûterait moins cher | Maud Delvigne | Défenseure des enfants de Wallonie |  | remarque-t-elle | resolved"}},
		{"two offices before a title", `Le ministre de la Justice, Garde des Sceaux, M. Prosper Nzita, a promis « une enquête rapide ».`, []string{
			"une enquête rapide | Prosper Nzita | ministre de la Justice |  | a promis | explicit"}},
		{"another name", `Le dessinateur Aboubacry Sarr, alias Bic, a été condamné. À l’audience, Bic a dit : « Je l’aurais dessiné ressemblant. »`, []string{
			"Je l’aurais dessiné ressemblant. | Aboubacry Sarr | dessinateur |  | a dit | resolved"}},
		{"a firm has no purpose in its name", `Aval donné à la société Aérolys pour l’exportation de drones. Sollicitée, l’entreprise assure « respecter la réglementation ».`, []string{
			"respecter la réglementation | Aérolys |  |  | assure | resolved"}},
		{"faire état", `La Société portuaire du Sud fait état d’« un accident imprévisible ».`, []string{
			"un accident imprévisible | Société portuaire du Sud |  |  | fait état | explicit"}},
		{"who answered to what is not who says it", `À la tribune, le député Gift Mwale a soutenu qu’elle répondait à « une demande de la majorité silencieuse ».`, []string{
			"une demande de la majorité silencieuse | Gift Mwale | député |  | a soutenu | explicit"}},
		{"where one is", `L’association Les Amarres reçoit des garçons à Brest. Clémence Favreau y est éducatrice. « L’entretien dure quarante minutes », dit-elle.`, []string{
			"L’entretien dure quarante minutes | Clémence Favreau | éducatrice | Les Amarres | dit-elle | resolved"}},
		{"an inversion without its hyphen", `Le président Modeste Ngarbaye s’est rendu à la brigade. "Lundi c’est trop tard! a t-il protesté. Nous allons saisir le procureur."`, []string{
			"Lundi c’est trop tard! Nous allons saisir le procureur. | Modeste Ngarbaye | président |  | a t-il protesté | resolved"}},
		{"whose lawyer is no part of the job", `L’avocat du caricaturiste, Me Cheikhna Beyrouk, dit que « nul article ne protège une silhouette ».`, []string{
			"nul article ne protège une silhouette | Cheikhna Beyrouk | avocat |  | dit | explicit"}},
	})
}

func TestPressOfficeElsewhere(t *testing.T) {
	run(t, "en", "", []example{
		{"an office and who holds it", `The Ombudsman for Children, Maud Delvin, published a report. “It would cost less,” she said.`, []string{
			"It would cost less, | Maud Delvin | Ombudsman for Children |  | said | resolved"}},
		{"another name", `The cartoonist Adam Sarr, aka Bic, was sentenced. In court, Bic said: “I would have drawn him well.”`, []string{
			"I would have drawn him well. | Adam Sarr | cartoonist |  | said | resolved"}},
	})
	run(t, "es", "", []example{
		{"another name", `El dibujante Adán Sarmiento, alias Bic, fue condenado. En la audiencia, Bic dijo: «Lo habría dibujado mejor».`, []string{
			"Lo habría dibujado mejor | Adán Sarmiento | dibujante |  | dijo | resolved"}},
	})
}
