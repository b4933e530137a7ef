/** What operators do through a program, each once, and what waits for a second person. Times in ms since 1970 UTC. */
export const DEEDS = {
  name: 'deeds',
  sql: `
CREATE TABLE deeds (
  id TEXT NOT NULL PRIMARY KEY, tenant_id TEXT NOT NULL, user_id TEXT NOT NULL, action TEXT NOT NULL,
  digest TEXT NOT NULL, created_at INT NOT NULL, ended_at INT, outcome TEXT
) STRICT;
CREATE INDEX outbox_by_account ON outbox (account_uuid) WHERE confirmed_at IS NULL;
CREATE INDEX deeds_by_time ON deeds (created_at);

CREATE TABLE proposals (
  id TEXT NOT NULL PRIMARY KEY, number INT NOT NULL UNIQUE, tenant_id TEXT NOT NULL, kind TEXT NOT NULL,
  resource_id TEXT NOT NULL, pending_for TEXT UNIQUE, body TEXT NOT NULL, reason TEXT NOT NULL,
  proposed_by TEXT NOT NULL, proposed_at INT NOT NULL, status TEXT NOT NULL, decided_by TEXT, decided_at INT,
  decision_reason TEXT
) STRICT;
CREATE INDEX proposals_by_tenant ON proposals (tenant_id, number);
INSERT INTO counters VALUES ('proposals', 0);
`,
}
