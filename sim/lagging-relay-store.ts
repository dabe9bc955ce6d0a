// A relay's store whose disk takes time: commits are done in the order of asking, each after a delay. What is under way when the relay is killed
// (its lane is dropped) neither happens nor is answered.

import type { RelayStore } from "../relay/relay-store.ts";
import type { Lane } from "./lane.ts";

export const makeLaggingRelayStore = (store: RelayStore, lane: Lane): RelayStore => ({
  ...store,
  commit: (batch) => new Promise((resolve) => lane.add(() => resolve(store.commit(batch)))),
});
