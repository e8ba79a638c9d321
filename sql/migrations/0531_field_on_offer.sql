-- +goose Up
-- Which of the company's own fields are shown while work rings.
ALTER TABLE field_definitions ADD COLUMN on_offer boolean NOT NULL DEFAULT false;
