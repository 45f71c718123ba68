package date

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// monthNames lists, a language a line, the twelve months separated by |, each
// with its inflected forms and its abbreviations. Arabic has three systems
// side by side (Levantine, Egyptian, Maghrebi); _ joins the words of a month
// of two words. The forms pass through fold, like the text they are compared with.
const monthNames = `
en january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept sep|october oct|november nov|december dec
fr janvier janv jan|février févr fév|mars|avril avr|mai|juin|juillet juil|août aoû|septembre sept|octobre oct|novembre nov|décembre déc
es enero ene|febrero feb|marzo mar|abril abr|mayo may|junio jun|julio jul|agosto ago|septiembre setiembre sept sep set|octubre oct|noviembre nov|diciembre dic
pt janeiro jan|fevereiro fev|março mar|abril abr|maio mai|junho jun|julho jul|agosto ago|setembro set|outubro out|novembro nov|dezembro dez
de januar jänner jan jän|februar feber feb|märz mär mrz|april apr|mai|juni jun|juli jul|august aug|september sept sep|oktober okt|november nov|dezember dez
it gennaio genn gen|febbraio febbr feb|marzo mar|aprile apr|maggio magg mag|giugno giu|luglio lug|agosto ago|settembre sett set|ottobre ott|novembre nov|dicembre dic
ru январь января янв|февраль февраля февр фев|март марта мар|апрель апреля апр|май мая|июнь июня июн|июль июля июл|август августа авг|сентябрь сентября сент сен|октябрь октября окт|ноябрь ноября нояб ноя|декабрь декабря дек
uk січень січня січ|лютий лютого лют|березень березня бер|квітень квітня квіт кві|травень травня трав тра|червень червня черв чер|липень липня лип|серпень серпня серп сер|вересень вересня вер|жовтень жовтня жовт жов|листопад листопада лист лис|грудень грудня груд гру
ar يناير كانون_الثاني جانفي|فبراير شباط فيفري|مارس آذار|أبريل إبريل نيسان أفريل|مايو أيار ماي|يونيو يونيه حزيران جوان|يوليو يوليه تموز جويلية يوليوز|أغسطس آب أوت غشت|سبتمبر أيلول شتنبر|أكتوبر تشرين_الأول|نوفمبر تشرين_الثاني نونبر|ديسمبر كانون_الأول دجنبر دجمبر
`

const weekdays = `
monday mon tuesday tues tue wednesday wed thursday thurs thur thu friday fri saturday sat sunday sun
lundi lun mardi mar mercredi mer jeudi jeu vendredi ven vend samedi sam dimanche dim
lunes martes miércoles mié mie jueves jue viernes vie sábado sáb domingo dom
segunda terça quarta quinta sexta feira seg ter qua qui sex sab
montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so
lunedì martedì mercoledì giovedì gio venerdì sabato domenica
понедельник пн вторник вт среда среду ср четверг чт пятница пятницу пт суббота субботу сб воскресенье вс
понеділок вівторок середа середу четвер п'ятниця пʼятницю субота суботу неділя неділю нд
الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد
`

// fillers stand inside or before a date and say nothing of it.
const fillers = `
le la les l du de des d en a au ce date dates mis mise mises dernière dernier
the of on at in dated last first day
am den der dem vom um uhr datum stand zuletzt letzte
el del las dia día hora horas h hs hrs fecha última último
em do da as às o no aos data
il lo alle ore ultimo ultima
в г года год от дата время последнее
о р року рік від
في يوم بتاريخ من الساعة م آخر تاريخ على
`

// publishedWords and updatedWords label the date that follows them.
const publishedWords = `
publié publiée publiés publication publications ligne paru parue parution diffusé diffusée posté postée créé créée rédigé
published publish posted post issued released online created publicationdate datepublished
veröffentlicht veröffentlichung veröffentlichungsdatum erstellt erschienen publiziert
publicado publicada publicación publicacion creado
publicação postado postada criado
pubblicato pubblicata pubblicazione postato creato
опубликовано опубликована опубликован публикации размещено создано
опубліковано публікації
نشر نشرت نشرها النشر تم نُشر
发布 发布时间 发布日期 发布于 发表 发表于 发表时间 日期 时间 發布 發布時間 發布日期 發表於
`

const updatedWords = `
jour modifié modifiée actualisé actualisée
updated update modified edited revised
aktualisiert aktualisierung geändert bearbeitet
actualizado actualizada actualización modificado modificada
atualizado atualizada atualização
aggiornato aggiornata aggiornamento modificato
обновлено обновлена обновление изменено
оновлено оновлення
تحديث حدث حُدّث التحديث
更新 更新于 更新时间 修改 更新時間
`

// documentWords name what is dated («Communiqué du 5 mai 2020»). Beside them
// only a whole day is a date: "Press release 2020" may be a number.
const documentWords = `
communiqué presse déclaration actualité actualités
press release statement news for immediate
pressemitteilung pressemeldung meldung
comunicado prensa noticia
imprensa nota notícia
comunicato stampa notizia
пресс релиз новости новость
بيان صحفي
新闻 新闻稿 声明
`

// hanWords are the Chinese words cut out of a line that has no blanks.
var hanWords = strings.Fields(`发布时间 发布日期 发布于 发布 发表于 发表时间 发表 日期 时间 發布時間 發布日期 發布 發表於 更新时间 更新時間 更新于 更新 修改 上午 下午 晚上 新闻稿 新闻 声明`)

type role uint8

const (
	unknownRole role = iota
	fillerRole
	weekdayRole
	publishedRole
	updatedRole
	documentRole
	bylineRole
)

type monthEntry struct {
	number int
	langs  []string
}

type vocabulary struct {
	months map[string]monthEntry
	roles  map[string]role
}

var words = sync.OnceValue(func() *vocabulary {
	v := &vocabulary{months: make(map[string]monthEntry, 400), roles: make(map[string]role, 500)}
	for _, line := range strings.Split(strings.TrimSpace(monthNames), "\n") {
		lang, names, _ := strings.Cut(line, " ")
		for i, forms := range strings.Split(names, "|") {
			for _, form := range strings.Fields(fold(forms)) {
				e := v.months[form]
				v.months[form] = monthEntry{i + 1, append(e.langs, lang)}
			}
		}
	}
	for _, list := range [...]struct {
		words string
		role  role
	}{
		{"by par por von 作者 от", bylineRole}, {fillers, fillerRole}, {weekdays, weekdayRole},
		{documentWords, documentRole}, {updatedWords, updatedRole}, {publishedWords, publishedRole},
	} {
		for _, w := range strings.Fields(fold(list.words)) {
			v.roles[w] = list.role
		}
	}
	return v
})

// month gives the number of the month that a word names in a language, 0 for
// none.
func (v *vocabulary) month(word, lang string) int {
	e, ok := v.months[word]
	if !ok {
		return 0
	}
	if lang == "" || utf8.RuneCountInString(word) > 3 {
		return e.number
	}
	for _, l := range e.langs {
		if l == lang || l == "en" {
			return e.number
		}
	}
	return 0
}
