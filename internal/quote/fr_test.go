package quote

import "testing"

func TestFrench(t *testing.T) {
	run(t, "fr-FR", "Vigie Internationale France", []example{
		{"introduced in the paragraph before", `Marthe Solano, directrice adjointe pour l’Afrique de l’Ouest et le Sahel à Vigie Internationale, a déclaré :

« Les puits sont à sec. Nous le disions déjà.

« Rien n’a changé. Il faut de l’eau. »

# Contexte

Le fleuve baisse.`, []string{
			"Les puits sont à sec. Nous le disions déjà. ¶ Rien n’a changé. Il faut de l’eau. | Marthe Solano | directrice adjointe pour l’Afrique de l’Ouest et le Sahel | Vigie Internationale | a déclaré | explicit"}},
		{"long apposition", `Réagissant à la fermeture du port de Caldera, Jean-Luc Ferrand, juriste, chercheur sur les droits des marins et porte-parole de Vigie Internationale France, a déclaré : « Le port doit rouvrir. »`, []string{
			"Le port doit rouvrir. | Jean-Luc Ferrand | chercheur sur les droits des marins et porte-parole | Vigie Internationale France | a déclaré | explicit"}},
		{"incise", `« Le port doit rouvrir, a déclaré Marthe Solano, et les marins rentrer. »`, []string{
			"Le port doit rouvrir et les marins rentrer. | Marthe Solano |  |  | a déclaré | explicit"}},
		{"incise with role", `« Le port, affirme Marthe Solano, directrice du bureau de Nantes, doit rouvrir. »`, []string{
			"Le port doit rouvrir. | Marthe Solano | directrice du bureau de Nantes |  | affirme | explicit"}},
		{"incise that ends a sentence", `« Nous avons froid, raconte un ancien docker. La nuit tombe tôt. »`, []string{
			"Nous avons froid La nuit tombe tôt. | un ancien docker | ancien docker |  | raconte | explicit"}},
		{"interrupted by its attribution", `« Le port doit rouvrir », a déclaré Marthe Solano. « Les marins attendent. »`, []string{
			"Le port doit rouvrir Les marins attendent. | Marthe Solano |  |  | a déclaré | explicit"}},
		{"narrator between", `« Le port doit rouvrir », a déclaré Marthe Solano. La préfecture se tait. « Les marins attendent », a-t-elle ajouté.`, []string{
			"Le port doit rouvrir | Marthe Solano |  |  | a déclaré | explicit",
			"Les marins attendent | Marthe Solano |  |  | a-t-elle ajouté | resolved"}},
		{"someone else answers", `« Le port doit rouvrir », a déclaré Marthe Solano. « Rien ne presse », a répondu Paul Imbert.`, []string{
			"Le port doit rouvrir | Marthe Solano |  |  | a déclaré | explicit",
			"Rien ne presse | Paul Imbert |  |  | a répondu | explicit"}},
		{"alternating pronouns", `« Le port doit rouvrir », a déclaré Mme Marthe Solano. « Pas cette année », a répondu M. Paul Imbert. « Les marins attendent encore », a-t-elle repris. Il a conclu : « Nous verrons bien. »`, []string{
			"Le port doit rouvrir | Marthe Solano |  |  | a déclaré | explicit",
			"Pas cette année | Paul Imbert |  |  | a répondu | explicit",
			"Les marins attendent encore | Marthe Solano |  |  | a-t-elle repris | resolved",
			"Nous verrons bien. | Paul Imbert |  |  | a conclu | resolved"}},
		{"after, with role and organisation", `« Les marins ont faim », s’est indignée Zoé de La Garde, chercheuse à l’ONG Ports Libres.`, []string{
			"Les marins ont faim | Zoé de La Garde | chercheuse | Ports Libres | s’est indignée | explicit"}},
		{"role before the name", `« Les marins ont faim », explique la directrice régionale Awa Ndong.`, []string{
			"Les marins ont faim | Awa Ndong | directrice régionale |  | explique | explicit"}},
		{"role elsewhere in the release", `Awa Ndong, médecin à l’hôpital de Caldera, soigne les marins.

« Ils ont faim et froid », explique Awa Ndong.`, []string{
			"Ils ont faim et froid | Awa Ndong | médecin | hôpital de Caldera | explique | explicit"}},
		{"surname with title", `La visite a commencé tôt. Awa Ndong était là. Selon Mme Ndong, « les marins sont épuisés ».`, []string{
			"les marins sont épuisés | Awa Ndong |  |  | Selon | resolved"}},
		{"surname without a full name", `« Les marins sont épuisés », a indiqué M. Gaultier.`, []string{
			"Les marins sont épuisés | Gaultier |  |  | a indiqué | explicit"}},
		{"two of one surname", `Anna Roux et Louis Roux vivent au port. « Nous restons ici », dit Mme Roux.`, []string{
			"Nous restons ici | Roux |  |  | dit | explicit"}},
		{"inversion without a name", `« Jusqu’à quand le port restera-t-il fermé ? », s’est-il indigné.`, []string{
			"Jusqu’à quand le port restera-t-il fermé ? |  |  |  | s’est-il indigné | none"}},
		{"pronoun of the wrong gender", `« Le port doit rouvrir », a déclaré M. Paul Imbert. Les dockers sont partis. « C’est une honte pour la ville », a-t-elle lancé.`, []string{
			"Le port doit rouvrir | Paul Imbert |  |  | a déclaré | explicit",
			"C’est une honte pour la ville |  |  |  | a-t-elle lancé | none"}},
		{"the paragraph is about someone else", `« Le port doit rouvrir », a déclaré Marthe Solano, directrice du port.

Rim Tadlaoui, sa voisine, attend un cargo. « Il n’est jamais venu », a-t-elle raconté.`, []string{
			"Le port doit rouvrir | Marthe Solano | directrice du port |  | a déclaré | explicit",
			"Il n’est jamais venu | Rim Tadlaoui | voisine |  | a-t-elle raconté | resolved"}},
		{"someone of the other gender", `« Le port doit rouvrir », a déclaré Marthe Solano, directrice du port.

Paul Imbert, son voisin, attend un cargo. « Il n’est jamais venu », a-t-elle raconté.`, []string{
			"Le port doit rouvrir | Marthe Solano | directrice du port |  | a déclaré | explicit",
			"Il n’est jamais venu | Marthe Solano | directrice du port |  | a-t-elle raconté | resolved"}},
		{"reflexive verb before a colon", `Awa Ndong, institutrice à Caldera, attend. Mme Ndong se souvient : « Le cargo sifflait au loin. »`, []string{
			"Le cargo sifflait au loin. | Awa Ndong | institutrice |  | se souvient | resolved"}},
		{"question mark before the mark", `« Qui paiera les marins ? » demande Awa Ndong.`, []string{
			"Qui paiera les marins ? | Awa Ndong |  |  | demande | explicit"}},
		{"source before", `Selon Omar Sall Diouf, chercheur à Human Rights Watch, « une impunité totale règne » au port.`, []string{
			"une impunité totale règne | Omar Sall Diouf | chercheur | Human Rights Watch | Selon | explicit"}},
		{"source after", `« Une impunité totale règne au port », d’après Omar Sall.`, []string{
			"Une impunité totale règne au port | Omar Sall |  |  | d’après | explicit"}},
		{"pour", `Pour Omar Sall, « une impunité totale règne ».`, []string{
			"une impunité totale règne | Omar Sall |  |  | Pour | explicit"}},
		{"partial of three words", `Omar Sall a dénoncé « une impunité totale » au port.`, []string{
			"une impunité totale | Omar Sall |  |  | a dénoncé | explicit"}},
		{"partial of two words", `Omar Sall parle d’« impunité totale » au port.`, nil},
		{"partial without a speaker", `Le port connaît « une crise sans fin » depuis mai.`, nil},
		{"two partial ones", `Omar Sall a dénoncé « une impunité totale » et « un mépris de la loi ».`, []string{
			"une impunité totale | Omar Sall |  |  | a dénoncé | explicit",
			"un mépris de la loi | Omar Sall |  |  | a dénoncé | explicit"}},
		{"title of a law", `Omar Sall a critiqué la loi « Ports et sécurité pour tous ».`, nil},
		{"title of a report", `Le rapport intitulé « Nulle part où accoster » sort mardi. L’opération « Vagues de la liberté » commence.`, nil},
		{"arrow", `À lire aussi » Le port de Caldera ferme

« Le quai est fermé », a déclaré Awa Ndong.`, []string{"Le quai est fermé | Awa Ndong |  |  | a déclaré | explicit"}},
		{"organisation", `« Les quais sont pleins », a déclaré Vigie Internationale. L’organisation a également dénoncé « un recul sans précédent ».`, []string{
			"Les quais sont pleins | Vigie Internationale |  |  | a déclaré | explicit",
			"un recul sans précédent | Vigie Internationale |  |  | a également dénoncé | resolved"}},
		{"organisation not named", `L’organisation dénonce « un recul sans précédent ».`, []string{
			"un recul sans précédent | L’organisation |  |  | dénonce | explicit"}},
		{"organisation with an article", `« Le droit est bafoué au port », estime la Ligue des gens de mer.`, []string{
			"Le droit est bafoué au port | Ligue des gens de mer |  |  | estime | explicit"}},
		{"acronym", `« Le droit est bafoué au port », estime l’ONU.`, []string{
			"Le droit est bafoué au port | ONU |  |  | estime | explicit"}},
		{"description", `« Je n’ai rien mangé », raconte une survivante de 23 ans à Vigie Internationale.`, []string{
			"Je n’ai rien mangé | une survivante de 23 ans |  |  | raconte | explicit"}},
		{"definite description of someone known", `Awa Ndong, directrice du port, est arrivée. « Le quai est fermé », a dit la directrice.`, []string{
			"Le quai est fermé | Awa Ndong | directrice du port |  | a dit | resolved"}},
		{"full sentence that nobody says", `Le quai est vide.

« Ils sont partis sans rien dire. »`, []string{"Ils sont partis sans rien dire. |  |  |  |  | none"}},
		{"next paragraph goes on", `« Le quai est fermé », a dit Awa Ndong.

« On attend depuis des mois. »`, []string{
			"Le quai est fermé ¶ On attend depuis des mois. | Awa Ndong |  |  | a dit | explicit"}},
		{"next paragraph is a pull quote", `« Le quai est fermé depuis des mois », a dit Awa Ndong.

« FERMÉ DEPUIS DES MOIS »`, []string{
			"Le quai est fermé depuis des mois | Awa Ndong |  |  | a dit | explicit"}},
		{"nested curly", `« Il m’a dit “pars d’ici” et je suis partie », raconte Awa Ndong.`, []string{
			"Il m’a dit “pars d’ici” et je suis partie | Awa Ndong |  |  | raconte | explicit"}},
		{"nested guillemets", `« Il m’a dit « pars d’ici » et je suis partie », raconte Awa Ndong.`, []string{
			"Il m’a dit « pars d’ici » et je suis partie | Awa Ndong |  |  | raconte | explicit"}},
		{"nested sharing the closing mark", `Awa Ndong raconte : « Il m’a dit : « Pars d’ici. »`, []string{
			"Il m’a dit : « Pars d’ici. | Awa Ndong |  |  | raconte | explicit"}},
		{"never closed", `Awa Ndong a prévenu : « Le quai va céder.

La mairie n’a pas répondu. Des digues sont prévues.`, []string{
			"Le quai va céder. | Awa Ndong |  |  | a prévenu | explicit"}},
		{"closed a paragraph later", `Awa Ndong a prévenu : « Le quai va céder.

Il faut partir. »`, []string{"Le quai va céder. ¶ Il faut partir. | Awa Ndong |  |  | a prévenu | explicit"}},
		{"a heading ends it", `Awa Ndong a prévenu : « Le quai va céder.

# « Un quai fragile »

« Rien. »`, []string{"Le quai va céder. | Awa Ndong |  |  | a prévenu | explicit"}},
		{"pull quote", `« Le quai va céder. »

Awa Ndong a prévenu : « Le quai va céder. Il faut partir. »`, []string{
			"Le quai va céder. Il faut partir. | Awa Ndong |  |  | a prévenu | explicit"}},
		{"typographic spaces stay", "«\u00a0Le quai\u202f: il va céder\u00a0!\u00a0», a prévenu Awa\u00a0Ndong.", []string{
			"Le quai\u202f: il va céder\u00a0! | Awa\u00a0Ndong |  |  | a prévenu | explicit"}},
		{"names are compared without them", "« Le quai va céder », a prévenu Awa\u00a0Ndong, directrice du\u202fport. Awa Ndong a ajouté\u00a0: « Il faut partir vite. » « C’est une honte », dit la directrice du port.", []string{
			"Le quai va céder | Awa\u00a0Ndong | directrice du\u202fport |  | a prévenu | explicit",
			"Il faut partir vite. | Awa\u00a0Ndong | directrice du\u202fport |  | a ajouté | explicit",
			"C’est une honte | Awa\u00a0Ndong | directrice du\u202fport |  | dit | resolved"}},
		{"a description keeps them", "« Je n’ai rien mangé », raconte une survivante de 23\u00a0ans.", []string{
			"Je n’ai rien mangé | une survivante de 23\u00a0ans |  |  | raconte | explicit"}},
		{"a row of marks is a line", `Awa Ndong a prévenu : """""""""" Le quai va céder.`, nil},
		{"straight marks", `"Le quai va céder", a prévenu Awa Ndong. "Il faut partir."`, []string{
			"Le quai va céder Il faut partir. | Awa Ndong |  |  | a prévenu | explicit"}},
		{"in brackets", `Le quai est fermé (« C’est un danger pour tous », selon Awa Ndong).`, []string{
			"C’est un danger pour tous | Awa Ndong |  |  | selon | explicit"}},
		{"name and colon", `Awa Ndong, médecin du port : « Il faut partir vite. »`, []string{
			"Il faut partir vite. | Awa Ndong | médecin du port |  |  | explicit"}},
		{"particles and hyphens", `« La paix reste possible », a dit Marie-Ange van der Linden. « Oui, elle viendra », a répondu Salim bin Omar al-Fassi.`, []string{
			"La paix reste possible | Marie-Ange van der Linden |  |  | a dit | explicit",
			"Oui, elle viendra | Salim bin Omar al-Fassi |  |  | a répondu | explicit"}},
		{"elided name and N'Diaye", `« La paix reste possible », a dit Rokhaya N’Diaye. « Nous y travaillons », a dit M. N’Diaye.`, []string{
			"La paix reste possible | Rokhaya N’Diaye |  |  | a dit | explicit",
			"Nous y travaillons | Rokhaya N’Diaye |  |  | a dit | resolved"}},
		{"not the object of a preposition", `Dans un courrier adressé à Vigie Internationale, le ministre a parlé d’« une simple affaire de port ».`, []string{
			"une simple affaire de port | le ministre | ministre |  | a parlé | explicit"}},
		{"denied", `Paul Imbert n’a pas dit « que le port fermerait ».`, nil},
		{"passive", `Paul Imbert a été qualifié de « menteur sans scrupule ».`, nil},
		{"coordinated verb", `Paul Imbert a visité le quai et a dénoncé « un chantier sans fin ».`, []string{
			"un chantier sans fin | Paul Imbert |  |  | a dénoncé | explicit"}},
		{"inclusive writing", `« Les docker·ère·s sont épuisé·e·s », alerte Awa Ndong.`, []string{
			"Les docker·ère·s sont épuisé·e·s | Awa Ndong |  |  | alerte | explicit"}},
		{"two speakers together", `« Nous sommes restés seuls », disent Awa Ndong et Paul Imbert.`, []string{
			"Nous sommes restés seuls | Awa Ndong et Paul Imbert |  |  | disent | explicit"}},
		{"two roles", `« Le quai va céder », assure Awa Ndong, médecin du port et présidente de la Ligue des gens de mer, mardi à Nantes.`, []string{
			"Le quai va céder | Awa Ndong | médecin du port et présidente | Ligue des gens de mer | assure | explicit"}},
		{"comme l'a déclaré", `« Le quai va céder », comme l’a rappelé Awa Ndong.`, []string{
			"Le quai va céder | Awa Ndong |  |  | a rappelé | explicit"}},
		{"day between", `« Le quai va céder », a déclaré lundi à l’AFP Awa Ndong.`, []string{
			"Le quai va céder | Awa Ndong |  |  | a déclaré | explicit"}},
		{"list items", `Awa Ndong demande :

- « La réouverture du quai maintenant »

- « Des soins pour les marins »`, []string{
			"La réouverture du quai maintenant | Awa Ndong |  |  | demande | explicit",
			"Des soins pour les marins |  |  |  |  | none"}},
		{"quoted words report others", `Awa Ndong a raconté : « Partez, a crié Paul Imbert, et vite. »`, []string{
			"Partez, a crié Paul Imbert, et vite. | Awa Ndong |  |  | a raconté | explicit"}},
		{"marks in the wrong language", `“Le quai va céder”, a prévenu Awa Ndong.`, []string{
			"Le quai va céder | Awa Ndong |  |  | a prévenu | explicit"}},
		{"opened by closing marks", `Awa Ndong a prévenu : « Le quai va céder.

» Il faut partir. »`, []string{"Le quai va céder. ¶ Il faut partir. | Awa Ndong |  |  | a prévenu | explicit"}},
	})
}
