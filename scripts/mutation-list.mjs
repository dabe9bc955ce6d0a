// Deliberate bugs for `npm run mutations`: each is one text in one file, put in the place of another that must occur there exactly once. They are the
// mistakes that would lose data or show wrong data, so that tests that let one pass prove nothing.

/** @typedef {{ name: string, file: string, find: string, put: string }} Mutation */

/** @type {readonly Mutation[]} */
export const MUTATIONS = [
  {
    name: "an action is called saved before its commit",
    file: "src/replica/space-writer.ts",
    find: "const committed = await commitOwn(core, log, records, built.value.meta ?? []);",
    put: "const committed = ok(undefined); void commitOwn(core, log, records, built.value.meta ?? []);",
  },
  {
    name: "what links bring is applied before its commit",
    file: "src/replica/space-intake.ts",
    find: "const committed = await core.ports.store.commit(\n    makeBatch(core.space, {\n      expect: [placement.expect],",
    put: "core.apply(gathered);\n  const committed = await core.ports.store.commit(\n    makeBatch(core.space, {\n      expect: [placement.expect],",
  },
  {
    name: "an append does not look whether another tab was first",
    file: "src/replica/space-writer.ts",
    find: 'expect: [{ log: log.tag, branch: "", seq: log.head?.seq ?? 0, id: log.head?.id ?? null }],',
    put: "expect: [],",
  },
  {
    name: "signatures of records are not checked",
    file: "src/replica/space-intake.ts",
    find: "const firstInvalid = valid.indexOf(false);",
    put: "const firstInvalid = -1;",
  },
  {
    name: "ids of stored records are not checked at start",
    file: "src/replica/space-replay.ts",
    find: "if (isUndamaged(this.#sha256, this.#space, record, previousId)) this",
    put: "if (record.seq > 0) this",
  },
  {
    name: "a page attaches by its number alone, whatever came before it",
    file: "src/wire/log-tree.ts",
    find: "if (held?.startsWith(id) === true) return position;",
    put: "if (held !== null) return position;",
  },
  {
    name: "what a replica lacks is sent from the record after the first that it lacks",
    file: "src/wire/version-diff.ts",
    find: "const from = Math.max(firstSeq, heldSeq + 1);",
    put: "const from = Math.max(firstSeq, heldSeq + 2);",
  },
  {
    name: "of a log that has forked the own device goes on in the same generation",
    file: "src/replica/space-writer.ts",
    find: "(index.trees.get(log)?.paths.size ?? 1) > 1 || base",
    put: "base",
  },
  {
    name: "the relay confirms what its store has refused",
    file: "relay/member-session.ts",
    find: 'if (!committed.ok) return this.#link.send(refuseAll(this.#space.trees.get(page.log) ?? null, page, "storage").answer);',
    put: "",
  },
  {
    name: "an item deleted for good comes back with its next update",
    file: "src/replica/item-set.ts",
    find: "const living = updates.filter(({ item }) => !this.tombstones.has(item));",
    put: "const living = updates;",
  },
  {
    name: "a session waits for ever for what it is owed",
    file: "src/sync/owed.ts",
    find: "if (answer !== null) return { what: answer, pings: PINGS_FOR_ANSWER };",
    put: "if (answer !== null) return null;",
  },
  {
    name: "of a repeated have the acceptor takes all it sent before for arrived",
    file: "relay/member-session.ts",
    find: "    if (this.#theirs !== null) {\n      this.#offeredHeads = [];\n      this.#sayHave();\n    }\n",
    put: "",
  },
];
