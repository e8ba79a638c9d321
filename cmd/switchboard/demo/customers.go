package demo

// Customer is somebody whom Northlight serves.
type Customer struct {
	Name, Tier, Language, Zone string
	Phone, Email               string
	Needs                      []string
	Organisation, Role         string
	Calls                      string // consent to be called: yes, no or unknown
	Plan                       string // empty: of no plan
}

// Organisations are the companies among them.
var Organisations = []Customer{
	{Name: "Northside Bakery", Tier: "B", Language: "en", Zone: "America/New_York", Phone: "+12125550150", Email: "office@northside-bakery.example.com", Plan: Business},
	{Name: "Harbour Dental", Tier: "A", Language: "en", Zone: "America/New_York", Phone: "+12125550151", Email: "front@harbour-dental.example.com", Plan: Business},
	{Name: "Mill Lane Primary School", Tier: "B", Language: "en", Zone: "America/Chicago", Phone: "+13125550152", Email: "it@mill-lane.example.com", Plan: Business},
}

// Customers are the persons.
var Customers = []Customer{
	{Name: "Tomasz Wieczorek", Tier: "B", Language: "pl", Zone: "America/New_York", Phone: "+12125550101", Email: "tomasz.w@example.com", Calls: "no", Plan: Home},
	{Name: "Amara Okafor", Tier: "A", Language: "en", Zone: "America/New_York", Phone: "+12125550102", Email: "amara@example.com", Calls: "yes", Organisation: "Harbour Dental", Role: "decision-maker", Plan: Business},
	{Name: "Jonas Berg", Tier: "B", Language: "en", Zone: "America/New_York", Phone: "+12125550103", Email: "jonas.berg@example.com", Calls: "yes", Plan: Home},
	{Name: "Priya Nair", Tier: "C", Language: "en", Zone: "America/Chicago", Phone: "+13125550104", Email: "priya@example.com", Calls: "yes", Organisation: "Mill Lane Primary School", Role: "IT contact", Plan: Business},
	{Name: "Henrik Dahl", Tier: "A", Language: "de", Zone: "America/Los_Angeles", Phone: "+13105550105", Email: "henrik.dahl@example.com", Calls: "yes", Plan: Home},
	{Name: "Grace Muller", Tier: "B", Language: "en", Zone: "America/New_York", Phone: "+12125550106", Email: "grace.m@example.com", Calls: "unknown", Needs: []string{"hard of hearing: chat"}, Plan: Home},
	{Name: "Sam Doyle", Tier: "C", Language: "en", Zone: "America/Denver", Phone: "+13035550107", Email: "sam.doyle@example.com", Calls: "unknown", Plan: Basic},
	{Name: "Fatima al-Sayed", Tier: "B", Language: "ar", Zone: "America/New_York", Phone: "+12125550108", Email: "fatima@example.com", Calls: "yes", Needs: []string{"prefers Arabic in writing"}, Plan: Home},
	{Name: "Owen Pritchard", Tier: "C", Language: "en", Zone: "America/Chicago", Phone: "+13125550109", Email: "owen.p@example.com", Calls: "yes", Plan: Basic},
	{Name: "Lucía Herrera", Tier: "B", Language: "es", Zone: "America/Los_Angeles", Phone: "+13105550110", Email: "lucia.h@example.com", Calls: "yes", Plan: Home},
	{Name: "Noah Abernathy", Tier: "C", Language: "en", Zone: "America/New_York", Phone: "+12125550111", Email: "noah.a@example.com", Calls: "no", Plan: Basic},
	{Name: "Ingrid Solheim", Tier: "A", Language: "en", Zone: "America/New_York", Phone: "+12125550112", Email: "ingrid@example.com", Calls: "yes", Organisation: "Northside Bakery", Role: "owner", Plan: Business},
	{Name: "Kofi Mensah", Tier: "C", Language: "en", Zone: "America/Chicago", Phone: "+13125550113", Email: "kofi.m@example.com", Calls: "yes", Plan: Basic},
	{Name: "Beatrice Lang", Tier: "B", Language: "de", Zone: "America/New_York", Phone: "+12125550114", Email: "bea.lang@example.com", Calls: "unknown", Needs: []string{"large print on paper"}, Plan: Home},
	{Name: "Ruben van Dijk", Tier: "C", Language: "en", Zone: "America/Denver", Phone: "+13035550115", Email: "ruben@example.com", Calls: "yes", Plan: Basic},
	{Name: "Hannah Weiss", Tier: "C", Language: "de", Zone: "America/New_York", Phone: "+12125550116", Email: "hannah.w@example.com", Calls: "yes", Plan: Basic},
}

// Past is a contact that is over.
type Past struct {
	Customer string
	DaysAgo  int
	Channel  string // chat or call
	Queue    string
	By       string // e-mail of the colleague
	Subject  string
	Said     []string // the customer's side, of a chat
	Ending   string
	Note     string
	Rating   int    // 0: none
	Ticket   string // subject of the ticket that it left behind
}

// History is what happened before the newcomer came.
var History = []Past{
	{"Tomasz Wieczorek", 21, "call", "Billing", "sara@northlight.example.com", "Question about my bill", nil, "information", "Explained the part-month after the upgrade.", 0, ""},
	{"Tomasz Wieczorek", 2, "chat", "Billing", "diego@northlight.example.com", "Charged twice", []string{"I was charged twice for November", "Both on the same card"}, "refund", "Two payments taken on 2 and 4 November. Refund of 39.90 promised for Friday.", 2, "Refund of a double payment"},
	{"Amara Okafor", 40, "chat", "Broadband", "tom@northlight.example.com", "Fibre for the practice", []string{"We open a second surgery and need fibre there", "By the end of the month"}, "visit_booked", "Survey visit on the 14th, 8 to 12.", 5, ""},
	{"Amara Okafor", 6, "call", "Billing", "sara@northlight.example.com", "Two invoices for one line", nil, "handed_on", "Second invoice is for the old address. Accounts to check.", 0, "Second invoice for a closed address"},
	{"Jonas Berg", 9, "chat", "Broadband", "mei@northlight.example.com", "Fibre 500 ordered", []string{"When will the engineer come?", "Morning is best"}, "visit_booked", "Visit booked, 8 to 12.", 5, ""},
	{"Jonas Berg", 1, "chat", "Broadband", "tom@northlight.example.com", "Engineer did not come", []string{"Nobody came yesterday", "I took the morning off"}, "visit_booked", "Van broke down. New visit tomorrow, first in the round.", 1, "Complaint: engineer did not come"},
	{"Priya Nair", 15, "chat", "Orders", "aisha@northlight.example.com", "Change of name", []string{"I got married and need to change the name on the account"}, "solved", "Certificate seen, name changed.", 4, ""},
	{"Henrik Dahl", 30, "call", "Broadband", "mei@northlight.example.com", "Slow in the evening", nil, "information", "Street cabinet is full until the works in spring.", 3, ""},
	{"Henrik Dahl", 3, "chat", "Orders", "jack@northlight.example.com", "What would fibre 500 cost", []string{"What does fibre 500 cost me when my contract ends?", "Please call me about it"}, "callback", "Wants an offer in writing, then a call.", 4, ""},
	{"Grace Muller", 12, "chat", "Broadband", "tom@northlight.example.com", "Light bell at the door", []string{"The technician must ring the light bell, the left button", "I do not hear the other one"}, "visit_booked", "Noted on the visit.", 5, ""},
	{"Fatima al-Sayed", 8, "chat", "Billing", "diego@northlight.example.com", "Direct debit failed", []string{"My payment came back"}, "solved", "New account noted, paid again.", 4, ""},
	{"Owen Pritchard", 5, "chat", "Broadband", "mei@northlight.example.com", "Red light on the router", []string{"red light since yesterday", "restarted it twice"}, "solved", "Firmware pushed, green again.", 5, ""},
	{"Lucía Herrera", 4, "chat", "Orders", "aisha@northlight.example.com", "Mesh set not arrived", []string{"tracking says delivered but it is not here"}, "handed_on", "Carrier asked for proof of delivery.", 2, "Missing parcel 90-2290"},
	{"Noah Abernathy", 18, "call", "Billing", "sara@northlight.example.com", "Cancel premium TV", nil, "solved", "Cancelled to the end of the month.", 0, ""},
	{"Ingrid Solheim", 25, "chat", "Orders", "jack@northlight.example.com", "Second line for the shop", []string{"We need a second line at Harbour Street with a static address"}, "information", "Offer sent by mail.", 5, ""},
	{"Ingrid Solheim", 7, "call", "Orders", "aisha@northlight.example.com", "Go ahead with the second line", nil, "visit_booked", "Ordered. Contract signed by the owner.", 5, "Static address for the card terminal"},
	{"Kofi Mensah", 10, "chat", "Broadband", "tom@northlight.example.com", "Moving house", []string{"moving on the 14th, can I keep my number?"}, "solved", "Move booked, two days of gap agreed.", 4, ""},
	{"Beatrice Lang", 2, "chat", "Billing", "diego@northlight.example.com", "Paper bill in large print", []string{"I cannot read the small print on the bill"}, "solved", "Large print from the next bill on.", 5, ""},
	{"Hannah Weiss", 1, "chat", "Orders", "jack@northlight.example.com", "Wrong colour", []string{"I want to cancel the order from this morning", "wrong colour"}, "handed_on", "Warehouse to stop the parcel.", 3, "Stop order 90-2417"},
}

// Promise is a callback that was promised.
type Promise struct {
	Customer string
	In       int // minutes from the start
	By       string
	Queue    string
	Topic    string
}

// Promises come due while a newcomer looks on.
var Promises = []Promise{
	{"Henrik Dahl", 15, "lena@northlight.example.com", "Orders", "Offer for fibre 500 in writing, then a call"},
	{"Amara Okafor", 45, "lena@northlight.example.com", "Billing", "Say what accounts found about the second invoice"},
	{"Ingrid Solheim", 120, "aisha@northlight.example.com", "Orders", "Date of the installation"},
}

// Replies are what colleagues answered in those chats.
var Replies = []string{
	"Thanks for writing in. I have your account here.",
	"I see. Let me put that right for you.",
	"Done. You will get a confirmation by e-mail.",
}
