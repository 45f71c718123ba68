package quote

import "testing"

// Shapes of attributions, each in a release of a few sentences.

func TestEnglishShapes(t *testing.T) {
	run(t, "en", "", []example{
		{"the group is not who was told", `“They came at dawn and took everybody,” Rosa Lindqvist, director of Tidewater Legal Aid, told the BBC on Monday. The group called on the government “to open the detention centre to lawyers at once”.`, []string{
			"They came at dawn and took everybody, | Rosa Lindqvist | director | Tidewater Legal Aid | told | explicit",
			"to open the detention centre to lawyers at once | Tidewater Legal Aid |  |  | called | resolved",
		}},
		{"an organisation rejects", `In a statement, the Foreign Ministry rejected “baseless and politically motivated allegations”.`, []string{
			"baseless and politically motivated allegations | Foreign Ministry |  |  | rejected | explicit",
		}},
		{"a relative clause names what she chairs", `As Amina Sule, who chairs the Delta Women’s Forum, put it: “You cannot eat a press release.”`, []string{
			"You cannot eat a press release. | Amina Sule |  | Delta Women’s Forum | put | explicit",
		}},
		{"said outside the court", `Her lawyer, Jane Okafor, said outside the court that her client was “exhausted but relieved”.`, []string{
			"exhausted but relieved | Jane Okafor | lawyer |  | said | explicit",
		}},
		{"a war to somebody", `To Yusuf Demir, a retired teacher, it is “a war on memory”.`, []string{
			"a war on memory | Yusuf Demir | retired teacher |  | To | explicit",
		}},
		{"it is the organisation named before", `Northwind, a Nairobi-based charity, documented 14 cases. “The police never came,” it said in a statement.`, []string{
			"The police never came, | Northwind |  |  | said | resolved",
		}},
		{"whose testimony it is", `Leyla Amini’s testimony is chilling. “They told me to choose which daughter,” she says.`, []string{
			"They told me to choose which daughter, | Leyla Amini |  |  | says | resolved",
		}},
		{"role, comma, name after a long role", `The UN Special Rapporteur on torture, Alice Marchetti, has described the prison as “a grave for the living”.`, []string{
			"a grave for the living | Alice Marchetti | Special Rapporteur on torture | UN | has described | explicit",
		}},
		{"must not", `Erin Talbot, Policy Director at Liberty Harbour, said in response to the ruling: “The judges have spoken clearly.”

Talbot warned that ministers “must not now look for another door”.`, []string{
			"The judges have spoken clearly. | Erin Talbot | Policy Director | Liberty Harbour | said | explicit",
			"must not now look for another door | Erin Talbot | Policy Director | Liberty Harbour | warned | resolved",
		}},
		{"three speakers, three jobs", `Deputy prosecutor Ivan Sokol told the hearing that the witness was “a professional victim”. Defence counsel Marta Lisak objected. “My client lost an eye,” she said. The judge, Anton Reznik, replied that this was “not a matter for today”.`, []string{
			"a professional victim | Ivan Sokol | Deputy prosecutor |  | told | explicit",
			"My client lost an eye, | Marta Lisak | Defence counsel |  | said | resolved",
			"not a matter for today | Anton Reznik | judge |  | replied | explicit",
		}},
		{"organisation and role before the name", `According to Human Rights Watch researcher Carla Mendes, prisoners are held “in conditions unfit for animals”. “We interviewed 60 of them,” Mendes said.`, []string{
			"in conditions unfit for animals | Carla Mendes | researcher | Human Rights Watch | According to | explicit",
			"We interviewed 60 of them, | Carla Mendes | researcher | Human Rights Watch | said | resolved",
		}},
		{"an ambassador dismisses", `The ambassador dismissed the findings as “lies from beginning to end,” but did not dispute the figures.`, []string{
			"lies from beginning to end, | The ambassador | ambassador |  | dismissed | explicit",
		}},
		{"runs an association", `Hundreds of people gathered in Taldy on Friday to mark one year since the collapse of the dam. “We asked for an inquiry and they sent us a plaque,” said Gulnara Tokayeva, who lost both parents. Tokayeva, 29, runs the survivors’ association Silent Valley. “A plaque doesn’t answer questions,” she added.`, []string{
			"We asked for an inquiry and they sent us a plaque, | Gulnara Tokayeva |  | Silent Valley | said | explicit",
			"A plaque doesn’t answer questions, | Gulnara Tokayeva |  | Silent Valley | added | resolved",
		}},
		{"a title before the name", `The Press Council of Zamora condemned the raid on the offices of El Faro del Sur. Editor-in-chief Lucía Campos described it as “theatre for an audience of one”. “They took the coffee machine,” she told reporters. “I suppose it had sources.”`, []string{
			"theatre for an audience of one | Lucía Campos | Editor-in-chief |  | described | explicit",
			"They took the coffee machine, I suppose it had sources. | Lucía Campos | Editor-in-chief |  | told | resolved",
		}},
		{"single marks", `‘We are farmers, not terrorists,’ Abdou Sarr, the chief of Ndiob, told the court on Tuesday. ‘The land is our only weapon.’ The court’s president, Judge Fatou Diagne, adjourned the hearing.`, []string{
			"We are farmers, not terrorists, The land is our only weapon. | Abdou Sarr | chief of Ndiob |  | told | explicit",
		}},
		{"a nun’s name keeps Sister", `Sister Agnes Mwale has run the shelter in Kabwe since 1998. “We never lock the door,” the 71-year-old nun says. “Who would we be locking out?”`, []string{
			"We never lock the door, Who would we be locking out? | Sister Agnes Mwale |  |  | says | resolved",
		}},
		{"among them", `Three of the detainees, among them the poet Yusra Halabi, have begun a hunger strike. In a note passed to her sister, Halabi wrote: “Tell them I have never been so well read.”`, []string{
			"Tell them I have never been so well read. | Yusra Halabi | poet |  | wrote | resolved",
		}},
		{"a criticised law, and a purpose", `Critics say the law, dubbed the “Goodnight Act”, is designed “to put the press to sleep”.`, []string{
			"to put the press to sleep | Critics |  |  | say | explicit",
		}},
		{"a union with an abbreviation", `“The gate was open and then it wasn’t.” Ismail Barre counts on his fingers the colleagues he lost that morning. A dockworker for 22 years, he now sleeps in his cousin’s garage.

His union, the Berbera Port Workers’ Front (BPWF), has asked for an autopsy. “We want paper,” says its secretary, Hodan Warsame. “Stamped paper.”

Warsame is a lawyer by training. She laughs at the port authority’s offer of “a moment of reflection and a fruit basket”.`, []string{
			"The gate was open and then it wasn’t. | Ismail Barre | dockworker |  |  | resolved",
			"We want paper, Stamped paper. | Hodan Warsame | secretary | Berbera Port Workers’ Front | says | explicit",
			"a moment of reflection and a fruit basket | Hodan Warsame | secretary | Berbera Port Workers’ Front |  | resolved",
		}},
		{"of the Centre, and professors", `Marta Ilves, of the Tartu Legal Centre, calls the amendment “a lock without a key”. She is not alone. Thirty-one professors of law wrote to parliament last week that it “offends against the plain meaning of the constitution”.`, []string{
			"a lock without a key | Marta Ilves |  | Tartu Legal Centre | calls | explicit",
			"offends against the plain meaning of the constitution | Thirty-one professors of law |  |  | wrote | explicit",
		}},
		{"nurses’ league", `“Our members are exhausted,” the Nurses’ League of Malawi said on Monday. The League’s president, Grace Phiri, was blunter: “They are leaving.”`, []string{
			"Our members are exhausted, | Nurses’ League of Malawi |  |  | said | explicit",
			"They are leaving. | Grace Phiri | president | Nurses’ League of Malawi |  | explicit",
		}},
		{"its counsel", `Tendai Moyo, programme officer for southern Africa at Rights Without Borders, and Lucy Hartnell, its general counsel, signed the complaint. “We are asking for a name and a date,” said Hartnell.`, []string{
			"We are asking for a name and a date, | Lucy Hartnell | general counsel | Rights Without Borders | said | resolved",
		}},
		{"the Forum’s somebody", `“This is not the first time, and if nothing changes it will not be the last,” warned the International Bar Forum’s Nadia Haddad. The forum has observed 60 trials.`, []string{
			"This is not the first time, and if nothing changes it will not be the last, | Nadia Haddad |  | International Bar Forum | warned | explicit",
		}},
		{"an officer on a video", `A video shows an officer telling the crowd: “Go home or go to hospital.” The police said the footage was “taken out of context”.`, []string{
			"Go home or go to hospital. | an officer | officer |  | telling | explicit",
			"taken out of context | The police |  |  | said | explicit",
		}},
	})
}

func TestFrenchShapes(t *testing.T) {
	run(t, "fr", "", []example{
		{"l’organisation appelle", `« Ils sont arrivés à l’aube », raconte Élodie Vasseur, directrice de Marée Haute, jointe par téléphone. L’organisation appelle le gouvernement à « ouvrir le centre aux avocats ».`, []string{
			"Ils sont arrivés à l’aube | Élodie Vasseur | directrice | Marée Haute | raconte | explicit",
			"ouvrir le centre aux avocats | Marée Haute |  |  | appelle | resolved",
		}},
		{"comme le dit", `Comme le dit Aminata Sow, qui préside le Forum des femmes du Delta : « On ne mange pas un communiqué. »`, []string{
			"On ne mange pas un communiqué. | Aminata Sow |  | Forum des femmes du Delta | dit | explicit",
		}},
		{"a fait savoir", `Son avocat, Me Julien Tavernier, a fait savoir que sa cliente était « épuisée mais soulagée ».`, []string{
			"épuisée mais soulagée | Julien Tavernier | avocat |  | a fait savoir | explicit",
		}},
		{"une mère anonyme", `Une mère, qui a souhaité rester anonyme, confie : « Mon fils a neuf ans. Il dessine des hélicoptères. »`, []string{
			"Mon fils a neuf ans. Il dessine des hélicoptères. | Une mère |  |  | confie | explicit",
		}},
		{"le témoignage de", `Le témoignage de Leïla Amini glace. « On m’a dit de choisir quelle fille », explique-t-elle.`, []string{
			"On m’a dit de choisir quelle fille | Leïla Amini |  |  | explique-t-elle | resolved",
		}},
		{"rapporteuse", `La rapporteuse spéciale de l’ONU sur la torture, Alice Marchetti, a décrit la prison comme « un tombeau pour les vivants ».`, []string{
			"un tombeau pour les vivants | Alice Marchetti | rapporteuse spéciale | ONU | a décrit | explicit",
		}},
		{"deux voix", `Le procureur adjoint, Ivan Sokol, a parlé d’« un témoin de profession ». « Ma cliente a perdu un œil », a rétorqué l’avocate Marta Lisak.`, []string{
			"un témoin de profession | Ivan Sokol | procureur adjoint |  | a parlé | explicit",
			"Ma cliente a perdu un œil | Marta Lisak | avocate |  | a rétorqué | explicit",
		}},
		{"du réseau", `« Chaque hiver, quelqu’un meurt de froid sur cette colline », déplore Bjorn Halvorsen, du Réseau arctique des réfugiés. Il dénonce « une politique d’abandon délibéré ».`, []string{
			"Chaque hiver, quelqu’un meurt de froid sur cette colline | Bjorn Halvorsen |  | Réseau arctique des réfugiés | déplore | explicit",
			"une politique d’abandon délibéré | Bjorn Halvorsen |  | Réseau arctique des réfugiés | dénonce | resolved",
		}},
		{"chercheuse d’une organisation", `Selon la chercheuse de Human Rights Watch Carla Mendes, les détenus vivent « dans des conditions indignes d’un animal ». « Nous en avons interrogé soixante », précise Mme Mendes.`, []string{
			"dans des conditions indignes d’un animal | Carla Mendes | chercheuse | Human Rights Watch | Selon | explicit",
			"Nous en avons interrogé soixante | Carla Mendes | chercheuse | Human Rights Watch | précise | resolved",
		}},
		{"balaie", `L’ambassadeur balaie « des mensonges du début à la fin », sans contester les chiffres.`, []string{
			"des mensonges du début à la fin | L’ambassadeur | ambassadeur |  |  | resolved",
		}},
		{"et de conclure", `Le syndicaliste Marc Olivier, secrétaire général de la Fédération des dockers, y voit « un recul de trente ans ». Et de conclure : « On ne lâchera rien. »`, []string{
			"un recul de trente ans | Marc Olivier | secrétaire général | Fédération des dockers | voit | explicit",
			"On ne lâchera rien. | Marc Olivier | secrétaire général | Fédération des dockers | conclure | resolved",
		}},
		{"une association de mots communs", `L’association Terres d’accueil, qui gère le refuge, parle d’une « situation hors de contrôle depuis Noël ». Sa présidente, Lucie Morin, s’inquiète : « Nous n’avons plus de lits. »`, []string{
			"situation hors de contrôle depuis Noël | Terres d’accueil |  |  | parle | explicit",
			"Nous n’avons plus de lits. | Lucie Morin | présidente | Terres d’accueil | s’inquiète | explicit",
		}},
		{"tandis que", `Le juge a évoqué « une erreur regrettable », tandis que la famille dénonce « un mensonge d’État ».`, []string{
			"une erreur regrettable | Le juge | juge |  | a évoqué | explicit",
			"un mensonge d’État | la famille |  |  | dénonce | explicit",
		}},
		{"docker, secrétaire", `« La grille était ouverte, puis elle ne l’était plus. » Ismaël Barre compte sur ses doigts les collègues perdus ce matin-là. Docker depuis vingt-deux ans, il dort aujourd’hui dans le garage d’un cousin.

Son syndicat, le Front des dockers de Berbera (FDB), réclame une autopsie. « Nous voulons un papier, dit sa secrétaire générale, Hodane Warsama. Un papier tamponné. »

Mme Warsama, juriste de formation, se moque de l’offre du port, « un moment de recueillement et un panier de fruits ».`, []string{
			"La grille était ouverte, puis elle ne l’était plus. | Ismaël Barre | Docker |  |  | resolved",
			"Nous voulons un papier Un papier tamponné. | Hodane Warsama | secrétaire générale | Front des dockers de Berbera | dit | explicit",
			"un moment de recueillement et un panier de fruits | Hodane Warsama | secrétaire générale | Front des dockers de Berbera | moque | resolved",
		}},
		{"un commissaire démissionnaire", `C’est le commissaire Paul Ngata qui, le premier, a employé en public l’expression « oubli administratif ». Démissionnaire en mai, il ne regrette rien : « J’avais une retraite et une conscience, il fallait en sauver une. »`, []string{
			"J’avais une retraite et une conscience, il fallait en sauver une. | Paul Ngata | commissaire |  |  | resolved",
		}},
		{"la couturière et sa fille", `« J’ai signé, dit Béatrice, parce que ma main était fatiguée. » La couturière de 52 ans a passé onze mois à Santa Rita. Sa fille, Inès, attendait dehors chaque dimanche. « Ils appelaient ça une visite, se rappelle Inès. Nous, on appelait ça regarder un mur. »`, []string{
			"J’ai signé parce que ma main était fatiguée. | Béatrice |  |  | dit | explicit",
			"Ils appelaient ça une visite Nous, on appelait ça regarder un mur. | Inès | fille |  | se rappelle | explicit",
		}},
		{"après un point-virgule", `Les militants décrivent le camp comme « un parking avec des grillages » ; le ministère préfère « un lieu d’accueil moderne ».`, []string{
			"un parking avec des grillages | Les militants |  |  | décrivent | explicit",
			"un lieu d’accueil moderne | le ministère |  |  | préfère | explicit",
		}},
		{"incise longue", `« Nous n’avons rien contre les touristes, a lancé Kainoa Kealoha, dont la famille pêche dans la baie depuis six générations, devant une salle comble. Nous refusons d’être un décor. »`, []string{
			"Nous n’avons rien contre les touristes Nous refusons d’être un décor. | Kainoa Kealoha |  |  | a lancé | explicit",
		}},
		{"cheffe de service", `Le docteur Samia Brahimi, cheffe du service des urgences de l’hôpital de Zelba, n’a pas dormi depuis lundi. « Nous trions, lâche-t-elle. Nous ne soignons plus. »`, []string{
			"Nous trions Nous ne soignons plus. | Samia Brahimi | cheffe du service des urgences | hôpital de Zelba | lâche-t-elle | resolved",
		}},
		{"où elle dit", `Interrogée sur ces accusations, l’entreprise Novaterre nous a renvoyés vers un communiqué où elle dit « n’avoir jamais toléré la moindre violence ».`, []string{
			"n’avoir jamais toléré la moindre violence | Novaterre |  |  | dit | resolved",
		}},
	})
}
