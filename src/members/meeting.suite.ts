// For tests: both sides of a meeting, joined by hand. What one sends the other hears, unless a test interferes.

import { beforeAll } from "vitest";
import { makeId, type DeviceId } from "../base/ids.ts";
import { deviceOf, fixedSeed, fixedSigner, fixedSuite } from "../crypto/fixed.suite.ts";
import type { MeetCloseReason } from "../wire/frames.ts";
import { beginInviting, stepInviter, type InviterConfig, type InviterEffect, type InviterEvent, type InviterState } from "./inviter.ts";
import type { Admission } from "./meeting-message.ts";
import {
  BEGIN_JOINING,
  stepNewcomer,
  type NewcomerConfig,
  type NewcomerEffect,
  type NewcomerEvent,
  type NewcomerState,
} from "./newcomer.ts";
import type { PairingFailure } from "./pairing-failure.ts";
import { TestSpace } from "./space.suite.ts";

const newcomer = fixedSigner(2);
export const [owner, mallory] = [fixedSigner(1), fixedSigner(3)];
export const [ownerId, newcomerId] = [deviceOf(owner), deviceOf(newcomer)];
export const secret = new Uint8Array(16).fill(0xf1);
export const START_MS = 1_800_000_000_000;
export const EXPIRES_MS = START_MS + 600_000;
export const admission: Admission = { heads: [makeId("statement", new Uint8Array(32).fill(1))], version: [], checkpoints: [], relays: [] };

export let kemKey: Uint8Array;
export let space: TestSpace;
beforeAll(async () => {
  kemKey = await (await fixedSuite.loadKem()).publicKeyOf(fixedSeed(7));
  space = await TestSpace.found();
});

/** An inviter and what it did. */
export class Inviting {
  state: InviterState;
  readonly effects: InviterEffect[] = [];
  readonly config: InviterConfig;
  constructor(members: readonly DeviceId[] = [ownerId], changes: Partial<InviterConfig> = {}) {
    this.config = {
      suite: fixedSuite,
      space: space.found.space,
      self: ownerId,
      name: "laptop",
      secret,
      nonce: new Uint8Array(16).fill(0xf2),
      expiresAtMs: EXPIRES_MS,
      isMember: (device) => members.includes(device),
      shared: null,
      ...changes,
    };
    this.state = beginInviting(this.config);
  }

  /** Verifies what it asks to have verified. Returns what it sent. */
  async take(event: InviterEvent): Promise<Uint8Array[]> {
    const { state, effects } = stepInviter(this.config, this.state, event);
    this.state = state;
    this.effects.push(...effects);
    const sent: Uint8Array[] = [];
    for (const effect of effects) {
      if (effect.kind === "send") sent.push(effect.sealed);
      if (effect.kind !== "verify") continue;
      const valid = await fixedSuite.verify(effect.publicKey, effect.message, effect.signature);
      sent.push(...(await this.take({ kind: "verified", valid })));
    }
    return sent;
  }

  hear(sealed: Uint8Array, nowMs = START_MS): Promise<Uint8Array[]> {
    return this.take({ kind: "message", sealed, nowMs });
  }
}

/** A newcomer and what it did. */
export class Joining {
  state: NewcomerState = BEGIN_JOINING;
  readonly effects: NewcomerEffect[] = [];
  readonly config: NewcomerConfig;
  readonly signer;
  constructor(changes: Partial<NewcomerConfig> = {}, signer = newcomer) {
    this.signer = signer;
    const nonce = new Uint8Array(16).fill(0xf3);
    this.config = {
      suite: fixedSuite,
      self: newcomerId,
      name: "phone",
      kemKey,
      secret,
      nonce,
      isMemberOf: () => false,
      isShared: false,
      ...changes,
    };
  }

  async take(event: NewcomerEvent): Promise<Uint8Array[]> {
    const { state, effects } = stepNewcomer(this.config, this.state, event);
    this.state = state;
    this.effects.push(...effects);
    const sent: Uint8Array[] = [];
    for (const effect of effects) {
      if (effect.kind === "send") sent.push(effect.sealed);
      if (effect.kind === "sign") sent.push(...(await this.take({ kind: "signed", signature: await this.signer.sign(effect.message) })));
    }
    return sent;
  }

  hear(sealed: Uint8Array, nowMs = START_MS): Promise<Uint8Array[]> {
    return this.take({ kind: "message", sealed, nowMs });
  }
}

type Ended = { readonly failure: PairingFailure; readonly close: MeetCloseReason | null };

/** How a side failed, and what it told the room. */
export function failureOf({ effects }: Inviting | Joining): Ended | null {
  const failed = effects.find((effect) => effect.kind === "failed");
  const close = effects.find((effect) => effect.kind === "close");
  return failed === undefined ? null : { failure: failed.failure, close: close?.reason ?? null };
}

export const only = (sent: readonly Uint8Array[]): Uint8Array => {
  if (sent[0] === undefined || sent.length > 1) throw new Error(`one message, not ${sent.length}`);
  return sent[0];
};

/** To where the person at the inviting device is asked. */
export async function untilAsked(inviting: Inviting, joining: Joining): Promise<void> {
  const request = only(await joining.take({ kind: "joined", nowMs: START_MS }));
  const invitation = only(await inviting.hear(request, START_MS + 5_000));
  await inviting.hear(only(await joining.hear(invitation)));
}

export const askOf = ({ effects }: Inviting): (InviterEffect & { kind: "ask" }) | undefined =>
  effects.find((effect) => effect.kind === "ask");

export const compareOf = ({ effects }: Joining): (NewcomerEffect & { kind: "compare" }) | undefined =>
  effects.find((effect) => effect.kind === "compare");
