// The little that conformance cases need to judge what they see, without a test runner: cases run under vitest and in bare pages alike.

import { bytesToHex } from "../../base/bytes.ts";
import type { Result } from "../../base/result.ts";

export type SuiteCase<Bed> = { readonly name: string; run(bed: Bed, check: Check): Promise<void> };

export type CaseOutcome = { readonly name: string; readonly ok: boolean; readonly error?: string };

/** Every method throws when what it is given is not so; `what` says what was looked at. */
export type Check = {
  that(condition: boolean, what: string): void;
  /** Deep equality of plain data and bytes. */
  equal(actual: unknown, expected: unknown, what: string): void;
  /** The value of a success. */
  value<T>(result: Result<T, unknown>, what: string): T;
  /** That `result` failed with exactly `error`, or with any error of that kind. */
  failure(result: Result<unknown, unknown>, error: string | object, what: string): void;
  /** That `promise` rejects, as it does on a bug of the caller. */
  rejects(promise: Promise<unknown>, what: string): Promise<void>;
};

export const check: Check = {
  that(condition, what): void {
    if (!condition) throw new Error(`not so: ${what}`);
  },
  equal(actual, expected, what): void {
    const [seen, due] = [show(actual), show(expected)];
    if (seen !== due) throw new Error(`${what}: ${shorten(seen)} where ${shorten(due)} was due`);
  },
  value(result, what) {
    if (!result.ok) throw new Error(`${what}: failed with ${show(result.error)}`);
    return result.value;
  },
  failure(result, error, what): void {
    if (result.ok) throw new Error(`${what}: went well`);
    const seen = show(typeof error === "string" ? kindOf(result.error) : result.error);
    if (seen !== show(error)) throw new Error(`${what}: ${seen} where ${show(error)} was due`);
  },
  async rejects(promise, what): Promise<void> {
    const threw = await promise.then(
      () => false,
      () => true,
    );
    if (!threw) throw new Error(`${what}: did not reject`);
  },
};

/** Runs one case; never throws. */
export async function outcomeOf<Bed>(suiteCase: SuiteCase<Bed>, makeBed: () => Promise<Bed>): Promise<CaseOutcome> {
  try {
    await suiteCase.run(await makeBed(), check);
    return { name: suiteCase.name, ok: true };
  } catch (error) {
    return { name: suiteCase.name, ok: false, error: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  }
}

function kindOf(error: unknown): unknown {
  return typeof error === "object" && error !== null && "kind" in error ? error.kind : error;
}

const shorten = (text: string): string => (text.length > 300 ? `${text.slice(0, 300)}... (${text.length})` : text);

/** One text for equal data: fields in the order of their names, bytes as hex. */
function show(value: unknown): string {
  switch (typeof value) {
    case "string":
      return JSON.stringify(value);
    case "object":
      return showObject(value);
    case "undefined":
    case "number":
    case "boolean":
    case "bigint":
      return String(value);
    default:
      throw new Error("only data can be compared");
  }
}

function showObject(value: object | null): string {
  if (value === null) return "null";
  if (value instanceof Uint8Array) return `bytes(${bytesToHex(value)})`;
  if (Array.isArray(value)) return `[${value.map(show).join(", ")}]`;
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, field]) => `${name}: ${show(field)}`).join(", ")}}`;
}
