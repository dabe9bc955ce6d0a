// The tables of a home device's store. Sealed or signed bytes are in `bytes` columns, settings and wrapped keys in `meta`; everything else names, numbers
// or counts. A newer version is refused, an older one is upgraded as it is opened (relay/sqlite-file.ts): what was released is never changed.

import type { DatabaseShape } from "../../relay/sqlite-file.ts";

const SCHEMA = `
CREATE TABLE control (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;
CREATE TABLE spaces (number INTEGER PRIMARY KEY, space BLOB NOT NULL UNIQUE) STRICT;
CREATE TABLE statements (space INTEGER NOT NULL, id BLOB NOT NULL, bytes BLOB NOT NULL, UNIQUE (space, id)) STRICT;
CREATE TABLE paths (
  number INTEGER PRIMARY KEY, space INTEGER NOT NULL, log BLOB NOT NULL, branch BLOB NOT NULL, device BLOB NOT NULL,
  generation INTEGER NOT NULL, first_seq INTEGER NOT NULL, parent_id BLOB, head_seq INTEGER NOT NULL, head_id BLOB NOT NULL,
  base_seq INTEGER, base_id BLOB, UNIQUE (space, log, branch)
) STRICT;
CREATE TABLE records (
  path INTEGER NOT NULL, seq INTEGER NOT NULL, id BLOB NOT NULL, state TEXT NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (path, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE receipts (
  space INTEGER NOT NULL, device BLOB NOT NULL, counter INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (space, device)
) STRICT, WITHOUT ROWID;
CREATE TABLE packs (number INTEGER PRIMARY KEY, space INTEGER NOT NULL, pack BLOB NOT NULL, UNIQUE (space, pack)) STRICT;
CREATE TABLE blocks (pack INTEGER NOT NULL, idx INTEGER NOT NULL, bytes BLOB NOT NULL, UNIQUE (pack, idx)) STRICT;
CREATE TABLE pages (space INTEGER NOT NULL, number INTEGER NOT NULL, bytes BLOB NOT NULL, UNIQUE (space, number)) STRICT;
`;

export const PEER_DATABASE: DatabaseShape = {
  /** "DayH" */
  applicationId: 0x44617948,
  version: 1,
  schema: SCHEMA,
  upgrades: new Map(),
};
