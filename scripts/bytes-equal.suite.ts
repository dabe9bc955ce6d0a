// For the tests' `toEqual`: bytes are compared as bytes. By itself it takes a typed array for an object with a property for each of them, which takes a second
// for a megabyte.

import { expect } from "vitest";

expect.addEqualityTesters([
  (a: unknown, b: unknown) => {
    if (!(a instanceof Uint8Array && b instanceof Uint8Array) || a.constructor !== b.constructor) return undefined;
    return Buffer.compare(a, b) === 0;
  },
]);
