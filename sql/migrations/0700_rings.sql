-- +goose Up
-- What a queue asks for, beside what it always requires, of who serves somebody who has
-- waited that long: [{"after_s":0,"min":{"<skill>":6}}], widening.
ALTER TABLE queues ADD COLUMN rings jsonb NOT NULL DEFAULT '[]';

-- When waiting next changes who may serve it.
ALTER TABLE items ADD COLUMN turn_at timestamptz;
