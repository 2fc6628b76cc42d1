-- Creator Studio cache, format 15. No table; indexes that answer what every look at Today asks without reading rows.
-- Conventions of units, days and kinds of table: 0001.sql. Every table here is registered in `schema_table`.

-- What one account brought on each day: `rollup` is in the order of days, so a question about one account read everybody's.
CREATE INDEX rollup_by_account ON rollup (account_id, day, unit, status, net);

-- The posts of one account by day, and the counters of each as last seen.
CREATE INDEX post_by_account ON post (account_id, published_ms);
DROP INDEX post_snapshot_by_post;
CREATE INDEX post_snapshot_by_post ON post_snapshot (post_id, id, seen_ms, views, public);

-- The days on which an account's payouts were made, without those told twice.
DROP INDEX payout_by_account;
CREATE INDEX payout_by_account ON payout (account_id, created_ms, id, aside);
