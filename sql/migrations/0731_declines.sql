-- +goose Up
-- Who missed an offer is asked again after so long; 0: when they say that they are there. How
-- many offers of a queue somebody may decline in an hour before their supervisor hears of it; 0:
-- any number.
ALTER TABLE queues
    ADD COLUMN back_after_s int NOT NULL DEFAULT 0 CHECK (back_after_s BETWEEN 0 AND 3600),
    ADD COLUMN declines_an_hour int NOT NULL DEFAULT 0 CHECK (declines_an_hour BETWEEN 0 AND 1000);
ALTER TABLE presence ADD COLUMN back_at timestamptz;

-- +goose Down
ALTER TABLE presence DROP COLUMN back_at;
ALTER TABLE queues DROP COLUMN back_after_s, DROP COLUMN declines_an_hour;
