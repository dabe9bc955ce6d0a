// The other half of statement-content.ts: what is said, as bytes to be signed. No start needs it.

import { ByteWriter, decode } from "../base/codec.ts";
import { idToBytes } from "../base/ids.ts";
import { assert, unreachable } from "../base/result.ts";
import { MAX_STATEMENT_PARENTS } from "../wire/limits.ts";
import { writePlace } from "../wire/write-place.ts";
import {
  ASKS_TO_WIPE,
  FORMAT,
  isAscending,
  NAME_SUBJECTS,
  readStatementContent,
  ROLE_CODES,
  STATEMENT_KINDS,
  ZERO_ID,
  type AcceptBody,
  type EpochBody,
  type KnownBody,
  type NameBody,
  type RemoveBody,
  type RoleBody,
  type StatementContent,
} from "./statement-content.ts";

function encodeEpoch(body: EpochBody): Uint8Array {
  assert(isAscending(body.grants.map((grant) => grant.device)), "grants ascending");
  assert(isAscending(body.predecessors.map((predecessor) => predecessor.epoch)), "predecessors ascending");
  return new ByteWriter()
    .bytes(idToBytes(body.epoch))
    .list(body.grants, (list, grant) => list.bytes(idToBytes(grant.device)).varBytes(grant.sealed))
    .list(body.predecessors, (list, predecessor) => list.bytes(idToBytes(predecessor.epoch)).bytes(predecessor.sealed))
    .finish();
}

function encodeName({ device, epochPrefix, nonce, sealed }: NameBody): Uint8Array {
  return new ByteWriter()
    .u8(device === null ? NAME_SUBJECTS.space : NAME_SUBJECTS.device)
    .bytes(device === null ? ZERO_ID : idToBytes(device))
    .bytes(epochPrefix)
    .bytes(nonce)
    .varBytes(sealed)
    .finish();
}

function encodeWithCut(body: RemoveBody | RoleBody | AcceptBody): Uint8Array {
  const writer = new ByteWriter().bytes(idToBytes(body.kind === "accept" ? body.statement : body.device));
  if (body.kind === "remove") writer.u8(body.asksToWipe ? ASKS_TO_WIPE : 0);
  if (body.kind === "role") writer.u8(ROLE_CODES[body.role]);
  const hasCut = body.kind !== "role" || body.role === "reader";
  assert(hasCut || body.cut.length === 0, "a cut only where the device becomes a reader");
  return (hasCut ? writer.list(body.cut, writePlace) : writer).finish();
}

function encodeBody(body: KnownBody): Uint8Array {
  switch (body.kind) {
    case "found":
      return body.salt;
    case "add":
      return new ByteWriter().bytes(idToBytes(body.device)).u8(ROLE_CODES[body.role]).varBytes(body.kemKey).bytes(body.proof).finish();
    case "recovery":
      return new ByteWriter().bytes(idToBytes(body.device)).varBytes(body.kemKey).bytes(body.proof).finish();
    case "remove":
    case "role":
    case "accept":
      return encodeWithCut(body);
    case "epoch":
      return encodeEpoch(body);
    case "keys":
      return new ByteWriter().varBytes(body.kemKey).finish();
    case "name":
      return encodeName(body);
    case "capsule":
      return new ByteWriter().bytes(body.id).varBytes(body.sealed).finish();
    default:
      return unreachable(body);
  }
}

/** What is signed of a statement after its label. Asserts what the reader checks of lists and lengths. */
export function encodeStatementContent({ space, author, parents, body }: StatementContent & { readonly body: KnownBody }): Uint8Array {
  assert(isAscending(parents) && parents.length <= MAX_STATEMENT_PARENTS, "parents ascending and few");
  const content = new ByteWriter()
    .u8(FORMAT)
    .u8(STATEMENT_KINDS[body.kind])
    .bytes(space === null ? ZERO_ID : idToBytes(space))
    .bytes(idToBytes(author))
    .list(parents, (list, parent) => list.bytes(idToBytes(parent)))
    .varBytes(encodeBody(body))
    .finish();
  assert(decode(content, readStatementContent).ok, "a well-formed statement");
  return content;
}
