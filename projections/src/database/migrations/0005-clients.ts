/** What clients ask for by ids of their own: lists, changes, self-trade modes; bounds of markets; who took what. */
export const CLIENTS = {
  name: 'clients',
  // All of it comes from the tape's beginning.
  remakes: true,
  sql: `
ALTER TABLE orders ADD COLUMN stp INT NOT NULL DEFAULT 0;
ALTER TABLE orders ADD COLUMN trail_basis_points INT NOT NULL DEFAULT 0;
ALTER TABLE orders ADD COLUMN working_at LONG NOT NULL DEFAULT 0;
CREATE INDEX orders_by_client ON orders (account, client_id);
CREATE INDEX orders_by_market ON orders (account, instrument, order_id);
CREATE INDEX orders_of_lists ON orders (list_id) WHERE list_id > 0;
CREATE INDEX trades_by_taker_market ON trades (taker_account, instrument, trade_id);
CREATE INDEX trades_by_maker_market ON trades (maker_account, instrument, trade_id);

ALTER TABLE instruments ADD COLUMN max_price INT NOT NULL DEFAULT 0;
ALTER TABLE instruments ADD COLUMN min_notional AMOUNT NOT NULL DEFAULT '0';
ALTER TABLE instruments ADD COLUMN collar_ppm INT NOT NULL DEFAULT 0;
ALTER TABLE instruments ADD COLUMN protection_ppm INT NOT NULL DEFAULT 0;

ALTER TABLE candles ADD COLUMN taker_volume LONG NOT NULL DEFAULT 0;
ALTER TABLE candles ADD COLUMN taker_quote_volume AMOUNT NOT NULL DEFAULT '0';

CREATE TABLE order_lists (
  list_id INT NOT NULL PRIMARY KEY, account INT NOT NULL, instrument INT NOT NULL, client_id TEXT NOT NULL,
  kind INT NOT NULL, is_open INT NOT NULL, created_at LONG NOT NULL, updated_at LONG NOT NULL
) STRICT;
CREATE INDEX order_lists_by_account ON order_lists (account, list_id);
CREATE INDEX order_lists_by_client ON order_lists (account, client_id);

CREATE TABLE amendments (
  order_id INT NOT NULL, sequence INT NOT NULL, old_client_id TEXT NOT NULL, client_id TEXT NOT NULL,
  old_quantity INT NOT NULL, quantity INT NOT NULL, amended_at LONG NOT NULL,
  PRIMARY KEY (order_id, sequence)
) STRICT;
`,
}
