-- +goose Up
-- A while in which more comes to a queue than it can serve, by somebody's word or, began_by being
-- empty, by itself. It is on until its time is over, whether or not anybody has noted its end.
CREATE TABLE surges (
    id        uuid PRIMARY KEY,
    queue_id  uuid NOT NULL REFERENCES queues,
    reason    text NOT NULL,
    automatic boolean NOT NULL,
    began_at  timestamptz NOT NULL,
    began_by  text NOT NULL,
    until     timestamptz NOT NULL,
    ended_at  timestamptz,
    ended_by  text NOT NULL DEFAULT '',
    CONSTRAINT surges_have_an_end CHECK (until > began_at)
);
CREATE UNIQUE INDEX surges_one_of_a_queue ON surges (queue_id) WHERE ended_at IS NULL;

-- What a waiting customer is told of it, empty for the usual; and who was told.
ALTER TABLE queues ADD COLUMN surge_text text NOT NULL DEFAULT '';
ALTER TABLE chats ADD COLUMN surge_told boolean NOT NULL DEFAULT false;

-- +goose Down
ALTER TABLE chats DROP COLUMN surge_told;
ALTER TABLE queues DROP COLUMN surge_text;
DROP TABLE surges;
