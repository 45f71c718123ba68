package quote

import "strings"

// spanishRules builds the Spanish table.
func spanishRules() *rules {
	r := &rules{
		words:             map[string]flag{},
		firstPerson:       map[string]bool{},
		raya:              true,
		inciseInside:      true,
		nullSubject:       true,
		adverbEnding:      "mente",
		finiteEndings:     strings.Fields(`a e ó an en aba aban ía ían aron ieron ió`),
		participleEndings: strings.Fields(`ado ido`),
		ages:              set(`años meses`),
		abbreviations:     set("Sr Sra Srta Dr Dra D Lic Lcda Lcdo Licda Ing Arq Mtra Mtro Mons Prof Profa Pbro Gral Cnel Tte Abg Dip Sen Hna Hno Av Ud Uds"),
		startSources:      set("para"),
		sources: phrases(`
			según
			a juicio de
			a juicio del
			en palabras de
			en palabras del
			en opinión de
			en opinión del
			de acuerdo con
			en su opinión
			en sus palabras
			en palabras suyas
			a su juicio
			a su criterio
			a su entender
			a su parecer
			a sus ojos
			al decir de
			a decir de
			para`),
	}
	r.add(source, `según a en de para al`)
	spanishOrganizations(r)
	spanishVerbs(r)
	r.add(auxiliary, `ha han había habían hubo hubieron`)
	r.add(reflexive, `se`)
	r.add(he, `él`)
	r.add(she, `ella`)
	r.add(they, `ellos ellas nosotros yo tú vosotros ustedes`)
	r.add(clitic, `lo la le les nos me se también`)
	r.add(definite|masculine, `el`)
	r.add(definite|feminine, `la`)
	r.add(definite, `los las su sus este esta`)
	r.add(indefinite|masculine, `un uno`)
	r.add(indefinite|feminine, `una`)
	r.add(indefinite, `unos unas varios varias dos tres`)
	r.add(preposition, `a de del en con por para sobre desde hasta ante tras durante entre contra sin según al mediante`)
	r.add(ofWord, `de del para y en los las`)
	r.add(atWord, `en de del`)
	r.add(conjunction, `y e ni pero o que como mientras cuando si porque aunque pues`)
	r.add(demonstrate, `que`)
	r.add(relative, `que quien cuyo cuya donde`)
	r.add(adverb, `también además ayer hoy mañana ya lunes martes miércoles jueves viernes sábado domingo después luego así entonces todavía
		enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre`)
	r.add(negation, `no nunca jamás`)
	r.add(passive, `sido fue fueron ser es era`)
	r.add(particle, `de del la las los van von der bin ibn al el da dos di y i`)
	spanishPeople(r)

	return r
}

// spanishPeople adds the words for people, and those before titles.
func spanishPeople(r *rules) {
	r.add(orgNoun, `organización ong asociación fundación entidad agencia coalición`)
	r.add(orgWord, `internacional international watch onu comisión consejo ministerio comité federación asociación liga fundación agencia
		amnistía amnesty unicef naciones unión gobierno parlamento organización instituto universidad centro oficina corte
		tribunal human rights partido grupo observatorio reporteros médicos movimiento congreso senado defensoría fiscalía greenpeace`)
	r.add(private, `superviviente sobreviviente hermana hija madre esposa viuda estudiante hermano hijo padre esposo`)
	r.add(titleNoun, `expresión frase término palabra palabras subtítulo concepto etiqueta apodo rótulo capítulo columna canción poema novela obra operación informe titulado titulada película libro campaña artículo llamado llamada denominado denominada lema proyecto
		programa apodado documental resolución eslogan título serie`)
	r.add(notName, `el la los las un una unos unas este esta estos estas él ella ellos ellas pero y o si cuando como en por para con sin
		a al de del según tras ante desde hasta durante ayer hoy también además así lunes martes miércoles jueves viernes
		sábado domingo su sus no ya entonces mientras aunque porque todos todas cada dos tres muchos muchas`)
	r.add(honorific|masculine, `sr. señor don fray monseñor mons. reverendo`)
	r.add(honorific|feminine, `sra. srta. señora señorita doña`)
	r.add(honorific, `dr. dra. lic. lcda. lcdo. licda. ing. arq. mtra. mtro. prof. profa. mons. pbro. abg. hna. hno.`)
	r.add(role|feminine, `directora investigadora presidenta portavoz representante relatora abogada activista defensora asesora coordinadora jefa
		fundadora periodista ministra diputada senadora alcaldesa experta analista profesora maestra secretaria responsable
		comisionada embajadora fiscal jueza hermana hija madre esposa viuda superviviente sobreviviente miembro autora
		vocera gobernadora estudiante vicepresidenta`)
	r.add(role|masculine, `director investigador presidente representante relator abogado defensor asesor coordinador jefe fundador ministro
		diputado senador alcalde experto profesor maestro secretario comisionado embajador juez hermano hijo padre esposo
		autor vocero gobernador vicepresidente activista periodista portavoz analista fiscal miembro responsable`)
}
