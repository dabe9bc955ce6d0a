// The tables of the SQLite store, and the list of every plaintext column a relay may ever hold: a test compares it with the schema that a
// database really has. Sealed or signed bytes are in `bytes` columns; everything else names, numbers or counts.
// A database is marked with its application id and its schema version; a newer one is refused, an older one is upgraded as it is opened.

/** "DayB" */
export const APPLICATION_ID = 0x44617942;
export const SCHEMA_VERSION = 4;

/** Every column of every table, and what stands in it. */
export const ALLOWED_COLUMNS = {
  store: { name: "which property of the store", value: "the store's random id" },
  spaces: {
    number: "the space's number in this database",
    space: "space id",
    used_bytes: "bytes of its records, statements, checkpoints and packs",
  },
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
    base_seq: "number of the last record that packs hold instead",
    base_id: "id of that record",
  },
  records: { path: "the path's number", seq: "the record's number in its log", id: "record id", bytes: "the sealed record, as sent" },
  receipts: {
    space: "the space's number",
    device: "the device, a public key",
    counter: "the receipt's number",
    bytes: "the signed receipt, as sent",
  },
  checkpoints: {
    space: "the space's number",
    id: "checkpoint id",
    maker: "the device that made it, a public key",
    counter: "the maker's number of it",
    made_at: "when it was made, by the maker's clock",
    received_at: "when the last of its packs came, by the relay's clock",
    verdict: "what receipts said of it: 0 nothing, 1 verified, 2 found different",
    bytes: "the signed manifest, as sent",
  },
  packs: {
    number: "the pack's number in this database",
    space: "the space's number",
    pack: "pack id",
    blocks: "how many of its blocks are here, from the first on",
    bytes_total: "bytes of these blocks",
    leaves: "hashes of all its blocks",
  },
  blocks: { pack: "the pack's number", idx: "the block's number in its pack", bytes: "the sealed block, as sent" },
  capsules: {
    number: "which was here first",
    space: "the space's number",
    id: "by which a passkey finds it: made of the passkey's secret",
    sealed: "what the passkey opens, as stated",
  },
  reminders: {
    minute: "when a device is to be woken, in minutes since 1970",
    endpoint: "where its push service takes a message for it",
    tag: "which set of reminders it belongs to: a hash",
  },
} as const;

const PACK_TABLES = `
CREATE TABLE checkpoints (
  space INTEGER NOT NULL, id BLOB NOT NULL, maker BLOB NOT NULL, counter INTEGER NOT NULL, made_at INTEGER NOT NULL,
  received_at INTEGER NOT NULL, verdict INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (space, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE packs (
  number INTEGER PRIMARY KEY, space INTEGER NOT NULL, pack BLOB NOT NULL, blocks INTEGER NOT NULL, bytes_total INTEGER NOT NULL,
  leaves BLOB NOT NULL, UNIQUE (space, pack)
) STRICT;
CREATE TABLE blocks (
  pack INTEGER NOT NULL, idx INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (pack, idx)
) STRICT, WITHOUT ROWID;
`;

const CAPSULE_TABLE = `
CREATE TABLE capsules (number INTEGER PRIMARY KEY, space INTEGER NOT NULL, id BLOB NOT NULL, sealed BLOB NOT NULL) STRICT;
CREATE INDEX capsules_by_id ON capsules (id);
CREATE INDEX capsules_by_space ON capsules (space);
`;

const REMINDER_TABLE = `
CREATE TABLE reminders (minute INTEGER NOT NULL, endpoint TEXT NOT NULL, tag BLOB NOT NULL, PRIMARY KEY (minute, endpoint)) STRICT, WITHOUT ROWID;
CREATE INDEX reminders_by_tag ON reminders (tag);
CREATE INDEX reminders_by_endpoint ON reminders (endpoint);
`;

export const SCHEMA = `
CREATE TABLE store (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE spaces (number INTEGER PRIMARY KEY, space BLOB NOT NULL UNIQUE, used_bytes INTEGER NOT NULL) STRICT;
CREATE TABLE statements (space INTEGER NOT NULL, id BLOB NOT NULL, bytes BLOB NOT NULL, UNIQUE (space, id)) STRICT;
CREATE TABLE paths (
  number INTEGER PRIMARY KEY, space INTEGER NOT NULL, log BLOB NOT NULL, branch BLOB NOT NULL, device BLOB NOT NULL,
  generation INTEGER NOT NULL, first_seq INTEGER NOT NULL, parent_id BLOB, head_seq INTEGER NOT NULL, head_id BLOB NOT NULL,
  base_seq INTEGER, base_id BLOB, UNIQUE (space, log, branch)
) STRICT;
CREATE TABLE records (
  path INTEGER NOT NULL, seq INTEGER NOT NULL, id BLOB NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (path, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE receipts (
  space INTEGER NOT NULL, device BLOB NOT NULL, counter INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (space, device)
) STRICT, WITHOUT ROWID;
${PACK_TABLES}
${CAPSULE_TABLE}
${REMINDER_TABLE}
`;

/** What leads from each version to the next, in one transaction with all that follow. */
export const UPGRADES: ReadonlyMap<number, string> = new Map([
  [1, `ALTER TABLE paths ADD COLUMN base_seq INTEGER; ALTER TABLE paths ADD COLUMN base_id BLOB; ${PACK_TABLES}`],
  [2, CAPSULE_TABLE],
  [3, REMINDER_TABLE],
]);
