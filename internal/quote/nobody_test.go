package quote

import "testing"

// TestNobodyEnglish holds who did not say it, and what is no quotation, in English.
func TestNobodyEnglish(t *testing.T) {
	run(t, "en", "", []example{
		{"a role inside a longer role", `Jane Roe, an adviser to the prime minister, left the hall early. “We owe nobody a bridge,” the prime minister said.`, []string{
			"We owe nobody a bridge, | the prime minister | prime minister |  | said | explicit",
		}},
		{"the head of a role", `Jane Roe, deputy prosecutor of Zamora, left the hall early. “We owe nobody a bridge,” the prosecutor said.`, []string{
			"We owe nobody a bridge, | Jane Roe | deputy prosecutor of Zamora |  | said | resolved",
		}},
		{"under investigation for", `Marek Dolny is under investigation for “incitement to public disorder by means of song”. Marek Dolny was detained on suspicion of “spreading false news about the price of bread”.`, nil},
		{"the representative for a country", `Olga Brandt, of the delegation, spoke first. The representative for Tuvalu said that “the sea does not read minutes”.`, []string{
			"the sea does not read minutes | The representative for Tuvalu | representative for Tuvalu |  | said | explicit",
		}},
		{"an army is no person", `The village burned in March. It was the Myanmar Military which came by night. “We counted the roofs from the hill,” he said.`, []string{
			"We counted the roofs from the hill, |  |  |  | said | none",
		}},
		{"a resolution’s title", `Marek Dolny opened the meeting. It then adopted draft resolution 14, “The right of fishers to a quiet shore”.`, nil},
		{"named only for a time", `The school shut during Eid Tamora. “Nobody rang the bell for us,” she said.`, []string{
			"Nobody rang the bell for us, |  |  |  | said | none",
		}},
		{"a post once held", `Marek Dolny, who formerly commanded the Harbour Guard, is free. “I sleep on the floor by habit,” said Dolny.`, []string{
			"I sleep on the floor by habit, | Marek Dolny |  |  | said | resolved",
		}},
		{"an -ism, an army and states are nobody", `The envoy of the Delta Federation said the vote was shocking. Others offended victims of Northern Nazism, Southern Fascism and Western militarism, he stressed. He called on the Tamora Military and all Member States to stop.

The envoy of Tamora reminded all that his country fought Nazism. “That is why we do not take lessons from you,” he emphasized.`, []string{
			"That is why we do not take lessons from you, | The envoy of Tamora | envoy of Tamora |  | emphasized | resolved",
		}},
		{"the envoy for another country", `The envoy of the Delta Federation said the vote was a shock.

The envoy for Tamora, explaining her country’s vote, stressed that the text is unclear. “The ball is in their court,” she said.`, []string{
			"The ball is in their court, | The envoy for Tamora | envoy for Tamora |  | said | resolved",
		}},
		{"nobody is called so", `German Nazism killed the village. Those who lived were called victims of “the quietest of all the wars”, he stressed.`, []string{
			"the quietest of all the wars |  |  |  | stressed | none",
		}},
		{"a title that goes on after for", `The UN High Commissioner for Human Rights, Tove Lind, said the law was “a fence around a well”.`, []string{
			"a fence around a well | Tove Lind | High Commissioner for Human Rights | UN | said | explicit",
		}},
		{"a boy and his verb", `The boy spent a month under the bridge. “I counted the trains at night,” he says.`, []string{
			"I counted the trains at night, | The boy |  |  | says | resolved",
		}},
		{"a star left of bold letters", `Marek Dolny said: “*We counted the trains at night.*”`, []string{
			"We counted the trains at night. | Marek Dolny |  |  | said | explicit",
		}},
		{"one of a list", `Marek Dolny was only four. The boy, his brother, and their parents spent a month under the bridge.

“There were other children in there. Everything was stony.”`, []string{
			"There were other children in there. Everything was stony. |  |  |  |  | none",
		}},
	})
}

// TestNobodyFrench holds who did not say it, and what is no quotation, in French.
func TestNobodyFrench(t *testing.T) {
	run(t, "fr", "", []example{
		{"un titre dans un titre", `Paul Ngata, conseiller du chef de l’État, a quitté la salle. « Nous ne devons de pont à personne », a répondu le chef de l’État.`, []string{
			"Nous ne devons de pont à personne | le chef de l’État | chef de l’État |  | a répondu | explicit",
		}},
		{"mise en examen", `Marthe Quille est mise en examen pour « détournement de fonds publics en bande organisée ». Marthe Quille a été arrêtée pour des soupçons de « complot contre la sûreté des marchés ». Marthe Quille doit répondre de « propagation de fausses nouvelles du fleuve ». Marthe Quille est visée par « une enquête pour outrage au drapeau ».`, nil},
		{"une chose ne dit rien", `La question des coupures d’eau inquiète les quartiers du port.

« On remplit les seaux la nuit, comme avant la guerre. »`, []string{
			"On remplit les seaux la nuit, comme avant la guerre. |  |  |  |  | none",
		}},
		{"pendant", `L’école a fermé pendant Aïd Tamora. « Personne n’a sonné la cloche pour nous », dit-elle.`, []string{
			"Personne n’a sonné la cloche pour nous |  |  |  | dit-elle | none",
		}},
		{"mis en examen, et quand", `Paul Ngata est mis en examen jeudi à Zelba pour « vente de seaux sans titre de propriété ». Il est content.`, nil},
		{"au cours duquel", `La ministre du Port est entendue. La justice enquête sur une soirée de juillet, mois au cours duquel Marthe Quille a déclaré qu’elle n’avait « rien à se reprocher ».`, []string{
			"rien à se reprocher | Marthe Quille |  |  | a déclaré | explicit",
		}},
		{"à qui", `« Vous avez gardé la clé, c’est bien », glisse le nouveau président de l’association à une bénévole plutôt émue.`, []string{
			"Vous avez gardé la clé, c’est bien | le nouveau président de l’association | président |  | glisse | explicit",
		}},
		{"l’un d’eux", `« On ne nous a pas ouvert », souffle Dinara Oumbetova, mère de l’un d’eux.`, []string{
			"On ne nous a pas ouvert | Dinara Oumbetova | mère |  | souffle | explicit",
		}},
		{"leur", `Le RSAV a coupé l’eau. Les deux journalistes pleurent. « Il riait de tout », dit Paul Ngata, leur collaborateur.`, []string{
			"Il riait de tout | Paul Ngata | collaborateur |  | dit | explicit",
		}},
		{"directrice autrefois", `Le journal, qui eut pour directrice générale Marthe Quille, a fermé. « J’ai gardé la clé », dit Marthe Quille.`, []string{
			"J’ai gardé la clé | Marthe Quille |  |  | dit | explicit",
		}},
		{"la question d’un nom", `La question des violences policières revient dans le débat.

« On remplit les seaux la nuit, comme avant la guerre. »`, []string{
			"On remplit les seaux la nuit, comme avant la guerre. |  |  |  |  | none",
		}},
		{"un temps n’est personne", `Le filet a cédé pendant Nuit Tamora. Il ajoute que « personne ne tenait la corde ».`, []string{
			"personne ne tenait la corde |  |  |  | ajoute | none",
		}},
		{"ce que la presse a écrit", `Marthe Quille tient la caisse.

11 mars 2019 : Le Fleuve “Comment seront comptés les seaux du port ?”

Article Le Fleuve – “Les seaux du port seront comptés, et comment”

Décret 14, « Les seaux du port et leur décompte ».`, nil},
		{"un appel", `Marthe Quille a signé l’Appel « Pour une eau qui soit à tous ». Marthe Quille est l’invitée de la quotidienne « Le fleuve dans tous ses états ».`, nil},
		{"des lettres", `Les seaux des GJ débordent. « Il riait de tout », dit Paul Ngata, son collaborateur.`, []string{
			"Il riait de tout | Paul Ngata | collaborateur |  | dit | explicit",
		}},
		{"une émission de débat", `Marthe Quille travaille dans l’émission de débat « Les pieds dans le port ».`, nil},
		{"un président et le Président", `Un président de l’Amicale a été entendu. « Tout va bien », a commenté le Président.`, []string{
			"Tout va bien | le Président | Président |  | a commenté | explicit",
		}},
	})
}

// TestNobodyGerman holds who did not say it, and what is no quotation, in German.
func TestNobodyGerman(t *testing.T) {
	run(t, "de", "", []example{
		{"während", `Die Schule schloss während Ramadan Tamora. „Niemand hat für uns geläutet“, sagte sie.`, []string{
			"Niemand hat für uns geläutet |  |  |  | sagte | none",
		}},
		{"zwei Berufe", `„Das Meer liest keine Protokolle“, sagt die Juristin und Autorin Anna Weber.`, []string{
			"Das Meer liest keine Protokolle | Anna Weber | Juristin |  | sagt | explicit",
		}},
		{"eine Organisation in Anführungszeichen", `Karim Lund von „Stille Häfen“ sagt: „Niemand hat die Netze gezählt, auch dieses Jahr nicht.“`, []string{
			"Niemand hat die Netze gezählt, auch dieses Jahr nicht. | Karim Lund |  | Stille Häfen | sagt | explicit",
		}},
	})
}

// TestNobodySpanish holds who did not say it, and what is no quotation, in Spanish.
func TestNobodySpanish(t *testing.T) {
	run(t, "es", "", []example{
		{"imputado por", `Iván Dávalos fue imputado por «desvío de fondos de la escuela del río». Iván Dávalos enfrenta sospechas de «propaganda contra el mercado central».`, nil},
	})
}

// TestQuotationWithoutFullStop holds that words which fill a paragraph of their own
// are kept though their full stop is missing, and that a heading in marks is none.
func TestQuotationWithoutFullStop(t *testing.T) {
	run(t, "en", "", []example{
		{"sentences", `Marek Dolny keeps the gate.

“We counted the trains at night. Nobody came to ask us how many there were”

The gate is shut.`, []string{
			"We counted the trains at night. Nobody came to ask us how many there were | Marek Dolny |  |  |  | resolved",
		}},
		{"one long sentence", `Marek Dolny keeps the gate.

“We counted the trains every night from the hill behind the station until the soldiers came and told us that there were no trains”

The gate is shut.`, []string{
			"We counted the trains every night from the hill behind the station until the soldiers came and told us that there were no trains | Marek Dolny |  |  |  | resolved",
		}},
		{"a heading in marks", `Marek Dolny keeps the gate.

“Nobody came to count the trains”

The gate is shut.`, nil},
	})
}
