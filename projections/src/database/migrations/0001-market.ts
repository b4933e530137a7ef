/** Orders, trades, balances and what they refer to. */
export const FIRST = {
  name: 'market',
  sql: `
CREATE TABLE projection_place (
  id INT NOT NULL PRIMARY KEY, lineage TEXT NOT NULL, sequence INT NOT NULL, time LONG NOT NULL,
  checked INT NOT NULL, digest TEXT NOT NULL, events INT NOT NULL, rows INT NOT NULL
) STRICT;

CREATE TABLE assets (
  asset INT NOT NULL PRIMARY KEY, code TEXT NOT NULL, scale INT NOT NULL, display_scale INT NOT NULL
) STRICT;

CREATE TABLE instruments (
  instrument INT NOT NULL PRIMARY KEY, symbol TEXT NOT NULL, base_asset INT NOT NULL, quote_asset INT NOT NULL,
  tick_size LONG NOT NULL, lot_size LONG NOT NULL, price_scale INT NOT NULL, quantity_scale INT NOT NULL,
  fee_asset INT NOT NULL, lot_units AMOUNT NOT NULL, quote_units AMOUNT NOT NULL, status INT NOT NULL,
  last_trade_id INT NOT NULL
) STRICT;

CREATE TABLE accounts (
  account INT NOT NULL PRIMARY KEY, tier INT NOT NULL, status INT NOT NULL, opened_at LONG NOT NULL
) STRICT;

CREATE TABLE fees (
  tier INT NOT NULL, instrument INT NOT NULL, maker_ppm INT NOT NULL, taker_ppm INT NOT NULL,
  PRIMARY KEY (tier, instrument)
) STRICT;

CREATE TABLE orders (
  order_id INT NOT NULL PRIMARY KEY, account INT NOT NULL, instrument INT NOT NULL, client_id TEXT NOT NULL,
  side INT NOT NULL, type INT NOT NULL, time_in_force INT NOT NULL, state INT NOT NULL, reason INT NOT NULL,
  price INT NOT NULL, quantity INT NOT NULL, cumulative INT NOT NULL, quote_amount AMOUNT NOT NULL,
  notional AMOUNT NOT NULL, fee AMOUNT NOT NULL, fee_asset INT NOT NULL, hold AMOUNT NOT NULL,
  maker_ppm INT NOT NULL, taker_ppm INT NOT NULL, fee_slack INT NOT NULL, flags INT NOT NULL,
  trigger_price INT NOT NULL, display_quantity INT NOT NULL, expire_time LONG NOT NULL, session INT NOT NULL,
  is_open INT NOT NULL, opened_by INT NOT NULL, changed_by INT NOT NULL, created_at LONG NOT NULL,
  updated_at LONG NOT NULL
) STRICT;
CREATE INDEX orders_by_account ON orders (account, is_open, order_id);
CREATE INDEX orders_open ON orders (instrument, order_id) WHERE is_open = 1;

CREATE TABLE trades (
  instrument INT NOT NULL, trade_id INT NOT NULL, price INT NOT NULL, quantity INT NOT NULL,
  notional AMOUNT NOT NULL, taker_side INT NOT NULL, is_auction INT NOT NULL, maker_order_id INT NOT NULL,
  taker_order_id INT NOT NULL, maker_account INT NOT NULL, taker_account INT NOT NULL, maker_fee AMOUNT NOT NULL,
  taker_fee AMOUNT NOT NULL, maker_fee_asset INT NOT NULL, taker_fee_asset INT NOT NULL, status INT NOT NULL,
  new_price INT NOT NULL, new_quantity INT NOT NULL, sequence INT NOT NULL, executed_at LONG NOT NULL,
  PRIMARY KEY (instrument, trade_id)
) STRICT;
CREATE INDEX trades_by_time ON trades (instrument, executed_at);
CREATE INDEX trades_by_orders ON trades (maker_order_id, taker_order_id);
CREATE INDEX trades_by_taker ON trades (taker_order_id);

CREATE TABLE balances (
  account INT NOT NULL, asset INT NOT NULL, total AMOUNT NOT NULL, held AMOUNT NOT NULL, entries INT NOT NULL,
  updated_at LONG NOT NULL,
  PRIMARY KEY (account, asset)
) STRICT;

CREATE TABLE ledger (
  account INT NOT NULL, asset INT NOT NULL, entry INT NOT NULL, type TEXT NOT NULL, amount AMOUNT NOT NULL,
  balance_before AMOUNT NOT NULL, balance_after AMOUNT NOT NULL, reference_type TEXT NOT NULL,
  reference_id TEXT NOT NULL, sequence INT NOT NULL, created_at LONG NOT NULL,
  PRIMARY KEY (account, asset, entry)
) STRICT;
CREATE INDEX ledger_by_time ON ledger (account, created_at);
CREATE INDEX ledger_by_reference ON ledger (reference_type, reference_id);
`,
}
