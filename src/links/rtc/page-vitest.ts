// What the link suite uses of vitest, for a page: bundled in its place by the browser tests. Tests are collected, not run.

type Run = () => Promise<void>;
const collected: { readonly name: string; readonly run: Run }[] = [];

export const collectedTests = (): readonly { readonly name: string; readonly run: Run }[] => collected.splice(0);

function collect(name: string, run: Run): void {
  collected.push({ name, run });
}

const each =
  <T>(values: readonly T[]) =>
  (name: string, run: (value: T) => Promise<void>): void => {
    for (const value of values) collect(name.replace("%s", String(value)), () => run(value));
  };

export const test = Object.assign(collect, { each });

const shown = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) => (part instanceof Uint8Array ? `bytes ${part.join(",")}` : part));

/** Every field of `expected` is there and the same; other fields may be, too. */
function matches(actual: unknown, expected: unknown): boolean {
  if (typeof expected !== "object" || expected === null) return Object.is(actual, expected);
  if (typeof actual !== "object" || actual === null) return false;
  const own = new Map<string, unknown>(Object.entries(actual));
  return Object.entries(expected).every(([key, value]) => matches(own.get(key), value));
}

function check(isRight: boolean, actual: unknown, expected: unknown): void {
  if (!isRight) throw new Error(`expected ${shown(expected)}, got ${shown(actual)}`);
}

export function expect(actual: unknown) {
  return {
    toBe: (expected: unknown) => check(Object.is(actual, expected), actual, expected),
    toEqual: (expected: unknown) => check(shown(actual) === shown(expected), actual, expected),
    toMatchObject: (expected: unknown) => check(matches(actual, expected), actual, expected),
    toHaveLength: (length: number) => check(Array.isArray(actual) && actual.length === length, actual, length),
    not: { toBe: (other: unknown) => check(!Object.is(actual, other), actual, other) },
  };
}
