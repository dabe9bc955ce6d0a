// One end of direct links in a browser or in Node, as the bundled page offers it (src/links/rtc/rtc.page.ts).

import { pathToFileURL } from "node:url";
import { join } from "node:path";
import type { EnginePage } from "./engines/engine.ts";

type Side = "a" | "b";
type EndState = {
  readonly isOpen: boolean;
  readonly binding: string;
  readonly frames: readonly (readonly [number, number])[];
  readonly closed: { readonly kind: string; readonly reason?: string } | null;
  readonly connectMs: number | null;
};

type SuiteOutcome = { readonly passed: number; readonly failures: readonly string[] };

type RtcPage = {
  open(id: string, side: Side): void;
  call(id: string, fingerprint: string, port: number, host: readonly number[]): void;
  /** In Node alone. */
  answer(port: number): string;
  echo(port: number): string;
  said(id: string): readonly object[];
  hear(id: string, signals: readonly object[]): void;
  state(id: string): EndState;
  send(id: string, lengths: readonly number[]): void;
  close(id: string): void;
  drop(id: string): void;
  runLinkSuite(): SuiteOutcome;
  runCallSuite(fingerprint: string, port: number, host: readonly number[]): SuiteOutcome;
};

/** Everything of `RtcPage`, from afar. */
export type DirectEnd = { [Name in keyof RtcPage]: (...given: Parameters<RtcPage[Name]>) => Promise<Awaited<ReturnType<RtcPage[Name]>>> };

function remote(call: <Name extends keyof RtcPage>(name: Name, given: Parameters<RtcPage[Name]>) => Promise<unknown>): DirectEnd {
  const method =
    <Name extends keyof RtcPage>(name: Name) =>
    async (...given: Parameters<RtcPage[Name]>) =>
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the page answers with what its method gives
      (await call(name, given)) as Awaited<ReturnType<RtcPage[Name]>>;
  return {
    open: method("open"),
    call: method("call"),
    answer: method("answer"),
    echo: method("echo"),
    said: method("said"),
    hear: method("hear"),
    state: method("state"),
    send: method("send"),
    close: method("close"),
    drop: method("drop"),
    runLinkSuite: method("runLinkSuite"),
    runCallSuite: method("runCallSuite"),
  };
}

export async function endOfPage(page: EnginePage, address: string): Promise<DirectEnd> {
  await page.open(`${address}/rtc.html`);
  await page.waitFor(() => Reflect.has(globalThis, "rtcPage"), null);
  return remote((name, given) =>
    page.evaluate(
      async (call) => {
        const rtc: unknown = Reflect.get(globalThis, "rtcPage");
        const method: unknown = typeof rtc === "object" && rtc !== null ? Reflect.get(rtc, call.name) : null;
        if (typeof method !== "function") throw new Error("not a page for direct links");
        const answer: unknown = await Reflect.apply(method, rtc, call.given);
        return answer ?? null;
      },
      { name, given },
    ),
  );
}

export async function endOfNode(folder: string): Promise<DirectEnd> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what that bundle exports
  const { rtcPage } = (await import(pathToFileURL(join(folder, "node-rtc.mjs")).href)) as { readonly rtcPage: RtcPage };
  return remote(async (name, given) => {
    const method: unknown = rtcPage[name];
    return typeof method === "function" ? Promise.resolve<unknown>(Reflect.apply(method, rtcPage, given)) : null;
  });
}
