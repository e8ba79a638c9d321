package chat

import (
	"strings"

	"switchboard/server/centre/routing"
)

// spoken is all that customers are told in nobody's name, in one language.
type spoken struct {
	stillThere string // they did not answer
	noAnswer   string // nor after that
	preferCall string // a call is due to them rather than a chat
	manyWait   string // a surge, of a queue that says nothing itself
	overflow   map[routing.Action]string
}

// languages are those that the widget speaks; whoever reads another one is told in English.
var languages = map[string]spoken{
	"en": {
		stillThere: "Are you still there? If we do not hear from you, this chat will close soon.",
		noAnswer:   "We did not hear from you, so this chat was closed. You can write to us again at any time.",
		preferCall: "Would you rather talk? Choose “Ask for a call”, and we call you.",
		manyWait:   "Many people are writing to us just now, so it takes longer than usual until somebody is free. You keep your place.",
		overflow: map[routing.Action]string{
			routing.OfferCallback: "It will be a while until somebody is free. If you like, we call you back: choose “Ask for a call” and you need not wait here.",
			routing.ToTicket:      "Nobody is free in time, so we have written down what you told us and will write back to you.",
			routing.PlayClosed:    "We are sorry, nobody can help you here right now. Please write to us again later.",
		},
	},
	"de": {
		stillThere: "Sind Sie noch da? Wenn wir nichts von Ihnen hören, wird dieser Chat bald geschlossen.",
		noAnswer:   "Wir haben nichts von Ihnen gehört und diesen Chat deshalb geschlossen. Sie können uns jederzeit wieder schreiben.",
		preferCall: "Möchten Sie lieber sprechen? Wählen Sie „Um Anruf bitten“, und wir rufen Sie an.",
		manyWait:   "Gerade schreiben uns viele, deshalb dauert es länger als sonst, bis jemand frei ist. Ihr Platz bleibt erhalten.",
		overflow: map[routing.Action]string{
			routing.OfferCallback: "Es dauert eine Weile, bis jemand frei ist. Wenn Sie möchten, rufen wir Sie zurück: Wählen Sie „Um Anruf bitten“, dann müssen Sie hier nicht warten.",
			routing.ToTicket:      "Es wird nicht rechtzeitig jemand frei. Wir haben notiert, was Sie geschrieben haben, und antworten Ihnen schriftlich.",
			routing.PlayClosed:    "Es tut uns leid, gerade kann Ihnen hier niemand helfen. Bitte schreiben Sie uns später noch einmal.",
		},
	},
	"ar": {
		stillThere: "هل ما زلت هنا؟ إذا لم نتلقَّ منك ردًّا فستُغلق هذه المحادثة قريبًا.",
		noAnswer:   "لم نتلقَّ منك ردًّا، لذلك أُغلقت هذه المحادثة. يمكنك أن تكتب إلينا مجددًا في أي وقت.",
		preferCall: "هل تفضّل التحدّث؟ اختر «اطلب مكالمة» وسنتصل بك.",
		manyWait:   "يكتب إلينا كثيرون الآن، لذلك يستغرق الأمر أطول من المعتاد حتى يتفرّغ أحد. مكانك محفوظ.",
		overflow: map[routing.Action]string{
			routing.OfferCallback: "سيمرّ بعض الوقت حتى يتفرّغ أحد. إن أردت اتصلنا بك: اختر «اطلب مكالمة» ولا حاجة إلى الانتظار هنا.",
			routing.ToTicket:      "لن يتفرّغ أحد في الوقت المناسب، لذلك دوّنّا ما كتبته وسنردّ عليك كتابةً.",
			routing.PlayClosed:    "نأسف، لا يستطيع أحد مساعدتك هنا الآن. يرجى أن تكتب إلينا لاحقًا.",
		},
	},
}

// spoken gives what the customer of a conversation is told, in the language that they read.
func (c *Chat) spoken() spoken {
	base, _, _ := strings.Cut(strings.ToLower(c.Language), "-")
	if s, known := languages[base]; known {
		return s
	}
	return languages["en"]
}
