// What a relay could have a device store: anyone can sign a statement, and a relay can hand it on.

import { expect, test } from "vitest";
import { fixedSigner, fixedSuite } from "../crypto/fixed.suite.ts";
import type { StatementId } from "../base/ids.ts";
import type { NameBody } from "../members/statement-content.ts";
import { signStatement } from "../members/statement.ts";
import { nameOwnDevice } from "./device-name.ts";
import { openShared, shareStatements, valueIn } from "./space.suite.ts";
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
