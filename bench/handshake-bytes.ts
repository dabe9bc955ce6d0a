// `wire.handshakeBytes5Logs`: all that one side sends until two replicas know that neither lacks anything, in a space of five logs. Measured on the relay
// link of each of the five devices (frames of a real WebSocket, their headers included, the masking key of the client's too; the HTTP upgrade is the
// transport's and is told apart), and between two devices on a memory link (frames alone). The value is the largest of all sides.

import { makeRelayDial } from "../src/links/relay-socket.ts";
import { makeMemoryPair } from "../src/links/memory-link.ts";
import { assert } from "../src/base/result.ts";
import { runSession, type SessionPorts } from "../src/sync/session-driver.ts";
import { decodeFrame } from "../src/wire/frame-codec.ts";
import { openRelay, type RelayProcess } from "../e2e/relay-process.ts";
import { tasks, VERSION } from "./bench-data.mjs";
import type { Measured } from "./measured.ts";
import { expectOk, hasSentAll, isHeldByAll, NodeDevice, pair, until, type RunningDevice } from "./node-device.ts";
import { countFrames, makeSocketMeter, webSocketFrameBytes, type CountedFrame } from "./socket-meter.ts";
import { WebSocket } from "ws";
import { untilQuiet } from "./until-quiet.ts";

const SEED = 1;
const LOGS = 5;
/** Two bytes of seq, as all but new logs have. */
const RECORDS_PER_LOG = 130;

type Side = { readonly name: string; readonly bytes: number; readonly frames: string };

const withoutHeader = (bytes: number): number => bytes;

const originOf = (relay: RelayProcess): string => `ws://127.0.0.1:${relay.port}`;

function typeOf(bytes: Uint8Array): string {
  const decoded = decodeFrame(bytes, { authenticated: true });
  assert(decoded.ok, "a frame of ours");
  return decoded.value.type;
}

function sideOf(
  name: string,
  frames: readonly CountedFrame[],
  direction: CountedFrame["direction"],
  sizeOf: (bytes: number) => number,
): Side {
  const own = frames.filter((frame) => frame.direction === direction);
  return {
    name,
    bytes: own.reduce((sum, { bytes }) => sum + sizeOf(bytes.length), 0),
    frames: own.map(({ bytes }) => `${typeOf(bytes)} ${sizeOf(bytes.length)}`).join(" + "),
  };
}

async function writeTasks(device: NodeDevice, { replica }: RunningDevice, seed: number): Promise<void> {
  for (const { title } of tasks(RECORDS_PER_LOG, seed)) {
    const created = await replica.act({
      kind: "create",
      tasks: [{ id: device.makeItemId(), title, day: null }],
      position: { at: "end", list: null },
    });
    expectOk(created, "a task");
  }
}

/** Five devices of one space that have all records, statements and receipts of each other, still running. */
async function openFamily(origin: string): Promise<readonly { readonly device: NodeDevice; readonly running: RunningDevice }[]> {
  const dial = makeRelayDial(WebSocket);
  const family: { device: NodeDevice; running: RunningDevice }[] = [];
  for (let index = 0; index < LOGS; index++) {
    const device = new NodeDevice(SEED, `device ${index}`);
    const running = await device.open(origin, dial);
    const [host] = family;
    if (host !== undefined) await pair(host.running, running);
    family.push({ device, running });
  }
  for (const [index, { device, running }] of family.entries()) await writeTasks(device, running, SEED + index);
  await until("everything everywhere", () => family.every(({ running }) => isHeldByAll(running)));
  await untilQuiet(() => JSON.stringify(family.map(({ running }) => running.status()?.statistics)));
  return family;
}

async function measureRelayLink(device: NodeDevice, origin: string): Promise<readonly Side[]> {
  const meter = makeSocketMeter();
  const frames: CountedFrame[] = [];
  const running = await device.open(origin, countFrames(makeRelayDial(meter.Socket), frames));
  await until("the relay's welcome", () => hasSentAll(running));
  await untilQuiet(() => meter.sentBytes() + meter.receivedBytes());
  running.close();
  return [
    sideOf("device to relay", frames, "sent", (bytes) => webSocketFrameBytes(bytes, true)),
    sideOf("relay to device", frames, "received", (bytes) => webSocketFrameBytes(bytes, false)),
  ];
}

async function measureDirectLink(
  initiator: RunningDevice,
  acceptor: RunningDevice,
  ports: Pick<SessionPorts, "random" | "sha256">,
): Promise<readonly Side[]> {
  const memory = makeMemoryPair();
  const framesByRole = { initiator: [] as CountedFrame[], acceptor: [] as CountedFrame[] };
  const caughtUp = new Set<string>();
  const ended: string[] = [];
  const sessions = (["initiator", "acceptor"] as const).map((role) => {
    const { space } = (role === "initiator" ? initiator : acceptor).replica;
    const dial = countFrames((_address, events) => memory.open(role === "initiator" ? "a" : "b", events), framesByRole[role]);
    const { timers } = initiator.replica.ports;
    return runSession(
      { source: space, openLink: (events) => dial("", events), timers, ...ports },
      {
        role,
        peer: "device",
        space: space.core.space,
        self: space.core.self,
        onNotice: (notice) => {
          if (notice.kind === "caught-up") caughtUp.add(role);
        },
        onBytes: () => undefined,
        onClosed: (reason, said) => ended.push(`${role}: ${JSON.stringify(reason)}, said ${said ?? "nothing"}`),
      },
    );
  });
  await until("two devices that lack nothing", () => caughtUp.size === 2 || ended.length > 0);
  assert(ended.length === 0, `the sessions stay open, not: ${ended.join("; ")}`);
  await untilQuiet(() => framesByRole.initiator.length + framesByRole.acceptor.length);
  for (const session of sessions) session.close();
  return [
    sideOf("initiating device", framesByRole.initiator, "sent", withoutHeader),
    sideOf("accepting device", framesByRole.acceptor, "sent", withoutHeader),
  ];
}

export async function measureHandshakeBytes(): Promise<Measured> {
  const relay = await openRelay();
  try {
    const family = await openFamily(originOf(relay));
    const [first, second] = family;
    assert(first !== undefined && second !== undefined, "there are five devices");
    assert(first.running.replica.space.core.index.heads.length === LOGS, "a log of each device");
    const { random, suite } = first.device;
    const sides: Side[] = [...(await measureDirectLink(first.running, second.running, { random, sha256: suite.sha256 }))];
    for (const { running } of family) running.close();
    const relayLinks = await Promise.all(family.map(({ device }) => measureRelayLink(device, originOf(relay))));
    sides.push(...relayLinks.flat());
    return {
      value: Math.max(...sides.map(({ bytes }) => bytes)),
      samples: sides.length,
      data: `bench-data ${VERSION} seed ${SEED}`,
      details: [...new Set(sides.map(({ name, bytes, frames }) => `${name}: ${bytes} B = ${frames}`))],
    };
  } finally {
    await relay.close();
  }
}
