// What a relay could have a device store: anyone can sign a statement, and a relay can hand it on.

import { expect, test } from "vitest";
import { fixedSigner, fixedSuite } from "../crypto/fixed.suite.ts";
import type { StatementId } from "../base/ids.ts";
import type { NameBody } from "../members/statement-content.ts";
import { signStatement } from "../members/sign-statement.ts";
import { nameOwnDevice } from "./device-name.ts";
import { signStatements } from "./sign-statements.ts";
import { openShared, shareStatements, TestProfile, valueIn } from "./space.suite.ts";
import type { Space } from "./space.ts";

const name = (byte: number): NameBody => ({
  kind: "name",
  device: null,
  epochPrefix: new Uint8Array(4),
  nonce: new Uint8Array(12),
  sealed: new Uint8Array(48).fill(byte),
});

/** By as many strangers as `count`, each on the founding statement. */
const strangeStatements = (space: Space, count: number): Promise<readonly Uint8Array[]> => {
  const founding: StatementId | undefined = space.core.members.dag.statements[0]?.id;
  const said = { space: space.core.space, parents: founding === undefined ? [] : [founding] };
  const signed = Array.from({ length: count }, (_, index) =>
    signStatement(fixedSuite.sha256, fixedSigner(100 + index), { ...said, body: name(index) }),
  );
  return Promise.all(signed).then((statements) => statements.map(({ bytes }) => bytes));
};

test("statements of strangers are neither stored nor built upon, so that what a member states goes on counting", async () => {
  const { spaces, profiles } = await openShared(2);
  const [a, b] = spaces;
  if (a === undefined || b === undefined) throw new Error("two of them");
  const [before, bytesBefore] = [b.view().statementHeads, profiles[1]?.disk.usedBytes];
  expect(valueIn(await b.ingestStatements(await strangeStatements(b, 40))).invalid).toBe(40);
  expect([b.view().statementHeads, profiles[1]?.disk.usedBytes]).toEqual([before, bytesBefore]);
  valueIn(await nameOwnDevice(b, "phone"));
  await shareStatements(b, a);
  expect(a.core.members.nameOf(b.core.self)).toBe("phone");
});

test("what a removed device puts back in time, however much, does not keep members from building on what they know", async () => {
  const { spaces } = await openShared(2);
  const [a, removed] = spaces;
  if (a === undefined || removed === undefined) throw new Error("two of them");
  const [parents, { space, signer }] = [removed.core.members.heads, removed.core];
  const body = { kind: "remove", device: removed.core.self, asksToWipe: false, cut: [] } as const;
  valueIn(await a.addOwnStatements(() => signStatements(a.core, [body])));
  const late = new TestProfile(3);
  await late.join(a);
  const [head] = a.core.members.heads;
  if (head === undefined) throw new Error("a head");
  const putBack: Uint8Array[] = [];
  for (let salt = 0; putBack.length < 16; salt++) {
    const made = { ...name(salt & 255), nonce: new Uint8Array(12).fill(salt >> 8), device: removed.core.self };
    const { id, bytes } = await signStatement(fixedSuite.sha256, signer, { space, parents, body: made });
    if (id < head) putBack.push(bytes);
  }
  expect(valueIn(await a.ingestStatements(putBack)).invalid).toBe(0);
  expect(a.view().statementHeads[0]).toBe(head);
  const newcomer = await late.open();
  await shareStatements(a, newcomer);
  valueIn(await nameOwnDevice(newcomer, "tablet"));
  await shareStatements(newcomer, a);
  expect(a.core.members.nameOf(newcomer.core.self)).toBe("tablet");
});
