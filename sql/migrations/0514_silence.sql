-- +goose Up
-- A customer who does not answer is reminded, and then their conversation is closed; 0: never.
ALTER TABLE queues
  ADD COLUMN silence_warn_s  int NOT NULL DEFAULT 180 CHECK (silence_warn_s BETWEEN 0 AND 86400),
  ADD COLUMN silence_close_s int NOT NULL DEFAULT 300 CHECK (silence_close_s BETWEEN 0 AND 86400),
  ADD CONSTRAINT queues_warned_before_closed CHECK (silence_close_s = 0 OR silence_close_s > silence_warn_s);

ALTER TABLE chats
  ADD COLUMN silent_since timestamptz, -- when the customer was spoken to last; NULL: they spoke last
  ADD COLUMN warned_at    timestamptz, -- when they were reminded of it
  ADD COLUMN watch_at     timestamptz; -- when it is looked at next
