// What goes wrong with a browser's tabs, storage and clock, and what the app then says and does.

import { addTask, expectRows, expectSynced, openApp, whenWritable } from "./app-page.ts";
import { expect, test } from "./fixtures.ts";
import { freezePage } from "./frozen-page.ts";
import { countSockets } from "./open-sockets.ts";
import { pair } from "./pairing-steps.ts";

test("a tab that is frozen with the connection loses it to one that is looked at, and does no harm when it thaws", async ({
  relay,
  newDevice,
}) => {
  const [laptop, phone] = [await newDevice(), await newDevice()];
  // It may live in the process that is about to stop.
  await laptop.context().addInitScript(() => Reflect.deleteProperty(Navigator.prototype, "serviceWorker"));
  const frozen = await laptop.newPage();
  const frozenSockets = countSockets(frozen);
  await frozen.goto(relay.address);
  await whenWritable(frozen);
  await expectSynced(frozen);
  const other = await openApp(phone, relay.address);
  await pair(frozen, other);
  const awake = await laptop.newPage();
  const awakeSockets = countSockets(awake);
  await awake.goto(relay.address);
  await whenWritable(awake);
  await expect.poll(frozenSockets).toBe(1);

  const thaw = await freezePage(laptop, frozen, [awake]);
  await addTask(awake, "while it is frozen");
  await expect.poll(awakeSockets, { timeout: 60_000 }).toBe(1);
  await expectRows(other, ["while it is frozen"]);
  await addTask(other, "from the phone");
  await expectRows(awake, ["from the phone", "while it is frozen"]);

  thaw();
  await expectRows(frozen, ["from the phone", "while it is frozen"]);
  await addTask(frozen, "after the thaw");
  await expectRows(other, ["after the thaw", "from the phone", "while it is frozen"]);
  await expect.poll(() => [frozenSockets(), awakeSockets()]).toEqual([0, 1]);
  await expectSynced(frozen);
});
