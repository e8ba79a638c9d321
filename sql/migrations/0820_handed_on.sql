-- +goose Up
-- Live work that went from hand to hand: the board looks for what did so too often.
CREATE INDEX items_handed_on ON items (id) WHERE leg > 5 AND ended_at IS NULL;

-- +goose Down
DROP INDEX items_handed_on;
