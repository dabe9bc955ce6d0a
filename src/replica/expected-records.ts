// Records that have come and wait to be stored behind others: what follows from their bytes alone is found out while those are being stored. Nothing is
// taken for true by that: each page is judged when its turn comes, and finds here what it would have to work out then. Forgotten with the bytes.

import type { LogTag } from "../base/ids.ts";
import type { CryptoSuite } from "../ports/crypto.ts";
import { parseRecord } from "../wire/record-envelope.ts";
import type { RecordReader } from "./record-reader.ts";

export class ExpectedRecords {
  readonly #suite: Pick<CryptoSuite, "digest">;
  readonly #reader: Pick<RecordReader, "openAhead">;
  readonly #hashes = new WeakMap<Uint8Array, Promise<Uint8Array>>();

  constructor(suite: Pick<CryptoSuite, "digest">, reader: Pick<RecordReader, "openAhead">) {
    this.#suite = suite;
    this.#reader = reader;
  }

  expect(log: LogTag, records: readonly Uint8Array[]): void {
    for (const bytes of records) {
      const envelope = parseRecord(bytes);
      if (!envelope.ok) return;
      this.#hashes.set(bytes, this.#suite.digest(envelope.value.payload));
      this.#reader.openAhead(log, bytes);
    }
  }

  /** Of the payload of these very bytes. */
  hashOf(bytes: Uint8Array, payload: Uint8Array): Promise<Uint8Array> {
    return this.#hashes.get(bytes) ?? this.#suite.digest(payload);
  }
}
