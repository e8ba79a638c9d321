-- +goose Up
-- A call that keeps a promise is a contact too: each try is one.
ALTER TABLE contacts ADD COLUMN callback_id uuid REFERENCES callbacks;
CREATE INDEX contacts_callback ON contacts (callback_id, opened_at DESC) WHERE callback_id IS NOT NULL;
