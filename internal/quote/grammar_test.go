package quote

import "testing"

// TestSpanishGrammar holds what Spanish says with verbs alone, and how it names organisations.
func TestSpanishGrammar(t *testing.T) {
	run(t, "es", "", []example{
		{"a verb without a subject", `Zunilda Ayala tiene hoy 38 años y dirige la agrupación Nunca Más Olvidadas. A los siete la dejaron en una casa de la capital. «Dormía en el lavadero, con el perro», rememora. «Al perro lo llamaban por su nombre».`, []string{
			"Dormía en el lavadero, con el perro Al perro lo llamaban por su nombre | Zunilda Ayala |  | Nunca Más Olvidadas | rememora | resolved",
		}},
		{"whose text it is said in", `Ana Ruiz es abogada. La Fiscalía difundió un comunicado en el que sostiene que «no hubo personal militar en la zona».`, []string{
			"no hubo personal militar en la zona | Fiscalía |  |  | sostiene | explicit",
		}},
		{"whose testimony the record has", `La procuradora visitó el centro. En el acta consta la declaración de un interno de 19 años: «Me dejaron ahí desde la cena».`, []string{
			"Me dejaron ahí desde la cena | un interno de 19 años |  |  | declaración | explicit",
		}},
		{"known as", `José Ángel Murillo, conocido como don Chepe, sigue hospitalizado. Chepe envió un audio a sus compañeros: «No se me desanimen».`, []string{
			"No se me desanimen | José Ángel Murillo |  |  |  | resolved",
		}},
		{"two by their surnames", `El juzgado dio la razón a Antonia Leiva y Rayén Curihuil, madres del niño. «Lloramos las dos», contaron Leiva y Curihuil a la salida.`, []string{
			"Lloramos las dos | Antonia Leiva y Rayén Curihuil |  |  | contaron | explicit",
		}},
		{"somebody is called by another noun", `La presidenta de la Comisión de Igualdad, Pilar Rey, cerró el acto. «No hay paz sin igualdad», subrayó la diputada socialista.`, []string{
			"No hay paz sin igualdad | Pilar Rey | presidenta | Comisión de Igualdad | subrayó | resolved",
		}},
		{"an answer is nobody", `La respuesta del ministro no tardó: «Aquí no hay presos políticos».`, []string{
			"Aquí no hay presos políticos |  |  |  |  | none",
		}},
		{"a verb without a subject, and who was named last", `Seis personas han muerto, de acuerdo con el recuento que hace a mano la enfermera Wanda Lobos. «Los apunto en la parte de atrás de un almanaque», murmura.`, []string{
			"Los apunto en la parte de atrás de un almanaque | Wanda Lobos | enfermera |  | murmura | resolved",
		}},
		{"an interruption without a subject", `Undurraga no es optimista. «Este valle —resume Cristóbal Undurraga— tiene los pulmones de un minero. A ese paso, ironizó en rueda de prensa, no llega a viejo».`, []string{
			"Este valle tiene los pulmones de un minero. A ese paso no llega a viejo | Cristóbal Undurraga |  |  | resume | explicit",
		}},
		{"the organisation says so", `La Red de Mujeres del Delta volverá al rancho el sábado. «Somos diecinueve y tenemos una lona por cabeza», advierte en un comunicado.`, []string{
			"Somos diecinueve y tenemos una lona por cabeza | Red de Mujeres del Delta |  |  | advierte | resolved",
		}},
		{"que, with the verb left out", `El viceministro del ramo (que llegó a la entrevista con casco) dijo que «hay que escuchar a las dos partes», y la alcaldesa, que «el municipio no tiene ni una lancha».`, []string{
			"hay que escuchar a las dos partes | El viceministro del ramo | viceministro del ramo |  | dijo | explicit",
			"el municipio no tiene ni una lancha | la alcaldesa | alcaldesa |  | que | explicit",
		}},
		{"the verb comes first", `Cuenta el párroco de Zacualpan, Efrén Ortega, que esa noche «no ladró ni un perro».`, []string{
			"no ladró ni un perro | Efrén Ortega | párroco |  | Cuenta | explicit",
		}},
		{"se limitó a señalar", `El almirante Iván Dávalos se limitó a señalar que las tripulaciones «fueron interceptadas en estricto apego a derecho».`, []string{
			"fueron interceptadas en estricto apego a derecho | Iván Dávalos | almirante |  | señalar | explicit",
		}},
		{"a su juicio", `El tribunal no halló ni lo uno ni lo otro. A su criterio, los acusados ejercieron «una forma de autoridad anterior a la República».`, []string{
			"una forma de autoridad anterior a la República | El tribunal |  |  | A su criterio | resolved",
		}},
		{"a time is nobody", `«Tengo miedo, claro que tengo miedo», bromeó esa misma tarde la locutora Nidia Batiz.`, []string{
			"Tengo miedo, claro que tengo miedo | Nidia Batiz | locutora |  | bromeó | explicit",
		}},
		{"whose words begin the sentence after", `«Murió sola un domingo y me llamaron el martes». Así comienza la declaración de Encarnación Prieto ante la comisión.`, []string{
			"Murió sola un domingo y me llamaron el martes | Encarnación Prieto |  |  |  | resolved",
		}},
		{"a job at a distance from its organisation", `«Hemos escuchado la grabación entera una vez», dice Greta Vassallo, coordinadora de operaciones de Radar Civil.`, []string{
			"Hemos escuchado la grabación entera una vez | Greta Vassallo | coordinadora de operaciones | Radar Civil | dice | explicit",
		}},
		{"another word for the job", `El maestro Khun Bedu Htoo enseña en una cueva. «Mis alumnos distinguen los aviones mejor que yo», añade el docente en un segundo mensaje.`, []string{
			"Mis alumnos distinguen los aviones mejor que yo | Khun Bedu Htoo | maestro |  | añade | resolved",
		}},
		{"somebody received it", `La periodista Nidia Batiz recibió anoche un sobre con una nota: «Con estas no hace falta micrófono».`, []string{
			"Con estas no hace falta micrófono |  |  |  |  | none",
		}},
		{"two who speak together", `Elif Sezer y Orhan Tan, abogados de las acusadas, celebraron la sentencia. «El delito de estar sentada no debió existir nunca», apuntaron en un mensaje.`, []string{
			"El delito de estar sentada no debió existir nunca | Elif Sezer y Orhan Tan | abogados de las acusadas |  | apuntaron | resolved",
		}},
		{"who writes asks", `—¿Y usted qué vio? —le pregunté.

—Vi lo que vieron todos —contestó Mireya Ponce, señalando al acusado.`, []string{
			"¿Y usted qué vio? |  |  |  | le pregunté | none",
			"Vi lo que vieron todos | Mireya Ponce |  |  | contestó | explicit",
		}},
		{"no name but the capital of its sentence", `Lo dijo sin levantar la voz Petrona Chub, comadrona de 66 años: «El río era de nosotros».`, []string{
			"El río era de nosotros | Petrona Chub | comadrona |  | dijo | explicit",
		}},
		{"not meant to go on", `La Comisión Interamericana recordó al Estado «su obligación de investigar con la debida diligencia y dio plazo hasta marzo.

«Nadie nos preguntó nada», insistió Petrona Chub.`, []string{
			"su obligación de investigar con la debida diligencia y dio plazo hasta marzo. | Comisión Interamericana |  |  | recordó | explicit",
			"Nadie nos preguntó nada | Petrona Chub |  |  | insistió | explicit",
		}},
		{"somebody else’s sentence before", `«Ni siquiera amarraron la canoa», dice Rosa Caicedo.

El batallón emitió un comunicado de tres líneas. Habla de «un procedimiento ajustado al manual».`, []string{
			"Ni siquiera amarraron la canoa | Rosa Caicedo |  |  | dice | explicit",
			"un procedimiento ajustado al manual |  |  |  | Habla | none",
		}},
		{"how she says it, and when", `«Es desaparición forzada», afirma categórica la defensora regional, Liliana Mosquera. «Aquí el río devuelve los troncos», predica los domingos el cura del pueblo.`, []string{
			"Es desaparición forzada | Liliana Mosquera | defensora regional |  | afirma | explicit",
			"Aquí el río devuelve los troncos | el cura del pueblo | cura del pueblo |  | predica | explicit",
		}},
		{"asked of her, and said by her", `Ramona Peguero sigue sirviendo café. Cuando se le pide una foto de su hijo, señala el agua y dice que «ahí está, mírenlo».`, []string{
			"ahí está, mírenlo | Ramona Peguero |  |  | dice | resolved",
		}},
		{"somebody, whoever it is", `«¿Qué azul era?», quiso saber un periodista. «El de los uniformes», contestó alguien del fondo.`, []string{
			"¿Qué azul era? | un periodista | periodista |  | quiso saber | explicit",
			"El de los uniformes | alguien del fondo |  |  | contestó | explicit",
		}},
		{"a network by its apposition", `Costa Abierta, red de organizaciones de nueve países, sostiene que hubo persecución. «Fue un choque», resume Nuria Brito, su responsable de investigación.`, []string{
			"Fue un choque | Nuria Brito | responsable de investigación | Costa Abierta | resume | explicit",
		}},
		{"a source and an apposition that says", `Según el portavoz de la empresa, un consultor argentino que pidió no ser citado, el proyecto «dará trabajo a tres generaciones».`, []string{
			"dará trabajo a tres generaciones | el portavoz de la empresa | consultor argentino | empresa | Según | explicit",
		}},
		{"a small word with a capital", `«Es un apagón informativo», denuncia Ximena Brito, directora ejecutiva de Prensa Sin Mordaza, una organización con sede en Quito.`, []string{
			"Es un apagón informativo | Ximena Brito | directora ejecutiva | Prensa Sin Mordaza | denuncia | explicit",
		}},
	})
}

// TestFrenchGrammar holds verbs that lead to a verb of saying, sources, and names.
func TestFrenchGrammar(t *testing.T) {
	run(t, "fr", "", []example{
		{"an infinitive of saying", `« Nous ne disons pas que c’est un faux, prend soin de préciser Me Alhassane Kourou, juriste. Nous disons qu’une seule main a signé. »`, []string{
			"Nous ne disons pas que c’est un faux Nous disons qu’une seule main a signé. | Alhassane Kourou | juriste |  | prend soin de préciser | explicit",
		}},
		{"borné à évoquer", `Le directeur de la prison, le commandant Régis Aubame, s’est borné à évoquer « des dysfonctionnements regrettables ».`, []string{
			"des dysfonctionnements regrettables | Régis Aubame | directeur | prison | évoquer | explicit",
		}},
		{"c’est", `L’ONG Haute Mer, qui patrouille dans la zone, n’hésite pas : c’est « un pillage sous licence ».`, []string{
			"un pillage sous licence | Haute Mer |  |  |  | explicit",
		}},
		{"lit-on", `« L’aide apportée à une personne en détresse ne saurait constituer une faute », lit-on dans les motifs, rédigés par le juge Pavel Sobczak.`, []string{
			"L’aide apportée à une personne en détresse ne saurait constituer une faute | Pavel Sobczak | juge |  | lit-on | explicit",
		}},
		{"sa réponse", `Marthe Quille, la médiatrice, a ri. Sa réponse : « Demandez au ministre, si vous le trouvez. »`, []string{
			"Demandez au ministre, si vous le trouvez. | Marthe Quille | médiatrice |  | réponse | resolved",
		}},
		{"impersonal", `Anselme Koné est parti lundi. Il reste aux familles une certitude : « Quand la rivière reviendra, elle demandera après nous. »`, []string{
			"Quand la rivière reviendra, elle demandera après nous. |  |  |  |  | none",
		}},
		{"the capital of its sentence", `Il leur est reproché d’avoir hébergé onze personnes. Qualification retenue : « facilitation d’entrée irrégulière ».`, nil},
		{"an association of one capital", `Pour l’association Mères debout, il s’agit là d’« un permis de tuer délivré au nom de la loi ».`, []string{
			"un permis de tuer délivré au nom de la loi | Mères debout |  |  | Pour | explicit",
		}},
		{"les deux avocates", `« Une reconnaissance sans réparation est une phrase vide », tranchent Kiviaq Ulla et Louise Derome, les deux avocates du groupe.`, []string{
			"Une reconnaissance sans réparation est une phrase vide | Kiviaq Ulla et Louise Derome | avocates du groupe |  | tranchent | explicit",
		}},
		{"the police says", `« Le premier coup a frappé l’eau », se remémore Abbas Jassim.

La police invoque la légitime défense. Dans un communiqué, elle affirme avoir « répondu à des jets de projectiles ».`, []string{
			"Le premier coup a frappé l’eau | Abbas Jassim |  |  | se remémore | explicit",
			"répondu à des jets de projectiles | La police |  |  | affirme | resolved",
		}},
		{"a banner", `Les manifestants portaient des banderoles « De l’eau, pas de l’or » et scandaient le nom de Konaté.`, nil},
		{"between commas", `Le projet, explique Marc Olivier, docker, est « un recul de trente ans ».`, []string{
			"un recul de trente ans | Marc Olivier | docker |  | explique | explicit",
		}},
		{"the old man by his first name", `« J’ai signé parce qu’on m’a dit que c’était pour l’eau », avoue le vieux Eusèbe, doyen du village.`, []string{
			"J’ai signé parce qu’on m’a dit que c’était pour l’eau | Eusèbe | doyen du village |  | avoue | explicit",
		}},
		{"one of several", `Ce que l’une des mères, Dolorès Iturbe, traduit par une formule : « On nous rend des os, pas des noms. »`, []string{
			"On nous rend des os, pas des noms. | Dolorès Iturbe |  |  |  | explicit",
		}},
		{"what follows a turn", `— Bougez ! hurle l’officier municipal.

— Où voulez-vous qu’on aille ? réplique une vendeuse de tomates, le bébé dans le dos.`, []string{
			"Bougez ! | l’officier municipal |  |  | hurle | explicit",
			"Où voulez-vous qu’on aille ? | une vendeuse de tomates | vendeuse de tomates |  | réplique | explicit",
		}},
	})
}

// TestEnglishGrammar holds roles without an article, what "it" is, and whose a text is.
func TestEnglishGrammar(t *testing.T) {
	run(t, "en", "", []example{
		{"a role without an article", `Casework manager Deborah Quayle said: “These aren’t footnotes.” “I don’t mind a fight,” high school librarian Wen Liu ventured.`, []string{
			"These aren’t footnotes. | Deborah Quayle | Casework manager |  | said | explicit",
			"I don’t mind a fight, | Wen Liu | high school librarian |  | ventured | explicit",
		}},
		{"organisation, role, name", `Aegean Shield program officer Rosalyn Tate, who monitored the proceedings, called the verdict “late, right and lonely”.`, []string{
			"late, right and lonely | Rosalyn Tate | program officer | Aegean Shield | called | explicit",
		}},
		{"a rank is no part of the name", `The government’s representative, Deputy Minister Gor Mnatsyan, considers that the ruling concerns “private grief, not the organised kind”.`, []string{
			"private grief, not the organised kind | Gor Mnatsyan | Deputy Minister |  | considers | explicit",
		}},
		{"letters after the name", `“So is ‘Please Wipe Your Feet’,” said the barrister, Dr Kofi Mensah-Lyle KC.`, []string{
			"So is ‘Please Wipe Your Feet’, | Kofi Mensah-Lyle | barrister |  | said | explicit",
		}},
		{"which, says she, has", `Her hopes rest on an appeal which, says the lawyer Dang Huu Tri, has “no more chance than a paper boat”.`, []string{
			"no more chance than a paper boat | Dang Huu Tri | lawyer |  | says | explicit",
		}},
		{"is quoted as saying", `“There are no missing persons in this country, only absent ones,” the interior minister is quoted as saying.`, []string{
			"There are no missing persons in this country, only absent ones, | the interior minister | interior minister |  | is quoted as saying | explicit",
		}},
		{"a relative clause before the verb", `‘I don’t sleep well,’ a ward clerk who gave her name only as Hope told the Forum. ‘None of us do.’`, []string{
			"I don’t sleep well, None of us do. | a ward clerk | ward clerk |  | told | explicit",
		}},
		{"it, and the court", `In its judgment the Supreme Court found that the families had been removed “by helicopter, by night and by fraud”. It added that compensation “was not compensation but mockery”.`, []string{
			"by helicopter, by night and by fraud | Supreme Court |  |  | found | explicit",
			"was not compensation but mockery | Supreme Court |  |  | added | resolved",
		}},
		{"it is too far", `Solid Roofs, which gives legal aid, has asked the ombudsman to intervene.

At the corner of the square a sheet hangs from a window. “You danced on our beds,” it says, in letters as tall as a child.`, []string{
			"You danced on our beds, |  |  |  | says | none",
		}},
		{"the organisation’s letter", `Living Rivers Observatory wrote to the Attorney General on Monday. “A State ought to be able to hear a shotgun,” the organisation’s letter says.`, []string{
			"A State ought to be able to hear a shotgun, | Living Rivers Observatory |  |  | says | resolved",
		}},
		{"the answer was", `The police’s answer was that “lawyers’ enemies are the lawyers’ business”.`, []string{
			"lawyers’ enemies are the lawyers’ business | The police |  |  | answer | explicit",
		}},
		{"went on to say", `Government spokesman Alphonse Batungwa went on to say that protesters had “used patients as shields”.`, []string{
			"used patients as shields | Alphonse Batungwa | Government spokesman |  | say | explicit",
		}},
		{"accused of what is no offence", `The permanent secretary, Dame Harriet Osei, accused the charity of “grandstanding on the backs of the vulnerable”.`, []string{
			"grandstanding on the backs of the vulnerable | Dame Harriet Osei | permanent secretary |  | accused | explicit",
		}},
		{"read also", `» Read also: “Rent strikes: a short history”`, nil},
		{"the union by its name", `The workers’ union, SP Nikel, had called the stoppage. According to its secretary, Maryam Toling, reports had been predicting “precisely this furnace, precisely this failure”.`, []string{
			"precisely this furnace, precisely this failure | Maryam Toling | secretary | SP Nikel | According to | explicit",
		}},
		{"two of a surname", `“It was my brother,” said Marisol Mosquera of Eusebio Mosquera. Mosquera, a primary school teacher, has gone back to work. “The dredges run at night,” she says.`, []string{
			"It was my brother, | Marisol Mosquera |  |  | said | explicit",
			"The dredges run at night, | Mosquera | primary school teacher |  | says | resolved",
		}},
		{"an officer reached by telephone", `An army officer reached by telephone would say only that Okidi was “assisting with certain enquiries”.`, []string{
			"assisting with certain enquiries | An army officer | army officer |  | say | explicit",
		}},
		{"a second verb of the same subject", `UN High Commissioner Michelle Bach hailed the “millions of voices around the globe”.

“This hatred is often fed by the media”, the High Commissioner explained, saying that “toxic narratives destroy our social fabric”. “It is time to listen”, the UN rights chief said.`, []string{
			"millions of voices around the globe | Michelle Bach | High Commissioner | UN | hailed | explicit",
			"This hatred is often fed by the media | Michelle Bach | High Commissioner | UN | explained | resolved",
			"toxic narratives destroy our social fabric | Michelle Bach | High Commissioner | UN | saying | resolved",
			"It is time to listen | the UN rights chief | rights chief | UN | said | explicit",
		}},
		{"a verb of two words", `“It’s the third time,” Leila Amini went on, “and it won’t be the last.”`, []string{
			"It’s the third time, and it won’t be the last. | Leila Amini |  |  | went on | explicit",
		}},
		{"a source in brackets", `“Our demands are simple: water, wages, respect” (statement of the Harbour Strike Committee, 4 May).`, []string{
			"Our demands are simple: water, wages, respect | Harbour Strike Committee |  |  |  | resolved",
		}},
		{"how she says it is no job", `“We will rebuild,” the mayor promised; “we always do,” said his wife, less loudly.`, []string{
			"We will rebuild, | the mayor | mayor |  | promised | explicit",
			"we always do, | his wife | wife |  | said | explicit",
		}},
		{"somebody’s superior", `Captain Ondrej Malek, the guards’ spokesman, would not confirm the figures. “We do not weigh migrants,” he said.

Malek’s superior, Interior Minister Vera Stankova, went further, telling parliament that charities were “running a taxi service for smugglers”.`, []string{
			"We do not weigh migrants, | Ondrej Malek | spokesman |  | said | resolved",
			"running a taxi service for smugglers | Vera Stankova | Interior Minister |  | telling | explicit",
		}},
		{"a text speaks for nobody", `The Agenda Towards Transformative Change was adopted in May. It calls for “more granular data collection at every level”.`, []string{
			"more granular data collection at every level |  |  |  | calls | none",
		}},
		{"who is said to be somebody", `Kaew, who is in the ninth grade, collected her card. “It has my face and no country,” she remarked.`, []string{
			"It has my face and no country, | Kaew |  |  | remarked | resolved",
		}},
	})
}

// TestGermanGrammar holds names with a German preposition in them, and clauses of
// capitals that are no titles.
func TestGermanGrammar(t *testing.T) {
	run(t, "de", "", []example{
		{"an organisation with an adjective in it", `„Wir fordern Aufklärung“, so Jana Vogt von der Gesellschaft für bedrohte Quellen.`, []string{
			"Wir fordern Aufklärung | Jana Vogt |  | Gesellschaft für bedrohte Quellen | so | explicit",
		}},
		{"a name with the same words", `„Das Gericht hat versagt“, kritisiert Ursula von der Heide, Anwältin der Familie.`, []string{
			"Das Gericht hat versagt | Ursula von der Heide | Anwältin der Familie |  | kritisiert | explicit",
		}},
		{"a thing speaks for nobody", `„Das reicht nicht“, sagt Jana Vogt. Es gehe darum, dass Mängel von IT-Anlagen früh auffielen. „Wir brauchen Prüfer vor Ort, und zwar bald.“`, []string{
			"Das reicht nicht | Jana Vogt |  |  | sagt | explicit",
			"Wir brauchen Prüfer vor Ort, und zwar bald. | Jana Vogt |  |  |  | resolved",
		}},
		{"nouns have capitals", `Laut Peter Mauer, Direktor des Hafenamts, ist die Reform „ein Angriff auf das Asylrecht“.`, []string{
			"ein Angriff auf das Asylrecht | Peter Mauer | Direktor des Hafenamts |  | Laut | explicit",
		}},
	})
}
