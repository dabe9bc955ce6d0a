// What has travelled over the links of this tab, by whatever link, and what went wrong with it: numbers alone, for the status and the diagnosis.

import type { StatementId } from "../base/ids.ts";
import type { StatementDag } from "../members/statement-dag.ts";
import type { SessionNotice } from "../sync/session-step.ts";
import type { SyncStatistics } from "./face/statistics.ts";
import { NO_HISTORY, NO_STATISTICS, type LinkHistory } from "./sync-status.ts";

/** Of so many tellings of heads, the last ones: each link tells anew with whatever it takes. */
const MAX_TOLD = 16;

export class LinkCounts {
  #told: readonly (readonly StatementId[])[] = [];
  statistics: SyncStatistics = NO_STATISTICS;
  history: LinkHistory = NO_HISTORY;

  countBytes(direction: "sent" | "received", bytes: number): void {
    const { bytesSent, bytesReceived } = this.statistics;
    this.statistics =
      direction === "sent"
        ? { ...this.statistics, bytesSent: bytesSent + bytes }
        : { ...this.statistics, bytesReceived: bytesReceived + bytes };
  }

  countConnect(): void {
    this.statistics = { ...this.statistics, connects: this.statistics.connects + 1 };
  }

  /** What there is to count in it, if anything. */
  note(notice: SessionNotice): void {
    if (notice.kind === "their-heads") this.#told = [notice.heads, ...this.#told].slice(0, MAX_TOLD);
    if (notice.kind === "moved") this.#countRecords(notice.direction, notice.records);
    else if (notice.kind === "refused") this.history = { ...this.history, refused: this.history.refused + 1 };
    else if (notice.kind === "unverified") this.history = { ...this.history, unverified: this.history.unverified + notice.count };
  }

  /** Whether somebody else has said to have all these statements. */
  knowsAll(dag: StatementDag): boolean {
    const heads = dag.heads();
    return this.#told.some((told) => heads.every((head) => told.includes(head)) || dag.missingFor(told).length === 0);
  }

  #countRecords(direction: "sent" | "received", records: number): void {
    const { recordsSent, recordsReceived } = this.statistics;
    this.statistics =
      direction === "sent"
        ? { ...this.statistics, recordsSent: recordsSent + records }
        : { ...this.statistics, recordsReceived: recordsReceived + records };
  }

  noteSince(sinceMs: number): void {
    this.history = { ...this.history, sinceMs };
  }

  noteFailure(lastFailure: NonNullable<LinkHistory["lastFailure"]>): void {
    this.history = { ...this.history, lastFailure };
  }
}
