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
	})
}
