package quote

import "testing"

// TestPortuguese holds how Portuguese marks what is said, and says who says it.
func TestPortuguese(t *testing.T) {
	run(t, "pt", "", []example{
		{"marks of both sides of the ocean", `“Faltou água onze dias”, disse a agrónoma Ilda Varela. «Faltou tudo», respondeu Bento Macuácua, régulo da aldeia. "Faltou vergonha", rebateu o vereador Otávio Prestes.`, []string{
			"Faltou água onze dias | Ilda Varela | agrónoma |  | disse | explicit",
			"Faltou tudo | Bento Macuácua | régulo da aldeia |  | respondeu | explicit",
			"Faltou vergonha | Otávio Prestes | vereador |  | rebateu | explicit",
		}},
		{"travessão", `— Bateram à porta às quatro — contou Josefa Lucas, mãe do rapaz, enxugando as mãos. — Não deram o nome.

— E a senhora abriu? — perguntou o repórter.`, []string{
			"Bateram à porta às quatro Não deram o nome. | Josefa Lucas | mãe |  | contou | explicit",
			"E a senhora abriu? | o repórter | repórter |  | perguntou | explicit",
		}},
		{"a turn after the narrator's sentence", `Na última fila, Inácio Telles ergueu o braço. – Votei no passeio, minha gente. Trouxeram-me a urna – disse, e sentou-se.`, []string{
			"Votei no passeio, minha gente. Trouxeram-me a urna | Inácio Telles |  |  | disse | resolved",
		}},
		{"the quotation goes on with »", `«Não se fecha uma escola por recado», critica Leonor Arruda, dirigente da Liga dos Professores.

»Fecha-se olhando para as crianças».`, []string{
			"Não se fecha uma escola por recado ¶ Fecha-se olhando para as crianças | Leonor Arruda | dirigente | Liga dos Professores | critica | explicit",
		}},
		{"a verb without a subject", `Jandira Moura vende peixe no cais há trinta anos. «O rio mudou de cor», queixa-se. Depois de um silêncio, acrescentou: «E nós com ele».`, []string{
			"O rio mudou de cor | Jandira Moura |  |  | queixa-se | resolved",
			"E nós com ele | Jandira Moura |  |  | acrescentou | resolved",
		}},
		{"e acrescenta", `O advogado Davi Sequeira, que representa as famílias, diz que “não há dúvida sobre quem atirou”. E acrescenta: “Queremos o nome, não a promessa.”`, []string{
			"não há dúvida sobre quem atirou | Davi Sequeira | advogado |  | diz | explicit",
			"Queremos o nome, não a promessa. | Davi Sequeira | advogado |  | acrescenta | resolved",
		}},
		{"pronouns after the verb", `Amélia Tembe, de 31 anos, voltou ao posto. «Apagaram-me o telefone todo», disse-lhe ela. «Depois devolveram-mo», queixou-se o irmão, Rui Tembe.`, []string{
			"Apagaram-me o telefone todo | Amélia Tembe |  |  | disse-lhe | resolved",
			"Depois devolveram-mo | Rui Tembe | irmão |  | queixou-se | explicit",
		}},
		{"limitou-se a dizer", `A ministra Berta Caldas limitou-se a dizer que «o inquérito segue o seu caminho».`, []string{
			"o inquérito segue o seu caminho | Berta Caldas | ministra |  | dizer | explicit",
		}},
		{"segundo and para", `Segundo a relatora especial da ONU, Marta Iriarte, as celas são “caixas de zinco ao sol”. Para Hugo Pinho, professor da Universidade do Planalto, “o acórdão anda para trás”.`, []string{
			"caixas de zinco ao sol | Marta Iriarte | relatora especial | ONU | Segundo | explicit",
			"o acórdão anda para trás | Hugo Pinho | professor | Universidade do Planalto | Para | explicit",
		}},
		{"for somebody the matter is", `Lídia Moraes de Castro, coordenadora da Rede Chão Firme, falou primeiro. Para Moraes de Castro, o recurso era esperado. «Que recorram de dia», rebateu.`, []string{
			"Que recorram de dia | Lídia Moraes de Castro | coordenadora | Rede Chão Firme | rebateu | resolved",
		}},
		{"the article is in the preposition", `A associação manifestou apoio à juíza Clara Bentes. «Não respondo a insultos», disse a magistrada. A tese foi contestada pelo procurador, Tomás Lima.`, []string{
			"Não respondo a insultos | Clara Bentes | juíza |  | disse | resolved",
		}},
		{"the cacique", `“O rio voltou turvo”, alerta o cacique Iru Tapajara. Um garimpeiro de 22 anos disse que “ninguém aqui é bandido nem rico”.

O cacique ouviu a frase. “Eu sei que ele tem fome”, respondeu.`, []string{
			"O rio voltou turvo | Iru Tapajara | cacique |  | alerta | explicit",
			"ninguém aqui é bandido nem rico | Um garimpeiro de 22 anos |  |  | disse | explicit",
			"Eu sei que ele tem fome | Iru Tapajara | cacique |  | respondeu | resolved",
		}},
		{"whose text it is", `«O despacho é nulo», lê-se no comunicado da Associação de Juristas do Tejo.`, []string{
			"O despacho é nulo | Associação de Juristas do Tejo |  |  | lê-se | explicit",
		}},
		{"a minister's name", `«Nada foi escondido», afirmou o ministro da Justiça Paulo Regueira. “Hoje a casa pede desculpas”, discursou a vereadora Talita Rangel (PLV).`, []string{
			"Nada foi escondido | Paulo Regueira | ministro da Justiça |  | afirmou | explicit",
			"Hoje a casa pede desculpas | Talita Rangel | vereadora | PLV | discursou | explicit",
		}},
		{"a nun's title", `A Irmã Laura Muteia, que coordena o acolhimento, diz que «as pessoas já não pedem pão, pedem notícias».`, []string{
			"as pessoas já não pedem pão, pedem notícias | Laura Muteia |  |  | diz | explicit",
		}},
		{"the experts", `Três peritos independentes das Nações Unidas pediram ontem a retirada da lei. «A lei não protege ninguém», afirmaram os peritos.`, []string{
			"A lei não protege ninguém | Três peritos independentes das Nações Unidas |  | Nações Unidas | afirmaram | resolved",
		}},
		{"what is no quotation", `O programa «Cidade Limpa» segue o calendário. O relatório “Urnas sem rampa”, lançado ontem, fala do plano «Voto para Todos».`, nil},
	})
}
