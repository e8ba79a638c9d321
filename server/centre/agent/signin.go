package agent

import (
	"context"
	"time"

	"switchboard/server/centre"
)

// SignIn is how people show who they are.
type SignIn struct {
	tx     centre.Transactor[SecretStore]
	read   SecretReader
	hasher *Hasher
	clock  centre.Clock
	tokens *tokenCache
}

// NewSignIn makes the service.
func NewSignIn(tx centre.Transactor[SecretStore], read SecretReader, hasher *Hasher, clock centre.Clock) *SignIn {
	return &SignIn{tx: tx, read: read, hasher: hasher, clock: clock, tokens: newTokenCache()}
}

// ByPassword gives the person and the epoch at which their session begins. Who
// is unknown, inactive or has another password is Unauthenticated, in the same
// words after the same time.
func (s *SignIn) ByPassword(ctx context.Context, email, password string) (Caller, int, error) {
	secret, err := s.read.SecretByEmail(ctx, email)
	if err != nil && !centre.IsKind(err, centre.NotFound) {
		return Caller{}, 0, err
	}
	matches, err := s.hasher.Matches(ctx, secret.Hash, password)
	if err != nil {
		return Caller{}, 0, err
	}
	if !matches || !secret.Active {
		return Caller{}, 0, &centre.Fault{Kind: centre.Unauthenticated, Code: "wrong_password", Message: "this e-mail address and password do not belong together"}
	}
	who := secret.caller(centre.ByAgent)
	return who, secret.Epoch, s.note(ctx, who, password)
}

// note writes in the journal that somebody signed in, and renews the hash when
// it was made at another cost.
func (s *SignIn) note(ctx context.Context, who Caller, password string) error {
	renewed := ""
	return s.tx.Do(ctx, func(w SecretStore) error {
		secret, err := w.LockSecret(ctx, who.ID)
		if err != nil {
			return err
		}
		if s.hasher.Outdated(secret.Hash) {
			if renewed == "" {
				if renewed, err = s.hasher.Hash(ctx, password); err != nil {
					return err
				}
			}
			secret.Hash = renewed
			if err := w.SaveSecret(ctx, secret); err != nil {
				return err
			}
		}
		return w.Append(ctx, secret.event("agent.signed_in", who, s.clock()))
	})
}

// SignedIn gives the person of a session that began at an epoch of theirs.
func (s *SignIn) SignedIn(ctx context.Context, id centre.AgentID, epoch int) (Caller, error) {
	secret, err := s.read.Secret(ctx, id)
	switch {
	case err == nil && secret.Active && secret.Epoch == epoch:
		return secret.caller(centre.ByAgent), nil
	case err == nil, centre.IsKind(err, centre.NotFound):
		return Caller{}, centre.Faultf(centre.Unauthenticated, "your session is over: sign in again")
	}
	return Caller{}, err
}

// SignOut writes in the journal that a person's session ended: screens that it
// had opened elsewhere close.
func (s *SignIn) SignOut(ctx context.Context, who Caller) error {
	return s.tx.Do(ctx, func(w SecretStore) error {
		secret, err := w.LockSecret(ctx, who.ID)
		if err != nil {
			return err
		}
		return w.Append(ctx, secret.event("agent.signed_out", who, s.clock()))
	})
}

// SetPassword gives a person a new password, which ends all their sessions, and
// gives the epoch at which new ones begin. Who changes their own must know the
// current one; managers need not.
func (s *SignIn) SetPassword(ctx context.Context, by Caller, id centre.AgentID, current, password string) (int, error) {
	if err := checkPassword(password); err != nil {
		return 0, err
	}
	secret, err := s.read.Secret(ctx, id)
	if err != nil {
		return 0, err
	}
	if err := s.maySet(ctx, by, secret, current); err != nil {
		return 0, err
	}
	hash, err := s.hasher.Hash(ctx, password)
	if err != nil {
		return 0, err
	}
	err = s.tx.Do(ctx, func(w SecretStore) error {
		held, err := w.LockSecret(ctx, id)
		if err != nil {
			return err
		}
		if held.Hash != secret.Hash {
			return centre.Raced("version_conflict", "this password was changed meanwhile", nil)
		}
		secret = held
		secret.Hash, secret.Epoch = hash, secret.Epoch+1
		if err := w.SaveSecret(ctx, secret); err != nil {
			return err
		}
		return w.Append(ctx, secret.event("agent.password_changed", by, s.clock()))
	})
	return secret.Epoch, err
}

func (s *SignIn) maySet(ctx context.Context, by Caller, secret Secret, current string) error {
	if by.ID != secret.ID {
		if err := by.May(WritePeople); err != nil {
			return err
		}
		return by.mayManage(Agent{SiteID: secret.SiteID, Role: secret.Role})
	}
	matches, err := s.hasher.Matches(ctx, secret.Hash, current)
	if err == nil && !matches {
		err = centre.Field("current_password", "is not right")
	}
	return err
}

func (s Secret) caller(kind centre.ActorKind) Caller {
	c := Caller{ID: s.ID, Actor: centre.Actor{Kind: kind, ID: string(s.ID)}, Role: s.Role, Site: s.SiteID}
	centre.Set(&c.Team, s.TeamID)
	return c
}

func (s Secret) event(kind string, by Caller, now time.Time) centre.Event {
	return centre.Event{
		At: now, Kind: kind, Actor: by.Actor,
		Subject: centre.Subject{Kind: "agent", ID: string(s.ID)},
		Topics:  []string{"agent:" + string(s.ID)},
	}
}
