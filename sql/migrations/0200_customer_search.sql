-- +goose Up
-- Finding one customer among millions while the caller still says their name,
-- and the small things that merge and undo need.

-- folded is how names and questions are compared: small letters, no accents.
-- +goose StatementBegin
CREATE FUNCTION folded(text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN translate(regexp_replace(normalize(lower($1), NFD), '[\u0300-\u036f]', '', 'g'), 'łøđħıŧ', 'lodhit');
-- +goose StatementEnd

-- The blank in front makes the first word begin as every other word does, so
-- that '% sm%' finds each word that begins with "sm", and by trigrams even '% s%'.
ALTER TABLE customers
  ADD COLUMN sought text NOT NULL GENERATED ALWAYS AS (' ' || folded(name)) STORED;

-- Without fastupdate an insert does its own work and a search never has to read
-- a list of pending ones.
DROP INDEX customers_name;
CREATE INDEX customers_sought ON customers USING gin (sought gin_trgm_ops) WITH (fastupdate = off) WHERE merged_into IS NULL;
CREATE INDEX customers_sought_first ON customers (sought text_pattern_ops, id) WHERE merged_into IS NULL;

DROP INDEX customer_identities_value;
CREATE INDEX customer_identities_sought ON customer_identities USING gin (lower(value) gin_trgm_ops) WITH (fastupdate = off) WHERE kind <> 'visitor';
CREATE INDEX customer_identities_sought_first ON customer_identities (lower(value) text_pattern_ops) WHERE kind <> 'visitor';

CREATE INDEX tickets_number_first ON tickets ((number::text) text_pattern_ops);

CREATE INDEX customer_merges_into ON customer_merges (into_id, at DESC);
CREATE INDEX customer_merges_from ON customer_merges (from_id, at DESC);
CREATE INDEX visitors_customer ON visitors (customer_id);
CREATE INDEX items_customer_open ON items (customer_id) WHERE state IN ('queued', 'offered', 'active', 'parked', 'wrap_up', 'deferred');

-- Somebody said that they are known by an identity that another customer
-- holds, and did not prove it: an agent decides whether the two are one.
CREATE TABLE customer_matches (
    customer_id uuid NOT NULL REFERENCES customers,
    other_id    uuid NOT NULL REFERENCES customers,
    kind        text NOT NULL CHECK (kind IN ('phone', 'email', 'external')),
    at          timestamptz NOT NULL,
    PRIMARY KEY (customer_id, other_id),
    CONSTRAINT customer_matches_not_self CHECK (customer_id <> other_id)
);
