package quote

import "testing"

// TestGermanNouns holds what German has of its own: capitals that make no names, compounds, verbs at the
// end, and speech that the form of a verb reports.
func TestGermanNouns(t *testing.T) {
	run(t, "de", "", []example{
		{"a job in no list and its compound", `„Der Entwurf verwechselt Verdacht mit Neugier“, sagt die Medienrechtlerin Corinne de Weck von der Universität Freiburg. Die Rechtlerin lehrt dort seit 2010.`, []string{
			"Der Entwurf verwechselt Verdacht mit Neugier | Corinne de Weck | Medienrechtlerin | Universität Freiburg | sagt | explicit",
		}},
		{"a noun is no name", `Auf Anfragen der Behörde gab es keine Antwort. Maren Tjarks leitet das Büro. „Jede Woche kann die letzte sein“, warnt sie.`, []string{
			"Jede Woche kann die letzte sein | Maren Tjarks |  |  | warnt | resolved",
		}},
		{"speech that goes on", `Der Landkreistag hält dagegen. Man brauche „belastbare Kriterien statt ärztlicher Bauchgefühle“.`, []string{
			"belastbare Kriterien statt ärztlicher Bauchgefühle |  |  |  |  | none",
		}},
		{"a participle at the end", `Ein Regierungssprecher hatte die Betroffenen im Fernsehen als „Agenten mit Spendenquittung“ verhöhnt.`, []string{
			"Agenten mit Spendenquittung |  |  |  | verhöhnt | none",
		}},
		{"a verb after the clause", `Sie hätten ihn „wie einen Hund“ behandelt, erzählt seine Schwester Mina.`, []string{
			"wie einen Hund | Mina | Schwester |  | erzählt | explicit",
		}},
		{"a relative clause", `Ngozi Larsson, die für die Vereinten Nationen als Koordinatorin für humanitäre Hilfe arbeitet, warnt: „Die Mütter kochen Blätter.“`, []string{
			"Die Mütter kochen Blätter. | Ngozi Larsson |  |  | warnt | explicit",
		}},
		{"a role with a year", `Sabine Hahn, seit 2019 Vorsitzende der Gewerkschaft Transport und Lager, sagte: „Wir haben den längeren Atem.“`, []string{
			"Wir haben den längeren Atem. | Sabine Hahn | Vorsitzende | Gewerkschaft Transport und Lager | sagte | explicit",
		}},
		{"an office and its holder", `Die Ministerin wies die Vorwürfe als „haltlos und politisch motiviert“ zurück. „Wir halten uns an das Recht“, sagte Innenministerin Karin Sommer.`, []string{
			"haltlos und politisch motiviert |  |  |  | wies | none",
			"Wir halten uns an das Recht | Karin Sommer | Innenministerin |  | sagte | explicit",
		}},
		{"whom a dative leaves out", `Die Liga hat dem Direktor geschrieben. Nötig sei „ein Eilantrag noch vor der Sommerpause“.`, []string{
			"ein Eilantrag noch vor der Sommerpause |  |  |  |  | none",
		}},
		{"a brother is no monk", `Ihr Bruder Wiktar schildert den Besuch so: „Sie hat den Hörer mit beiden Händen gehalten.“`, []string{
			"Sie hat den Hörer mit beiden Händen gehalten. | Wiktar | Bruder |  | schildert | explicit",
		}},
		{"Schwester Benedikta", `Schwester Benedikta, Leiterin des Cafés, erzählt: „Er ist neun Jahre alt.“`, []string{
			"Er ist neun Jahre alt. | Schwester Benedikta | Leiterin des Cafés |  | erzählt | explicit",
		}},
		{"where it stands", `„Ein Land wird nicht dadurch sicher, dass Flughäfen öffnen“, heißt es in der Erklärung der Kommission Gerechtigkeit und Frieden.`, []string{
			"Ein Land wird nicht dadurch sicher, dass Flughäfen öffnen | Kommission Gerechtigkeit und Frieden |  |  | heißt | explicit",
		}},
		{"what he is", `An Bord hat Thore Lindquist die Kinder versorgt. Eigentlich ist er Maschinist. »Ich repariere Pumpen«, brummt er, »keine Seelen«.`, []string{
			"Ich repariere Pumpen keine Seelen | Thore Lindquist |  |  | brummt | resolved",
		}},
		{"a source without an article", `Nach Angaben der Küstenwache war das Boot „zu keiner Zeit in Seenot“.`, []string{
			"zu keiner Zeit in Seenot |  |  |  | Nach Angaben | none",
		}},
	})
}

// TestGermanMarks holds the marks that German is quoted with, and typed with.
func TestGermanMarks(t *testing.T) {
	want := []string{"Wir bleiben hier und warten | Anna Weber |  |  | sagt | explicit"}
	var examples []example
	for _, words := range []string{
		"„Wir bleiben hier und warten“", "„Wir bleiben hier und warten”", `„Wir bleiben hier und warten"`, "»Wir bleiben hier und warten«",
		"«Wir bleiben hier und warten»", "‚Wir bleiben hier und warten‘", "›Wir bleiben hier und warten‹", "‹Wir bleiben hier und warten›",
		",,Wir bleiben hier und warten''", "“Wir bleiben hier und warten”", `"Wir bleiben hier und warten"`,
	} {
		examples = append(examples, example{words, words + ", sagt Anna Weber.", want})
	}
	examples = append(examples, example{"one within another", "„Sie fragte: ‚Wie geht‘s euch?‘ Wir schwiegen“, sagt Anna Weber.", []string{
		"Sie fragte: ‚Wie geht‘s euch?‘ Wir schwiegen | Anna Weber |  |  | sagt | explicit",
	}})
	run(t, "de", "", examples)
}
