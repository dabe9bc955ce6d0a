// What has travelled over the links of this tab, by whatever link, and what went wrong with it: numbers alone, for the status and the diagnosis.

import type { SessionNotice } from "../sync/session-step.ts";
import type { SyncStatistics } from "./face.ts";
import { NO_HISTORY, NO_STATISTICS, type LinkHistory } from "./sync-status.ts";

export class LinkCounts {
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
    if (notice.kind === "moved") this.#countRecords(notice.direction, notice.records);
    else if (notice.kind === "refused") this.history = { ...this.history, refused: this.history.refused + 1 };
    else if (notice.kind === "unverified") this.history = { ...this.history, unverified: this.history.unverified + notice.count };
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
