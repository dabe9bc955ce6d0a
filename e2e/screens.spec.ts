// Each screen in both themes, on a phone and on a desktop, with long titles and in longer languages: nothing serious for axe, nothing cut, nothing
// wider than the screen. `npm run screens` takes pictures of the same stories from every angle.

import { join } from "node:path";
import { expect, test } from "./fixtures.ts";
import { fewAngles, openCamera } from "./screens/camera.ts";
import { LONG_STORIES, STORIES } from "./screens/stories.ts";
import { LONG } from "./size.ts";

const FAULTS = join(import.meta.dirname, "../test-results/screens");

for (const [name, story] of Object.entries(STORIES)) {
  test(
    `the screens of ${name} are whole and free of serious faults`,
    LONG_STORIES.includes(name) ? LONG : {},
    async ({ relay, newRelay, newDevice }) => {
      const { look, faults } = openCamera(fewAngles, null, FAULTS);
      await story({ relay, newRelay, newDevice, look });
      expect(faults()).toEqual([]);
    },
  );
}
