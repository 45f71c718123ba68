package quote

import "strings"

// spanishTurns adds the small words by which Spanish says who speaks, whose a text
// is, and that a name is an organisation's.
func spanishTurns(r *rules) {
	r.whens = set(`antes después más tarde atrás siguiente pasado pasada anterior`)
	r.tensed = strings.Fields(`aba aban ó aron ieron ían ará irá erá arán irán erán`)
	r.placeWords = set(`san santa santo nueva nuevo villa el los las la norte sur este oeste central alta alto baja bajo puerto estados asia áfrica europa américa caribe pacífico reino costa arabia oriente occidente medio río cabo monte sierra isla islas`)
	r.namedKinds = set(`sindicato comunidad federación confederación movimiento partido periódico diario revista radio emisora empresa congregación`)
	r.byWords = set(`por`)
	r.readings = set(`lee leerse`)
	r.kin = kinOf(`
		abogada abogado letrada letrado defensora defensor jurista
		maestra maestro docente profesora profesor
		médica médico doctora doctor cirujana cirujano galena facultativo facultativa
		periodista reportera reportero cronista comunicador comunicadora
		religiosa monja hermana
		sacerdote cura padre párroco religioso clérigo
		activista defensora defensor militante luchadora luchador
		campesina campesino agricultora agricultor
		investigadora investigador analista experta experto
		poeta novelista escritora escritor autora autor
		jueza juez magistrada magistrado
		pescador pescadora marinero
		obrera obrero trabajadora trabajador minero
		estudiante alumna alumno universitaria universitario
		relatora relator experta experto
		diplomática diplomático embajadora embajador
		enfermera sanitaria partera comadrona`)
	r.modals = set(`quiso quisieron quiere quieren pudo pudieron puede tuvo tuvieron alcanzó acertó hizo`)
	r.passives = strings.Fields(`ado ada ados adas ido ida idos idas`)
	r.teams = set(`equipo plantilla junta`)
	r.questions = set(`cuestión`)
	r.whos = set(`quien`)
	r.answers = set(`respuesta réplica mensaje comentario explicación conclusión petición reacción argumento consejo frase advertencia`)
	r.owns = map[string]flag{"su": conjunction}
	r.lives = set(`tiene tenía cumplió`)
	r.mores = set(`más menos`)
	r.receives = set(`recibió recibe recibieron`)
	r.nameTitles = set(`sor fray`)
	r.withins = set(`seno`)
	r.froms = set(`desde`)
	r.purposes = set(`sin para contra`)
	r.peoples = strings.Fields(`ano ana eño eña és esa ino ina ense ita í eco eca`)
	r.nameAdjectives = set(`viejo vieja joven pequeño pequeña`)
	r.orgInner = set(`en sin para por contra`)
	r.members = set(`integrante miembro`)
	r.boths = set(`ambos ambas`)
	r.plans = set(`proyecto ley informe programa plan estudio resolución`)
	r.authors = set(`autor autora coautor coautora director directora`)
	r.mottos = set(`lema eslogan título subtítulo consigna`)
	r.someones = set(`alguien`)
	r.formerly = set(`antes anteriormente antaño`)
	r.durings = set(`durante`)
	r.papers = set(`resolución decisión directiva reglamento ley decreto artículo`)
	r.powers = set(`ejército gobierno estado estados república parlamento policía autoridades pueblo pueblos naciones`)
	r.treaties = set(`agenda convención convenio declaración carta protocolo tratado pacto`)
}
