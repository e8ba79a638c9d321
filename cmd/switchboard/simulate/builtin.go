package simulate

// Builtin are conversations of our own writing, for where no file of real ones is at
// hand and for the demo floor.
var Builtin = []Script{
	{"late engineer", "Jonas Berg", "Broadband", []string{
		"Hi, the engineer was meant to be here between 8 and 12 and nobody came",
		"Account is 77-1204",
		"I took the morning off for this",
		"Ok, can you tell me when he will really be here?",
		"Fine, I will wait until three. Thank you",
	}},
	{"charged twice", "Marta Silva", "Billing", []string{
		"hello I think you charged me twice this month",
		"two payments of 39.90, on the 2nd and on the 4th",
		"yes the same card",
		"how long does the refund take?",
		"great, thanks for sorting it",
	}},
	{"router lights", "Owen Pritchard", "Broadband", []string{
		"My router shows a red light since yesterday evening",
		"It is the white one, model NB-7",
		"I did restart it, two times",
		"now it is blinking orange",
		"It is green! You are a star",
	}},
	{"moving house", "Kofi Mensah", "Broadband", []string{
		"We are moving on the 14th, can we take our line with us?",
		"From Leeds to York",
		"New address is 12 Mill Lane",
		"Is there a gap without internet?",
		"Two days is okay. Please book it",
		"Thanks a lot",
	}},
	{"contract end", "Henrik Dahl", "Orders", []string{
		"When does my contract end?",
		"Name is Henrik Dahl",
		"And what would the fibre 500 cost me after that?",
		"I will think about it, bye",
	}},
	{"missing parcel", "Lucía Herrera", "Orders", []string{
		"I ordered a mesh set last week and it has not arrived",
		"Order 90-2290",
		"The tracking page says delivered but there is nothing here",
		"No, the neighbours do not have it either",
		"A new one would be great",
		"Perfect, thank you",
	}},
	{"change of name", "Priya Nair-Wood", "Billing", []string{
		"good morning, I got married and need to change the name on my account",
		"Priya Nair, it will be Priya Nair-Wood",
		"I can send a photo of the certificate",
		"Done, did it arrive?",
		"lovely, bye",
	}},
	{"slow evenings", "Ben Achterberg", "Broadband", []string{
		"internet is really slow every evening after 8",
		"around 4 megabit, I pay for 100",
		"cable, directly at the router",
		"ok run the test",
		"so it is the street cabinet. When is that repaired?",
		"please send me a text when it is done",
	}},
	{"cancel order", "Hannah Weiss", "Orders", []string{
		"Can I cancel an order from this morning?",
		"90-2417",
		"changed my mind about the colour",
		"ok thanks",
	}},
	{"hard of hearing", "Grace Muller", "Broadband", []string{
		"Hello, I am hard of hearing, so please chat and do not call me",
		"It is about the appointment on Friday",
		"Can the technician ring the light bell, the button on the left?",
		"Thank you for noting that",
	}},
	{"password", "Dan Whitlock", "Billing", []string{
		"i cant get into my account",
		"it says too many attempts",
		"the mail address is right, yes",
		"the code came, i am in",
		"cheers",
	}},
	{"business line", "Ingrid Solheim", "Orders", []string{
		"We need a second line for the shop at Harbour Street",
		"Northside Bakery, I am the owner",
		"Static address would be good, for the card terminal",
		"What does it cost a month?",
		"Please send the offer by mail, I decide tomorrow",
	}},
}

// replies are what simulated agents say, turn after turn.
var replies = []string{
	"Hello, thanks for writing in. Let me have a look.",
	"I see your account now. One moment please.",
	"Thank you, that helps.",
	"I have checked this for you and it is noted.",
	"You will get a confirmation by e-mail.",
	"Is there anything else I can do for you?",
	"Of course.",
	"That is done.",
}
