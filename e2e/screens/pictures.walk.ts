// `npm run screens`: the stories from every angle, and with text of twice the usual size. Pictures go to SCREENS_OUT.

import { join } from "node:path";
import { LARGE_TEXT } from "../device.ts";
import { expect, test } from "../fixtures.ts";
import { allAngles, largeTextAngles, openCamera } from "./camera.ts";
import { STORIES } from "./stories.ts";

const folder = process.env["SCREENS_OUT"] ?? join(import.meta.dirname, "../../test-results/screens");

for (const [name, story] of Object.entries(STORIES)) {
  test(name, async ({ relay, newRelay, newDevice }) => {
    const { look, faults } = openCamera(allAngles, folder, folder);
    await story({ relay, newRelay, newDevice, look });
    expect(faults()).toEqual([]);
  });

  test(`${name} in large text`, async ({ relay, newRelay, newDevice }) => {
    const { look, faults } = openCamera(largeTextAngles, join(folder, "large-text"), folder);
    await story({ relay, newRelay, newDevice: (flags) => newDevice(flags, LARGE_TEXT), look });
    expect(faults()).toEqual([]);
  });
}
