// The replica worker of the built app in a page without the app: what two people do with codes is done here by its face (src/replica/face.ts), where no
// relay is anywhere.

import { fileURLToPath } from "node:url";
import { readVersions } from "../scripts/kept-versions.ts";
import type { EnginePage } from "./engines/engine.ts";

export const DIST = fileURLToPath(new URL("../dist", import.meta.url));

export type NearbyTold = {
  readonly nearby: { readonly kind: string; readonly code?: string; readonly role?: string; readonly failure?: string };
  readonly pairing: { readonly kind: string; readonly comparisonCode?: string | null; readonly keptItems?: number };
  readonly titles: readonly string[];
};

function workerPath(): string {
  const path = readVersions(DIST)[0]?.assets.find((asset) => /\/replica\.worker-.*\.js$/u.test(asset));
  if (path === undefined) throw new Error("no replica worker is built");
  return `/${path}`;
}

/** Runs in the page, from its text: it uses nothing from outside itself. */
/* oxlint-disable unicorn/consistent-function-scoping, unicorn/require-post-message-target-origin */
async function connectFace({ worker: path, connections }: { readonly worker: string; readonly connections: string }): Promise<void> {
  type Push = { kind: string; nearby?: object; pairing?: object; changed?: { id: string; title: string }[]; ids?: string[] };
  type Told = { kind: string; id: number; answer: unknown; build: string; push: Push };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what that script exports
  const { keepConnections } = (await import(connections)) as { keepConnections: (port: MessagePort) => void };
  const worker = new Worker(path, { type: "module" });
  const waiting = new Map<number, (answer: unknown) => void>();
  const titles = new Map<string, string>();
  let shown: readonly string[] = [];
  const told: { nearby: object; pairing: object } = { nearby: { kind: "idle" }, pairing: { kind: "idle" } };
  let [build, lastId] = ["", 0];
  let tellBuild: (name: string) => void = () => undefined;
  const onPush = (push: Push): void => {
    if (push.kind === "nearby" && push.nearby !== undefined) told.nearby = push.nearby;
    if (push.kind === "pairing" && push.pairing !== undefined) told.pairing = push.pairing;
    if (push.kind !== "rows") return;
    for (const { id, title } of push.changed ?? []) titles.set(id, title);
    shown = push.ids ?? [];
  };
  worker.addEventListener("message", ({ data, ports: [port] }: MessageEvent<Told>) => {
    if (port !== undefined) keepConnections(port);
    else if (data.kind === "wrong-build") tellBuild(data.build);
    else if (data.kind === "answer") waiting.get(data.id)?.(data.answer);
    else if (data.kind === "push") onPush(data.push);
  });
  const ask = (request: object): Promise<unknown> =>
    new Promise((resolve) => {
      lastId += 1;
      waiting.set(lastId, resolve);
      worker.postMessage({ build, id: lastId, request });
    });
  // A worker tells its build to whom it refuses.
  build = await new Promise<string>((resolve) => {
    tellBuild = resolve;
    worker.postMessage({ build: "none", id: 0, request: { kind: "sync-now" } });
  });
  const makeId = (): string =>
    Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  await ask({ kind: "watch", watch: 1, query: { view: "open" }, window: { start: 0, count: 50 } });
  Reflect.set(globalThis, "nearbyFace", {
    ask,
    add: (title: string) =>
      ask({
        kind: "act",
        intent: { kind: "create", tasks: [{ id: makeId(), title, day: null }], position: { at: "end", list: null } },
      }),
    told: () => ({ ...told, titles: shown.map((id) => titles.get(id) ?? "").toSorted() }),
  });
}
/* oxlint-enable unicorn/consistent-function-scoping, unicorn/require-post-message-target-origin */

export class NearbyFace {
  readonly #page: EnginePage;

  private constructor(page: EnginePage) {
    this.#page = page;
  }

  /** `connections`: the script of `bundleConnections`. */
  static async open(page: EnginePage, address: string, connections: string): Promise<NearbyFace> {
    // The app itself would take the links for its own tab.
    await page.open(`${address}/robots.txt`);
    await page.evaluate(connectFace, { worker: workerPath(), connections });
    return new NearbyFace(page);
  }

  #call(name: "ask" | "add" | "told", given: readonly unknown[]): Promise<unknown> {
    return this.#page.evaluate(
      (call) => {
        const face: unknown = Reflect.get(globalThis, "nearbyFace");
        const method: unknown = typeof face === "object" && face !== null ? Reflect.get(face, call.name) : null;
        if (typeof method !== "function") throw new Error("not a page with a face");
        return Promise.resolve<unknown>(Reflect.apply(method, face, call.given)).then((answer) => answer ?? null);
      },
      { name, given },
    );
  }

  ask(request: object): Promise<unknown> {
    return this.#call("ask", [request]);
  }

  add(title: string): Promise<unknown> {
    return this.#call("add", [title]);
  }

  async told(): Promise<NearbyTold> {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what the page keeps of the face's pushes
    return (await this.#call("told", [])) as NearbyTold;
  }
}
