// A document too large for one update, as several: operations of each client in their order, none before those it builds on, deletions last. Applied
// one after another they give the very document, byte for byte; a single long text is cut where it must be, as Yjs cuts it when somebody types in
// the middle.

import * as Y from "yjs";
import type { ItemDocument } from "./document.ts";
import { encodeStateV1 } from "./document-states.ts";

/** Of client numbers, counts and the list of clients in a part, generously. */
const PART_OVERHEAD_BYTES = 1_024;
/** A deletion is a clock and a length. */
const DELETION_BYTES = 18;

type Struct = Y.AbstractStruct;
type Part = { readonly structsByClient: Map<number, Struct[]>; bytes: number };

function sizeOf(struct: Struct): number {
  const encoder = new Y.UpdateEncoderV1();
  struct.write(encoder, 0, 0);
  return encoder.toUint8Array().length;
}

/** Never between the two halves of a character: Yjs would replace both. */
function cutBefore(content: Item["content"], offset: number): number {
  if (!(content instanceof Y.ContentString)) return offset;
  const isWithin = /[\ud800-\udbff]/.test(content.str.charAt(offset - 1));
  return isWithin ? offset + 1 : offset;
}

type Item = InstanceType<typeof Y.Item>;

/** An operation in halves until each is at most `maxBytes` long, or cannot be cut. */
function cut(struct: Struct, maxBytes: number): readonly Struct[] {
  if (!(struct instanceof Y.Item) || struct.length < 2 || sizeOf(struct) <= maxBytes) return [struct];
  const { id, origin, rightOrigin, parent, parentSub } = struct;
  const left = struct.content.copy();
  const offset = cutBefore(left, struct.length >>> 1);
  if (offset >= struct.length) return [struct];
  const right = left.splice(offset);
  const rightId = Y.createID(id.client, id.clock + offset);
  const leftOfRight = Y.createID(id.client, id.clock + offset - 1);
  return [
    ...cut(new Y.Item(id, null, origin, null, rightOrigin, parent, parentSub, left), maxBytes),
    ...cut(new Y.Item(rightId, null, leftOfRight, null, rightOrigin, parent, parentSub, right), maxBytes),
  ];
}

/** All operations, none before one that it builds on. What waits for operations that are not there comes last. */
function inOrder(structs: readonly Struct[]): readonly Struct[] {
  const queues = new Map<number, Struct[]>();
  for (const struct of structs) {
    const queue = queues.get(struct.id.client);
    if (queue === undefined) queues.set(struct.id.client, [struct]);
    else queue.push(struct);
  }
  const taken = new Map<number, number>();
  const isThere = (target: unknown): boolean => !(target instanceof Y.ID) || target.clock < (taken.get(target.client) ?? 0);
  const isReady = (struct: Struct): boolean =>
    !(struct instanceof Y.Item) || [struct.origin, struct.rightOrigin, struct.parent].every((target) => isThere(target));
  const ordered: Struct[] = [];
  const next = new Map([...queues.keys()].map((client) => [client, 0]));
  for (let before = -1; before < ordered.length;) {
    before = ordered.length;
    for (const [client, queue] of queues) {
      let at = next.get(client) ?? 0;
      for (let struct = queue[at]; struct !== undefined && isReady(struct); struct = queue[at]) {
        ordered.push(struct);
        taken.set(client, struct.id.clock + struct.length);
        at += 1;
      }
      next.set(client, at);
    }
  }
  return [...ordered, ...[...queues].flatMap(([client, queue]) => queue.slice(next.get(client)))];
}

function encodePart(structsByClient: ReadonlyMap<number, readonly Struct[]>, deletions: readonly Deletion[]): Uint8Array {
  const encoder = new Y.UpdateEncoderV1();
  encoder.writeLen(structsByClient.size);
  for (const [client, structs] of structsByClient) {
    encoder.writeLen(structs.length);
    encoder.writeClient(client);
    encoder.writeLen(structs[0]?.id.clock ?? 0);
    for (const struct of structs) struct.write(encoder, 0, 0);
  }
  const clients = new Set(deletions.map(({ client }) => client));
  encoder.writeLen(clients.size);
  for (const client of clients) {
    const own = deletions.filter((deletion) => deletion.client === client);
    encoder.writeClient(client);
    encoder.writeLen(own.length);
    for (const { clock, length } of own) {
      encoder.writeDsClock(clock);
      encoder.writeDsLen(length);
    }
  }
  return encoder.toUint8Array();
}

type Deletion = { readonly client: number; readonly clock: number; readonly length: number };

function packStructs(structs: readonly Struct[], maxBytes: number): Uint8Array[] {
  const parts: Part[] = [];
  for (const struct of structs) {
    const bytes = sizeOf(struct);
    let part = parts.at(-1);
    if (part === undefined || part.bytes + bytes > maxBytes) {
      part = { structsByClient: new Map(), bytes: 0 };
      parts.push(part);
    }
    part.bytes += bytes;
    const own = part.structsByClient.get(struct.id.client);
    if (own === undefined) part.structsByClient.set(struct.id.client, [struct]);
    else own.push(struct);
  }
  return parts.map(({ structsByClient }) => encodePart(structsByClient, []));
}

function packDeletions(deletions: readonly Deletion[], maxBytes: number): Uint8Array[] {
  const perPart = Math.max(1, Math.floor(maxBytes / DELETION_BYTES));
  const parts: Uint8Array[] = [];
  for (let at = 0; at < deletions.length; at += perPart) parts.push(encodePart(new Map(), deletions.slice(at, at + perPart)));
  return parts;
}

/** The document as updates (V1), to be applied in this order: one where it fits into `maxBytes`, and else several, each within it wherever it can be cut. */
export function encodeStateParts(document: ItemDocument, maxBytes: number): readonly Uint8Array[] {
  const whole = encodeStateV1(document);
  if (whole.length <= maxBytes) return [whole];
  const { structs, ds } = Y.decodeUpdate(whole);
  const partBytes = maxBytes - PART_OVERHEAD_BYTES;
  const pieces = structs.flatMap((struct) => cut(struct, partBytes));
  const deletions = [...ds.clients].flatMap(([client, spans]) => spans.map(({ clock, len }) => ({ client, clock, length: len })));
  return [...packStructs(inOrder(pieces), partBytes), ...packDeletions(deletions, partBytes)];
}
