// Pairing by a code that this device shows itself, as it is talked about in a terminal.

import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import type { PairingState } from "../src/replica/face.ts";
import type { DoorPairing } from "../src/replica/home/door-pairings.ts";
import { PairingTalk } from "./pairing-talk.ts";
import { Terminal } from "./terminal.ts";

const CODE = `db2.${"Ab".repeat(66)}`;
const COMPARING: PairingState = {
  kind: "joining",
  comparisonCode: "123456",
  inviterName: "phone",
  confirmed: false,
  shared: null,
  clockSkewMs: 0,
};
const ASKED: PairingState = { kind: "asked", deviceName: "phone", comparisonCode: "654321", shared: null, clockSkewMs: 0 };

function open(columns = 120) {
  const input = new PassThrough();
  const answers: boolean[] = [];
  let text = "";
  const write = (more: string): void => void (text += more);
  const terminal = new Terminal(input, { write, isTerminal: true, columns });
  const talk = new PairingTalk(terminal, false);
  const pairing = {
    join: () => undefined,
    invite: () => undefined,
    answer: (approve: boolean) => void answers.push(approve),
    cancel: () => undefined,
  };
  return { talk, pairing, input, answers, written: () => text };
}

const opened = async (): Promise<DoorPairing> => ({ kind: "open", code: CODE });

/** Enough for what was typed to be read. */
const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

test("who asks to be let in shows the code as a picture and as text, compares, and says how it ended", async () => {
  const { talk, pairing, input, answers, written } = open();
  const ended = talk.ask(pairing, opened);
  await turn();
  expect(written()).toContain(`I have a code", and scan this, or paste it there within ten minutes: ${CODE}`);
  expect(written()).toContain("█▀▀▀▀▀█");
  talk.onState({ kind: "joining", comparisonCode: null, inviterName: null, confirmed: false, shared: null, clockSkewMs: 0 });
  talk.onState(COMPARING);
  input.write("yes\n");
  await turn();
  await turn();
  expect([written().includes('"phone" invites this device. The number is 123 456'), answers]).toEqual([true, [true]]);
  talk.onState({ kind: "joined", inviterName: "phone", keptItems: 0, shared: null });
  expect(await ended).toBe(true);
  expect(written()).toContain("is one of your devices now");
});

test("who lets others in asks before, and tells what was refused", async () => {
  const { talk, pairing, input, answers, written } = open();
  const ended = talk.inviteHere(pairing, opened);
  await turn();
  expect(written()).toContain(`I have Daybook elsewhere", and scan this, or paste it there within ten minutes: ${CODE}`);
  talk.onState(ASKED);
  input.write("no\n");
  await turn();
  await turn();
  expect(answers).toEqual([false]);
  talk.onState({ kind: "failed", reason: "declined" });
  expect(await ended).toBe("declined");
  expect(written()).toContain("The number is 654 321");
});

test("a picture that does not fit is left out, and where nobody could be heard it is said why", async () => {
  const narrow = open(40);
  void narrow.talk.ask(narrow.pairing, opened);
  await turn();
  expect(narrow.written()).not.toContain("█");
  expect(narrow.written()).toContain(CODE);
  const { talk, pairing, written } = open();
  expect(await talk.ask(pairing, async () => ({ kind: "failed", reason: "no-direct" }))).toBe(false);
  expect(written()).toContain("Direct connections cannot be made here");
});
