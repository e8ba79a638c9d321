-- +goose Up
-- The language in which a visitor reads us, as their browser says; empty: not known.
ALTER TABLE chats ADD COLUMN language text NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE chats DROP COLUMN language;
