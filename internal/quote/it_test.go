package quote

import "testing"

// TestItalian holds how Italian marks what is said, and says who says it.
func TestItalian(t *testing.T) {
	run(t, "it", "", []example{
		{"all the marks", `«L'acqua mancava da giorni», ha detto l'agronoma Ilda Varese. “Mancava tutto”, ha risposto Bruno Macchi, parroco del paese. "Mancava la vergogna", ribatte il consigliere Ottavio Presti.`, []string{
			"L'acqua mancava da giorni | Ilda Varese | agronoma |  | ha detto | explicit",
			"Mancava tutto | Bruno Macchi | parroco del paese |  | ha risposto | explicit",
			"Mancava la vergogna | Ottavio Presti | consigliere |  | ribatte | explicit",
		}},
		{"an interruption within the marks", `«La polizia ci ha seguiti – dice Marco Rusca, avvocato di Mani Aperte – e poi ci ha fermati. Non una parola». «Il molo, ricorda Sara Olmi, era vuoto e noi cantavamo».`, []string{
			"La polizia ci ha seguiti e poi ci ha fermati. Non una parola | Marco Rusca | avvocato |  | dice | explicit",
			"Il molo era vuoto e noi cantavamo | Sara Olmi |  |  | ricorda | explicit",
		}},
		{"a dialogue with dashes", `– Nel catasto il fiume ha tre padroni – risponde Candela Pos, versandosi dell'acqua. – Nessuno lo ha mai visto.

Il marito, Fermo, finora ha taciuto. – La data è passata – interviene lui – e noi siamo ancora qui.`, []string{
			"Nel catasto il fiume ha tre padroni Nessuno lo ha mai visto. | Candela Pos |  |  | risponde | explicit",
			"La data è passata e noi siamo ancora qui. | Fermo | marito |  | interviene | resolved",
		}},
		{"a verb without a subject", `Rosa Amadei vende pesce sul molo da trent'anni. «Il mare ha cambiato colore», si lamenta. Dopo un silenzio, ha aggiunto: «E noi con lui».`, []string{
			"Il mare ha cambiato colore | Rosa Amadei |  |  | si lamenta | resolved",
			"E noi con lui | Rosa Amadei |  |  | ha aggiunto | resolved",
		}},
		{"e aggiunge", `L'avvocato Giovanni Selva, che difende le famiglie, dice che “non c'è dubbio su chi ha sparato”. E aggiunge: “Vogliamo il nome, non la promessa.”`, []string{
			"non c'è dubbio su chi ha sparato | Giovanni Selva | avvocato |  | dice | explicit",
			"Vogliamo il nome, non la promessa. | Giovanni Selva | avvocato |  | aggiunge | resolved",
		}},
		{"many of them say", `Elisa Toso e Omar Tani, legali delle imputate, hanno atteso fuori. «Stare sedute non è un reato», hanno commentato in una nota.`, []string{
			"Stare sedute non è un reato | Elisa Toso e Omar Tani | legali delle imputate |  | hanno commentato | resolved",
		}},
		{"ha fatto sapere", `La questura di Rivabella ha fatto sapere che il fermo è avvenuto «nel rispetto delle procedure in vigore».`, []string{
			"nel rispetto delle procedure in vigore | questura di Rivabella |  |  | ha fatto sapere | explicit",
		}},
		{"secondo, per, a detta di", `Secondo la relatrice speciale dell'Onu, Marta Iriarte, le celle sono “scatole di lamiera al sole”. Per Ugo Pini, docente all'Università del Garza, “la sentenza cammina all'indietro”. A detta del sindaco Paolo Ricci, «il campo non è mai stato un posto sicuro».`, []string{
			"scatole di lamiera al sole | Marta Iriarte | relatrice speciale | Onu | Secondo | explicit",
			"la sentenza cammina all'indietro | Ugo Pini | docente | Università del Garza | Per | explicit",
			"il campo non è mai stato un posto sicuro | Paolo Ricci | sindaco |  | A detta del | explicit",
		}},
		{"what somebody has told", `Secondo quanto riferito da Pietro Mauri, presidente della Croce Verde, «l'accesso ai feriti è stato negato due volte».`, []string{
			"l'accesso ai feriti è stato negato due volte | Pietro Mauri | presidente | Croce Verde | riferito | explicit",
		}},
		{"surnames with an apostrophe", `«Siamo stanchi», spiega Carla D'Ambra. «I porti sono chiusi», prosegue D'Ambra. Corrado Dell'Orto aggiunge: «Le navi pure».`, []string{
			"Siamo stanchi | Carla D'Ambra |  |  | spiega | explicit",
			"I porti sono chiusi | Carla D'Ambra |  |  | prosegue | resolved",
			"Le navi pure | Corrado Dell'Orto |  |  | aggiunge | explicit",
		}},
		{"the association's president", `Il presidente dell'associazione Mani Aperte, Corrado Risi, ha detto: «Non è un favore». «Lo chiediamo da anni», ha dichiarato Ada Bruni, segretaria della Cgil.`, []string{
			"Non è un favore | Corrado Risi | presidente | Mani Aperte | ha detto | explicit",
			"Lo chiediamo da anni | Ada Bruni | segretaria | Cgil | ha dichiarato | explicit",
		}},
		{"a job with the article in the preposition", `“Se n'è andata piano”, ha detto Irene Lodi ai cronisti. La notizia è stata data dalla nipote, Irene Lodi.`, []string{
			"Se n'è andata piano | Irene Lodi | nipote |  | ha detto | explicit",
		}},
		{"il commento di", `«Il decreto va ritirato»: è il commento di Mario Risi. «Nessuno ci ha chiesto nulla», è la denuncia di Sara Vela, avvocata.`, []string{
			"Il decreto va ritirato | Mario Risi |  |  |  | explicit",
			"Nessuno ci ha chiesto nulla | Sara Vela | avvocata |  | è la denuncia | explicit",
		}},
		{"one of them, of whom no name is known", `«Arrivavano di notte», ricorda Marta Zuccari, fondatrice di Casa Ginestra.

Oggi il centro segue 300 donne. Una di loro ha accettato di parlare. «Ho contato i passi fino alla porta», racconta.`, []string{
			"Arrivavano di notte | Marta Zuccari | fondatrice | Casa Ginestra | ricorda | explicit",
			"Ho contato i passi fino alla porta |  |  |  | racconta | none",
		}},
		{"a link at the end", `Le istruzioni per spedire le lettere sono in fondo alla pagina. » Scarica il modello di lettera`, nil},
		{"what is no quotation", `Sul molo c'era lo striscione «Il mare non è una frontiera». Il decreto “Flussi e confini” prevede il fermo. La campagna «Un libro per Natalia» continua.`, nil},
	})
}
