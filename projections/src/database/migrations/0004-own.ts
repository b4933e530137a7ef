/** Finds an account's own trades, and what came in and went out, without reading everything else of it. */
export const OWN = {
  name: 'own',
  sql: `
CREATE INDEX trades_by_taker_account ON trades (taker_account, sequence, trade_id);
CREATE INDEX trades_by_maker_account ON trades (maker_account, sequence, trade_id);
CREATE INDEX ledger_by_sequence ON ledger (account, sequence, asset, entry);
CREATE INDEX ledger_transfers ON ledger (account, type, sequence, asset, entry)
  WHERE type IN ('DEPOSIT', 'WITHDRAWAL', 'TRANSFER');
`,
}
