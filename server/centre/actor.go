package centre

// ActorKind says what sort of party did something.
type ActorKind string

// The parties that can act.
const (
	ByAgent   ActorKind = "agent"   // a signed-in person
	ByToken   ActorKind = "token"   // a program with an API token, for the person who owns it
	ByVisitor ActorKind = "visitor" // a customer's browser
	BySystem  ActorKind = "system"  // a rule, a deadline, the router
)

// Actor is who did something: every event names one.
type Actor struct {
	Kind ActorKind `json:"kind"`
	ID   string    `json:"id,omitempty"`
}

// System is the actor of rules and deadlines.
var System = Actor{Kind: BySystem}

// Agent is the actor for a signed-in person.
func Agent(id AgentID) Actor { return Actor{Kind: ByAgent, ID: string(id)} }

// Visitor is the actor for a customer's browser.
func Visitor(id VisitorID) Actor { return Actor{Kind: ByVisitor, ID: string(id)} }
