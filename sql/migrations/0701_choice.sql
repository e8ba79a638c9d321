-- +goose Up
-- How a queue picks among the agents who could have an item, and what some of the ways
-- look at: how busy an agent was lately, and when it was their turn last.
ALTER TABLE queues ADD COLUMN choice text NOT NULL DEFAULT 'auto'
    CHECK (choice IN ('auto', 'longest_idle', 'least_occupied', 'most_skilled', 'narrowest_first', 'round_robin'));
ALTER TABLE presence
    ADD COLUMN busy double precision NOT NULL DEFAULT 0,       -- share of capacity taken, as of busy_at
    ADD COLUMN busy_at timestamptz NOT NULL DEFAULT 'epoch',
    ADD COLUMN rung_at timestamptz NOT NULL DEFAULT 'epoch';
