// `nearby.codeCharacters`: the longest code by which two devices connect without a server: of those that the browsers here make, with addresses and with
// names in their place, and of the longest description that is possible at all, in an offer that invites. The value is the greatest.

import { sha256 } from "@noble/hashes/sha2.js";
import { openEngine } from "../e2e/engines/open-engine.ts";
import { bundleConnections } from "../e2e/bundles.ts";
import { DIST, NearbyFace } from "../e2e/nearby-face.ts";
import { serveFolder } from "../e2e/serve-folder.ts";
import { waitUntil } from "../e2e/wait-until.ts";
import { availableEngines, type EngineName } from "../scripts/browsers.mjs";
import { buildId } from "../scripts/source-hash.mjs";
import { makeId } from "../src/base/ids.ts";
import { assert } from "../src/base/result.ts";
import { compactSdp } from "../src/links/rtc/compact-sdp.ts";
import { sessionDescriptionToSdp } from "../src/links/rtc/session-description.ts";
import { encodeNearbyCode } from "../src/wire/nearby-code.ts";
import type { Measured } from "./measured.ts";

const HOST = { kind: "host", priority: 1, port: 65_535 } as const;
const ADDRESSES = ["192.0.2.1", "192.0.2.2", "2001:db8::1", "2001:db8::2"];
const NAMES = ["0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9.local", "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8fa.local"];

function longestPossible(): string {
  const sdp = sessionDescriptionToSdp({
    role: "offer",
    ufrag: "u".repeat(32),
    password: "p".repeat(64),
    fingerprint: "ab".repeat(32),
    candidates: [...ADDRESSES, ...NAMES].map((address) => ({ ...HOST, address })),
  });
  const description = compactSdp(sdp);
  assert(description !== null, "a description");
  const device = makeId("device", new Uint8Array(32));
  return encodeNearbyCode({ role: "offer", device, secret: new Uint8Array(16), description }, sha256);
}

async function shownCode(face: NearbyFace, role: string): Promise<string> {
  return waitUntil("a code", async () => {
    const { nearby } = await face.told();
    return nearby.kind === "showing" && nearby.role === role ? (nearby.code ?? null) : null;
  });
}

/** An inviting offer of each, and the other's answer to it. */
async function codesOf(names: readonly [EngineName, EngineName], hidesAddresses: boolean, address: string): Promise<readonly string[]> {
  const engines = [await openEngine(names[0], hidesAddresses), await openEngine(names[1], hidesAddresses)];
  try {
    const script = await bundleConnections();
    const faces = await Promise.all(engines.map(async (engine) => NearbyFace.open(await engine.newTab(), address, script)));
    const codes: string[] = [];
    for (const [offering, answering] of [faces, faces.toReversed()]) {
      assert(offering !== undefined && answering !== undefined, "two faces");
      await offering.ask({ kind: "start-nearby", invite: true });
      const offer = await shownCode(offering, "offer");
      await answering.ask({ kind: "take-nearby-code", code: offer });
      codes.push(offer, await shownCode(answering, "answer"));
      for (const face of faces) await face.ask({ kind: "stop-nearby" });
    }
    return codes;
  } finally {
    for (const engine of engines) await engine.close();
  }
}

export async function measureNearbyCode(): Promise<Measured> {
  const other: EngineName = (await availableEngines()).includes("firefox") ? "firefox" : "chromium";
  const site = await serveFolder(DIST);
  const lengths = new Map<string, number>([["the longest possible", longestPossible().length]]);
  try {
    for (const hides of [false, true]) {
      const [c, a, d, b] = await codesOf(["chromium", other], hides, site.address);
      const said = [c, d, a, b].map((code = "") => code.length);
      const kinds = ["chromium offers", `${other} offers`, `${other} answers`, "chromium answers"];
      for (const [index, kind] of kinds.entries()) lengths.set(`${kind}, ${hides ? "names" : "addresses"}`, said[index] ?? 0);
    }
  } finally {
    await site.close();
  }
  return {
    value: Math.max(...lengths.values()),
    samples: lengths.size,
    data: `build ${buildId()}`,
    details: [...lengths].map(([kind, length]) => `${kind}: ${length}`),
  };
}
