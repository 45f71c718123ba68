package quote

import "strings"

// spanishOrganizations adds how Spanish names organisations and what is done in
// them.
func spanishOrganizations(r *rules) {
	r.lowOrgNames = true
	r.orgLinks = set(`de del la las los el para por y e en contra sobre`)
	r.anyOrg = set(`organización ong asociación colectivo colectiva fundación red grupo coalición plataforma entidad`)
	r.stateWords = set(`ministerio tribunal corte gobierno policía parlamento congreso senado fiscalía juzgado ejército asamblea ayuntamiento
		secretaría procuraduría defensoría consejo comisión oficina`)
	r.verbs = set(`publica sigue trabaja reúne defiende documenta organiza cuenta propone acompaña registra quiere puede debe va viene hace
		pone toma tiene queda recibe rechaza examina agrupa interviene dirige preside pierde vive ve da lleva sirve abre cierra
		vota impone prohíbe autoriza presenta será serán deben pueden quieren hacen van han fue era eran estaba está están es
		son logró abrió cerró ordenó detuvo`)
	r.roleEndings = strings.Fields(`ista ólogo óloga ógrafo ógrafa atriz ador adora edor edora`)
	r.directs = set(`dirige preside coordina encabeza fundó cofundó dirigió presidió trabaja milita enseña representa asesora integra lidera`)
	r.owners = set(`su sus`)
	r.since = set(`desde`)
	r.placeLinks = set(`en`)
	r.speaksFor = set(`portavoz vocero vocera`)
	r.advocates = set(`abogado abogada abogados abogadas`)
	r.writtenUp = set(`pancarta cartel pintada muro pared letrero alguien`)
	r.plurals = strings.Fields(`ellos ellas`)
	r.platforms = set(`x twitter facebook telegram instagram tiktok whatsapp bluesky mastodon youtube linkedin threads`)
	r.several = set(`los las unos unas sus estos estas dos tres cuatro varios varias`)
	r.times = set(`día días semana semanas mes meses año años noche mañana tarde hora horas momento vez lunes martes miércoles jueves viernes sábado domingo`)
	r.nots = set(`no nunca jamás`)
	r.stateRoles = set(`presidente presidenta ministro ministra alcalde alcaldesa gobernador gobernadora rey reina embajador embajadora obispo arzobispo jefe jefa habitante vecino vecina diputado diputada senador senadora prefecto`)
	r.gerundEndings = strings.Fields(`ando iendo mente`)
	r.plainOf = set(`de del`)
	r.media = set(`bbc afp cnn reuters ap npr rfi dpa efe ansa tass who un onu`)
	r.ofWhom = set(`testimonio historia relato vida caso voz palabras carta liberación juicio detención muerte`)
	r.copulas = set(`es era fue sigue`)
	r.add(lowOrg, `hospital clínica universidad ministerio tribunal comité escuela instituto sindicato juzgado observatorio red consejo
		comisión partido confederación federación asociación fundación colectivo facultad foro laboratorio embajada fiscalía
		secretaría defensoría`)
	r.add(orgNoun, `colectivo red grupo comité centro instituto sindicato empresa ministerio fiscalía radio emisora periódico plataforma
		colectiva cooperativa hospital universidad oficina observatorio movimiento`)
	r.add(orgWord, `colectivo colectiva red foro fundación confederación secretaría clínica hospital escuela laboratorio comité frente
		plataforma radio casa coordinadora sindicato juzgado procuraduría alianza periódico diario universidad defensores defensoras
		abogados abogadas madres servicio ministerio policía ejército coalición iglesia diócesis pastoral`)
}
