package quote

import "strings"

// frenchTurns adds the small words by which French says who speaks, whose a text
// is, and that a name is an organisation's.
func frenchTurns(r *rules) {
	r.whens = set(`plus tard tôt avant après auparavant`)
	r.placeWords = set(`saint sainte saint- nord sud est ouest centrale central haute haut basse bas port etats-unis états-unis asie afrique europe amérique caraïbes moyen-orient proche-orient sahel côte royaume-uni royaume pays ville grand grande nouvelle nouveau mont îles la le les`)
	r.byWords = set(`par`)
	r.readings = set(`lit-on lire`)
	r.kin = kinOf(`
		avocate avocat défenseur défenseure conseil juriste
		enseignante enseignant professeure professeur institutrice instituteur maîtresse
		médecin docteure docteur chirurgienne chirurgien praticienne praticien soignante soignant
		journaliste reporter reporteur rédacteur rédactrice correspondant correspondante
		religieuse sœur nonne
		prêtre curé abbé père
		activiste militante militant défenseure
		agricultrice agriculteur paysanne paysan éleveur éleveuse cultivateur cultivatrice planteur
		chercheuse chercheur analyste experte expert spécialiste
		poète romancier romancière écrivain écrivaine autrice auteur
		juge magistrate magistrat
		pêcheur marin
		ouvrière ouvrier travailleuse travailleur couturière mineur
		étudiante étudiant lycéenne lycéen élève
		rapporteuse rapporteur experte expert
		diplomate ambassadrice ambassadeur
		infirmière infirmier soignante soignant`)
	r.passives = strings.Fields(`é ée és ées`)
	r.teams = set(`équipe rédaction bureau`)
	r.questions = set(`question`)
	r.whos = set(`lui elle`)
	r.answers = set(`réponse réplique message commentaire explication conclusion demande réaction argument conseil mot avertissement verdict credo mantra`)
	r.owns = map[string]flag{"sa": conjunction, "son": conjunction}
	r.lives = set(`a avait`)
	r.mores = set(`plus moins`)
	r.receives = set(`reçu reçoit reçut reçus reçue`)
	r.withins = set(`sein`)
	r.froms = set(`chez`)
	r.impersonal = set(`reste restait faut fallait y suffit convient semble paraît s'agit`)
	r.tensed = strings.Fields(`aient èrent`)
	r.purposes = set(`sans pour contre`)
	r.peoples = strings.Fields(`ien ienne ais aise ois oise ain aine an ane éen éenne in ine ol ole turc turque kurde grec grecque russe serbe croate slave suisse belge arabe`)
	r.nameAdjectives = set(`vieux vieil vieille jeune petit petite`)
	r.orgInner = set(`en sans pour contre et`)
	r.members = set(`membre`)
	r.boths = set(`tous toutes`)
	r.plans = set(`projet loi rapport programme plan étude réforme résolution`)
	r.authors = set(`auteur autrice auteure coauteur coautrice réalisateur réalisatrice`)
	r.mottos = set(`slogan devise titre sous-titre intitulé`)
	r.someones = set(`quelqu'un`)
	r.onceHad = set(`eut eu avait avaient eurent`)
	r.formerly = set(`jadis autrefois naguère auparavant`)
	r.durings = set(`pendant durant`)
	r.programmes = set(`émission quotidienne hebdomadaire série documentaire film roman recueil revue chronique exposition`)
	r.papers = set(`résolution décision directive règlement loi décret article`)
	r.powers = set(`armée gouvernement état états république parlement police autorités peuple peuples nations`)
	r.treaties = set(`agenda convention déclaration charte protocole traité pacte`)
}
