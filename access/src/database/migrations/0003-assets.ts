/** What people call assets; what moves them is on the tape. Times in ms since 1970 UTC. */
export const ASSETS = {
  name: 'assets',
  sql: `
CREATE TABLE assets (
  code TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, is_active INT NOT NULL,
  metadata TEXT NOT NULL, updated_at INT NOT NULL
) STRICT;
`,
}
