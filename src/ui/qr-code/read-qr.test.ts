import { encode } from "uqr";
import { describe, expect, test } from "vitest";
import { readQr, type Picture } from "./read-qr.ts";

const CODE = `dbn1.${"aZ09-_".repeat(58).slice(0, 345)}`;
const LINK = "https://192.168.1.5:8787/#join=db1.0geLFlHHTl1bCxS_p9MV6RR3c3M6Ly8xOTIuMC4yLjI6ODg5OQ";

type Angle = { readonly modulePixels: number; readonly turnDegrees?: number; readonly noise?: number; readonly black?: number };

/** The code in the middle of a grey 640 x 480 picture, turned about that middle. */
function pictureOf(text: string, { modulePixels, turnDegrees = 0, noise = 0, black = 0 }: Angle): Picture {
  const { data: modules, size } = encode(text, { ecc: "L", border: 4 });
  const [width, height] = [640, 480];
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  const [cos, sin] = [Math.cos((turnDegrees * Math.PI) / 180), Math.sin((turnDegrees * Math.PI) / 180)];
  let seed = 1;
  for (let index = 0; index < width * height; index++) {
    const [x, y] = [(index % width) - width / 2, Math.floor(index / width) - height / 2];
    const column = Math.floor((x * cos + y * sin) / modulePixels + size / 2);
    const line = Math.floor((y * cos - x * sin) / modulePixels + size / 2);
    const module = modules[line]?.[column];
    seed = (seed * 48_271) % 2_147_483_647;
    const grey = module === undefined ? 128 : module ? black : 255;
    data.fill(grey + ((seed / 2_147_483_647) * 2 - 1) * noise, index * 4, index * 4 + 3);
  }
  return { width, height, data };
}

describe("a code in a camera's picture is read", () => {
  test("when it is as long as a code gets, in a picture of 640 x 480", () => {
    expect(readQr(pictureOf(CODE, { modulePixels: 4 }))).toBe(CODE);
  });

  test("turned, pale and with noise", () => {
    expect(readQr(pictureOf(LINK, { modulePixels: 6, turnDegrees: 20, noise: 40, black: 90 }))).toBe(LINK);
  });

  test("upside down", () => {
    expect(readQr(pictureOf(CODE, { modulePixels: 5, turnDegrees: 180 }))).toBe(CODE);
  });
});

test("a picture without a code has none", () => {
  const width = 320;
  const height = 240;
  expect(readQr({ width, height, data: new Uint8ClampedArray(width * height * 4).fill(255) })).toBe(null);
});
