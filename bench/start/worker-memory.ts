// `memory.rows100kMiB`: what the replica worker of the built app holds in Chromium with 100,000 tasks open and nothing asked but the first rows: the heap in
// use after a collection, with the buffers outside it. Read over the browser's own protocol, since Playwright does not reach workers' heaps.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { WebSocket } from "ws";
import { isRecord } from "../../src/base/record.ts";
import { assert } from "../../src/base/result.ts";
import { openDevice, type Device } from "../../e2e/device.ts";
import { waitUntil } from "../../e2e/wait-until.ts";
import { VERSION } from "../bench-data.mjs";
import { openFacePage } from "../face-page.ts";
import type { Measured } from "../measured.ts";
import { fillProfile } from "./prepared-profile.ts";

const SEED = 1;
const TASKS = 100_000;
const TASKS_AT_ONCE = 1_000;
const MIB = 1_048_576;

type Told = Readonly<Record<string, unknown>>;

/** The little of the protocol that is needed: sessions, flat. */
class Protocol {
  readonly #socket: WebSocket;
  readonly #answers = new Map<number, (result: unknown) => void>();
  readonly #workers: string[] = [];
  #lastId = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on("message", (data: Buffer) => {
      const told: unknown = JSON.parse(data.toString("utf8"));
      if (isRecord(told)) this.#take(told);
    });
  }

  static async connect(profile: string): Promise<Protocol> {
    const [port, path] = (await readFile(join(profile, "DevToolsActivePort"), "utf8")).split("\n");
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`);
    await new Promise((resolve) => socket.once("open", resolve));
    return new Protocol(socket);
  }

  /** Sessions of the workers that have been attached to. */
  get workers(): readonly string[] {
    return this.#workers;
  }

  #take(told: Told): void {
    const { id, method, result, params } = told;
    if (typeof id === "number") this.#answers.get(id)?.(result);
    if (method !== "Target.attachedToTarget" || !isRecord(params) || !isRecord(params["targetInfo"])) return;
    if (params["targetInfo"]["type"] === "worker") this.#workers.push(String(params["sessionId"]));
  }

  ask(method: string, params: object, sessionId?: string): Promise<unknown> {
    this.#lastId += 1;
    const id = this.#lastId;
    this.#socket.send(JSON.stringify({ id, method, params, sessionId }));
    return new Promise((resolve) => this.#answers.set(id, resolve));
  }

  close(): void {
    this.#socket.close();
  }
}

const isPageAt = (target: unknown, url: string): boolean => isRecord(target) && target["type"] === "page" && target["url"] === url;

/** Bytes of the heap and of the buffers outside it, of the one worker of the page at `url`. */
async function workerBytes(device: Device, url: string): Promise<{ readonly heap: number; readonly buffers: number }> {
  const protocol = await Protocol.connect(device.profile);
  const told = await protocol.ask("Target.getTargets", {});
  const targets: readonly unknown[] = isRecord(told) && Array.isArray(told["targetInfos"]) ? told["targetInfos"] : [];
  const target = targets.find((one) => isPageAt(one, url));
  const attached = await protocol.ask("Target.attachToTarget", { targetId: isRecord(target) ? target["targetId"] : "", flatten: true });
  const page = isRecord(attached) ? String(attached["sessionId"]) : "";
  await protocol.ask("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: false, flatten: true }, page);
  const worker = await waitUntil("the page's worker", () => protocol.workers[0] ?? null);
  await protocol.ask("HeapProfiler.collectGarbage", {}, worker);
  const usage = await protocol.ask("Runtime.getHeapUsage", {}, worker);
  protocol.close();
  assert(isRecord(usage), "a worker tells of its heap");
  return { heap: Number(usage["usedSize"]), buffers: Number(usage["backingStorageSize"] ?? 0) };
}

export async function measureWorkerMemory(): Promise<Measured> {
  const device = await openDevice();
  const profile = await fillProfile(device, TASKS, TASKS_AT_ONCE);
  try {
    const isCompacted = await profile.compact();
    // Another page at the same address, without a worker.
    await profile.page.close();
    const page = await openFacePage(device, profile.relay.address);
    const bytesWith = async (): Promise<{ readonly heap: number; readonly buffers: number }> => {
      await page.evaluate(() =>
        globalThis.daybookFace?.ask({ kind: "watch", watch: 1, query: { view: "open" }, window: { start: 0, count: 60 } }),
      );
      return workerBytes(device, page.url());
    };
    const { heap, buffers } = await bytesWith();
    return {
      value: (heap + buffers) / MIB,
      samples: 1,
      data: `bench-data ${VERSION} seed ${SEED}`,
      details: [
        `heap ${(heap / MIB).toFixed(1)} MiB, buffers ${(buffers / MIB).toFixed(1)} MiB`,
        isCompacted ? "compacted before" : "NOT compacted: the log was read",
      ],
    };
  } finally {
    await profile.close();
    await device.close();
  }
}
