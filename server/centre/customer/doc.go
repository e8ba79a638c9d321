// Package customer is who we serve: persons and organisations, how they are
// known, how they are related, and when two records turn out to be one.
//
// # Identities
//
// A customer is known by phone numbers (E.164), e-mail addresses (small
// letters), browsers (visitor) and other systems' ids (external). An identity
// belongs to one customer at a time, and says whether it was proven (verified):
// by a code, a signed link, a trusted system, or an agent who made sure.
//
// Who says that they are somebody is not believed at once. When a customer
// claims an identity (Claim is the rule):
//
//   - nobody holds it: it becomes theirs, proven or not as it came;
//   - they hold it already: a proof makes it proven;
//   - somebody else holds it and the claim is not proven: nothing changes hands;
//     the other is noted as a suggested match, shown on the context screen, and
//     an agent decides by merging;
//   - somebody else holds it proven and the claim is proven: both sides are the
//     same party, so an anonymous claimant is merged into the one who is known;
//     a claimant who is more than a browser is a suggested match;
//   - somebody else holds it unproven and the claim is proven: it passes to the
//     claimant, since the other only said so, and the other is a suggested match.
//
// So text typed into a chat can never take over, nor read, another's record,
// and a browser's history is never lost: it stays on its record or is merged.
//
// # Merge and undo
//
// Merge moves identities, links, contacts, tickets, callbacks, visitors (with
// their chats) and waiting work to the survivor and notes every id. A link that
// the survivor has too moves as well, and the two are shown as one: what stayed
// behind would depend on the other merges of that hour, and undoing those in
// another order would find its place taken. The survivor's blanks are filled from the other's profile; needs
// are joined, since a need forgotten hurts; a refusal of consent carries over, a
// permission does not; the tier is the survivor's. Undo gives back what was
// moved and is still where the merge put it, and takes away what was filled and
// is unchanged. A merge into somebody who was merged further is undone after the
// later one. A merged record stays, answers with the survivor, and cannot be
// changed.
//
// # What it will not do
//
// It computes no tiers and no worth, and keeps no history of consent.
package customer
