/** Times are milliseconds since 1970 UTC; flags 0 or 1; what is `sealed` is encrypted under the master key. */
export const PEOPLE = {
  name: 'people',
  sql: `
CREATE TABLE counters (name TEXT NOT NULL PRIMARY KEY, value INT NOT NULL) STRICT;
INSERT INTO counters VALUES ('outbox', 0);

CREATE TABLE master_key_check (id INT NOT NULL PRIMARY KEY, sealed TEXT NOT NULL) STRICT;

CREATE TABLE tenants (
  id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL, created_at INT NOT NULL
) STRICT;

CREATE TABLE users (
  id TEXT NOT NULL PRIMARY KEY, tenant_id TEXT NOT NULL REFERENCES tenants (id), email TEXT NOT NULL,
  email_key TEXT NOT NULL, role TEXT NOT NULL, status TEXT NOT NULL, password_hash TEXT NOT NULL,
  password_changed_at INT NOT NULL, epoch INT NOT NULL, totp_sealed TEXT, totp_pending_sealed TEXT,
  totp_step INT NOT NULL, created_at INT NOT NULL, updated_at INT NOT NULL,
  UNIQUE (tenant_id, email_key)
) STRICT;

CREATE TABLE accounts (
  uuid TEXT NOT NULL PRIMARY KEY, user_id TEXT NOT NULL REFERENCES users (id), tenant_id TEXT NOT NULL,
  number INT UNIQUE, name TEXT NOT NULL, frozen INT NOT NULL, closed_at INT, created_at INT NOT NULL,
  updated_at INT NOT NULL
) STRICT;
CREATE INDEX accounts_by_user ON accounts (user_id, created_at);
CREATE INDEX accounts_by_tenant ON accounts (tenant_id, created_at, uuid);
CREATE INDEX accounts_by_frozen ON accounts (frozen);

CREATE TABLE outbox (
  id TEXT NOT NULL PRIMARY KEY, number INT NOT NULL UNIQUE, kind TEXT NOT NULL, account_uuid TEXT NOT NULL,
  key_id TEXT, body TEXT NOT NULL, created_at INT NOT NULL, confirmed_at INT, outcome TEXT
) STRICT;
CREATE INDEX outbox_pending ON outbox (number) WHERE confirmed_at IS NULL;

CREATE TABLE sessions (
  id TEXT NOT NULL PRIMARY KEY, user_id TEXT NOT NULL REFERENCES users (id), second_factor INT NOT NULL,
  peer TEXT NOT NULL, agent TEXT NOT NULL, created_at INT NOT NULL, used_at INT NOT NULL, expires_at INT NOT NULL,
  ended_at INT
) STRICT;
CREATE INDEX sessions_by_user ON sessions (user_id, created_at);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

CREATE TABLE refresh_tokens (
  hash TEXT NOT NULL PRIMARY KEY, session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
  created_at INT NOT NULL, expires_at INT NOT NULL, used_at INT
) STRICT;
CREATE INDEX refresh_tokens_by_session ON refresh_tokens (session_id);

CREATE TABLE revoked_tokens (id TEXT NOT NULL PRIMARY KEY, expires_at INT NOT NULL) STRICT;

CREATE TABLE signing_keys (
  id TEXT NOT NULL PRIMARY KEY, secret_sealed TEXT NOT NULL, created_at INT NOT NULL, retired_at INT
) STRICT;

CREATE TABLE one_time_tokens (
  hash TEXT NOT NULL PRIMARY KEY, user_id TEXT NOT NULL REFERENCES users (id), purpose TEXT NOT NULL,
  expires_at INT NOT NULL, used_at INT
) STRICT;

CREATE TABLE recovery_codes (
  user_id TEXT NOT NULL REFERENCES users (id), hash TEXT NOT NULL, used_at INT,
  PRIMARY KEY (user_id, hash)
) STRICT;

CREATE TABLE passkeys (
  id TEXT NOT NULL PRIMARY KEY, user_id TEXT NOT NULL REFERENCES users (id), name TEXT NOT NULL,
  public_key TEXT NOT NULL, counter INT NOT NULL, transports TEXT NOT NULL, created_at INT NOT NULL, used_at INT
) STRICT;
CREATE INDEX passkeys_by_user ON passkeys (user_id);

CREATE TABLE challenges (
  hash TEXT NOT NULL PRIMARY KEY, user_id TEXT, purpose TEXT NOT NULL, expires_at INT NOT NULL
) STRICT;

CREATE TABLE api_keys (
  id TEXT NOT NULL PRIMARY KEY, user_id TEXT NOT NULL REFERENCES users (id), tenant_id TEXT NOT NULL,
  name TEXT NOT NULL, kind TEXT NOT NULL, secret_sealed TEXT, public_key TEXT UNIQUE, scopes TEXT NOT NULL,
  addresses TEXT NOT NULL, account_uuid TEXT REFERENCES accounts (uuid), engine INT NOT NULL,
  engine_session INT, second_factor INT NOT NULL, created_at INT NOT NULL, expires_at INT, revoked_at INT,
  replaces TEXT
) STRICT;
CREATE INDEX api_keys_by_user ON api_keys (user_id, created_at);

CREATE TABLE audit (
  id INT NOT NULL PRIMARY KEY, time INT NOT NULL, tenant_id TEXT NOT NULL, user_id TEXT, action TEXT NOT NULL,
  resource TEXT NOT NULL, resource_id TEXT NOT NULL, changes TEXT NOT NULL, ip TEXT NOT NULL, agent TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE INDEX audit_by_user ON audit (user_id, id);
CREATE INDEX audit_by_resource ON audit (resource, resource_id, id);
CREATE INDEX audit_by_time ON audit (time);

CREATE TABLE audit_marks (
  name TEXT NOT NULL PRIMARY KEY, id INT NOT NULL, hash TEXT NOT NULL, mac TEXT NOT NULL
) STRICT;
`,
}
