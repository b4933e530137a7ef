/** What operators set last, of each kind and for each subject; made from the whole tape. */
export const SETTINGS_STEP = {
  name: 'settings',
  remakes: true,
  sql: `
CREATE TABLE settings (
  kind TEXT NOT NULL, subject TEXT NOT NULL, value TEXT NOT NULL, sequence INT NOT NULL, changed_at LONG NOT NULL,
  PRIMARY KEY (kind, subject)
) STRICT;
`,
}
