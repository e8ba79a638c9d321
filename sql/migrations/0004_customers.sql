-- +goose Up
-- Who we serve: persons and organisations, how they are known and related.

CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE TABLE customers (
    id          uuid PRIMARY KEY,
    site_id     uuid REFERENCES sites,
    kind        text NOT NULL DEFAULT 'person' CHECK (kind IN ('person', 'organisation')),
    name        text NOT NULL DEFAULT '',
    tier        text NOT NULL DEFAULT 'C' CHECK (tier IN ('A', 'B', 'C')),
    language    text NOT NULL DEFAULT '',
    zone        text NOT NULL DEFAULT '',
    needs       text[] NOT NULL DEFAULT '{}',
    preferences jsonb NOT NULL DEFAULT '{}',
    consent     jsonb NOT NULL DEFAULT '{}',  -- {"calls":"yes|no|unknown","email":…,"sms":…,"recording":…}
    custom      jsonb NOT NULL DEFAULT '{}',
    merged_into uuid REFERENCES customers,
    created_at  timestamptz NOT NULL,
    version     int NOT NULL DEFAULT 1
);
CREATE INDEX customers_name ON customers USING gin (lower(name) gin_trgm_ops);
CREATE INDEX customers_recent ON customers (created_at DESC, id DESC) WHERE merged_into IS NULL;

CREATE TABLE customer_identities (
    id          uuid PRIMARY KEY,
    customer_id uuid NOT NULL REFERENCES customers,
    kind        text NOT NULL CHECK (kind IN ('phone', 'email', 'visitor', 'external')),
    value       text NOT NULL,
    verified    boolean NOT NULL DEFAULT false,
    created_at  timestamptz NOT NULL,
    CONSTRAINT customer_identities_taken UNIQUE (kind, value)
);
CREATE INDEX customer_identities_customer ON customer_identities (customer_id);
CREATE INDEX customer_identities_value ON customer_identities USING gin (lower(value) gin_trgm_ops);

CREATE TABLE customer_links (
    id              uuid PRIMARY KEY,
    person_id       uuid NOT NULL REFERENCES customers,
    organisation_id uuid NOT NULL REFERENCES customers,
    role            text NOT NULL,
    since           date NOT NULL,
    CONSTRAINT customer_links_once UNIQUE (person_id, organisation_id, role),
    CONSTRAINT customer_links_not_self CHECK (person_id <> organisation_id)
);
CREATE INDEX customer_links_organisation ON customer_links (organisation_id);

CREATE TABLE customer_merges (
    id        uuid PRIMARY KEY,
    from_id   uuid NOT NULL REFERENCES customers,
    into_id   uuid NOT NULL REFERENCES customers,
    at        timestamptz NOT NULL,
    by_id     text NOT NULL,
    moved     jsonb NOT NULL,                -- ids of all that changed hands, so that undo gives back just those
    undone_at timestamptz,
    CONSTRAINT customer_merges_not_self CHECK (from_id <> into_id)
);

CREATE TABLE field_definitions (
    id       uuid PRIMARY KEY,
    entity   text NOT NULL CHECK (entity IN ('customer', 'contact', 'ticket')),
    key      text NOT NULL,
    label    text NOT NULL,
    type     text NOT NULL CHECK (type IN ('text', 'number', 'bool', 'date', 'choice')),
    choices  text[] NOT NULL DEFAULT '{}',
    position int NOT NULL DEFAULT 0,
    version  int NOT NULL DEFAULT 1,
    CONSTRAINT field_definitions_key_taken UNIQUE (entity, key)
);
