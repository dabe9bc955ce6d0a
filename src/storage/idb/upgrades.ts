// How the database became what it is: one step for each version, from the one before. A step that was released is never changed, since browsers
// may be at any version; all steps of one opening happen in one transaction, so that an upgrade is there as a whole or not at all.
// An older version of the app cannot open the database after that (it says `newer-database`), so a step is taken only where it is needed.

/** Makes what is new and carries over what is there, by requests of this transaction alone. */
export type Upgrade = (database: IDBDatabase, transaction: IDBTransaction) => void;

const VERSION_1_TABLES = ["heads", "records", "states", "statements", "receipts", "meta", "control", "keys"];
const VERSION_2_TABLES = ["blocks", "pages"];

export const UPGRADES: readonly Upgrade[] = [
  (database) => {
    for (const table of VERSION_1_TABLES) database.createObjectStore(table);
  },
  (database) => {
    for (const table of VERSION_2_TABLES) database.createObjectStore(table);
  },
  // The rows of `meta` and `pages` are sealed under a master key (lock/reseal.ts, once the key is there): older versions would find none of them.
  () => undefined,
];
