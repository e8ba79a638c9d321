package sql

import (
	"context"
	stdsql "database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"time"

	"github.com/lib/pq"

	"switchboard/server/centre"
)

// constraints translates what the schema forbids into what a person may read.
var constraints = map[string]centre.Fault{
	"sites_name_taken":                     {Kind: centre.Conflict, Code: "name_taken", Message: "a site has this name already"},
	"teams_name_taken":                     {Kind: centre.Conflict, Code: "name_taken", Message: "a team has this name already"},
	"agents_email_taken":                   {Kind: centre.Conflict, Code: "email_taken", Message: "somebody signs in with this e-mail address already"},
	"skills_name_taken":                    {Kind: centre.Conflict, Code: "name_taken", Message: "a skill has this name already"},
	"calendars_name_taken":                 {Kind: centre.Conflict, Code: "name_taken", Message: "a calendar has this name already"},
	"queues_name_taken":                    {Kind: centre.Conflict, Code: "name_taken", Message: "a queue has this name already"},
	"dispositions_code_taken":              {Kind: centre.Conflict, Code: "code_taken", Message: "a disposition has this code already"},
	"customer_identities_taken":            {Kind: centre.Conflict, Code: "identity_taken", Message: "another customer is known by this already"},
	"field_definitions_key_taken":          {Kind: centre.Conflict, Code: "key_taken", Message: "a field has this key already"},
	"contacts_external_id_taken":           {Kind: centre.Conflict, Code: "already_known", Message: "this contact is known already"},
	"callbacks_one_in_line":                {Kind: centre.Conflict, Code: "already_promised", Message: "this callback is promised already"},
	"callbacks_one_open":                   {Kind: centre.Conflict, Code: "already_promised", Message: "this callback is promised already"},
	"offers_one_live_per_item":             {Kind: centre.Conflict, Code: "already_taken", Message: "somebody has this already"},
	"presence_load_within_capacity":        {Kind: centre.Conflict, Code: "no_capacity", Message: "the agent has no room for this"},
	"items_one_live_per_ticket":            {Kind: centre.Conflict, Code: "already_waiting", Message: "this ticket is being routed already"},
	"items_one_live_per_callback":          {Kind: centre.Conflict, Code: "already_waiting", Message: "this callback is being routed already"},
	"chat_messages_sent_once":              {Kind: centre.Conflict, Code: "already_sent", Message: "this message was sent already"},
	"api_tokens_agent_id_fkey":             *centre.Field("agent_id", "no such agent"),
	"agents_site_id_fkey":                  *centre.Field("site_id", "no such site"),
	"teams_site_id_fkey":                   *centre.Field("site_id", "no such site"),
	"contacts_queue_id_fkey":               *centre.Field("queue_id", "no such queue"),
	"queues_site_id_fkey":                  *centre.Field("site_id", "no such site"),
	"queues_calendar_id_fkey":              *centre.Field("calendar_id", "no such calendar"),
	"agent_skills_agent_id_fkey":           {Kind: centre.NotFound, Message: "no such agent"},
	"agent_skills_skill_id_fkey":           *centre.Field("skill_id", "no such skill"),
	"queue_members_agent_id_fkey":          *centre.Field("members", "no such agent"),
	"customer_identities_customer_id_fkey": {Kind: centre.NotFound, Message: "no such customer"},
}

// The Postgres errors that are handled by class; see the manual, appendix A.
const (
	tooLong          = "22001"
	outOfRange       = "22003" // a number that the column cannot hold
	noSuchTime       = "22008"
	badCharacter     = "22021" // a NUL, or text that is not UTF-8
	badUUID          = "22P02" // text that is no uuid: there can be no such row
	untranslatable   = "22P05" // a NUL in JSON
	foreignKey       = "23503"
	unique           = "23505"
	check            = "23514"
	serialization    = "40001"
	deadlock         = "40P01"
	lockNotAvailable = "55P03"
	cancelled        = "57014" // by the statement timeout, or since who asked has gone
)

// fault translates an error of the driver into one of ours.
func fault(ctx context.Context, err error) error {
	var known *centre.Fault
	var pg *pq.Error
	switch {
	case err == nil, errors.As(err, &known):
		return err
	case errors.Is(err, stdsql.ErrNoRows):
		return centre.Faultf(centre.NotFound, "no such thing")
	case errors.As(err, &pg):
		return fromPostgres(ctx, err, pg)
	case away(err):
		return &centre.Fault{Kind: centre.Busy, Code: "database_away", Message: "the database is away for a moment", RetryAfter: 2 * time.Second, Detail: err.Error()}
	}
	return err
}

func fromPostgres(ctx context.Context, err error, pg *pq.Error) error {
	switch string(pg.Code) {
	case badUUID:
		return centre.Faultf(centre.NotFound, "no such id")
	case tooLong, outOfRange, noSuchTime, badCharacter, untranslatable:
		return centre.Faultf(centre.Invalid, "a value cannot be stored: it is too large, or not a text")
	case foreignKey, unique, check:
		if f, ok := constraints[pg.Constraint]; ok {
			return &f
		}
		if string(pg.Code) == foreignKey {
			return centre.Faultf(centre.NotFound, "something referred to does not exist (%s)", pg.Constraint)
		}
		return centre.Faultf(centre.Conflict, "not possible (%s)", pg.Constraint)
	case lockNotAvailable:
		return &centre.Fault{Kind: centre.Busy, Code: "locked", Message: "somebody else is changing this right now", RetryAfter: time.Second}
	case serialization, deadlock:
		return &centre.Fault{Kind: centre.Busy, Code: "contended", Message: "too many are changing this right now", RetryAfter: time.Second, Detail: err.Error()}
	case cancelled:
		if ctx.Err() != nil {
			return fmt.Errorf("%w: %w", ctx.Err(), err)
		}
		return &centre.Fault{Kind: centre.Busy, Code: "too_slow", Message: "this took the database too long", RetryAfter: 2 * time.Second, Detail: err.Error()}
	}
	if away(err) {
		return &centre.Fault{Kind: centre.Busy, Code: "database_away", Message: "the database is away for a moment", RetryAfter: 2 * time.Second, Detail: err.Error()}
	}
	return err
}

// away reports whether the database could not be spoken to at all.
func away(err error) bool {
	var pg *pq.Error
	var op *net.OpError
	if errors.As(err, &pg) {
		class := pg.Code.Class()
		return class == "08" || class == "57" && string(pg.Code) != cancelled || class == "53"
	}
	return errors.As(err, &op) || errors.Is(err, driver.ErrBadConn) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
}

// worthRetrying reports whether the whole transaction may succeed when begun anew.
func worthRetrying(err error) bool {
	var pg *pq.Error
	return errors.As(err, &pg) && (string(pg.Code) == serialization || string(pg.Code) == deadlock)
}

// named says which statement failed, and keeps errors recognisable for which the
// transaction is worth retrying.
func (w *Work) named(ctx context.Context, name string, err error) error {
	if err == nil {
		return nil
	}
	if w.tx != nil && worthRetrying(err) {
		return err
	}
	f := fault(ctx, err)
	var known *centre.Fault
	if errors.As(f, &known) {
		return f
	}
	return fmt.Errorf("%s: %w", name, f)
}
