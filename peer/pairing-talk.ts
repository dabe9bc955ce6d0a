// Pairing as a conversation in a terminal: this device joins another one's space by a code, or invites one. The numbers are compared by a person at each
// of the two devices; with `--yes` a joining device leaves that to the person at the inviting one, who has to say yes in any case. The code is never repeated: whoever reads a log must not find it there.

import { qrLines } from "../relay/lan/qr-lines.ts";
import type { PairingFailure, PairingState } from "../src/replica/face.ts";
import type { DoorPairing } from "../src/replica/home/door-pairings.ts";
import type { Terminal } from "./terminal.ts";

/** Begins a pairing at this device's own address. */
export type OpenAtDoor = () => Promise<DoorPairing>;

/** What pairing is done with: a replica's `pairing`. */
export type PairingCalls = {
  join(code: string): void;
  invite(appAddress: string): void;
  answer(approve: boolean): void;
  cancel(): void;
};

const JOIN_FAILURES: Readonly<Record<PairingFailure, string>> = {
  "bad-code": "That code is not complete.",
  expired: "The code has run out: it works for ten minutes. Make a new one on the other device.",
  used: "That code does not work any more: it works once, for ten minutes. Make a new one on the other device.",
  taken: "Another device is joining with that code just now. Make a new one on the other device.",
  declined: "The other device said no.",
  cancelled: "Given up. On the other device nothing has been approved.",
  "relay-unreachable":
    "The relay does not answer. Is it running, in this machine's network, and its certificate trusted here (docs/home-device.md)? --relay gives another address.",
  "relay-refused": "The relay refused this device.",
  "nothing-came": "The relay is there, but what the other device has does not come through it.",
  "token-needed": "The relay opens a new space only for its token.",
  "other-left": "The other device has closed its window, or lost the relay.",
  "other-tab": "Another program has taken over this device's connection. Make a new code.",
  "bad-message": "What the other side said does not belong here: a wrong code, or somebody in between. Make a new code.",
  storage: "This device could not store what it needs. Is there room on the disk?",
  "already-member": "This device is one of those devices already.",
  "newer-version": "The code is from a newer version of Daybook. Update this one first.",
  "older-version": "The other device runs an older Daybook, which cannot come into a shared space.",
  "no-relay": "No relay is known. Give its address with --relay.",
  "home-unreachable":
    "The device whose code it is does not answer at its address. Is it running, in this network, and does its firewall let the UDP port through?",
  "no-direct":
    "Direct connections cannot be made here: this platform has no build for them, the UDP port cannot be used (--port), or this machine is in no network.",
};

const NOBODY_HERE = "Nobody is here to compare the numbers. Run this in a terminal";

/** Names come without line breaks and control characters; some have nothing that can be seen. */
const shown = (name: string | null): string => (name === null || name === "" ? "Another device" : `"${name}"`);

const grouped = (digits: string): string => `${digits.slice(0, 3)} ${digits.slice(3)}`;

export class PairingTalk {
  readonly #terminal: Terminal;
  readonly #saysYes: boolean;
  #told: (state: PairingState) => void = () => undefined;

  constructor(terminal: Terminal, saysYes: boolean) {
    this.#terminal = terminal;
    this.#saysYes = saysYes;
  }

  /** What the replica tells of its pairing. */
  onState(state: PairingState): void {
    this.#told(state);
  }

  /** Resolves once it has ended: true when this device is one of the other's now. */
  async join(pairing: PairingCalls, code: string): Promise<boolean> {
    const ended = this.#followJoin(pairing);
    // A code may have been broken into lines on its way.
    pairing.join(code.replaceAll(/\s/gu, ""));
    return this.#sayHowJoined(await ended);
  }

  /** The same with a code of this device, which another one reads. */
  async ask(pairing: PairingCalls, openAtDoor: OpenAtDoor): Promise<boolean> {
    const ended = this.#followJoin(pairing);
    const opened = await openAtDoor();
    if (opened.kind === "open")
      this.#show(opened.code, 'On a device that has your tasks open Sync, press "I have a code", and scan this, or paste it there');
    return this.#sayHowJoined(opened.kind === "open" ? await ended : opened);
  }

  #followJoin(pairing: PairingCalls): Promise<PairingState> {
    let asked = false;
    let isFetching = false;
    return this.#follow((state) => {
      if (state.kind === "joining" && state.comparisonCode !== null && !asked) {
        asked = true;
        this.#terminal.say(`${shown(state.inviterName)} invites this device. The number is ${grouped(state.comparisonCode)}`);
        void this.#confirmJoin(pairing);
      }
      if (state.kind === "fetching" && state.allRecords > 0 && !isFetching) {
        isFetching = true;
        this.#terminal.say(`Paired. Fetching ${state.allRecords} changes ...`);
      }
    });
  }

  #sayHowJoined(end: PairingState): boolean {
    if (end.kind === "joined" && end.shared !== null)
      this.#terminal.say("This device is in that shared space now, and holds what is in it.");
    else if (end.kind === "joined") this.#terminal.say("This device holds all that the other one had, and is one of your devices now.");
    else this.#terminal.say(end.kind === "failed" ? JOIN_FAILURES[end.reason] : "Given up.");
    return end.kind === "joined";
  }

  /** For ten minutes; once. */
  #show(code: string, how: string): void {
    const { isTerminal, columns } = this.#terminal;
    for (const line of qrLines(code, { isTerminal, columns })) this.#terminal.say(line);
    this.#terminal.say(`${how} within ten minutes: ${code}`);
  }

  /** The same for the inviting side. `appAddress`: where the newcomer opens the app. Null when it is let in. */
  async invite(pairing: PairingCalls, appAddress: string): Promise<PairingFailure | null> {
    const ended = this.#followInvite(pairing, (state) => {
      if (state.kind === "inviting")
        this.#terminal.say(`Open this link on the new device within ten minutes: ${state.link}\nor enter this code there: ${state.code}`);
    });
    pairing.invite(appAddress);
    return this.#sayHowInvited(await ended);
  }

  /** The same with a code that leads to this device itself. */
  async inviteHere(pairing: PairingCalls, openAtDoor: OpenAtDoor): Promise<PairingFailure | null> {
    const ended = this.#followInvite(pairing);
    const opened = await openAtDoor();
    if (opened.kind === "open")
      this.#show(
        opened.code,
        'On the new device, in the same network, open Daybook, choose "I have Daybook elsewhere", and scan this, or paste it there',
      );
    return this.#sayHowInvited(opened.kind === "open" ? await ended : opened);
  }

  #followInvite(pairing: PairingCalls, also: (state: PairingState) => void = () => undefined): Promise<PairingState> {
    let asked = false;
    return this.#follow((state) => {
      also(state);
      if (state.kind !== "asked" || asked) return;
      asked = true;
      this.#terminal.say(`${shown(state.deviceName)} wants to join. The number is ${grouped(state.comparisonCode)}`);
      void this.#approve(pairing);
    });
  }

  #sayHowInvited(end: PairingState): PairingFailure | null {
    if (end.kind === "admitted") {
      this.#terminal.say(`${shown(end.deviceName)} is one of your devices now.`);
      return null;
    }
    const reason = end.kind === "failed" ? end.reason : "cancelled";
    this.#terminal.say(INVITE_FAILURES[reason] ?? JOIN_FAILURES[reason]);
    return reason;
  }

  async #confirmJoin(pairing: PairingCalls): Promise<void> {
    if (this.#saysYes) {
      this.#terminal.say("Compare it with the number on the other device, and answer there.");
      return pairing.answer(true);
    }
    const isSame = await this.#askYesOrNo("Does the other device show the same number? (yes or no) ");
    if (isSame === null) this.#terminal.say(`${NOBODY_HERE}, or add --yes and compare them on the other device alone.`);
    pairing.answer(isSame === true);
  }

  async #approve(pairing: PairingCalls): Promise<void> {
    const isSame = await this.#askYesOrNo("Does it show the same number, and may it join? (yes or no) ");
    if (isSame === null) this.#terminal.say(`${NOBODY_HERE}.`);
    pairing.answer(isSame === true);
  }

  /** `null` when nobody answers. */
  async #askYesOrNo(question: string): Promise<boolean | null> {
    for (;;) {
      const typed = (await this.#terminal.ask(question))?.trim().toLowerCase();
      if (typed === undefined) return null;
      if (["y", "yes", "j", "ja"].includes(typed)) return true;
      if (["n", "no", "nein"].includes(typed)) return false;
    }
  }

  #follow(each: (state: PairingState) => void): Promise<PairingState> {
    return new Promise((resolve) => {
      this.#told = (state) => {
        if (state.kind !== "joined" && state.kind !== "admitted" && state.kind !== "failed") return each(state);
        this.#told = () => undefined;
        resolve(state);
      };
    });
  }
}

/** Where they mean something else to the inviting side. */
const INVITE_FAILURES: Partial<Readonly<Record<PairingFailure, string>>> = {
  expired: "The code has run out; it works for ten minutes.",
  declined: "The new device said no.",
  "other-left": "The new device has closed its window, or lost the relay.",
  "newer-version": "The new device has a newer version of Daybook. Update this one first.",
  "already-member": "That device is one of yours already.",
};
