package quote

// afterRole says whether the run of capitals that token k is in begins with a first name, or
// a job stands before it: la senadora X, the vice-chair of the committee, X.
func (d *document) afterRole(p *para, k int) bool {
	for k > 0 && p.toks[k-1].kind == word && p.toks[k-1].capital && !d.isRole(p, k-1) {
		k--
	}
	if g := byGivenName()[p.word(k)]; g != 0 && g&notAlone == 0 {
		return true
	}
	if k > 0 && p.toks[k-1].kind == comma {
		i := k - 1
		for i > 0 && i > k-phraseLimit && p.toks[i-1].kind == word && !p.toks[i].is(role) {
			i--
		}
		return d.isRole(p, i) && !p.toks[i].capital && i > 0 && p.toks[i-1].is(definite)
	}
	return k > 0 && p.toks[k-1].kind == word && d.isRole(p, k-1)
}

// kindNameEnd ends a name that a noun announces, which may be of any words:
// l'association Terres d'accueil.
func (d *document) kindNameEnd(p *para, k int) int {
	end, _ := d.orgNameFrom(p, k, true)
	end = max(end, d.nameEnd(p, k, len(p.toks), false))
	if end < len(p.toks) && p.toks[end].kind == word && p.toks[end].capital && p.toks[end].is(adverb) {
		end++ // la fédération Domicile Plus
	}
	for e := end; d.rules.lowOrgNames && e < len(p.toks) && e < end+4; e++ { // l'association Mères debout,
		t := p.toks[e]
		if e > end && (t.kind == comma || t.kind == stop || t.kind == parenOpen || t.kind == quoteMark) {
			return e
		}
		if t.kind != word || t.capital || t.flags != 0 || p.in(e, plainVerb) || endsIn(p.word(e), d.rules.tensed) || endsIn(p.word(e), d.rules.passives) {
			break
		}
	}
	return end
}

// orgNameEnd returns the token after the name that begins with the capital at
// k, and whether a word stands in it that organisations' names have.
func (d *document) orgNameEnd(p *para, k int) (end int, head bool) {
	end, head = d.orgNameFrom(p, k, false)
	for n := k + 2; n+1 < end; n++ { // catedrática de la Universidad de Y Laura X
		if g := byGivenName()[p.word(n)]; g != 0 && g&notAlone == 0 && p.toks[n].capital && p.toks[n+1].capital && p.toks[n-1].capital && p.in(n-2, plainOf) && d.roleWithin(p, max(k-8, 0), k) {
			return n, head
		}
	}
	last := end
	for last > k && !(p.toks[last-1].is(orgWord) && p.toks[last-1].capital) {
		last--
	}
	g := byGivenName()[p.word(min(last, len(p.toks)-1))]
	named := last > k && last < end && p.toks[last-1].is(orgNoun) && (g == 0 || g&notAlone != 0) // Programa de Asia de la Fundación Paz Abierta
	if last > k+1 && end-last >= 2 && end-last <= 3 && p.toks[last].capital && !named && d.roleJustBefore(p, k) {
		return last, head // chercheuse de Human Rights Watch Carla X
	}
	return end, head
}

// orgNameFrom is orgNameEnd for a name whose head may have come before it.
func (d *document) orgNameFrom(p *para, k int, head bool) (end int, hasHead bool) {
	lim := min(len(p.toks), k+phraseLimit)
	headEnd := 0
	end = k
	for j := k; j < lim; {
		t := p.toks[j]
		switch {
		case t.kind == word && t.capital && !t.is(possessive) && (j == k || d.rules.lowOrgNames && headEnd > 0 && t.is(role) && !t.is(orgWord) || !t.is(notName|honorific|role) || d.rules.lowOrgNames && headEnd > 0 && (p.in(j, titleOnly) || p.in(j, nameTitle)) || j > k && t.is(notName) && j+1 < lim && p.toks[j+1].kind == word && p.toks[j+1].capital && !p.toks[j+1].is(notName) || t.is(orgWord) && !t.is(role) || t.is(role) && d.roleInName(p, j)):
			if t.is(orgWord) && !(j > k && p.in(j, placeWord)) || j == k && acronym(p.slice(j, j+1)) { // but: América Central
				inText := j > 0 && d.rules.lowOrgNames && p.toks[j-1].is(definite) && !p.starts(j) // la Coordinadora Andina
				head, headEnd = head || t.is(orgWord) && (inText || !(j == k && t.is(role))), j+1
			}
			j++
			end = j
			continue
		case t.is(role) && t.capital && headEnd > 0: // UN High Commissioner
			return headEnd, head
		case t.kind == number && j > k && j+2 < lim && p.in(j+1, plainOf) && p.toks[j+2].capital: // 3 de Marzo
			j += 2
			continue
		case t.kind == word && j > k && j+1 < lim && p.in(j, numberWord) && p.toks[j+1].kind == number: // Tribunal Oral n.º 3
			j += 2
			end = j
			continue
		case t.kind == number && j > k && j+1 < lim && p.toks[j+1].capital, t.kind == other && p.text[t.start] == '&':
			j++
			continue
		case t.is(possessive) && j+1 < lim && p.toks[j+1].capital && (p.text[t.start:t.end] != "'s" && p.text[t.start:t.end] != "’s" || j > k && p.in(j-1, ofAllNoun)):
			j++
			continue
		}
		if t.kind != word || t.capital {
			break
		}
		next := d.orgLink(p, j, lim, head)
		if next == j || d.rules.lowOrgNames && k > 0 && p.in(k-1, companyNoun) && p.in(j, purposeWord) {
			break // la société Aérolys pour l'exportation
		}
		if d.rules.lowOrgNames && d.ofRole(p, k) && t.is(preposition) && !t.is(ofWord|atWord) && !p.in(j, purposeWord) {
			break // chercheur d'Amnistie Sahel sur l'Afrique centrale
		}
		if d.rules.lowOrgNames && t.is(ofWord) && !p.in(j, plainOf) && d.forPlace(p, j, lim) && k > 1 && p.toks[k-1].kind == word && p.in(k-1, plainOf) && !d.contracted(p, k) && d.leadJobBefore(p, k-1) {
			break // directrice régionale de Droits Libres pour l'Afrique de l'Ouest
		}
		if !p.toks[next-1].capital {
			end = next
			j = next
			continue
		}
		j = next - 1
	}
	return end, head
}

// roleInName says whether a role at token j is part of an organisation's name:
// the Justice Centre, the Ministry of Justice.
func (d *document) roleInName(p *para, j int) bool {
	if j+1 < len(p.toks) && p.toks[j+1].capital && p.toks[j+1].kind == word && p.toks[j+1].is(orgWord) && !p.toks[j+1].is(role) {
		return true
	}
	if j+2 < len(p.toks) && p.toks[j+1].is(possessive) && p.toks[j+2].capital || plural(p.word(j)) && j+1 < len(p.toks) && p.toks[j+1].capital {
		return true // the Nurses’ League, Doctors Without Borders
	}
	if d.rules.possessiveS && plural(p.word(j)) && j > 1 && p.toks[j-1].capital && p.in(j-2, plainOf) && !p.toks[j-1].is(role) {
		return true // the Association of Kondengui Prisoners
	}
	return j > 0 && p.toks[j-1].kind == word && !p.toks[j-1].capital && p.in(j-1, orgLink)
}

// commonInstitution reads a name that begins with a small letter after an
// article: l'hôpital turc de Nyala, le ministère du Travail. It returns 0 when
// there is none.
func (d *document) commonInstitution(p *para, k int) int {
	t := p.toks[k]
	if k+1 < len(p.toks) && (p.in(k, anyOrgNoun) || p.in(k, namedKindNoun)) && p.toks[k+1].capital {
		return 0 // l'association X: the name is X
	}
	if !d.rules.lowOrgNames || k == 0 || !t.is(lowOrg) || !p.toks[k-1].is(definite|ofWord|atWord) && !d.contracted(p, k) {
		return 0
	}
	if k > 2 && p.in(k, anyOrgNoun) && p.toks[k-2].kind == comma && p.toks[k-3].capital {
		return 0 // Hijos de la Cobija, la asociación de víctimas
	}
	lim := min(len(p.toks), k+phraseLimit)
	end := k + 1
	for end < lim {
		next := d.orgLink(p, end, lim, true)
		if next == end || end > k+1 && p.toks[next-2].is(ofWord|definite) && (acronym(p.slice(next-1, next)) || p.in(k, branchNoun) && p.toks[next-1].capital && p.toks[end-1].capital) {
			break // but: oficina de Agadez de la OPM
		}
		end = next
		for end < lim && p.toks[end].kind == word && p.toks[end].capital {
			end++
		}
	}
	if end == k+1 && end < lim && p.toks[end].kind == word && p.toks[end].capital && !p.toks[end].is(notName) {
		for end < lim && p.toks[end].kind == word && p.toks[end].capital {
			end++
		}
		if end+1 < lim && p.toks[end].is(conjunction) && p.toks[end].kind == word && p.toks[end+1].capital && (end+2 >= lim || !p.toks[end+2].capital) {
			end += 2 // el albergue Pan y Camino
		}
	}
	for end > k+1 && p.toks[end-1].kind == word && !p.toks[end-1].capital && p.toks[end-1].is(definite|preposition|ofWord|conjunction) {
		end-- // oficina de Agadez de la
	}
	if p.in(end-1, anyOrgNoun) && end > k+2 && !p.toks[end-1].capital && (p.toks[end-2].is(definite) || d.contracted(p, end-1)) {
		return 0 // el laboratorio de la organización: the name is the organisation's
	}
	if end == k+2 && p.in(k, anyOrgNoun) && !p.toks[k+1].capital {
		return 0 // le réseau associatif
	}
	if end == k+2 && p.quoted(k) && !p.toks[k+1].capital {
		return 0 // « protège l’ordre public » names no body
	}
	if end == k+1 || d.namedAfterComplement(p, k, end) || end == k+3 && p.in(k+1, plainOf) && acronym(p.slice(k+2, end)) {
		return 0 // la oficina de PLA: the name is PLA
	}
	return end
}
