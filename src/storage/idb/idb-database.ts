// The one IndexedDB database of a browser profile, "daybook": its tables, its connection, its transactions and what their failures
// mean. Every write is strictly durable and ends in one of two ways: all of it is on the disk, or none of it ever was. Inside a transaction
// nothing may be awaited but its own requests: Firefox and WebKit commit or abort it at the first other pause.
// What the rows say is idb-rows.ts's; the records' store is idb-store.ts, the keys' idb-key-vault.ts.

import { err, ok, type Result } from "../../base/result.ts";
import type { StoreError } from "../../ports/store.ts";
import { UPGRADES, type Upgrade } from "./upgrades.ts";

const DATABASE_NAME = "daybook";

/**
 * All with keys of their own beside the value. A path is `[space bytes, log bytes, branch text]`.
 * heads: by path. records (never rewritten), states (only of records that are not applied): by path and seq.
 * blocks: by `[space bytes, pack bytes, index]`. pages: by `[space bytes, number]`. statements, receipts: by `[space bytes, id or device bytes]`. meta: by name. control: `fence`, `trial`. keys: `wrapping`, `master`, `signing`, trials.
 */
export const TABLES = ["heads", "records", "states", "statements", "receipts", "meta", "control", "keys", "blocks", "pages"] as const;
export type Table = (typeof TABLES)[number];

export type OpenOptions = {
  /** Another name keeps apart what tests store. */
  readonly name?: string;
  /** The platform's by default. */
  readonly factory?: IDBFactory;
  /** The way from nothing to the present version, whose number is the count of its steps; others for tests. */
  readonly upgrades?: readonly Upgrade[];
  /** Another tab holds the database in an older version and has not let go of it yet; opening goes on when it does. */
  readonly onBlocked?: () => void;
  /** The connection ended without `close()`: every further call answers with this error. */
  readonly onLost?: (error: StoreError) => void;
};

/** Awaits one request of a transaction. */
export function requested<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result), { once: true });
    request.addEventListener("error", () => reject(request.error ?? new DOMException("unknown", "UnknownError")), { once: true });
  });
}

export async function openDatabase(options: OpenOptions = {}): Promise<Result<Database, StoreError>> {
  try {
    // Reading the global may throw by itself where the browser allows no storage.
    const factory = options.factory ?? globalThis.indexedDB;
    // Typed as always there; it is missing where the browser keeps it from the page.
    if ((factory as IDBFactory | undefined) === undefined) return err({ kind: "unavailable", reason: "no IndexedDB" });
    const upgrades = options.upgrades ?? UPGRADES;
    const request = factory.open(options.name ?? DATABASE_NAME, upgrades.length);
    request.addEventListener("upgradeneeded", ({ oldVersion }) => {
      const { transaction } = request;
      // Never missing inside this event.
      if (transaction === null) return;
      for (const upgrade of upgrades.slice(oldVersion)) upgrade(request.result, transaction);
    });
    request.addEventListener("blocked", () => options.onBlocked?.());
    await requested(request);
    return ok(new Database(request.result, options.onLost));
  } catch (error) {
    return err(storeErrorOf(error));
  }
}

/** An open connection. A transaction's `body` awaits only `requested`; its `err` aborts the transaction, what else it throws also rejects. */
export class Database {
  readonly #connection: IDBDatabase;
  readonly #onLost: ((error: StoreError) => void) | undefined;
  /** Why nothing works any more. */
  #end: StoreError | null = null;

  constructor(connection: IDBDatabase, onLost?: (error: StoreError) => void) {
    this.#connection = connection;
    this.#onLost = onLost;
    connection.addEventListener("versionchange", (event) => this.#lose({ kind: event.newVersion === null ? "closed" : "newer-database" }));
    // As WebKit does when it has lost the process with the database, which it may after a while in the background.
    connection.addEventListener("close", () => this.#lose({ kind: "closed" }));
  }

  #lose(error: StoreError): StoreError {
    if (this.#end !== null) return this.#end;
    this.#end = error;
    this.#connection.close();
    this.#onLost?.(error);
    return error;
  }

  read<T>(tables: readonly Table[], body: (transaction: IDBTransaction) => Promise<Result<T, StoreError>>): Promise<Result<T, StoreError>> {
    return this.#run(tables, "readonly", body);
  }

  /** Resolves once all of it is durable, or with an error when none of it happened. `onPlaced`: as in ports/store.ts. */
  write<T>(
    tables: readonly Table[],
    body: (transaction: IDBTransaction) => Promise<Result<T, StoreError>>,
    onPlaced: () => void = () => undefined,
  ): Promise<Result<T, StoreError>> {
    return this.#run(tables, "readwrite", async (transaction) => {
      const result = await body(transaction);
      if (!result.ok) return result;
      // By itself a transaction is committed only when all its requests have been answered here, one more way there and back.
      transaction.commit();
      onPlaced();
      return result;
    });
  }

  /** Transactions under way still end by themselves. */
  close(): void {
    this.#end ??= { kind: "closed" };
    this.#connection.close();
  }

  #begin(tables: readonly Table[], mode: "readonly" | "readwrite"): Result<IDBTransaction, StoreError> {
    try {
      return ok(this.#connection.transaction([...tables], mode, { durability: "strict" }));
    } catch (error) {
      // A connection that has ended is in no state to begin, and may not have said so.
      const isEnded = error instanceof DOMException && error.name === "InvalidStateError";
      return err(isEnded ? this.#lose({ kind: "closed" }) : storeErrorOf(error));
    }
  }

  async #run<T>(
    tables: readonly Table[],
    mode: "readonly" | "readwrite",
    body: (transaction: IDBTransaction) => Promise<Result<T, StoreError>>,
  ): Promise<Result<T, StoreError>> {
    if (this.#end !== null) return err(this.#end);
    const begun = this.#begin(tables, mode);
    if (!begun.ok) return begun;
    const transaction = begun.value;
    const finished = whenFinished(transaction);
    try {
      const result = await body(transaction);
      if (!result.ok) {
        abort(transaction);
        await finished;
        return result;
      }
      const failure = await finished;
      return failure === null ? result : err(this.#end ?? storeErrorOf(failure));
    } catch (error) {
      abort(transaction);
      await finished;
      // A request that failed, or the transaction under it; anything else is a bug and must surface as one.
      if (error instanceof DOMException) return err(this.#end ?? storeErrorOf(transaction.error ?? error));
      throw error;
    }
  }
}

/** `null` once the transaction is committed, the reason when it was aborted. Listens to no `error` event: its cause comes with the abort. */
function whenFinished(transaction: IDBTransaction): Promise<DOMException | null> {
  return new Promise((resolve) => {
    transaction.addEventListener("complete", () => resolve(null));
    transaction.addEventListener("abort", () => resolve(transaction.error ?? new DOMException("aborted", "AbortError")));
  });
}

function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch {
    // It has ended already, which is all that is wanted.
  }
}

/** What a failure of the platform means. Browsers say why in the name only; messages differ and are for the diagnosis. */
function storeErrorOf(error: unknown): StoreError {
  if (!(error instanceof DOMException)) return { kind: "unavailable", reason: String(error) };
  switch (error.name) {
    case "QuotaExceededError":
      return { kind: "full" };
    case "VersionError":
      return { kind: "newer-database" };
    default:
      return { kind: "unavailable", reason: `${error.name}: ${error.message}` };
  }
}
