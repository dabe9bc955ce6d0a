import { encode } from "uqr";
import { expect, test } from "vitest";
import { qrPath } from "./qr-path.ts";

test("the path covers the black modules and nothing else, within a quiet zone", () => {
  const text = "https://192.168.1.5:8787/#join=db1.0geLFlHHTl1bCxS_p9MV6RR3c3M6Ly8xOTIuMC4yLjI6ODg5OQ";
  const { size, path } = qrPath(text, "M");
  const drawn = Array.from({ length: size }, () => Array.from({ length: size }, () => false));
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/gu)) {
    drawn[Number(y)]?.fill(true, Number(x), Number(x) + Number(length));
  }
  expect(drawn).toEqual(encode(text, { ecc: "M", border: 4 }).data);
  expect(drawn.slice(0, 4).flat().includes(true)).toBe(false);
});
