-- +goose Up
-- What stands where a queue asks how a contact ended and nobody said so in time: reports
-- count it, and no agent is offered it.
INSERT INTO dispositions (id, code, label, active)
VALUES (gen_random_uuid(), 'not_set', 'Not set', false)
    ON CONFLICT (code) DO UPDATE SET active = false;
