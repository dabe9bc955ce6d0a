// Labels keep apart everything that is hashed, signed or derived: no byte string made for one purpose can pass for another
// (PROTOCOL.md "Notation"). Every purpose has its own, in this one list.

import { concatBytes, utf8ToBytes } from "./bytes.ts";

export const LABELS = [
  "log",
  "record",
  "nonce",
  "statement",
  "join",
  "recovery",
  "recovery sign",
  "recovery kem",
  "capsule secret",
  "capsule id",
  "capsule key",
  "epoch",
  "epoch key",
  "grant",
  "name",
  "receipt",
  "checkpoint",
  "pack",
  "pack nonce",
  "pack leaf",
  "pack node",
  "handshake",
  "meet room",
  "meet inviter",
  "meet newcomer",
  "meet nonce",
  "meet code",
  "invitation",
  "home place",
  "late copy",
  "import",
  "signal",
  "file",
  "nearby",
  "presence",
  "reminders",
] as const;

export type Label = (typeof LABELS)[number];

const labelBytesByName = new Map<Label, Uint8Array>(
  LABELS.map((name) => {
    const text = utf8ToBytes(`daybook/1 ${name}`);
    return [name, concatBytes(Uint8Array.of(text.length), text)];
  }),
);

/** A view: not to be changed. */
export function label(name: Label): Uint8Array {
  const bytes = labelBytesByName.get(name);
  if (bytes === undefined) throw new Error(`no label ${name}`);
  return bytes;
}

/** SHA-256 of 32 bytes, however the platform does it. */
export type Sha256 = (message: Uint8Array) => Uint8Array;
