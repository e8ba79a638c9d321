package web

import (
	"context"
	"net/http"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"switchboard/server/centre"
	"switchboard/server/centre/agent"
	"switchboard/server/centre/chat"
	"switchboard/server/centre/contact"
)

// registerContacts adds moments of truth and what was said in them.
func (d *Door) registerContacts(api huma.API) {
	register(api, route{id: "list-contacts", method: http.MethodGet, path: "/contacts", tag: "contacts", needs: agent.ReadContacts,
		summary: "A customer's contacts, the latest first"}, d.listContacts)
	register(api, route{id: "get-contact", method: http.MethodGet, path: "/contacts/{id}", tag: "contacts", needs: agent.ReadContacts, reaches: "contact",
		summary: "One contact"}, d.getContact)
	register(api, route{id: "edit-contact", method: http.MethodPatch, path: "/contacts/{id}", tag: "contacts", needs: agent.WriteContacts, reaches: "contact",
		summary: "Put right what is noted of a contact"}, d.editContact)
	register(api, route{id: "list-messages", method: http.MethodGet, path: "/chats/{id}/messages", tag: "chats", needs: agent.ReadContacts, reaches: "contact",
		summary: "What was said in a chat, in order; the last page first"}, d.listMessages)
	register(api, route{id: "send-message", method: http.MethodPost, path: "/chats/{id}/messages", tag: "chats", needs: agent.Work, reaches: "contact", status: http.StatusCreated,
		summary: "Say something to the customer, or leave an internal note"}, d.sendMessage)
}

type contactsInput struct {
	Listed
	CustomerID string `query:"customer_id" required:"true" format:"uuid"`
}

func (d *Door) listContacts(ctx context.Context, in *contactsInput) (*body[centre.List[contact.Contact]], error) {
	r, err := d.reach(ctx, "")
	if err != nil {
		return nil, err
	}
	list, err := d.svc.Contacts.Of(ctx, r, centre.CustomerID(in.CustomerID), in.page())
	return &body[centre.List[contact.Contact]]{list}, err
}

func (d *Door) getContact(ctx context.Context, in *One) (*body[contact.Contact], error) {
	c, err := d.svc.Contacts.Contact(ctx, centre.ContactID(in.ID))
	return &body[contact.Contact]{c}, err
}

type editContactInput struct {
	One
	Body struct {
		Version int            `json:"version" doc:"As you last saw it"`
		Subject *string        `json:"subject,omitempty" maxLength:"300"`
		Note    *string        `json:"note,omitempty" maxLength:"20000"`
		Custom  map[string]any `json:"custom,omitempty"`
	}
}

func (d *Door) editContact(ctx context.Context, in *editContactInput) (*body[contact.Contact], error) {
	c, err := d.svc.Contacts.Edit(ctx, caller(ctx).Actor, centre.ContactID(in.ID), contact.Change{
		Version: in.Body.Version, Subject: in.Body.Subject, Note: in.Body.Note, Custom: in.Body.Custom,
	})
	return &body[contact.Contact]{c}, err
}

// Thread is the input of lists of messages, which run from the last page to the first.
type Thread struct {
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"200" doc:"How many at most"`
	Cursor string `query:"cursor" pattern:"^[0-9]{1,9}$" doc:"next_cursor of the page before, or any seq: only what was said before it"`
}

func (t Thread) before() int {
	n, _ := strconv.Atoi(t.Cursor) // the pattern lets only numbers pass; none is 0
	return n
}

type messagesInput struct {
	One
	Thread
	After int `query:"after" minimum:"0" maximum:"2147483647" doc:"Only what was said after this seq"`
}

func (d *Door) listMessages(ctx context.Context, in *messagesInput) (*body[centre.List[chat.Message]], error) {
	list, err := d.svc.Chats.Messages(ctx, centre.ContactID(in.ID), chat.Stretch{
		After: in.After, Before: in.before(), Limit: in.Limit, Internal: true,
	})
	return &body[centre.List[chat.Message]]{list}, err
}

type messageInput struct {
	One
	Body struct {
		Text          string                `json:"text,omitempty" maxLength:"8000"`
		AttachmentIDs []centre.AttachmentID `json:"attachment_ids,omitempty" maxItems:"10"`
		Internal      bool                  `json:"internal,omitempty" doc:"For colleagues only"`
		ClientID      string                `json:"client_id,omitempty" maxLength:"64" doc:"Your own id of the message: sent twice it is stored once"`
	}
}

func (d *Door) sendMessage(ctx context.Context, in *messageInput) (*body[chat.Message], error) {
	what := chat.Saying{ClientID: in.Body.ClientID, Text: in.Body.Text, Attachments: in.Body.AttachmentIDs, Internal: in.Body.Internal}
	if what.ClientID == "" {
		what.ClientID = centre.NewID[string]()
	}
	m, err := d.svc.Chats.Reply(ctx, caller(ctx).ID, centre.ContactID(in.ID), what)
	return &body[chat.Message]{m}, err
}
