-- +goose Up
-- Who sees one site searches among its customers and those of no site. A name or a
-- number that is common elsewhere and rare there must not be read through to find
-- it out, so the site leads the indexes: it is the customer's place, the nil id
-- for none. An identity has its customer's.
CREATE EXTENSION IF NOT EXISTS btree_gin;

ALTER TABLE customers
  ADD COLUMN place uuid NOT NULL GENERATED ALWAYS AS (coalesce(site_id, '00000000-0000-0000-0000-000000000000')) STORED,
  ADD CONSTRAINT customers_place UNIQUE (id, place);

ALTER TABLE customer_identities ADD COLUMN place uuid;
DROP INDEX customer_identities_sought; -- made anew below: the update need not keep it
UPDATE customer_identities i SET place = c.place FROM customers c WHERE c.id = i.customer_id;
ALTER TABLE customer_identities
  ADD CONSTRAINT customer_identities_place_fkey FOREIGN KEY (customer_id, place) REFERENCES customers (id, place) ON UPDATE CASCADE;

-- Whoever writes an identity need not know of its place; a customer who moves takes
-- it along by the foreign key.
-- +goose StatementBegin
CREATE FUNCTION identity_place() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.place = (SELECT place FROM customers WHERE id = NEW.customer_id);
    RETURN NEW;
END $$;
-- +goose StatementEnd
CREATE TRIGGER customer_identities_place BEFORE INSERT OR UPDATE OF customer_id ON customer_identities
   FOR EACH ROW EXECUTE FUNCTION identity_place();

-- A trigram index is asked with or without its first column.
DROP INDEX customers_sought;
CREATE INDEX customers_sought ON customers USING gin (place, sought gin_trgm_ops) WITH (fastupdate = off) WHERE merged_into IS NULL;
CREATE INDEX customers_place_first ON customers (place, sought text_pattern_ops, id) WHERE merged_into IS NULL;

CREATE INDEX customer_identities_sought ON customer_identities USING gin (place, lower(value) gin_trgm_ops) WITH (fastupdate = off) WHERE kind <> 'visitor';
CREATE INDEX customer_identities_place_first ON customer_identities (place, lower(value) text_pattern_ops) WHERE kind <> 'visitor';
CREATE INDEX customer_identities_place_domain ON customer_identities (place, split_part(lower(value), '@', 2) text_pattern_ops) WHERE kind = 'email';

-- One index by place lists what two did.
DROP INDEX customers_site;
DROP INDEX customers_no_site;
CREATE INDEX customers_place_recent ON customers (place, created_at DESC, id DESC) WHERE merged_into IS NULL;
