-- +goose Up
-- "@example" asks for everybody of a domain: half of all customers may share one,
-- so its trigrams are no help.
CREATE INDEX customer_identities_domain ON customer_identities (split_part(lower(value), '@', 2) text_pattern_ops) WHERE kind = 'email';
