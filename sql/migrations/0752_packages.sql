-- +goose Up
-- A site's service packages: to whom which queue and priority are due. The first row that
-- fits applies, so that they are one list, which changes as a whole.
CREATE TABLE packages (
    site_id uuid PRIMARY KEY REFERENCES sites,
    rows    jsonb NOT NULL DEFAULT '[]',
    version int NOT NULL DEFAULT 1
);
