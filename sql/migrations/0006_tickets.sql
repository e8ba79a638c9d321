-- +goose Up
-- Cases to solve.

CREATE TABLE tickets (
    id                 uuid PRIMARY KEY,
    number             bigint GENERATED ALWAYS AS IDENTITY (START WITH 1001) CONSTRAINT tickets_number UNIQUE,
    subject            text NOT NULL,
    state              text NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'open', 'pending', 'on_hold', 'solved', 'closed', 'merged', 'spam', 'cancelled')),
    priority           int NOT NULL DEFAULT 3 CHECK (priority BETWEEN 1 AND 5),
    category           text NOT NULL DEFAULT '',
    resolution         text NOT NULL DEFAULT '',
    queue_id           uuid NOT NULL REFERENCES queues,
    customer_id        uuid NOT NULL REFERENCES customers,
    assignee_id        uuid REFERENCES agents,
    contact_id         uuid REFERENCES contacts,
    custom             jsonb NOT NULL DEFAULT '{}',
    first_reply_due_at timestamptz,
    first_reply_at     timestamptz,
    resolve_due_at     timestamptz,
    created_at         timestamptz NOT NULL,
    updated_at         timestamptz NOT NULL,
    solved_at          timestamptz,
    merged_into        uuid REFERENCES tickets,
    version            int NOT NULL DEFAULT 1
);
CREATE INDEX tickets_recent ON tickets (updated_at DESC, id DESC);
CREATE INDEX tickets_state ON tickets (state, updated_at DESC, id DESC);
CREATE INDEX tickets_assignee ON tickets (assignee_id, updated_at DESC, id DESC);
CREATE INDEX tickets_queue ON tickets (queue_id, updated_at DESC, id DESC);
CREATE INDEX tickets_customer ON tickets (customer_id, updated_at DESC, id DESC);
CREATE INDEX tickets_subject ON tickets USING gin (lower(subject) gin_trgm_ops);

CREATE TABLE ticket_comments (
    id        uuid PRIMARY KEY,
    ticket_id uuid NOT NULL REFERENCES tickets,
    at        timestamptz NOT NULL,
    from_kind text NOT NULL CHECK (from_kind IN ('customer', 'agent', 'system')),
    from_id   text NOT NULL DEFAULT '',
    from_name text NOT NULL DEFAULT '',
    text      text NOT NULL,
    internal  boolean NOT NULL DEFAULT false
);
CREATE INDEX ticket_comments_ticket ON ticket_comments (ticket_id, at, id);
