-- +goose Up
-- What an agent said of work that they handed on. The journal has the transfer itself, by the
-- leg that began with it, and no words of people.
CREATE TABLE transfers (
    item_id  uuid NOT NULL REFERENCES items,
    leg      int NOT NULL CHECK (leg > 1),
    at       timestamptz NOT NULL,
    agent_id uuid NOT NULL REFERENCES agents,
    note     text NOT NULL DEFAULT '',
    PRIMARY KEY (item_id, leg)
);
