// Runs seeds: one in fifty with the real cryptography, the others with keyed hashes. The same seed always tells the same story; a failure names its seed
// and how to have the story told again.

import { webcrypto } from "node:crypto";
import { makeSeedSigner } from "../src/crypto/ed25519.ts";
import { makeCryptoSuite } from "../src/crypto/noble-suite.ts";
import { makeBusySigner, makeBusySuite } from "./busy-suite.ts";
import { makeKeyedHashSuite } from "./keyed-hash-suite.ts";
import { deriveSeed, makeRandom, makeRandomBytes } from "./random.ts";
import { Schedule } from "./schedule.ts";
import type { SeedReport } from "./seed-report.ts";
import type { VirtualTime } from "./virtual-time.ts";
import type { WorldCrypto } from "./world.ts";

const REAL_SUITE_EVERY = 50;

export function makeRealCrypto(seed: number, time: VirtualTime): WorldCrypto {
  const random = makeRandomBytes(makeRandom(deriveSeed(seed, "encapsulation")));
  const suite = makeBusySuite(time, makeCryptoSuite({ subtle: webcrypto.subtle, random }));
  return { suite, makeSigner: (key) => makeBusySigner(time, makeSeedSigner(key)) };
}

function makeFastCrypto(): WorldCrypto {
  const suite = makeKeyedHashSuite();
  return { suite, makeSigner: suite.makeSigner };
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? "" : `${messageOf(error.cause)}\n`;
  return `${cause}${error.stack ?? error.message}`;
}

/** Throws what went wrong, assertions inside the replicas included. */
export async function runSeed(seed: number): Promise<SeedReport> {
  const rejected: unknown[] = [];
  const onRejection = (error: unknown): void => void rejected.push(error);
  process.on("unhandledRejection", onRejection);
  try {
    const report = await new Schedule(seed, (time) =>
      seed % REAL_SUITE_EVERY === 0 ? makeRealCrypto(seed, time) : makeFastCrypto(),
    ).run();
    if (rejected.length > 0) throw rejected[0];
    return report;
  } catch (error) {
    const parts = [error, ...rejected].map(messageOf);
    throw new Error(`seed ${seed} fails (npm run soak -- --from ${seed} --count 1)\n${parts.join("\n")}`, { cause: error });
  } finally {
    process.off("unhandledRejection", onRejection);
  }
}
