// Statements (PROTOCOL.md "Statements"): the plaintext, signed membership records of a space. This file parses and checks one of them (sign-statement.ts makes them); what it
// says is statement-content.ts, how they follow each other statement-dag.ts, what they amount to membership.ts. Used by devices and the relay alike.
// A statement enters a DAG only after `verifyStatement`.

import { concatBytes } from "../base/bytes.ts";
import { decode, type DecodeError } from "../base/codec.ts";
import { idToBytes, makeId, type DeviceId, type SpaceId, type StatementId } from "../base/ids.ts";
import { label, type Sha256 } from "../base/labels.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { CryptoSuite } from "../ports/crypto.ts";
import { MAX_STATEMENT_BYTES } from "../wire/limits.ts";
import { SIGNATURE_BYTES } from "../wire/record-envelope.ts";
import { readStatementContent, type AddBody, type RecoveryBody, type StatementBody, type StatementContent } from "./statement-content.ts";

export type Statement = {
  readonly id: StatementId;
  /** Of `found`: its own id. */
  readonly space: SpaceId;
  readonly author: DeviceId;
  /** Ascending; empty in `found` only. */
  readonly parents: readonly StatementId[];
  readonly body: StatementBody;
  /** As stored and sent, signature included. */
  readonly bytes: Uint8Array;
};

export type StatementParseError = DecodeError | { readonly kind: "too-large" };

export const signedBytes = (content: Uint8Array): Uint8Array => concatBytes(label("statement"), content);

export function makeStatement(sha256: Sha256, content: StatementContent, contentBytes: Uint8Array, bytes: Uint8Array): Statement {
  const hash = sha256(signedBytes(contentBytes));
  return { ...content, id: makeId("statement", hash), space: content.space ?? makeId("space", hash), bytes };
}

/** Its form only: see `verifyStatement`. */
export function parseStatement(sha256: Sha256, bytes: Uint8Array): Result<Statement, StatementParseError> {
  if (bytes.length > MAX_STATEMENT_BYTES) return err({ kind: "too-large" });
  if (bytes.length < SIGNATURE_BYTES) return err({ kind: "malformed", reason: "ends early" });
  const contentBytes = bytes.subarray(0, bytes.length - SIGNATURE_BYTES);
  const content = decode(contentBytes, readStatementContent);
  return content.ok ? ok(makeStatement(sha256, content.value, contentBytes, bytes)) : content;
}

/** What a device signs to show that it wants to be added by `author` with this KEM key: the `proof` of `add`. */
export function joinMessage(sha256: Sha256, space: SpaceId, author: DeviceId, device: DeviceId, kemKey: Uint8Array): Uint8Array {
  return concatBytes(label("join"), idToBytes(space), idToBytes(author), idToBytes(device), sha256(kemKey));
}

/** What a phrase's key signs so that `author` may make it the space's way back: the `proof` of `recovery`. */
export function recoveryMessage(sha256: Sha256, space: SpaceId, author: DeviceId, device: DeviceId, kemKey: Uint8Array): Uint8Array {
  return concatBytes(label("recovery"), idToBytes(space), idToBytes(author), idToBytes(device), sha256(kemKey));
}

/** What of a suite is needed to check a statement. */
export type StatementVerifier = Pick<CryptoSuite, "sha256" | "verify">;

function isProvenAdd(verifier: StatementVerifier, { space, author }: Statement, body: AddBody | RecoveryBody): Promise<boolean> {
  const messageOf = body.kind === "add" ? joinMessage : recoveryMessage;
  const message = messageOf(verifier.sha256, space, author, body.device, body.kemKey);
  return verifier.verify(idToBytes(body.device), message, body.proof);
}

function isSigned(verify: CryptoSuite["verify"], { bytes, author }: Statement): Promise<boolean> {
  const content = bytes.subarray(0, bytes.length - SIGNATURE_BYTES);
  return verify(idToBytes(author), signedBytes(content), bytes.subarray(content.length));
}

/** Whether the author signed it and, of an `add` or `recovery`, the device's key and proof are right. Whether it counts is membership.ts's question. */
export async function verifyStatement(verifier: StatementVerifier, statement: Statement): Promise<boolean> {
  const { body } = statement;
  const adds = body.kind === "add" || body.kind === "recovery";
  return (await isSigned(verifier.verify, statement)) && (!adds || (await isProvenAdd(verifier, statement, body)));
}

/** Of one that passed `verifyStatement` before it was stored: whether it still is what it was. */
export const isStatementIntact = (suite: Pick<CryptoSuite, "verifyAgain">, statement: Statement): Promise<boolean> =>
  isSigned(suite.verifyAgain, statement);
