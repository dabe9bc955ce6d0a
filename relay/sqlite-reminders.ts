// The minutes at which devices are to be woken, in the relay's database (PROTOCOL.md "Reminders").

import type { DueReminder, ReminderDrop, ReminderSet } from "./relay-store.ts";
import { inTransaction, type SqliteDatabase } from "./sqlite-file.ts";
import { readNumber, readText } from "./sqlite-row.ts";

export class SqliteReminders {
  readonly #database: SqliteDatabase;
  readonly #removeSet;
  readonly #insert;
  readonly #selectDue;
  readonly #selectNext;
  readonly #countOther;
  readonly #dropOf;
  readonly #dropAll;

  constructor(database: SqliteDatabase) {
    this.#database = database;
    this.#removeSet = database.prepare("DELETE FROM reminders WHERE tag = ? OR endpoint = ?");
    this.#insert = database.prepare("INSERT INTO reminders (minute, endpoint, tag) VALUES (?, ?, ?)");
    this.#selectDue = database.prepare("SELECT minute, endpoint FROM reminders WHERE minute <= ? ORDER BY minute, endpoint LIMIT ?");
    this.#selectNext = database.prepare("SELECT minute FROM reminders WHERE minute > ? ORDER BY minute LIMIT 1");
    this.#countOther = database.prepare("SELECT COUNT(*) AS count FROM reminders WHERE tag <> ? AND endpoint <> ?");
    this.#dropOf = database.prepare("DELETE FROM reminders WHERE endpoint = ? AND minute <= ?");
    this.#dropAll = database.prepare("DELETE FROM reminders WHERE minute <= ?");
  }

  /** Within a transaction. */
  replace({ tag, endpoint, minutes }: ReminderSet): void {
    this.#removeSet.run([tag, endpoint]);
    for (const minute of minutes) this.#insert.run([minute, endpoint, tag]);
  }

  due(upToMinute: number, limit: number): readonly DueReminder[] {
    const rows: unknown[] = this.#selectDue.all([upToMinute, limit]);
    return rows.map((row) => ({ endpoint: readText(row, "endpoint"), minute: readNumber(row, "minute") }));
  }

  next(afterMinute: number): number | null {
    const row: unknown = this.#selectNext.get([afterMinute]);
    return row === undefined ? null : readNumber(row, "minute");
  }

  countOther(tag: Uint8Array, endpoint: string): number {
    return readNumber(this.#countOther.get([tag, endpoint]), "count");
  }

  drop(drops: readonly ReminderDrop[]): void {
    inTransaction(this.#database, () => {
      for (const { endpoint, upToMinute } of drops) {
        if (endpoint === null) this.#dropAll.run([upToMinute]);
        else this.#dropOf.run([endpoint, upToMinute]);
      }
    });
  }
}
