// In a page: tasks as maps in one document, stored by stock y-indexeddb, compacted into one update as it does by itself after 500, and loaded again.

import { IndexeddbPersistence, storeState } from "y-indexeddb";
import * as Y from "yjs";

const NAME = "peer-tasks";

globalThis.peerDocument = {
  async store(tasks) {
    const doc = new Y.Doc();
    const persistence = new IndexeddbPersistence(NAME, doc);
    await persistence.whenSynced;
    doc.transact(() => {
      doc.getArray("tasks").push(tasks.map((task) => new Y.Map(Object.entries(task))));
    });
    await storeState(persistence, true);
    await persistence.destroy();
  },
  async load(count) {
    const startMs = performance.now();
    const doc = new Y.Doc();
    const persistence = new IndexeddbPersistence(NAME, doc);
    await persistence.whenSynced;
    const syncedMs = performance.now() - startMs;
    const rows = doc.getArray("tasks").toJSON();
    const rowsMs = performance.now() - startMs;
    if (rows.length !== count) throw new Error(`${rows.length} tasks of ${count}`);
    await persistence.destroy();
    return { syncedMs, rowsMs };
  },
};
