// The tables of the SQLite store, and the list of every plaintext column a relay may ever hold: a test compares it with the schema that a
// database really has. Sealed or signed bytes are in `bytes` columns; everything else names, numbers or counts.
// A database is marked with its application id and its schema version; a newer one is refused, an older one is upgraded when there is one.

/** "DayB" */
export const APPLICATION_ID = 0x44617942;
export const SCHEMA_VERSION = 1;

/** Every column of every table, and what stands in it. */
export const ALLOWED_COLUMNS = {
  store: { name: "which property of the store", value: "the store's random id" },
  spaces: { number: "the space's number in this database", space: "space id", used_bytes: "bytes of its records and statements" },
  statements: { space: "the space's number", id: "statement id", bytes: "the signed statement, as sent" },
  paths: {
    number: "the path's number in this database",
    space: "the space's number",
    log: "log tag",
    branch: "first bytes of the id of a branch's first record; empty on the trunk",
    device: "the log's device, a public key",
    generation: "which log of the device",
    first_seq: "number of the path's first record",
    parent_id: "id of the record that a branch leaves from",
    head_seq: "number of its last record",
    head_id: "id of its last record",
  },
  records: { path: "the path's number", seq: "the record's number in its log", id: "record id", bytes: "the sealed record, as sent" },
  receipts: {
    space: "the space's number",
    device: "the device, a public key",
    counter: "the receipt's number",
    bytes: "the signed receipt, as sent",
  },
} as const;

export const SCHEMA = `
CREATE TABLE store (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE spaces (number INTEGER PRIMARY KEY, space BLOB NOT NULL UNIQUE, used_bytes INTEGER NOT NULL) STRICT;
CREATE TABLE statements (space INTEGER NOT NULL, id BLOB NOT NULL, bytes BLOB NOT NULL, UNIQUE (space, id)) STRICT;
CREATE TABLE paths (
  number INTEGER PRIMARY KEY, space INTEGER NOT NULL, log BLOB NOT NULL, branch BLOB NOT NULL, device BLOB NOT NULL,
  generation INTEGER NOT NULL, first_seq INTEGER NOT NULL, parent_id BLOB, head_seq INTEGER NOT NULL, head_id BLOB NOT NULL,
  UNIQUE (space, log, branch)
) STRICT;
CREATE TABLE records (
  path INTEGER NOT NULL, seq INTEGER NOT NULL, id BLOB NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (path, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE receipts (
  space INTEGER NOT NULL, device BLOB NOT NULL, counter INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (space, device)
) STRICT, WITHOUT ROWID;
PRAGMA application_id = ${APPLICATION_ID};
PRAGMA user_version = ${SCHEMA_VERSION};
`;
