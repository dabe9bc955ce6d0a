// What has gone over the links since this page was opened.

export type SyncStatistics = {
  readonly bytesSent: number;
  readonly bytesReceived: number;
  readonly recordsSent: number;
  readonly recordsReceived: number;
  readonly connects: number;
};
