package quote

import "testing"

// TestEverywhere holds mechanisms that are the same in several languages, in each.
func TestEverywhere(t *testing.T) {
	run(t, "fr", "", []example{
		{"the association's president", `Le président de l’association Mains Levées, Paul Dubreuil, a déclaré : « Ce n’est pas une faveur. »`, []string{
			"Ce n’est pas une faveur. | Paul Dubreuil | président | Mains Levées | a déclaré | explicit",
		}},
		{"the president lied", `Selon Jean Dubreuil, le président a menti « trois fois devant la chambre ».`, []string{
			"trois fois devant la chambre | Jean Dubreuil |  |  | Selon | explicit",
		}},
		{"est la réponse de", `« On nous a laissés dehors »: c’est la réponse de Nadège Ollivier, maraîchère.`, []string{
			"On nous a laissés dehors | Nadège Ollivier | maraîchère |  |  | explicit",
		}},
		{"a colon between", `L’usine dément : ses clients, affirme le directeur Yann Pétrel, « sont tous connus des douanes ».`, []string{
			"sont tous connus des douanes | Yann Pétrel | directeur |  | affirme | explicit",
		}},
		{"a minister's name", `« Rien n’a été caché », répond la ministre de la Justice Laure Contat.`, []string{
			"Rien n’a été caché | Laure Contat | ministre de la Justice |  | répond | explicit",
		}},
		{"the spokeswoman of a clause", `« Le port est vide », dit Awa Kebe, porte-parole du collectif Grand Large.

La porte-parole montre les quais. « On attend depuis mars. »`, []string{
			"Le port est vide | Awa Kebe | porte-parole | Grand Large | dit | explicit",
			"On attend depuis mars. | Awa Kebe | porte-parole | Grand Large |  | resolved",
		}},
	})
	run(t, "es", "", []example{
		{"the association's president", `El presidente de la asociación Manos Alzadas, Conrado Risco, ha dicho: «No es un favor».`, []string{
			"No es un favor | Conrado Risco | presidente | Manos Alzadas | ha dicho | explicit",
		}},
		{"for somebody the matter is", `Lidia Moraes de Castro, coordinadora de la Red Suelo Firme, habló primero. Para Moraes de Castro, el recurso era esperado. «Que recurran de día», replicó.`, []string{
			"Que recurran de día | Lidia Moraes de Castro | coordinadora | Red Suelo Firme | replicó | resolved",
		}},
		{"y añade", `El abogado Juan Selva, que representa a las familias, dice que «no hay duda sobre quién disparó». Y añade: «Queremos el nombre, no la promesa».`, []string{
			"no hay duda sobre quién disparó | Juan Selva | abogado |  | dice | explicit",
			"Queremos el nombre, no la promesa | Juan Selva | abogado |  | añade | resolved",
		}},
		{"only a circumstance before the verb", `Rosángela Quiroz vende pescado en el muelle. Después de un silencio, comentó: «Ni el nombre de ellos aprendieron».

En la placa del muelle se lee: «Aquí esperamos a los que no volvieron».`, []string{
			"Ni el nombre de ellos aprendieron | Rosángela Quiroz |  |  | comentó | resolved",
			"Aquí esperamos a los que no volvieron |  |  |  |  | none",
		}},
		{"a minister's name, one of the survivors", `«Nada se ocultó», dijo la ministra de Justicia Laura Contreras. Una de las vecinas, Rita Nevares, contestó: «Nada se contó».`, []string{
			"Nada se ocultó | Laura Contreras | ministra de Justicia |  | dijo | explicit",
			"Nada se contó | Rita Nevares |  |  | contestó | explicit",
		}},
		{"a deputy's party", `La diputada Talia Rangel (PLV) dijo: «Hoy esta casa pide disculpas».`, []string{
			"Hoy esta casa pide disculpas | Talia Rangel | diputada | PLV | dijo | explicit",
		}},
		{"held at Unicef", `«El acuerdo es aceptable», dijo Lucas Bruna, portavoz de Unicef.`, []string{
			"El acuerdo es aceptable | Lucas Bruna | portavoz | Unicef | dijo | explicit",
		}},
		{"the quotation goes on with »", `«No se cierra una escuela por recado», critica Leonor Arrúa.

»Se cierra mirando a los niños».`, []string{
			"No se cierra una escuela por recado ¶ Se cierra mirando a los niños | Leonor Arrúa |  |  | critica | explicit",
		}},
	})
	run(t, "es", "", []example{
		{"two first names", `«Quiero el hueso de mi hermano», dice María Rita Valdés. María Rita oyó la respuesta por la radio. «Tengo una caja llena de cartas», dijo.`, []string{
			"Quiero el hueso de mi hermano | María Rita Valdés |  |  | dice | explicit",
			"Tengo una caja llena de cartas | María Rita Valdés |  |  | dijo | resolved",
		}},
		{"who is told does not say it", `Osvaldo Semedo fue llevado por dos agentes. «Me dijeron que hablo demasiado», contó por teléfono a su esposa, Elsa Semedo.`, []string{
			"Me dijeron que hablo demasiado | Osvaldo Semedo |  |  | contó | resolved",
		}},
		{"the article is in the preposition", `La alarma del director, Silvano Pardo, no tuvo respuesta. «Fueron nueve llamadas», dijo Pardo.`, []string{
			"Fueron nueve llamadas | Silvano Pardo | director |  | dijo | resolved",
		}},
		{"who the widow is", `La viuda es Concepción Abreu, de 58 años. «Yo abrazo la piedra», dice.`, []string{
			"Yo abrazo la piedra | Concepción Abreu | viuda |  | dice | resolved",
		}},
	})
	run(t, "en", "", []example{
		{"a title and a first name", `Dame Morag Ishbel chaired the inquiry. “Heating is no privilege,” said Dame Morag.`, []string{
			"Heating is no privilege, | Dame Morag Ishbel |  |  | said | explicit",
		}},
		{"the association's president", `The president of the association Raised Hands, Carl Rosser, said: “It is no favour to us.”`, []string{
			"It is no favour to us. | Carl Rosser | president | Raised Hands | said | explicit",
		}},
		{"a colon between", `The firm denies it: its clients, says the director Yann Petrel, “are all known to customs”.`, []string{
			"are all known to customs | Yann Petrel | director |  | says | explicit",
		}},
	})
}

// TestToldAndWho holds whom something is told, and clauses that only say who did something.
func TestToldAndWho(t *testing.T) {
	run(t, "pt", "", []example{
		{"journalists and an agency", `«A lei é simples de ler», disse a jornalistas o ministro Rui Faria. «A lei é simples de cumprir», disse à agência Lusa Ana Limeira, da Amnistia.`, []string{
			"A lei é simples de ler | Rui Faria | ministro |  | disse | explicit",
			"A lei é simples de cumprir | Ana Limeira |  | Amnistia | disse | explicit",
		}},
		{"foi X quem", `Foi Rui Faria quem avisou a polícia. «Ninguém veio nem ligou», acusa.`, []string{
			"Ninguém veio nem ligou | Rui Faria |  |  | acusa | resolved",
		}},
		{"a word between commas", `“Ninguém nos avisou”, disse, emocionada, a mãe. “Nem depois”, completou.`, []string{
			"Ninguém nos avisou Nem depois | a mãe |  |  | disse | explicit",
		}},
		{"an adverb before para", `A polícia não deu detalhes. Já para Rui Faria, primo da vítima, «ninguém investiga nada de nada».`, []string{
			"ninguém investiga nada de nada | Rui Faria | primo |  | para | explicit",
		}},
	})
	run(t, "it", "", []example{
		{"gli risponde", `«Non c'è nessuna fretta», dice l'assessore alla Sanità, Elio Paci. «C'è solo paura», gli risponde la dottoressa Ines Mori.`, []string{
			"Non c'è nessuna fretta | Elio Paci | assessore alla Sanità |  | dice | explicit",
			"C'è solo paura | Ines Mori | dottoressa |  | gli risponde | explicit",
		}},
		{"è stato X", `È stato Rino Fara ad avvisare la polizia. «Nessuno è venuto né ha chiamato», accusa.`, []string{
			"Nessuno è venuto né ha chiamato | Rino Fara |  |  | accusa | resolved",
		}},
	})
}
