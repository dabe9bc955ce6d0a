import { makeRoomDisk, openMemoryRoomStore } from "./memory-room-store.ts";
import { describeRoomStore } from "./room-store.suite.ts";

describeRoomStore("in memory", () => {
  const disk = makeRoomDisk();
  return { open: () => openMemoryRoomStore(disk), remove: () => undefined };
});
