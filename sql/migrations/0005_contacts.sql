-- +goose Up
-- Moments of truth: every time a customer meets the company, on any channel.

CREATE TABLE contacts (
    id             uuid PRIMARY KEY,
    channel        text NOT NULL CHECK (channel IN ('call', 'chat', 'ticket', 'email', 'social', 'callback', 'walkin')),
    direction      text NOT NULL DEFAULT 'in' CHECK (direction IN ('in', 'out')),
    customer_id    uuid NOT NULL REFERENCES customers,
    queue_id       uuid NOT NULL REFERENCES queues,
    agent_id       uuid REFERENCES agents,
    subject        text NOT NULL DEFAULT '',
    opened_at      timestamptz NOT NULL,
    answered_at    timestamptz,
    closed_at      timestamptz,
    outcome        text NOT NULL DEFAULT '',
    disposition_id uuid REFERENCES dispositions,
    note           text NOT NULL DEFAULT '',
    rating         int CHECK (rating BETWEEN 1 AND 5),
    rating_text    text NOT NULL DEFAULT '',
    page           jsonb,                     -- {"url","title","referrer"}, only with the visitor's consent
    custom         jsonb NOT NULL DEFAULT '{}',
    external_id    text CONSTRAINT contacts_external_id_taken UNIQUE,
    follows        uuid REFERENCES contacts,
    version        int NOT NULL DEFAULT 1
);
CREATE INDEX contacts_customer ON contacts (customer_id, opened_at DESC, id DESC);
CREATE INDEX contacts_open ON contacts (opened_at) WHERE closed_at IS NULL;
CREATE INDEX contacts_agent ON contacts (agent_id, opened_at DESC);
CREATE INDEX contacts_queue ON contacts (queue_id, opened_at DESC);

CREATE TABLE visitors (
    id          uuid PRIMARY KEY,
    token_hash  bytea NOT NULL CONSTRAINT visitors_token UNIQUE,
    customer_id uuid NOT NULL REFERENCES customers,
    created_at  timestamptz NOT NULL,
    seen_at     timestamptz NOT NULL
);

-- The conversation of a chat contact; seq numbers its messages from 1.
CREATE TABLE chats (
    contact_id         uuid PRIMARY KEY REFERENCES contacts,
    visitor_id         uuid NOT NULL REFERENCES visitors,
    last_seq           int NOT NULL DEFAULT 0,
    last_at            timestamptz,
    last_by            text NOT NULL DEFAULT '',
    customer_delivered int NOT NULL DEFAULT 0,
    customer_read      int NOT NULL DEFAULT 0,
    agent_delivered    int NOT NULL DEFAULT 0,
    agent_read         int NOT NULL DEFAULT 0,
    version            int NOT NULL DEFAULT 1
);
CREATE INDEX chats_visitor ON chats (visitor_id, contact_id DESC);

CREATE TABLE chat_messages (
    contact_id uuid NOT NULL REFERENCES chats,
    seq        int NOT NULL,
    id         uuid NOT NULL CONSTRAINT chat_messages_id UNIQUE,
    at         timestamptz NOT NULL,
    from_kind  text NOT NULL CHECK (from_kind IN ('customer', 'agent', 'system')),
    from_id    text NOT NULL DEFAULT '',
    from_name  text NOT NULL DEFAULT '',
    text       text NOT NULL,
    internal   boolean NOT NULL DEFAULT false,
    client_id  text,
    PRIMARY KEY (contact_id, seq),
    CONSTRAINT chat_messages_sent_once UNIQUE (contact_id, from_kind, client_id)
);

CREATE TABLE attachments (
    id         uuid PRIMARY KEY,
    contact_id uuid NOT NULL REFERENCES contacts,
    seq        int,                           -- the message that carries it, once sent
    by_kind    text NOT NULL,
    by_id      text NOT NULL,
    name       text NOT NULL,
    mime       text NOT NULL,
    size       bigint NOT NULL,
    sha256     bytea NOT NULL,
    created_at timestamptz NOT NULL
);
CREATE INDEX attachments_contact ON attachments (contact_id, seq);
