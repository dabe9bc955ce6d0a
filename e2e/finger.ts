// A finger on a screen, as Chromium's own protocol has it: what taps, is held and is dragged is a touch, and no mouse.

import type { CDPSession, Locator, Page } from "@playwright/test";

type Point = { readonly x: number; readonly y: number };

export type Finger = {
  readonly tap: (target: Locator) => Promise<void>;
  /** Puts it down in the middle of `target`, where it stays. */
  readonly putDown: (target: Locator) => Promise<Point>;
  readonly moveTo: (point: Point) => Promise<void>;
  readonly lift: () => Promise<void>;
};

/** Once it stands still and nothing lies over it. */
async function middleOf(target: Locator): Promise<Point> {
  await target.click({ trial: true });
  const box = await target.boundingBox();
  if (box === null) throw new Error("nothing there to touch");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

const send = (session: CDPSession, type: "touchStart" | "touchMove" | "touchEnd", touchPoints: Point[]): Promise<unknown> =>
  session.send("Input.dispatchTouchEvent", { type, touchPoints });

const STEPS = 8;

export async function useFinger(page: Page): Promise<Finger> {
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setTouchEmulationEnabled", { enabled: true, maxTouchPoints: 1 });
  let at: Point = { x: 0, y: 0 };
  const putDown = async (target: Locator): Promise<Point> => {
    at = await middleOf(target);
    await send(session, "touchStart", [at]);
    return at;
  };
  const lift = async (): Promise<void> => void (await send(session, "touchEnd", []));
  return {
    async tap(target) {
      await putDown(target);
      await lift();
    },
    putDown,
    async moveTo(point) {
      const from = at;
      for (let step = 1; step <= STEPS; step++) {
        const part = step / STEPS;
        at = { x: from.x + (point.x - from.x) * part, y: from.y + (point.y - from.y) * part };
        await send(session, "touchMove", [at]);
      }
    },
    lift,
  };
}
