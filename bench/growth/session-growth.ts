// `growth.bytesPerSession`: what a page session that edits one field adds to the item's document for good, over 1,000 of them: each has a client id of its
// own, which is never used again. `growth.deletedEdits`: one field edited 20,000 times in 20 page sessions, against the same tasks as they
// were made, as they are stored: in a sealed pack. Beside the first: what was tried against it (docs/performance.md says why none of it is done).

import { deflateRawSync } from "node:zlib";
import { encodeState, makeDocument, openDocument, type ItemDocument } from "../../src/items/document.ts";
import type { FieldValues } from "../../src/items/field-value.ts";
import { KIND_FIELD, kindValue } from "../../src/items/item-schema.ts";
import { nextStamp, NO_STAMP } from "../../src/items/stamp.ts";
import { updateItem } from "../../src/items/update-item.ts";
import { taskSchema } from "../../src/model/task-schema.ts";
import { tasks, VERSION } from "../bench-data.mjs";
import type { Measured } from "../measured.ts";
import { expectOk } from "../node-device.ts";
import { packDocuments } from "../packs/pack-compression.ts";
import { clientIdFrom, LOG, makeDocuments, type StateOf } from "../packs/shared-documents.ts";
import { encodeStateV1 } from "../../src/items/document-states.ts";

const SEED = 1;
const SESSIONS = 1_000;
const DELETED_SESSIONS = 20;
const DELETED_EDITS = 20_000;
const DELETED_ITEMS = 5;

type IdOf = (session: number) => number;

const fullId: IdOf = (session) => clientIdFrom(`session ${session}`);
/** As short as Yjs's own, which could meet twice within one document once in some tens of thousands of documents of 1,000 sessions. */
const shortId: IdOf = (session) => fullId(session) % 2 ** 32;
/** A counter of the device: what reuse after a rollback would make of it is why it cannot be. */
const countedId: IdOf = (session) => session + 1;

class EditedItem {
  readonly #idOf: IdOf;
  #document: ItemDocument;
  #stamp = nextStamp(NO_STAMP, Date.UTC(2027, 0, 1));

  /** A new one, or one that is there already. */
  constructor(idOf: IdOf, present?: { readonly session: number; readonly state: Uint8Array }) {
    this.#idOf = idOf;
    this.#document = makeDocument(idOf(0));
    if (present === undefined) this.#write({ [KIND_FIELD]: kindValue(taskSchema), title: "Call the landlord" });
    else this.openIn(present.session, present.state);
  }

  openIn(session: number, state: Uint8Array = this.state): void {
    this.#document = expectOk(openDocument({ clientId: this.#idOf(session), states: [state] }), "a document opens").document;
  }

  rename(title: string): void {
    this.#write({ title });
  }

  #write(after: FieldValues): void {
    this.#stamp = nextStamp(this.#stamp, Date.UTC(2027, 0, 1));
    expectOk(updateItem(this.#document, { after }, { schema: taskSchema, writer: LOG, stamp: this.#stamp }), "a field is written");
  }

  get state(): Uint8Array {
    return encodeState(this.#document);
  }

  get stateV1(): Uint8Array {
    return encodeStateV1(this.#document);
  }
}

/** Edited once in each session. */
function editOver(sessions: number, idOf: IdOf): EditedItem {
  const item = new EditedItem(idOf);
  for (const [index, { title }] of [...tasks(sessions, SEED)].entries()) {
    item.openIn(index + 1);
    item.rename(`${title} ${index}`);
  }
  return item;
}

const deflated = (bytes: Uint8Array): number => deflateRawSync(bytes).length;

type SizeOf = (item: EditedItem) => number;

const inV2: SizeOf = (item) => item.state.length;
const inPack: SizeOf = (item) => deflated(item.state);

const bytesAfter = (sessions: number, idOf: IdOf, sizeOf: SizeOf): number => sizeOf(editOver(sessions, idOf));

const perSession = (idOf: IdOf, sizeOf: SizeOf): number =>
  (bytesAfter(SESSIONS, idOf, sizeOf) - bytesAfter(1, idOf, sizeOf)) / (SESSIONS - 1);

const line = (name: string, bytes: number): string => `${name}: ${bytes.toFixed(1)} B a session`;

export function measureBytesPerSession(): Promise<Measured> {
  const value = perSession(fullId, inV2);
  return Promise.resolve({
    value,
    samples: SESSIONS,
    data: `bench-data ${VERSION} seed ${SEED}`,
    details: [
      `documents after 1, 10, 100, 1,000 sessions: ${[1, 10, 100, 1_000].map((sessions) => bytesAfter(sessions, fullId, inV2)).join(", ")} B`,
      line("the same deflated, as it lies in a pack", perSession(fullId, inPack)),
      line(
        "as V1",
        perSession(fullId, (item) => item.stateV1.length),
      ),
      line("tried: client ids of 32 bits", perSession(shortId, inV2)),
      line("tried: client ids of 32 bits, deflated", perSession(shortId, inPack)),
      line("tried: client ids that count up (reused after a rollback, so impossible)", perSession(countedId, inV2)),
      line("tried: counting ids, deflated", perSession(countedId, inPack)),
    ],
  });
}

/** The title of a task that is otherwise as it was made, edited over the sessions. */
function editTask({ item, state }: StateOf): StateOf {
  let present = state;
  const titles = [...tasks(DELETED_EDITS, SEED)].map(({ title }, index) => `${title} ${index}`);
  const editsEach = DELETED_EDITS / DELETED_SESSIONS;
  for (let session = 0; session < DELETED_SESSIONS; session++) {
    const edited = new EditedItem(fullId, { session: session + 1, state: present });
    for (const title of titles.slice(session * editsEach, (session + 1) * editsEach)) edited.rename(title);
    present = edited.state;
  }
  return { item, state: present };
}

const bytesOf = (documents: readonly StateOf[]): number => documents.reduce((sum, { state }) => sum + state.length, 0);

export async function measureDeletedEdits(): Promise<Measured> {
  const fresh = makeDocuments(DELETED_ITEMS, 0, 0, SEED);
  const edited = fresh.map(editTask);
  const [freshPack, editedPack] = [await packDocuments(fresh), await packDocuments(edited)];
  const [inDocuments, inPacks] = [bytesOf(edited) / bytesOf(fresh), editedPack.sealedBytes / freshPack.sealedBytes];
  return {
    value: inPacks,
    samples: DELETED_EDITS * DELETED_ITEMS,
    data: `bench-data ${VERSION} seed ${SEED}`,
    details: [
      `${DELETED_ITEMS} tasks, documents: ${bytesOf(edited)} / ${bytesOf(fresh)} B = ${inDocuments.toFixed(2)}`,
      `in a sealed pack: ${editedPack.sealedBytes} / ${freshPack.sealedBytes} B = ${inPacks.toFixed(2)}`,
    ],
  };
}
