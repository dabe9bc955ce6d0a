// What every adapter of the compression port does.

import { expect, test } from "vitest";
import { bytesEqual } from "../../base/bytes.ts";
import type { Compression } from "../../ports/compression.ts";

const text = new TextEncoder().encode("water the plants, ".repeat(2_000));

export function compressionSuite({ deflate, inflate }: Compression): void {
  test("what was deflated inflates to the same", async () => {
    for (const bytes of [text, new Uint8Array(0), Uint8Array.of(7), new Uint8Array(100_000).map((_, i) => (i * 7_919) >> 3)]) {
      const inflated = await inflate(await deflate(bytes), bytes.length);
      expect(inflated !== null && bytesEqual(inflated, bytes)).toBe(true);
    }
    expect((await deflate(text)).length).toBeLessThan(text.length / 10);
  });

  test("more than allowed is refused, exactly as much is not", async () => {
    const deflated = await deflate(text);
    expect(await inflate(deflated, text.length - 1)).toBeNull();
    expect((await inflate(deflated, text.length))?.length).toBe(text.length);
    expect(await inflate(await deflate(Uint8Array.of(1)), 0)).toBeNull();
    const bomb = await deflate(new Uint8Array(20_000_000));
    expect(bomb.length).toBeLessThan(200_000);
    expect(await inflate(bomb, 1_000)).toBeNull();
  });

  test("bytes that are not deflate or end early are refused", async () => {
    const deflated = await deflate(text);
    expect(await inflate(Uint8Array.of(0xff, 0xff, 0xff), 1_000)).toBeNull();
    expect(await inflate(deflated.slice(0, -3), text.length)).toBeNull();
  });

  test("bytes left over behind the end are refused, however many", async () => {
    for (const bytes of [text, new Uint8Array(0), Uint8Array.of(7)]) {
      const deflated = await deflate(bytes);
      for (const count of [1, 2, 7, 3_000]) {
        const longer = new Uint8Array(deflated.length + count);
        longer.set(deflated);
        expect(await inflate(longer, text.length)).toBeNull();
      }
      expect(await inflate(new Uint8Array([...deflated, ...deflated]), 2 * text.length)).toBeNull();
    }
  });
}
