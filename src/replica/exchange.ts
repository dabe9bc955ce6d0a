// What a space needs only once it talks to another replica: taking in pages and receipts, and working out who lacks what. Loaded with the first session, since
// nothing on screen waits for it.

import { idsAsked, learnIds } from "../wire/fork-search.ts";
import { compareLogs } from "./compare-logs.ts";
import { ingestReceipts, issueReceipt } from "./receipt-exchange.ts";
import { ingestPage } from "./space-intake.ts";

export const exchange = { ingestPage, compareLogs, idsAsked, learnIds, ingestReceipts, issueReceipt };

export type Exchange = typeof exchange;

export type LoadExchange = () => Promise<Exchange>;
