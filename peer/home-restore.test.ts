// A recovery phrase brings a space back from a home device, which is called at the address on the sheet: by real WebRTC on this machine, with no relay anywhere.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { expectOk, until, type RunningDevice } from "../bench/node-device.ts";
import { ensureBuilt } from "../scripts/build.mjs";
import { makeId, type DeviceId, type SpaceId } from "../src/base/ids.ts";
import { makeSeedSigner } from "../src/crypto/ed25519.ts";
import { homePlaceToCode, parseHomePlace } from "../src/members/home-place.ts";
import { nameOwnDevice } from "../src/replica/device-name.ts";
import type { RecoveryRequest, RestoreState } from "../src/replica/face/recovery.ts";
import { pairAtDoor } from "../src/replica/home/door-pairings.ts";
import { homeCodeOf } from "../src/replica/recovery/home-code.ts";
import { makeRecovery } from "../src/replica/recovery/recovery.ts";
import { decodeDirectAddress, type DirectAddress } from "../src/wire/direct-address.ts";
import { openDirectDoor, type DirectDoor } from "./direct-door.ts";
import { freeUdpPort } from "./free-udp-port.suite.ts";
import { timers } from "./home-device.ts";
import { openHome, titlesOf } from "./home-device.suite.ts";

const WORDS = new Uint8Array(32).fill(61);
/** However busy the machine: `until` says what did not come. */
const WITHIN_MS = 300_000;

let folder = "";
let door: DirectDoor;
let address: DirectAddress;
const running: RunningDevice[] = [];

beforeAll(() => ensureBuilt("node"), 120_000);
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "daybook-home-restore-"));
  const opened = await openDirectDoor(join(folder, "home"), await freeUdpPort(), timers);
  const told = decodeDirectAddress((await opened?.address()) ?? new Uint8Array(0));
  if (opened === null || told === null) throw new Error("a door on this machine");
  [door, address] = [opened, told];
});
afterEach(() => {
  for (const device of running.splice(0)) device.close();
  rmSync(folder, { recursive: true });
});

async function open(name: string, isHome = false): Promise<RunningDevice> {
  const device = await openHome(join(folder, name), null, isHome ? { answer: door.answer } : {});
  running.push(device);
  // As at its every start: it listens by that.
  if (isHome) expectOk(await nameOwnDevice(device.replica.space, "Cellar", await door.address()), "its address is told");
  return device;
}

/** Its folder is free after that. */
function close(device: RunningDevice): void {
  running.splice(running.indexOf(device), 1);
  device.close();
}

async function write({ replica }: RunningDevice, title: string): Promise<void> {
  const tasks = [{ id: makeId("item", replica.ports.random(16)), title, day: null }];
  expectOk(await replica.act({ kind: "create", tasks, position: { at: "end", list: null } }), "a task");
}

const spaceOf = ({ replica }: RunningDevice): SpaceId => replica.space.core.space;

const selfOf = ({ replica }: RunningDevice): DeviceId => replica.space.core.self;

async function makePhrase({ replica }: RunningDevice): Promise<void> {
  const made = await makeRecovery(makeSeedSigner).answer(
    replica,
    { kind: "make-phrase", entropy: WORDS, day: "2026-11-27" },
    () => undefined,
  );
  expect(made).toEqual({ ok: true, value: null });
}

type Sheet = { readonly space: SpaceId; readonly code: string };

/** What stands on a sheet, beside the words. */
const sheetOf = (home: RunningDevice): Sheet => ({
  space: spaceOf(home),
  code: homePlaceToCode(home.replica.ports.suite.sha256, { device: selfOf(home), address }),
});

class Restorer {
  state: RestoreState = { kind: "idle" };
  readonly #device: RunningDevice;
  readonly #recovery = makeRecovery(makeSeedSigner);
  readonly #onState: (state: RestoreState) => void;

  constructor(device: RunningDevice, onState: (state: RestoreState) => void = () => undefined) {
    this.#device = device;
    this.#onState = onState;
  }

  async #ask(request: RecoveryRequest): Promise<void> {
    await this.#recovery.answer(this.#device.replica, request, (state) => {
      this.state = state;
      this.#onState(state);
    });
  }

  /** Up to the list of devices, or to what it failed for. */
  async restore({ space, code }: Sheet): Promise<string> {
    await this.#ask({ kind: "restore", entropy: WORDS, space, relay: "", from: { kind: "home", code } });
    await until("an outcome", () => this.state.kind === "confirm" || this.state.kind === "failed");
    return this.state.kind === "failed" ? this.state.failure : this.state.kind;
  }

  async confirm(): Promise<void> {
    await this.#ask({ kind: "confirm-devices", lost: [] });
    await until("the end", () => this.state.kind === "restored");
  }
}

test(
  "the words and what stands on the sheet bring everything back, and the two go on together",
  async () => {
    const home = await open("home", true);
    await write(home, "of the home device");
    await makePhrase(home);
    const phone = await open("phone");
    await write(phone, "of the phone");
    const restorer = new Restorer(phone);
    expect(await restorer.restore(sheetOf(home))).toBe("confirm");
    await restorer.confirm();
    expect([spaceOf(phone), titlesOf(phone)]).toEqual([spaceOf(home), ["of the home device", "of the phone"]]);
    await until("both to have both", () => titlesOf(home).length === 2);
  },
  WITHIN_MS,
);

test(
  "a home device that goes in the middle and comes back is gone on with",
  async () => {
    const home = await open("home", true);
    for (let number = 0; number < 20; number++) await write(home, `task ${number}`);
    await makePhrase(home);
    let hasGone = false;
    const restorer = new Restorer(await open("phone"), ({ kind }) => {
      if (kind !== "fetching" || hasGone) return;
      hasGone = true;
      close(home);
      void open("home", true);
    });
    expect(await restorer.restore(sheetOf(home))).toBe("confirm");
    await restorer.confirm();
    expect([hasGone, titlesOf(running[0] ?? home).length]).toEqual([true, 20]);
  },
  WITHIN_MS,
);

test(
  "one that has not heard of the words, one of another space and another device than the sheet's are each named",
  async () => {
    const home = await open("home", true);
    const laptop = await open("laptop");
    const invited = await pairAtDoor(home.replica, door.meetings, address, false);
    if (invited.kind !== "open") throw new Error(invited.reason);
    laptop.replica.pairing.join(invited.code);
    await until("being asked", () => home.pairing().kind === "asked" && laptop.pairing().kind === "joining");
    for (const device of [home, laptop]) device.replica.pairing.answer(true);
    await until("both to be in one space", () => laptop.pairing().kind === "joined" && spaceOf(laptop) === spaceOf(home));
    // Away when they are made.
    const sheet = sheetOf(home);
    close(home);
    await makePhrase(laptop);
    close(laptop);
    await open("home", true);
    const phone = await open("phone");
    expect(await new Restorer(phone).restore(sheet)).toBe("not-known-there");
    expect(await new Restorer(phone).restore({ ...sheet, space: makeId("space", new Uint8Array(32).fill(9)) })).toBe("no-space-there");
    const place = expectOk(parseHomePlace(phone.replica.ports.suite.sha256, sheet.code), "the place");
    const other = homePlaceToCode(phone.replica.ports.suite.sha256, { ...place, device: makeId("device", new Uint8Array(32).fill(9)) });
    expect(await new Restorer(phone).restore({ ...sheet, code: other })).toBe("no-space-there");
    expect(await new Restorer(phone).restore({ ...sheet, code: `${sheet.code}A` })).toBe("bad-home");
    expect(titlesOf(phone)).toEqual([]);
  },
  WITHIN_MS,
);

test("a device's sheet names the home device that it knows of, and a home device's own none", async () => {
  const home = await open("home", true);
  expect(await homeCodeOf(home.replica.space)).toBeNull();
  await makePhrase(home);
  const phone = await open("phone");
  const restorer = new Restorer(phone);
  expect(await restorer.restore(sheetOf(home))).toBe("confirm");
  await restorer.confirm();
  expect(await homeCodeOf(phone.replica.space)).toBe(sheetOf(home).code);
});
