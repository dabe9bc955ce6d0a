// Each screen in both themes, on a phone and on a desktop, with long titles and in longer languages: nothing serious for axe, nothing cut, nothing
// wider than the screen. `npm run screens` takes pictures of the same stories from every angle.

import { join } from "node:path";
import { expect, test } from "./fixtures.ts";
import { FEW_ANGLES, openCamera } from "./screens/camera.ts";
import { STORIES } from "./screens/stories.ts";

const FAULTS = join(import.meta.dirname, "../test-results/screens");

for (const [name, story] of Object.entries(STORIES)) {
  test(`the screens of ${name} are whole and free of serious faults`, async ({ relay, newRelay, newDevice }) => {
    const { look, faults } = openCamera(FEW_ANGLES, null, FAULTS);
    await story({ relay, newRelay, newDevice, look });
    expect(faults()).toEqual([]);
  });
}
