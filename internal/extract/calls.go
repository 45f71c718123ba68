package extract

import (
	"strings"

	"golang.org/x/net/html/atom"
)

// isCall knows lines that ask the reader to do something else: to read another
// page, to subscribe, to give.
func isCall(b block) bool {
	if b.quote != nil || len(b.text) > 260 {
		return false
	}
	text := strings.TrimLeft(fold(b.text), "¡¿ ")
	for _, c := range calls {
		if strings.HasPrefix(text, c) {
			return true
		}
	}
	for _, c := range loneCalls {
		if rest, ok := strings.CutPrefix(text, c); ok && (strings.Trim(rest, " .:!…") == "" || strings.HasPrefix(rest, " ") && isAddress(strings.TrimLeft(rest, " :"))) {
			return true
		}
	}
	return false
}

// isPointer knows a line that is nothing but a link to another page. Several
// in a row, or as a list, can be of the text: its sources.
func isPointer(b block) bool {
	if len(b.links) == 0 || b.level > 0 || b.linked()+2 < len(b.text) || b.node == nil || b.node.DataAtom == atom.Li || endsSentence(b.text) {
		return false
	}
	return !strings.Contains(b.text, "@") && !strings.HasPrefix(b.text, "http")
}

// calls begin such a line, loneCalls are all of it.
var calls = []string{
	"subscribe ", "sign up ", "follow us", "follow @", "follow the ", "join our ", "join us on", "download our", "download the app", "get the latest",
	"click here to", "like us on", "like this article", "support our", "share this ", "this website uses cookies", "we use cookies", "continue reading", "story continues",
	"article continues", "enlarge image", "have a tip", "tell us what", "this slideshow requires", "read more:", "read more at", "related:", "also read:", "see also:", "watch:", "read:",
	"get the app", "receive daily", "receive our", "newsletter:", "originally published", "editor's note", "sponsored", "for the latest stories",
	"abonnez-vous", "inscrivez-vous", "suivez-nous", "faites un don", "chaque don", "cliquez ici", "lire aussi", "à lire aussi", "lire :", "voir aussi", "ce site utilise", "nous utilisons des cookies",
	"recevez notre", "recevez nos", "partagez cet", "télécharger l'application",
	"abonnieren sie", "folgen sie uns", "jetzt spenden", "lesen sie auch", "lesen sie mehr", "mehr zum thema", "diese website verwendet cookies", "hier geht es zum",
	"suscríbete", "suscríbase", "síguenos", "síganos", "lea también", "lea más", "lea:", "lee también", "lee más", "le puede interesar", "te puede interesar", "le podría interesar",
	"también puede", "únete", "hazte socio", "hazte socia", "hazte miembro", "hágase socio", "este sitio utiliza cookies", "haga clic", "mira:", "vea también", "leer más", "leer también",
	"leia também", "leia mais", "siga-nos", "assine ", "inscreva-se", "leggi anche", "iscriviti", "seguici", "lees ook",
	"читайте также", "подпишитесь", "подписывайтесь", "читайте також", "підписуйтесь", "اقرأ أيضا", "اشترك", "تابعونا",
}

var loneCalls = []string{
	"read more", "more", "advert", "advertisement", "advertising", "comments", "topics", "trending", "close", "caption", "permalink", "permalien", "loading", "about the author",
	"publicité", "commentaires", "lire la suite", "en savoir plus", "anzeige", "werbung", "kommentare", "weiterlesen", "publicidad", "comentarios", "leer más", "publicidade", "pubblicità", "реклама", "комментарии",
	"join our newsletter", "breaking news", "recommended", "share", "tags",
}

// isCredit knows lines that name a picture's maker.
func isCredit(text string) bool {
	if len(text) > 120 {
		return false
	}
	text = fold(text)
	for _, c := range [...]string{"photo:", "photo :", "photo by ", "photo credit", "photograph:", "photos:", "foto:", "fotos:", "image:", "image :", "image 1 of", "images:", "image copyright", "image source", "image caption", "credit:", "crédit photo", "crédits photo", "crédit :", "crédits :", "bild:", "bildquelle", "fuente:", "фото:", "©", "(photo"} {
		if strings.HasPrefix(text, c) {
			return true
		}
	}
	return false
}

// isReadingTime knows lines that say how long the text takes to read.
func isReadingTime(text string) bool {
	if len(text) > 60 || !hasNumber(text) {
		return false
	}
	text = fold(text)
	for _, c := range [...]string{"min read", "minute read", "minutes read", "reading time", "mins read", "de lecture", "lecture :", "lesezeit", "lesedauer", "min. lesen", "de lectura", "de leitura", "di lettura", "leestijd", "время чтения", "мин. чтения", "час читання", "وقت القراءة", "阅读时间", "閱讀時間"} {
		if strings.Contains(text, c) {
			return true
		}
	}
	return false
}

// isAddress knows the address that is printed with a page.
func isAddress(text string) bool {
	return strings.HasPrefix(text, "http") && !strings.ContainsAny(text, " \u00a0")
}
