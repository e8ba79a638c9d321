-- +goose Up
-- What one site sees: its queues' newest tickets and next callbacks in each state, its
-- customers and those of no site. A list costs by what it shows, however much of all
-- there is belongs to other sites.
CREATE INDEX tickets_queue_state ON tickets (queue_id, state, updated_at DESC, id DESC);
CREATE INDEX callbacks_queue_state ON callbacks (queue_id, state, due_at, id);
CREATE INDEX customers_site ON customers (site_id, created_at DESC, id DESC) WHERE merged_into IS NULL AND site_id IS NOT NULL;
CREATE INDEX customers_no_site ON customers (created_at DESC, id DESC) WHERE merged_into IS NULL AND site_id IS NULL;
