package quote

import "strings"

// spanishOrganizations adds how Spanish names organisations and what is done in
// them.
func spanishOrganizations(r *rules) {
	r.lowOrgNames = true
	r.orgLinks = set(`a de del la las los el para por y e contra sobre`)
	r.anyOrg = set(`oenegé agrupación consorcio organización ong asociación colectivo colectiva fundación red grupo coalición plataforma entidad`)
	r.stateWords = set(`ministerio tribunal corte gobierno policía parlamento congreso senado fiscalía juzgado ejército asamblea ayuntamiento
		secretaría procuraduría defensoría consejo comisión oficina`)
	r.verbs = set(`publica sigue trabaja reúne defiende documenta organiza cuenta propone acompaña registra quiere puede debe va viene hace
		pone toma tiene queda recibe rechaza examina agrupa interviene dirige preside pierde vive ve da lleva sirve abre cierra
		vota impone prohíbe autoriza presenta será serán deben pueden quieren hacen van han fue era eran estaba está están es
		son logró abrió cerró ordenó detuvo`)
	r.roleEndings = strings.Fields(`ista ólogo óloga ógrafo ógrafa atriz ador adora edor edora`)
	r.directs = set(`dirige preside coordina encabeza fundó cofundó dirigió presidió trabaja trabajó trabajaba milita enseña representa asesora integra lidera`)
	r.owners = set(`su sus`)
	r.since = set(`desde`)
	r.placeLinks = set(`en desde`)
	r.speaksFor = set(`portavoz vocero vocera`)
	r.advocates = set(`defensor defensora letrado letrada abogado abogada abogados abogadas`)
	r.writtenUp = set(`manta lona camiseta placa lápida grafiti pizarra pancarta cartel pintada muro pared letrero alguien`)
	r.plurals = strings.Fields(`ellos ellas`)
	r.platforms = set(`x twitter facebook telegram instagram tiktok whatsapp bluesky mastodon youtube linkedin threads`)
	r.several = set(`los las unos unas sus estos estas dos tres cuatro varios varias`)
	r.times = set(`día días semana semanas mes meses año años noche mañana tarde hora horas momento vez domingos sábados tardes noches mañanas minuto minutos madrugada mediodía medianoche víspera jornada década lunes martes miércoles jueves viernes sábado domingo`)
	spanishTurns(r)
	r.nots = set(`no nunca jamás`)
	r.stateRoles = set(`catedrático catedrática estudiante maestro maestra profesor profesora presidente presidenta ministro ministra alcalde alcaldesa gobernador gobernadora rey reina embajador embajadora obispo arzobispo jefe jefa habitante vecino vecina diputado diputada senador senadora prefecto`)
	r.gerundEndings = strings.Fields(`ando iendo mente`)
	r.plainOf = set(`de del`)
	r.media = set(`bbc afp cnn reuters ap npr rfi dpa efe ansa tass who un onu`)
	r.ofWhom = set(`declaración testimonio historia relato vida caso voz palabras carta liberación juicio detención muerte`)
	r.copulas = set(`es era fue sigue`)
	r.add(lowOrg, `consultorio cooperativa patronato parroquia sindicato consorcio gremio dispensario liceo colegio albergue refugio arzobispado diócesis
		alcaldía municipalidad gobernación prefectura cámara concejo ayuntamiento hospital clínica universidad ministerio tribunal comité escuela instituto sindicato juzgado observatorio red consejo
		comisión partido confederación federación asociación fundación colectivo facultad foro laboratorio embajada fiscalía
		secretaría defensoría`)
	r.add(orgNoun, `comunidad sindicato partido agrupación consorcio alianza revista diario semanario agencia federación confederación liga congregación oenegé entidad gremio corporación mesa frente semillero consultora proyecto programa cooperativa colectivo red grupo comité centro instituto sindicato empresa ministerio fiscalía radio emisora periódico plataforma
		colectiva cooperativa hospital universidad oficina observatorio movimiento`)
	r.add(orgWord, `mesa alianza corporación consorcio liga congregación revista diario semanario cámara agrupación concejo jurisdicción registro archivo círculo
		comunidad patronato arzobispado vicaría cooperativa parroquia sociedad estudio programa proyecto campaña unidad misión madres abuelas hijos hijas mujeres jóvenes voces
		vecinos juristas periodistas médicas familiares víctimas pueblos trabajadores trabajadoras colegio brigada caravana taller escuelas lucha memoria
		colectivo colectiva red foro fundación confederación secretaría clínica hospital escuela laboratorio comité frente
		plataforma radio casa coordinadora sindicato juzgado procuraduría alianza periódico diario universidad defensores defensoras
		abogados abogadas madres servicio ministerio policía ejército coalición iglesia diócesis pastoral`)
	r.noJob = set(`colega amigo amiga compañero compañera`)
	r.this = set(`este esta ese esa aquel aquella`)
	r.identity = set(`joven octogenario octogenaria septuagenario septuagenaria sexagenario sexagenaria activista investigador investigadora
		magistrado magistrada`)
	r.disjunctive = map[string]flag{"él": masculine, "ella": feminine}
	r.pronounSources = map[string]flag{"juicio": 0, "criterio": 0, "entender": 0, "parecer": 0, "ojos": 0, "palabras": 0, "opinión": 0, "suyas": 0}
	r.things = set(`comunidad aldea caserío cantón paraje finca colonia ciudad pueblo barrio comuna región provincia departamento distrito isla río lago monte montaña puerto campamento centro
		cárcel prisión casa barco buque avión vuelo operación operativo programa proyecto plan ley hotel aeropuerto mercado calle
		avenida plaza puente presa mina fábrica país estado república reino valle bosque desierto golfo estrecho mar océano
		película canción premio festival huracán`)
	r.documents = set(`escrito denuncia querella línea placa contrato aviso circular hoja folleto oficio expediente carta nota texto informe comunicado documento sentencia fallo auto resolución acta mensaje cartel petición declaración
		estudio artículo correo`)
	r.written = set(`palabras palabra pancarta cartel`)
	r.offenceLinks = set(`por de del`)
	r.offences = set(`orden órdenes detención captura denuncia querella demanda denunciado investigado condenado condenada condenados condenadas acusado acusada acusados acusadas imputado imputada procesado procesada detenido
		detenida detenidos detenidas arrestado arrestada arrestados sospechoso sospechosa prisión cárcel años multa delito delitos
		cargo cargos culpable culpables acusación juicio imputados imputadas
		investigada investigados investigadas procesados procesadas sospecha sospechas`)
	r.add(role|private|masculine, `tío primo sobrino yerno suegro cuñado nieto padrino viudo hombre muchacho niño joven anciano abuelo vecino amigo testigo refugiado migrante desplazado detenido preso campesino`)
	r.add(role|private|feminine, `tía prima sobrina nuera suegra cuñada nieta madrina viuda mujer muchacha niña joven anciana abuela vecina amiga testigo refugiada migrante desplazada detenida presa campesina`)
	r.add(role|feminine, `catedrática gerenta consejera integrante agente perita voluntaria exmagistrada almiranta cacica regidora comunera partera matrona temporera médica doctora enfermera jueza magistrada obrera pescadora agricultora ingeniera química poeta escritora cantante
		científica traductora fotógrafa socióloga antropóloga psicóloga trabajadora dirigente lideresa presidenta tesorera`)
	r.add(role|masculine, `catedrático gerente consejero agente mediador rapero boxeador taxista chófer perito voluntario almirante cacique regidor comunero temporero canciller párroco rector decano docente representante médico doctor enfermero juez magistrado obrero pescador agricultor ingeniero químico poeta escritor cantante científico
		traductor fotógrafo sociólogo antropólogo psicólogo trabajador dirigente líder tesorero cura sacerdote obispo soldado
		policía comandante capitán coronel general`)
}
