package quote

import "testing"

// What real pages have and the invented releases do not: places and halls with capitals,
// lines of a name and a job, chiefs of bodies, and words that nobody has said.
func TestRealEnglish(t *testing.T) {
	run(t, "en", "", []example{
		{"a region is nobody", `Shelling goes on in Eastern Europe and in West Sahara. The road is closed.

“We walked for two nights and nobody opened a door.”`, []string{
			"We walked for two nights and nobody opened a door. |  |  |  |  | none"}},
		{"a line of name and job", `The print run was pulped on Sunday.

“A paper that is pulped has been tried without a judge.”

David Orsava Head of the tech desk`, []string{
			"A paper that is pulped has been tried without a judge. | David Orsava | Head of the tech desk |  |  | explicit"}},
		{"whom the words name", `Elmar Quist bought the paper in May. Elmar Quist then dismissed its editors.

“Elmar Quist has turned a newsroom into a shop window, and the readers have noticed.”`, []string{
			"Elmar Quist has turned a newsroom into a shop window, and the readers have noticed. |  |  |  |  | none"}},
		{"the chief of another body", `Secretary-General Ingrid Vale opened the session. Tomas Reyl, director of the Harbour Trust, listened.

“We are late,” the UN chief said.`, []string{
			"We are late, | Ingrid Vale | Secretary-General |  | said | resolved"}},
		{"what might be said", `Minister Dale Orwin was not there. “All is well,” the minister might say.`, []string{
			"All is well, |  |  |  |  | none"}},
		{"whom somebody quotes", `The delegate Ossip Reyn quoted the commissioner. “The cells were full and the doors were locked.”`, []string{
			"The cells were full and the doors were locked. |  |  |  |  | none"}},
		{"a child and whose mother", `10-year-old Ansa and her mum are among them.

“Today, my mum and I went home to fetch some things.”`, []string{
			"Today, my mum and I went home to fetch some things. | Ansa |  |  |  | resolved"}},
	})
}

func TestRealFrench(t *testing.T) {
	run(t, "fr", "", []example{
		{"une région n’est personne", `Les combats reprennent en Afrique Centrale. La route est coupée.

« Nous avons marché deux nuits et personne n’a ouvert. »`, []string{
			"Nous avons marché deux nuits et personne n’a ouvert. |  |  |  |  | none"}},
		{"une ligne de nom et de fonction", `Le tirage a été saisi dimanche.

« Un journal qu’on met au pilon a été jugé sans juge. »

Claire Orsava directrice de la rédaction`, []string{
			"Un journal qu’on met au pilon a été jugé sans juge. | Claire Orsava | directrice de la rédaction |  |  | explicit"}},
		{"un nom et une fonction derrière les guillemets", `Le débat a duré.

« Elle était là où il ne fallait pas être. » Bertrand Orsel, journaliste, au sujet de la blessée`, []string{
			"Elle était là où il ne fallait pas être. | Bertrand Orsel | journaliste |  |  | explicit"}},
		{"ce qui pourrait être dit", `« Tout va bien », pourrait commenter le Président.`, []string{
			"Tout va bien |  |  |  |  | none"}},
		{"comme on l’appellera", `Une affaire que les élus qualifieront de « tempête dans un verre d’eau ».`, []string{
			"tempête dans un verre d’eau |  |  |  |  | none"}},
		{"une salle", `La réunion se tient en salle Louise Orsel. Elle commencera par « un bilan de la rentrée ».`, nil},
	})
}

func TestRealSpanish(t *testing.T) {
	run(t, "es", "", []example{
		{"una región no es nadie", `Los combates siguen en África Occidental. La ruta está cortada.

«Caminamos dos noches y nadie abrió la puerta.»`, []string{
			"Caminamos dos noches y nadie abrió la puerta. |  |  |  |  | none"}},
		{"una línea de nombre y cargo", `La tirada fue retirada el domingo.

«Un diario destruido es un diario juzgado sin juez.»

Claudia Orsava directora de la redacción`, []string{
			"Un diario destruido es un diario juzgado sin juez. | Claudia Orsava | directora de la redacción |  |  | explicit"}},
		{"un cargo con mayúscula no es de otro", `Ni ella ni su secretario, Mateo Cabrel, atendieron. «Yo no soy el dueño de esto», remarcó ayer el Presidente.`, []string{
			"Yo no soy el dueño de esto | el Presidente | Presidente |  | remarcó | explicit"}},
		{"lo que podría decirse", `«Todo va bien», podría comentar el ministro.`, []string{
			"Todo va bien |  |  |  |  | none"}},
	})
}

func TestRealGerman(t *testing.T) {
	run(t, "de", "", []example{
		{"eine Zeile mit Namen und Amt", `Die Auflage wurde am Sonntag vernichtet.

„Wer eine Zeitung einstampft, hat sie ohne Richter verurteilt.“

Jana Orsel Rüstungsexpertin bei Amnesty International`, []string{
			"Wer eine Zeitung einstampft, hat sie ohne Richter verurteilt. | Jana Orsel | Rüstungsexpertin | Amnesty International |  | explicit"}},
		{"was gesagt werden könnte", `„Alles ist gut“, könnte der Präsident sagen.`, []string{
			"Alles ist gut |  |  |  |  | none"}},
	})
}
