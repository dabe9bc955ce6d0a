// What a statement says, read from its bytes without the signature (PROTOCOL.md "Statements"): there is one way to write each, everything else is
// malformed. Writing is encode-statement.ts; ids, signatures and proofs are statement.ts.

import { decode, malformed, type ByteReader } from "../base/codec.ts";
import { ID_BYTES, type DeviceId, type EpochId, type SpaceId, type StatementId } from "../base/ids.ts";
import { readId } from "../wire/fields.ts";
import { CAPSULE_ID_BYTES, MAX_CAPSULE_BYTES, MAX_STATEMENT_BYTES, MAX_STATEMENT_PARENTS } from "../wire/limits.ts";
import { EPOCH_PREFIX_BYTES, SIGNATURE_BYTES } from "../wire/record-envelope.ts";
import { areAscending, MIN_PLACE_BYTES, readPlace, type RecordPlace } from "../wire/record-place.ts";

export type Role = "owner" | "writer" | "reader";

export type Grant = { readonly device: DeviceId; readonly sealed: Uint8Array };
export type SealedEpochKey = { readonly epoch: EpochId; readonly sealed: Uint8Array };

export type FoundBody = { readonly kind: "found"; readonly salt: Uint8Array };
export type AddBody = {
  readonly kind: "add";
  readonly device: DeviceId;
  readonly role: Role;
  readonly kemKey: Uint8Array;
  /** The device's signature over `joinMessage`. */
  readonly proof: Uint8Array;
};
/** A member that is no device: an owner whose keys are made of a phrase that lies on paper. */
export type RecoveryBody = {
  readonly kind: "recovery";
  readonly device: DeviceId;
  readonly kemKey: Uint8Array;
  /** The phrase's signature over `recoveryMessage`. */
  readonly proof: Uint8Array;
};
/** Both lists ascending by id. */
export type EpochBody = {
  readonly kind: "epoch";
  readonly epoch: EpochId;
  readonly grants: readonly Grant[];
  readonly predecessors: readonly SealedEpochKey[];
};
export type KeysBody = { readonly kind: "keys"; readonly kemKey: Uint8Array };
/** `device` null: the name of the space. `epochPrefix`: 4 bytes, of the epoch the name is sealed under. */
export type NameBody = {
  readonly kind: "name";
  readonly device: DeviceId | null;
  readonly epochPrefix: Uint8Array;
  readonly nonce: Uint8Array;
  readonly sealed: Uint8Array;
};
/** How far logs are taken: the records that it names and all on the way to each. At most `MAX_CUT_ENTRIES`. */
export type Cut = readonly RecordPlace[];
export type RemoveBody = {
  readonly kind: "remove";
  readonly device: DeviceId;
  /** The device is asked to delete what it holds of the space. */
  readonly asksToWipe: boolean;
  /** Of the device's logs. */
  readonly cut: Cut;
};
export type RoleBody = {
  readonly kind: "role";
  readonly device: DeviceId;
  readonly role: Role;
  /** Of the device's logs; empty unless it becomes a reader. */
  readonly cut: Cut;
};
export type AcceptBody = {
  readonly kind: "accept";
  /** A `remove` or `role` with a cut. */
  readonly statement: StatementId;
  /** What its author holds beyond that cut. */
  readonly cut: Cut;
};
/** What a passkey opens: its author's secret, sealed (capsule.ts). */
export type CapsuleBody = { readonly kind: "capsule"; readonly id: Uint8Array; readonly sealed: Uint8Array };
/** Of a later version of Daybook: kept and forwarded, not understood. */
export type UnknownBody = { readonly kind: "unknown"; readonly format: number; readonly code: number; readonly bytes: Uint8Array };

export type KnownBody =
  | FoundBody
  | AddBody
  | RemoveBody
  | RoleBody
  | EpochBody
  | KeysBody
  | NameBody
  | AcceptBody
  | RecoveryBody
  | CapsuleBody;
export type StatementBody = KnownBody | UnknownBody;

export type StatementContent = {
  /** null in `found` only, which is what makes the space. */
  readonly space: SpaceId | null;
  readonly author: DeviceId;
  /** Ascending; empty in `found` only. */
  readonly parents: readonly StatementId[];
  readonly body: StatementBody;
};

export const FORMAT = 1;

export const STATEMENT_KINDS = {
  found: 1,
  add: 2,
  remove: 3,
  role: 4,
  epoch: 5,
  keys: 6,
  name: 7,
  accept: 8,
  recovery: 9,
  capsule: 11,
} as const satisfies Record<KnownBody["kind"], number>;

/** On the wire; the smaller, the stronger. */
export const ROLE_CODES = { owner: 1, writer: 2, reader: 3 } as const satisfies Record<Role, number>;

/** What a name names, on the wire. */
export const NAME_SUBJECTS = { device: 1, space: 2 } as const;

/** Of `remove`, on the wire. */
export const ASKS_TO_WIPE = 1;

export const MAX_CUT_ENTRIES = 4_096;
const SALT_BYTES = 16;
/** An X-Wing public key. */
export const KEM_KEY_BYTES = 1_216;
/** An encapsulated key and a sealed epoch key. */
export const GRANT_BYTES = 1_168;
/** An epoch key and its authentication tag. */
export const SEALED_KEY_BYTES = 48;
export const NONCE_BYTES = 12;
/** A name padded to at most 256 bytes and its authentication tag. */
const MAX_SEALED_NAME_BYTES = 272;

export const ZERO_ID = new Uint8Array(32);
const ZERO_ID_TEXT = "0".repeat(64);

export const isAscending = (ids: readonly string[]): boolean => ids.every((id, index) => index === 0 || (ids[index - 1] ?? "") < id);

function exactly(reader: ByteReader, length: number): Uint8Array {
  const bytes = reader.varBytes(length);
  return bytes.length === length ? bytes : malformed("a field of another length");
}

/** null: of a later version, as all of the statement then is. */
/** Null for a code that none has. */
export function roleOfCode(code: number): Role | null {
  if (code === ROLE_CODES.owner) return "owner";
  if (code === ROLE_CODES.writer) return "writer";
  return code === ROLE_CODES.reader ? "reader" : null;
}

function readRole(reader: ByteReader): Role | null {
  const code = reader.u8();
  return code === 0 ? malformed("role 0") : roleOfCode(code);
}

function readAdd(reader: ByteReader): AddBody | null {
  const device = readId(reader, "device");
  const role = readRole(reader);
  if (role === null) return skipRest(reader);
  return { kind: "add", device, role, kemKey: exactly(reader, KEM_KEY_BYTES), proof: reader.bytes(SIGNATURE_BYTES) };
}

const readRecovery = (reader: ByteReader): RecoveryBody => ({
  kind: "recovery",
  device: readId(reader, "device"),
  kemKey: exactly(reader, KEM_KEY_BYTES),
  proof: reader.bytes(SIGNATURE_BYTES),
});

function skipRest(reader: ByteReader): null {
  reader.rest();
  return null;
}

function readCut(reader: ByteReader): Cut {
  const cut = reader.list(MAX_CUT_ENTRIES, MIN_PLACE_BYTES, readPlace);
  return areAscending(cut) ? cut : malformed("cut not ascending");
}

function readRemove(reader: ByteReader): RemoveBody | null {
  const device = readId(reader, "device");
  const flags = reader.u8();
  if (flags > ASKS_TO_WIPE) return skipRest(reader);
  return { kind: "remove", device, asksToWipe: flags === ASKS_TO_WIPE, cut: readCut(reader) };
}

function readRoleChange(reader: ByteReader): RoleBody | null {
  const device = readId(reader, "device");
  const role = readRole(reader);
  if (role === null) return skipRest(reader);
  return { kind: "role", device, role, cut: role === "reader" ? readCut(reader) : [] };
}

function readEpoch(reader: ByteReader): EpochBody {
  const epoch = readId(reader, "epoch");
  const grants = reader.list(MAX_STATEMENT_BYTES, ID_BYTES.device + GRANT_BYTES, (list): Grant => {
    return { device: readId(list, "device"), sealed: exactly(list, GRANT_BYTES) };
  });
  const predecessors = reader.list(MAX_STATEMENT_BYTES, ID_BYTES.epoch + SEALED_KEY_BYTES, (list): SealedEpochKey => {
    return { epoch: readId(list, "epoch"), sealed: list.bytes(SEALED_KEY_BYTES) };
  });
  if (!isAscending(grants.map((grant) => grant.device))) malformed("grants not ascending");
  if (!isAscending(predecessors.map((predecessor) => predecessor.epoch))) malformed("predecessors not ascending");
  return { kind: "epoch", epoch, grants, predecessors };
}

function readSubject(reader: ByteReader): DeviceId | null {
  const subject = reader.u8();
  const device = readId(reader, "device");
  if (subject === NAME_SUBJECTS.device) return device;
  return subject === NAME_SUBJECTS.space && device === ZERO_ID_TEXT ? null : malformed("unknown subject of a name");
}

function readName(reader: ByteReader): NameBody {
  const device = readSubject(reader);
  const epochPrefix = reader.bytes(EPOCH_PREFIX_BYTES);
  const nonce = reader.bytes(NONCE_BYTES);
  return { kind: "name", device, epochPrefix, nonce, sealed: reader.varBytes(MAX_SEALED_NAME_BYTES) };
}

const READERS: ReadonlyMap<number, (reader: ByteReader) => KnownBody | null> = new Map<number, (reader: ByteReader) => KnownBody | null>([
  [STATEMENT_KINDS.found, (reader) => ({ kind: "found", salt: reader.bytes(SALT_BYTES) })],
  [STATEMENT_KINDS.add, readAdd],
  [STATEMENT_KINDS.remove, readRemove],
  [STATEMENT_KINDS.role, readRoleChange],
  [STATEMENT_KINDS.epoch, readEpoch],
  [STATEMENT_KINDS.keys, (reader) => ({ kind: "keys", kemKey: exactly(reader, KEM_KEY_BYTES) })],
  [STATEMENT_KINDS.name, readName],
  [STATEMENT_KINDS.accept, (reader) => ({ kind: "accept", statement: readId(reader, "statement"), cut: readCut(reader) })],
  [STATEMENT_KINDS.recovery, readRecovery],
  [
    STATEMENT_KINDS.capsule,
    (reader) => ({ kind: "capsule", id: reader.bytes(CAPSULE_ID_BYTES), sealed: reader.varBytes(MAX_CAPSULE_BYTES) }),
  ],
]);

function readBody(format: number, code: number, bytes: Uint8Array): StatementBody {
  const read = format === FORMAT ? READERS.get(code) : undefined;
  const body = read === undefined ? null : decode(bytes, read);
  if (body?.ok === false) malformed(body.error.reason);
  return body?.value ?? { kind: "unknown", format, code, bytes };
}

/** All of a statement but its signature, inside `decode`. */
export function readStatementContent(reader: ByteReader): StatementContent {
  const format = reader.u8();
  if (format === 0) malformed("format 0");
  const code = reader.u8();
  const space = readId(reader, "space");
  const author = readId(reader, "device");
  const parents = reader.list(MAX_STATEMENT_PARENTS, ID_BYTES.statement, (list) => readId(list, "statement"));
  if (!isAscending(parents)) malformed("parents not ascending");
  const body = readBody(format, code, reader.varBytes(MAX_STATEMENT_BYTES));
  const founds = body.kind === "found";
  if (founds !== (parents.length === 0) || founds !== (space === ZERO_ID_TEXT))
    malformed("only the first statement has no parents and no space");
  return { space: founds ? null : space, author, parents, body };
}
