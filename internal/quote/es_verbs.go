package quote

import "strings"

// spanishVerbs adds the verbs of saying, writing and thinking.
//
// Each is its infinitive and, after a slash, the stem of its present and that of
// its preterite where they are not that of the infinitive: pedir/pid/pid. A verb
// whose preterite ends in -o and not in -ó has a third with it: decir/dic/dijo.
func spanishVerbs(r *rules) {
	for _, v := range strings.Fields(`
		declarar afirmar señalar asegurar manifestar/manifiest subrayar recalcar alertar denunciar lamentar condenar criticar
		recordar/recuerd relatar contar/cuent narrar contestar preguntar comentar precisar apuntar matizar opinar considerar
		anunciar confirmar negar/nieg revelar expresar celebrar reclamar instar reiterar indicar destacar tuitear calificar
		agregar argumentar explicar aclarar acusar exclamar rememorar aseverar murmurar susurrar gritar ironizar bromear
		enumerar detallar replicar ordenar zanjar espetar lanzar avisar proclamar quejar felicitar alegrar indignar sentenciar
		rematar remachar puntualizar enfatizar tildar tachar bautizar comparar calcular estimar valorar juzgar cuestionar censurar
		fustigar apelar suplicar rogar/rueg implorar invitar augurar pronosticar vaticinar anticipar adelantar notar observar
		constatar evocar confesar/confies desvelar informar comunicar notificar testimoniar testificar reportar documentar llamar
		mencionar citar dictar explayar recitar razonar alegar justificar plantear recomendar/recomiend aconsejar exhortar conminar
		protestar reprochar recriminar culpar ratificar reafirmar discrepar objetar redactar publicar terciar retrucar machacar
		sollozar suspirar bisbisear refunfuñar mascullar balbucear mascar aplaudir saludar deplorar repudiar rechazar
		rebatir reivindicar amenazar jurar proponer/propon/propuso exponer/expon/expuso sugerir/sugier/sugir pedir/pid/pid
		exigir advertir/adviert/advirt sostener/sostien/sostuvo mantener/mantien/mantuvo añadir insistir admitir escribir
		describir resumir coincidir concluir/concluy/concluy responder conceder reconocer prometer repetir/repit/repit
		proseguir/prosigu/prosigu seguir/sigu intervenir/intervien/intervino decir/dic/dijo defender/defiend temer creer
		pensar/piens entender/entiend leer/le/ley rugir gemir transmitir continuar interrumpir agradecer maldecir/maldic/maldijo
		desmentir/desmient/desmint corregir/corrig/corrig sentir/sient/sint deducir/deduc/dedujo aducir/aduc/adujo predecir/predic/predijo
		esgrimir argüir/arguy/arguy inquirir/inquier debatir deslizar soltar/suelt musitar revivir hablar dudar
		precaver prevenir/previen/previno requerir/requier/requir asentir/asient/asint disentir/disient/disint consignar
		aplazar estampar garabatear vocear corear enunciar esbozar evaluar sintetizar abundar ahondar puntuar
		responsabilizar despedir/despid/despid sincerar aventurar anotar apuntalar ensalzar elogiar alabar minimizar desestimar descartar`) {
		r.spanishVerb(v)
	}
	r.add(cueFinite, `continúa continúan evalúa evalúan enfatiza quisiera cree creen leyó leyeron reza decían`)
	r.add(cueParticiple, `dicho escrito descrito propuesto expuesto visto`)
	r.add(cueNonfinite, `diciendo pidiendo repitiendo saber sugiriendo advirtiendo prosiguiendo`)
	// Nouns and words of grammar, far more often.
	for _, w := range strings.Fields(`nota notas llamada cita citan sigue siguen siguió lee sienta siente queja oferta acusado acusada
		condenado condenada informado llamado invitado publicado publicada hablado ofrece ofrecen ofreció canta abunda`) {
		r.words[w] &^= cueFinite | cueParticiple
	}
}

// spanishVerb adds the forms of a verb in the third person, its participle, its
// gerund and itself.
func (r *rules) spanishVerb(v string) {
	parts := strings.Split(v, "/")
	inf := parts[0]
	stem, class := inf[:len(inf)-2], inf[len(inf)-2:]
	if strings.HasSuffix(inf, "ír") || strings.HasSuffix(inf, "üir") {
		stem, class = strings.TrimSuffix(strings.TrimSuffix(inf, "ír"), "ir"), "ir"
	}
	present, past := stem, stem
	if len(parts) > 1 && parts[1] != "" {
		present = parts[1]
	}
	if len(parts) > 2 {
		past = parts[2]
	}
	r.words[inf] |= cueNonfinite
	first := past + "í"
	switch {
	case class == "ar":
		first = stem + "é"
	case strings.HasSuffix(past, "o"):
		first = strings.TrimSuffix(past, "o") + "e" // dije, propuse
	}
	r.words[first] |= cueFinite
	r.firstPerson[first] = true
	if class == "ar" {
		r.conjugate(cueFinite, present, "a", "an")
		r.conjugate(cueFinite, stem, "ó", "aron", "aba", "aban", "ará", "aría", "ara", "aran")
		r.conjugate(cueParticiple, stem, "ado")
		r.conjugate(cueNonfinite, stem, "ando")
		return
	}
	r.conjugate(cueFinite, present, "e", "en")
	r.conjugate(cueFinite, stem, "ía", "ían")
	switch {
	case strings.HasSuffix(past, "jo"):
		r.add(cueFinite, past, strings.TrimSuffix(past, "o")+"eron")
	case strings.HasSuffix(past, "o"):
		r.add(cueFinite, past, strings.TrimSuffix(past, "o")+"ieron")
	case strings.HasSuffix(past, "y"):
		r.conjugate(cueFinite, past, "ó", "eron")
	default:
		r.conjugate(cueFinite, past, "ió", "ieron")
	}
	r.conjugate(cueParticiple, stem, "ido")
	if !strings.HasSuffix(past, "o") {
		r.conjugate(cueNonfinite, past, "iendo")
	} else {
		r.conjugate(cueNonfinite, stem, "iendo")
	}
}
