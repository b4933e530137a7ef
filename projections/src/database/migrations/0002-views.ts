/** Positions, sums over time, candles, books, audit, stored events. */
export const VIEWS = {
  name: 'views',
  remakes: true,
  sql: `
ALTER TABLE assets ADD COLUMN reference_rate LONG NOT NULL DEFAULT 0;
ALTER TABLE trades ADD COLUMN new_notional AMOUNT NOT NULL DEFAULT '0';
ALTER TABLE orders ADD COLUMN shown INT NOT NULL DEFAULT 0;
ALTER TABLE orders ADD COLUMN shown_price INT NOT NULL DEFAULT 0;
ALTER TABLE orders ADD COLUMN peg_group INT NOT NULL DEFAULT 0;

CREATE TABLE positions (
  account INT NOT NULL, instrument INT NOT NULL, quantity LONG NOT NULL, cost AMOUNT NOT NULL,
  updated_at LONG NOT NULL,
  PRIMARY KEY (account, instrument)
) STRICT;

CREATE TABLE turnover (
  account INT NOT NULL, asset INT NOT NULL, period TEXT NOT NULL, starts_at LONG NOT NULL, entries INT NOT NULL,
  credited AMOUNT NOT NULL, debited AMOUNT NOT NULL,
  PRIMARY KEY (account, asset, period, starts_at)
) STRICT;

CREATE TABLE volumes (
  account INT NOT NULL, day LONG NOT NULL, usd AMOUNT NOT NULL, trades INT NOT NULL,
  PRIMARY KEY (account, day)
) STRICT;
CREATE INDEX volumes_by_day ON volumes (day);

CREATE TABLE candles (
  instrument INT NOT NULL, interval_s INT NOT NULL, open_time LONG NOT NULL, open INT NOT NULL, high INT NOT NULL,
  low INT NOT NULL, close INT NOT NULL, volume LONG NOT NULL, quote_volume AMOUNT NOT NULL, trades INT NOT NULL,
  PRIMARY KEY (instrument, interval_s, open_time)
) STRICT;
CREATE INDEX candles_by_time ON candles (interval_s, open_time);

CREATE TABLE tickers (
  instrument INT NOT NULL PRIMARY KEY, last_price INT NOT NULL, last_quantity INT NOT NULL, bid INT NOT NULL,
  bid_quantity LONG NOT NULL, ask INT NOT NULL, ask_quantity LONG NOT NULL, book_sequence INT NOT NULL,
  snapshot_sequence INT NOT NULL, updated_at LONG NOT NULL
) STRICT;

CREATE TABLE peg_groups (
  instrument INT NOT NULL, number INT NOT NULL, side INT NOT NULL, price INT NOT NULL, quantity LONG NOT NULL,
  PRIMARY KEY (instrument, number)
) STRICT;

CREATE TABLE book_snapshots (
  instrument INT NOT NULL, time LONG NOT NULL, sequence INT NOT NULL, bids TEXT NOT NULL, asks TEXT NOT NULL,
  PRIMARY KEY (instrument, time)
) STRICT;
CREATE INDEX book_snapshots_by_time ON book_snapshots (time);

CREATE TABLE aggregates (
  account INT NOT NULL PRIMARY KEY, version INT NOT NULL, hash TEXT NOT NULL
) STRICT;

CREATE TABLE stored_events (
  aggregate INT NOT NULL, aggregate_version INT NOT NULL, event_class TEXT NOT NULL, event_data TEXT NOT NULL,
  meta_data TEXT NOT NULL, hash TEXT NOT NULL, sequence INT NOT NULL, created_at LONG NOT NULL,
  PRIMARY KEY (aggregate, aggregate_version)
) STRICT;
CREATE INDEX stored_events_by_class ON stored_events (event_class, created_at);
CREATE INDEX stored_events_by_time ON stored_events (created_at);

CREATE TABLE audit (
  sequence INT NOT NULL, event INT NOT NULL, action TEXT NOT NULL, outcome TEXT NOT NULL, session INT NOT NULL,
  account INT NOT NULL, client_id TEXT NOT NULL, subject INT NOT NULL, detail LONG NOT NULL, body TEXT NOT NULL,
  created_at LONG NOT NULL,
  PRIMARY KEY (sequence, event)
) STRICT;
CREATE INDEX audit_by_time ON audit (created_at);
CREATE INDEX audit_by_account ON audit (account, sequence);
`,
}
