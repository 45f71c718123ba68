package quote

import "testing"

func TestEnglish(t *testing.T) {
	run(t, "en", "Harbour Watch", []example{
		{"interrupted", `“We will not sail,” said Mary O’Neill-Brown, Deputy Director for Europe at Harbour Watch. “We never have.”`, []string{
			"We will not sail, We never have. | Mary O’Neill-Brown | Deputy Director for Europe | Harbour Watch | said | explicit"}},
		{"owner before the role", `Harbour Watch’s Secretary General Clara Bellamy said: “The quay is closed. It must open.”`, []string{
			"The quay is closed. It must open. | Clara Bellamy | Secretary General | Harbour Watch | said | explicit"}},
		{"several paragraphs", `Clara Bellamy, Harbour Watch’s Director for East Africa, said:

“The quay is closed.

“It must open.”

“She goes on.”`, []string{
			"The quay is closed. ¶ It must open. | Clara Bellamy | Director for East Africa | Harbour Watch | said | explicit",
			"She goes on. | Clara Bellamy | Director for East Africa | Harbour Watch |  | resolved"}},
		{"role, comma, name", `UN High Commissioner for Ports, Ana Torrente, warned on Wednesday that “the tide is rising fast” in the south. “We must act now,” Ms. Torrente added.`, []string{
			"the tide is rising fast | Ana Torrente | High Commissioner for Ports | UN | warned | explicit",
			"We must act now, | Ana Torrente | High Commissioner for Ports | UN | added | resolved"}},
		{"description", `“The tide is rising,” said the UN chief.`, []string{
			"The tide is rising, | the UN chief | chief | UN | said | explicit"}},
		{"source and particles", `According to Dr. Ahmed bin Salim al-Rashid, head of the clinic, “there is nothing left to give” and people leave.`, []string{
			"there is nothing left to give | Ahmed bin Salim al-Rashid | head | clinic | According to | explicit"}},
		{"survivor and pronoun", `Clara Bellamy visited the quay. “I saw it all,” said a 23-year-old survivor. “They took the boat,” she said.`, []string{
			"I saw it all, They took the boat, | a 23-year-old survivor |  |  | said | explicit"}},
		{"titles", `The report, entitled “Nowhere to Land for Us”, was welcomed. The “Act on Ports and Public Order” was passed.`, nil},
		{"scare quotes", `The so-called “safe and sound harbour” is empty. Critics call it a “white elephant”.`, nil},
		{"relative clause", `Lena Vogt, who heads the office, said that “the numbers are worse than ever.” He argued that it “undermines the whole port”.`, []string{
			"the numbers are worse than ever. | Lena Vogt |  |  | said | explicit",
			"undermines the whole port | Lena Vogt |  |  | argued | resolved"}},
		{"inches", `“The beam was 5" thick,” said Tom Hillary.`, []string{"The beam was 5\" thick, | Tom Hillary |  |  | said | explicit"}},
		{"inches in straight marks", `"The beam was 5" thick," said Tom Hillary. The other is 9" long.`, []string{"The beam was 5\" thick, | Tom Hillary |  |  | said | explicit"}},
		{"single marks", `‘We don’t know where they are,’ said the boys’ mother, Anna Kirkby. ‘We’re afraid.’`, []string{
			"We don’t know where they are, We’re afraid. | Anna Kirkby | mother |  | said | explicit"}},
		{"apostrophes are no marks", `The dockers’ boats don’t sail in the ’90s, said nobody’s uncle.`, nil},
		{"straight", `"We are tired," said Ports First Network. "This has to stop." The organization called it "a shameful step back".`, []string{
			"We are tired, This has to stop. | Ports First Network |  |  | said | explicit",
			"a shameful step back | Ports First Network |  |  | called | resolved"}},
		{"two speakers in turn", `Ana Morales, a lawyer, replied: “We will appeal the ruling.” “They lie to us,” said Peter Lund, spokesman for the ministry. He added: “No one was hurt.” “That is a lie,” she said.`, []string{
			"We will appeal the ruling. | Ana Morales | lawyer |  | replied | explicit",
			"They lie to us, | Peter Lund | spokesman | ministry | said | explicit",
			"No one was hurt. | Peter Lund | spokesman | ministry | added | resolved",
			"That is a lie, | Ana Morales | lawyer |  | said | resolved"}},
		{"together", `“We both were there,” said Ana Morales and Peter Lund.`, []string{
			"We both were there, | Ana Morales and Peter Lund |  |  | said | explicit"}},
		{"surname before the full name", `Bellamy told reporters, “We will not be silenced.” Clara Bellamy is a lawyer.`, []string{
			"We will not be silenced. | Clara Bellamy | lawyer |  | told | resolved"}},
		{"in brackets", `The quay is closed (“It is a bad day for all,” said Clara Bellamy).`, []string{
			"It is a bad day for all, | Clara Bellamy |  |  | said | explicit"}},
		{"signature", `“The quay has been closed since May.”

— Clara Bellamy, director of research at Harbour Watch`, []string{
			"The quay has been closed since May. | Clara Bellamy | director of research | Harbour Watch |  | explicit"}},
		{"adding", `“The quay is closed,” said Clara Bellamy, adding that “nobody knows when it opens”.`, []string{
			"The quay is closed, | Clara Bellamy |  |  | said | explicit",
			"nobody knows when it opens | Clara Bellamy |  |  | adding | explicit"}},
		{"age and role", `“The quay is closed,” said Luda Marsh, 65, a teacher. “We wait.”`, []string{
			"The quay is closed, We wait. | Luda Marsh | teacher |  | said | explicit"}},
		{"passive", `The quay was described as “a danger to every ship”.`, nil},
		{"negated", `Clara Bellamy did not say “that the quay is safe”.`, nil},
		{"has said", `Clara Bellamy has repeatedly said: “The quay is safe.”`, []string{
			"The quay is safe. | Clara Bellamy |  |  | has repeatedly said | explicit"}},
		{"nested", `“He told me ‘leave now’ and I left,” said Clara Bellamy.`, []string{
			"He told me ‘leave now’ and I left, | Clara Bellamy |  |  | said | explicit"}},
		{"the clause before is about someone else", `“The quay is closed,” said Kim Ashby. Lee Marlow, the mayor, came later. “It will open soon enough,” he said.`, []string{
			"The quay is closed, | Kim Ashby |  |  | said | explicit",
			"It will open soon enough, | Lee Marlow | mayor |  | said | resolved"}},
		{"nobody else has been named", `Lee Marlow, the mayor, built the quay.

It has two cranes.

They are old. Then he said: “Nothing will fall on us.”`, []string{
			"Nothing will fall on us. | Lee Marlow | mayor |  | said | resolved"}},
		{"named just before", `Lee Marlow, the mayor, came to the quay. “Nothing will fall on us,” he said.`, []string{
			"Nothing will fall on us, | Lee Marlow | mayor |  | said | resolved"}},
		{"no letters", `“…” “ ” "" ‘’ «»`, nil},
	})
}

func TestSpanish(t *testing.T) {
	run(t, "es", "Puerto Abierto", []example{
		{"after", `«El muelle está cerrado», declaró Ana Pérez Molina, directora para las Américas de Puerto Abierto. «Hay que abrirlo.»`, []string{
			"El muelle está cerrado Hay que abrirlo. | Ana Pérez Molina | directora para las Américas | Puerto Abierto | declaró | explicit"}},
		{"raya", `«No es posible —dijo Juan Ortiz— que sigan fuera.»`, []string{
			"No es posible que sigan fuera. | Juan Ortiz |  |  | dijo | explicit"}},
		{"comillas de seguir", `«El muelle está cerrado.

»Nadie lo abre», concluyó la portavoz Rosa Gil. Gil añadió: “No vamos a callar”.`, []string{
			"El muelle está cerrado. ¶ Nadie lo abre | Rosa Gil | portavoz |  | concluyó | explicit",
			"No vamos a callar | Rosa Gil | portavoz |  | añadió | resolved"}},
		{"raya around a job", `«Nos cansamos —dice Nadia Beltrán, maestra jubilada—. Nadie vino.»`, []string{
			"Nos cansamos Nadie vino. | Nadia Beltrán | maestra jubilada |  | dice | explicit"}},
		{"turns of a dialogue", `—¿Cuántas son? —preguntó la funcionaria.

—Las que faltan —respondió Rosa Quintero.`, []string{
			"¿Cuántas son? | la funcionaria | funcionaria |  | preguntó | explicit",
			"Las que faltan | Rosa Quintero |  |  | respondió | explicit"}},
		{"its spokesperson", `El ministro del Interior, Rafael Dorn, calificó a los periodistas de «parásitos con micrófono». La Red de Mujeres del Delta protestó. Su portavoz, Olga Brandt, dijo: «No somos ruido.»`, []string{
			"parásitos con micrófono | Rafael Dorn | ministro del Interior |  | calificó | explicit",
			"No somos ruido. | Olga Brandt | portavoz | Red de Mujeres del Delta | dijo | explicit"}},
		{"source", `Según Rosa Gil, “no hay garantías de nada”.`, []string{
			"no hay garantías de nada | Rosa Gil |  |  | Según | explicit"}},
	})
}

func TestGerman(t *testing.T) {
	run(t, "de", "Hafenwacht", []example{
		{"low and high marks", `„Der Hafen ist zu“, sagte Anna Weber, Sprecherin von Hafenwacht. „Wir warten.“`, []string{
			"Der Hafen ist zu Wir warten. | Anna Weber | Sprecherin | Hafenwacht | sagte | explicit"}},
		{"turned guillemets", `»Das ist ein Skandal«, kritisierte Weber. Anna Weber leitet das Büro.`, []string{
			"Das ist ein Skandal | Anna Weber |  |  | kritisierte | resolved"}},
		{"colon", `Peter Klein, Sprecher der Stadt, erklärt: „Der Hafen öffnet bald!“`, []string{
			"Der Hafen öffnet bald! | Peter Klein | Sprecher der Stadt |  | erklärt | explicit"}},
	})
}

func TestOtherLanguages(t *testing.T) {
	run(t, "pl", "", []example{
		{"whole sentence", `Nikt nie wie. „Port jest dzisiaj zamknięty.”`, []string{"Port jest dzisiaj zamknięty. |  |  |  |  | none"}},
	})
}
