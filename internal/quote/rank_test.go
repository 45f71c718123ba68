package quote

import "testing"

// TestRankEnglish has whom an attribution means that names nobody, and whom it does not.
func TestRankEnglish(t *testing.T) {
	run(t, "en", "", []example{
		{"a profession that the text said with a verb", `Hester Dunmore, who coordinates the night shelter in Tarbet, met the council on Monday.

“Nobody freezes by accident,” the coordinator said.`, []string{
			"Nobody freezes by accident, | Hester Dunmore | coordinator |  | said | resolved"}},
		{"a prize", `The jury has named this year’s laureate: Ottoline Vance, a poet from Skerry.

“I wrote it on the ferry,” the laureate said.`, []string{
			"I wrote it on the ferry, | Ottoline Vance | poet |  | said | resolved"}},
		{"the experts of a group", `A group of independent experts today urged the assembly to drop the bill.

“The text is vague and the penalty is not,” the experts said.`, []string{
			"The text is vague and the penalty is not, | A group of independent experts |  |  | said | resolved"}},
		{"his brother is somebody else", `Tobias Renn, a welder, was released in May. “He counts the doors,” his brother said.`, []string{
			"He counts the doors, | his brother | brother |  | said | explicit"}},
		{"a first name says whom she means", `Deborah Lisle met Howard Penn at the gate. “We were told to wait,” she said.`, []string{
			"We were told to wait, | Deborah Lisle |  |  | said | resolved"}},
		{"a child by its first name", `Lowri, aged 9, drew the poster. “It’s me with a cold,” she explained.`, []string{
			"It’s me with a cold, | Lowri |  |  | explained | resolved"}},
		{"a changed name", `Mizan (not his real name) has worked as a loader for nine seasons. “They keep our phones at night,” he told researchers.`, []string{
			"They keep our phones at night, | Mizan | loader |  | told | resolved"}},
		{"her son's gender is not hers", `Deborah Casque, whose son was 17 when he was taken, sleeps in the tent. “I bring his certificate with me,” she said.`, []string{
			"I bring his certificate with me, | Deborah Casque |  |  | said | resolved"}},
		{"the union by its noun", `The Dockers’ Union of Skerry has called a strike. The port authority has not replied.

“We have asked three times,” the union said.`, []string{
			"We have asked three times, | Dockers’ Union of Skerry |  |  | said | resolved"}},
		{"an interview", `Ottilie Brandt has run the harbour clinic since 2011. We met her there.

How did it begin?

“With one chair and a kettle, and a queue that went round the block.”

And today?

“Today there are two chairs, and the queue is the same queue.”`, []string{
			"With one chair and a kettle, and a queue that went round the block. | Ottilie Brandt |  |  |  | resolved",
			"Today there are two chairs, and the queue is the same queue. | Ottilie Brandt |  |  |  | resolved"}},
	})
}

func TestRankFrench(t *testing.T) {
	run(t, "fr", "", []example{
		{"un métier dit par un titre", `Me Aude Kerbrat, qui défend la famille, a saisi le juge lundi.

« Le dossier tient en deux pages », a relevé l’avocate.`, []string{
			"Le dossier tient en deux pages | Aude Kerbrat | avocate |  | a relevé | resolved"}},
		{"le lauréat d’un prix", `Le jury a désigné son dixième lauréat, le juriste Osman Tahir, qui vit à Kassala.

« Je pense à ceux qui attendent », a dit le lauréat.`, []string{
			"Je pense à ceux qui attendent | Osman Tahir | juriste |  | a dit | resolved"}},
		{"un groupe d’experts", `Un groupe d’experts indépendants a appelé mardi le gouvernement à renoncer.

« Le texte est vague, la peine ne l’est pas », ont déclaré les experts.`, []string{
			"Le texte est vague, la peine ne l’est pas | Un groupe d’experts indépendants |  |  | ont déclaré | resolved"}},
		{"un métier que la personne n’a pas", `Saïd Amrani, professeur, a déposé le recours. « Tout cela est une mise en scène », a réagi le préfet.`, []string{
			"Tout cela est une mise en scène | le préfet | préfet |  | a réagi | explicit"}},
		{"un entretien", `La juriste Raïma Solihi a observé le vote à Mutsamu. Nous l’avons rencontrée mardi.

Qu’avez-vous vu ?

« Les lumières se sont éteintes, et quand elles sont revenues les urnes étaient pleines. »

Et ensuite ?

« J’ai signé le cahier, et j’ai écrit l’heure à côté de mon nom. »`, []string{
			"Les lumières se sont éteintes, et quand elles sont revenues les urnes étaient pleines. | Raïma Solihi | juriste |  |  | resolved",
			"J’ai signé le cahier, et j’ai écrit l’heure à côté de mon nom. | Raïma Solihi | juriste |  |  | resolved"}},
	})
}

func TestRankSpanish(t *testing.T) {
	run(t, "es", "", []example{
		{"otra palabra para su cargo", `El arzobispo Aurelio Pineda visitó la mina el domingo.

«Ustedes ven oro y nosotros vemos el pozo», respondió el prelado.`, []string{
			"Ustedes ven oro y nosotros vemos el pozo | Aurelio Pineda | arzobispo |  | respondió | resolved"}},
		{"un grupo de expertos", `Un grupo de expertos independientes instó ayer a la asamblea a retirar la ley.

«El texto es vago y la pena no lo es», señalaron los expertos.`, []string{
			"El texto es vago y la pena no lo es | Un grupo de expertos independientes |  |  | señalaron | resolved"}},
		{"otro detenido", `El muchacho espera juicio desde hace tres años. «Aquí uno aprende a contar los días», dijo otro detenido.`, []string{
			"Aquí uno aprende a contar los días | otro detenido |  |  | dijo | explicit"}},
		{"un niño por su nombre", `Nahuel, de 14 años, iba cada tarde a la sala. «En casa somos nueve y hay una mesa», contó.`, []string{
			"En casa somos nueve y hay una mesa | Nahuel |  |  | contó | resolved"}},
		{"un verbo solo antes de los dos puntos", `También habló Nathaly Rengo, de 16 años. Leyó sin levantar la vista del papel: «Cuando yo tenga la edad de mi madre no quedará nieve».`, []string{
			"Cuando yo tenga la edad de mi madre no quedará nieve | Nathaly Rengo |  |  | Leyó | resolved"}},
		{"una entrevista", `La socióloga Gladys Pintos dirige el estudio. La entrevistamos en su casa.

¿Qué le sorprendió?

«Que nadie se sorprendiera, y que todos siguieran revolviendo el café.»

¿Y la ley?

«Una ley sin inspector es un poema, y este país tiene muchos poetas.»`, []string{
			"Que nadie se sorprendiera, y que todos siguieran revolviendo el café. | Gladys Pintos | socióloga |  |  | resolved",
			"Una ley sin inspector es un poema, y este país tiene muchos poetas. | Gladys Pintos | socióloga |  |  | resolved"}},
	})
}
