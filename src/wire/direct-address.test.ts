import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeDirectAddress, encodeDirectAddress, type DirectAddress } from "./direct-address.ts";

const hosts = fc.array(fc.oneof(fc.uint8Array({ minLength: 4, maxLength: 4 }), fc.uint8Array({ minLength: 16, maxLength: 16 })), {
  minLength: 1,
  maxLength: 4,
});
const addresses: fc.Arbitrary<DirectAddress> = fc.record({
  fingerprint: fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString("hex")),
  port: fc.integer({ min: 1, max: 65_535 }),
  hosts,
});

test("an address stays what it is in bytes, whatever stands behind it", () => {
  fc.assert(
    fc.property(addresses, fc.uint8Array({ maxLength: 31 }), (address, rest) => {
      const read = decodeDirectAddress(Uint8Array.from([...encodeDirectAddress(address), ...rest]));
      expect(read).toEqual({ ...address, hosts: address.hosts.map((host) => Uint8Array.from(host)) });
    }),
  );
});

test("an address is written as in the specification", () => {
  const address = { fingerprint: "ab".repeat(32), port: 8788, hosts: [Uint8Array.of(192, 168, 1, 2)] };
  expect(Buffer.from(encodeDirectAddress(address)).toString("hex")).toBe(`${"ab".repeat(32)}d4440104c0a80102`);
});

test("other bytes are no address, and are read without a throw", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 120 }), (bytes) => {
      const read = decodeDirectAddress(bytes);
      if (read !== null) expect(read.hosts.every(({ length }) => length === 4 || length === 16) && read.port > 0).toBe(true);
    }),
  );
  const good = encodeDirectAddress({ fingerprint: "00".repeat(32), port: 1, hosts: [Uint8Array.of(10, 0, 0, 1)] });
  expect(decodeDirectAddress(good.with(32, 0))).toBeNull();
  expect(decodeDirectAddress(good.with(33, 0))).toBeNull();
  expect(decodeDirectAddress(good.with(33, 5))).toBeNull();
  expect(decodeDirectAddress(good.with(34, 5))).toBeNull();
  expect(decodeDirectAddress(good.subarray(0, 20))).toBeNull();
});
