package demo

// Password is everybody's at Northlight; the sign-ins are printed at the start.
const Password = "northlight-demo"

// Person is somebody who works at Northlight.
type Person struct {
	Name, Email, Role, Team string
	Skills                  map[string]int // level 1…10
	Queues                  []string
}

// The three whom a newcomer may be.
var (
	Agent      = Person{"Lena Fischer", "lena@northlight.example.com", "agent", "Broadband", map[string]int{"Broadband": 8, "Billing": 6, "German": 9}, []string{"Broadband", "Billing", "Orders"}}
	Supervisor = Person{"Marcus Webb", "marcus@northlight.example.com", "supervisor", "Broadband", map[string]int{"Broadband": 9}, nil}
	Admin      = Person{"Ada Quinn", "ada@northlight.example.com", "admin", "Broadband", nil, nil}
)

// Colleagues are simulated on the demo floor.
var Colleagues = []Person{
	{"Sara Lindqvist", "sara@northlight.example.com", "agent", "Billing", map[string]int{"Billing": 9, "German": 4}, []string{"Billing", "Orders"}},
	{"Tom Okafor", "tom@northlight.example.com", "agent", "Broadband", map[string]int{"Broadband": 7}, []string{"Broadband"}},
	{"Mei Tanaka", "mei@northlight.example.com", "agent", "Broadband", map[string]int{"Broadband": 6, "Billing": 5}, []string{"Broadband", "Billing"}},
	{"Diego Ramos", "diego@northlight.example.com", "agent", "Billing", map[string]int{"Billing": 7}, []string{"Billing", "Orders"}},
	{"Aisha Rahman", "aisha@northlight.example.com", "agent", "Sales", map[string]int{"Orders": 8, "Billing": 4}, []string{"Orders"}},
	{"Jack Moreau", "jack@northlight.example.com", "agent", "Sales", map[string]int{"Orders": 6}, []string{"Orders", "Broadband"}},
}

// Skills are what people at Northlight can be good at.
var Skills = []string{"Broadband", "Billing", "Orders", "German"}

// Teams are Northlight's, with how calls and other work mix in them.
var Teams = []struct{ Name, Blend string }{{"Broadband", "exclusive"}, {"Billing", "mixed"}, {"Sales", "exclusive"}}

// Line is a queue.
type Line struct {
	Name     string
	Priority int
	TargetS  int
	WrapMode string
	Skill    string // asked for at level 4
	Public   bool
}

// Lines are Northlight's queues.
var Lines = []Line{
	{"Broadband", 5, 30, "optional", "Broadband", true},
	{"Billing", 5, 30, "timed", "Billing", true},
	{"Orders", 6, 60, "mandatory", "Orders", true},
}

// Field is a field of Northlight's own.
type Field struct {
	Entity, Key, Label, Type string
	Choices                  []string
	OnOffer                  bool // shown while work rings
}

// Fields are what Northlight keeps beside what every company does.
var Fields = []Field{
	{Entity: "customer", Key: "plan", Label: "Plan", Type: "choice", Choices: []string{Basic, Home, Business}, OnOffer: true},
	{Entity: "ticket", Key: "router_serial", Label: "Router serial number", Type: "text"},
}

// Northlight's plans. Who has Business is served before the others.
const (
	Basic    = "Basic 50"
	Home     = "Home 250"
	Business = "Business 500"
)

// Endings are the ways a contact can end.
var Endings = []struct{ Code, Label string }{
	{"solved", "Solved"},
	{"visit_booked", "Engineer visit booked"},
	{"refund", "Refund promised"},
	{"information", "Information given"},
	{"callback", "Callback promised"},
	{"handed_on", "Handed to another team"},
	{"no_answer", "Customer went silent"},
}
