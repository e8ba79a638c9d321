package customer

import "switchboard/server/centre"

// Verdict is what follows from a customer's claim to an identity.
type Verdict int

// The verdicts; doc.go says why.
const (
	Attach  Verdict = iota // nobody holds it: it becomes theirs
	Keep                   // theirs already, nothing new
	Prove                  // theirs already, proven now
	Suggest                // somebody else's: an agent decides whether the two are one
	Absorb                 // the claimant is the holder: merge the claimant into the holder
	Pass                   // the holder only said so: it passes to the claimant, and the two may be one
)

// Claim judges the claim of one customer to an identity; holder is nil when
// nobody holds it.
func Claim(claimant Customer, holder *Holder, proven bool) Verdict {
	switch {
	case holder == nil:
		return Attach
	case holder.CustomerID == claimant.ID && proven && !holder.Verified:
		return Prove
	case holder.CustomerID == claimant.ID:
		return Keep
	case !proven:
		return Suggest
	case !holder.Verified:
		return Pass
	case claimant.Anonymous():
		return Absorb
	}
	return Suggest
}

// Holder is an identity and the customer who holds it.
type Holder struct {
	Identity
	CustomerID centre.CustomerID
}
