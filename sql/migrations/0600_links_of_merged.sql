-- +goose Up
-- A merge moves every link to the survivor, so that its undo, in whatever order,
-- finds each of them. Two may then say the same: they are shown, and removed, as
-- one. AddLink alone refuses what is there already.
ALTER TABLE customer_links DROP CONSTRAINT customer_links_once;
CREATE INDEX customer_links_person ON customer_links (person_id, organisation_id, role);
