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
    name: "what links bring counts as held before its commit",
    file: "src/replica/space-intake.ts",
    find: "const committed = await commitAndApply(core, batch, gathered, replay);",
    put: "core.index.setPath(path);\n  const committed = await commitAndApply(core, batch, gathered, replay);",
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
    find: "if (areSound[i] === true && this.#isThere(record)) this.#take(path, record);",
    put: "if (this.#isThere(record)) this.#take(path, record);",
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
    find: "if (!isFirst) this.#offeredHeads = [];\n    this.#theirs",
    put: "this.#theirs",
  },
  {
    name: "a checkpoint covers what was only held",
    file: "src/replica/engine/applied-cover.ts",
    find: 'records.find(({ state, id }) => state === "keyless" || state === "parked" || poisoned.has(id));',
    put: "records.find(({ id }) => poisoned.has(id));",
  },
  {
    name: "the relay drops records for a checkpoint that nobody has vouched for",
    file: "relay/shelf.ts",
    find: '(checkpoint.verdict === "endorsed" || (checkpoint.verdict === "none" && nowMs - checkpoint.receivedAtMs >= GRACE_MS));',
    put: 'checkpoint.verdict !== "objected" && nowMs > 0;',
  },
  {
    name: "a device does not hear objections",
    file: "src/replica/engine/trust.ts",
    find: 'if (verdicts.some(({ objections }) => objections.includes(id))) return "disputed";',
    put: "",
  },
  {
    name: "the relay does not hear objections",
    file: "relay/tidy-space.ts",
    find: 'if (verdict === "objected" || said.some(({ objections }) => objections.has(id))) return "objected";',
    put: "",
  },
  {
    name: "a base's id is forgotten",
    file: "src/replica/log-index.ts",
    find: "return seq === base.seq ? base.id : null;",
    put: "return null;",
  },
  {
    name: "a new base cuts off more of the tail than it covers",
    file: "src/replica/tail.ts",
    find: '(path.branch === "" && seq <= (cover.get(path.log) ?? 0)) ||',
    put: '(path.branch === "" && cover.has(path.log) && seq <= (cover.get(path.log) ?? 0) + 1) ||',
  },
  {
    name: "what own packs hold of a log that has parted is not written again",
    file: "src/replica/engine/adopt-updates.ts",
    find: "new Set([...tail.ids, ...parted, ...unreadByItem.keys()])",
    put: "new Set([...tail.ids, ...unreadByItem.keys()])",
  },
  {
    name: "at the relay a log begins at once behind any checkpoint",
    file: "relay/tidy-space.ts",
    find: "return isSure || hasWaited ? cover",
    put: "return isSure || hasWaited || true ? cover",
  },
  {
    name: "the relay names checkpoints that cover more than it holds",
    file: "relay/shelf.ts",
    find: "each.cover.every((entry) => isReached(version, entry))",
    put: "each.cover.every((entry) => isReached(version, entry) || true)",
  },
  {
    name: "blocks of a pack are stored as they come",
    file: "src/sync/pack-fetch.ts",
    find: "return leaf !== undefined && isBlockOf(sha256, leaf, block);",
    put: "return leaf !== undefined && block.length > 0;",
  },
  {
    name: "records go that packs of this device alone contain",
    file: "src/replica/engine/retention.ts",
    find: "return Math.min(containedTo(core, tree), vouchedSeq, elsewhere, age);",
    put: "return Math.min(containedTo(core, tree), Math.max(await heldElsewhere(context, tree), confirmed), Math.max(age, oldEnough(context, tree.log)));",
  },
  {
    name: "nobody is told that a way has parted",
    file: "src/wire/version-diff.ts",
    find: "position.seq >= other && commonSeq(tree, leaf, position) <= from",
    put: "position.seq < 0",
  },
  {
    name: "a home device says stored what its disk had no room for",
    file: "peer/store/sqlite-store.ts",
    find: "else resolve(err(failure));",
    put: "else resolve(failure.kind === 'full' ? ok(undefined) : err(failure));",
  },
  {
    name: "what a removed device puts back in time counts",
    file: "src/members/changes.ts",
    find: "return takes(change) && id !== statement.id && !dag.isBefore(statement.id, id);",
    put: "return false;",
  },
  {
    name: "a removed key is given a role again",
    file: "src/members/changes.ts",
    find: "else if (isOut(change.rank) || !isReplaced()) last.push(change);",
    put: "else if (!isReplaced()) last.push(change);",
  },
  {
    name: "whoever is removed escapes through whom it adds beside that",
    file: "src/members/changes-in-force.ts",
    find: "(other) => !takes(other) || !inside.has(other)",
    put: "() => true",
  },
  {
    name: "an epoch is written under whose maker was removed",
    file: "src/members/fit-epochs.ts",
    find: "[author, ...body.grants.map(({ device }) => device)]",
    put: "body.grants.map(({ device }) => device)",
  },
  {
    name: "an epoch is written under that opens by a later one which a removed device has",
    file: "src/members/fit-epochs.ts",
    find: "for (const epoch of unfit) for (const earlier of heldBy.get(epoch) ?? []) unfit.add(earlier);",
    put: "",
  },
  {
    name: "who was lowered beside it has granted a key to nobody",
    file: "src/members/fit-epochs.ts",
    find: "(members.has(author) || isKnownToFirst())",
    put: "isKnownToFirst()",
  },
  {
    name: "a removed device makes epochs unfit, however far back it says that it has their keys",
    file: "src/members/fit-epochs.ts",
    find: "counting.has(id) || ((members.has(author) || isKnownToFirst()) && isRightIn(dag, id))",
    put: "counting.has(id) || isRightIn(dag, id)",
  },
  {
    name: "a new epoch holds the last key alone",
    file: "src/members/make-epoch.ts",
    find: "recipients, predecessors: held });",
    put: "recipients, predecessors: held.slice(-1) });",
  },
  {
    name: "a new key is not stored with the statement that makes it",
    file: "src/replica/space-statements.ts",
    find: "await this.#store(made.statements, [], [made.epoch]);",
    put: "await this.#store(made.statements, []);",
  },
];
