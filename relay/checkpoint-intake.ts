// Takes checkpoints into a space (PROTOCOL.md "Checkpoints"): asks the devices that hold one for its manifest and then for the packs that are not
// here, a few questions at a time on each link. What comes is verified before it is stored, manifests by their maker's signature, blocks by the
// pack's hash, and stored block by block, so that a transfer that breaks goes on where it ended, with whichever device comes next. A device that
// sends what does not verify is not asked for that checkpoint again, nor is one that does not have it; another is.
// Whether a checkpoint is kept, and what follows from it, is for tidy-space.ts.

import type { DeviceId, PackId, SpaceId } from "../src/base/ids.ts";
import type { Membership } from "../src/members/membership.ts";
import type { StatementVerifier } from "../src/members/statement.ts";
import { parseCheckpoint, verifyCheckpoint, type Checkpoint } from "../src/wire/checkpoint.ts";
import type { CheckpointId, Frame } from "../src/wire/frames.ts";
import { MAX_BLOCKS_PER_ASK } from "../src/wire/limits.ts";
import { areLeavesOf, isBlockOf } from "../src/wire/pack-tree.ts";
import { MAX_ASKS, MAX_REFUSED_CHECKPOINTS } from "./limits.ts";
import { LEAF_BYTES, type RelayPack } from "./relay-store.ts";
import { bytesToCome, isPackHeld, isWhole, isWorthTaking, type Shelf, type ShelfCheckpoint } from "./shelf.ts";
import type { SpaceDraft, SpaceWrite } from "./space-draft.ts";
import { isVouchedIn, saidOf } from "./tidy-space.ts";

export type CheckpointFrame = Extract<Frame, { type: "checkpoint" }>;
export type PackFrame = Extract<Frame, { type: "pack" }>;

/** A link that checkpoints may come from. */
export type CheckpointSource = {
  readonly device: DeviceId;
  readonly ask: (frame: Extract<Frame, { type: "ask-checkpoint" | "ask-pack" }>) => void;
  /** Something it sent did not verify. */
  readonly charge: (count: number) => void;
};

type Ask =
  | { readonly kind: "manifest"; readonly checkpoint: CheckpointId }
  | {
      readonly kind: "pack";
      readonly checkpoint: CheckpointId;
      readonly pack: PackId;
      readonly firstIndex: number;
      readonly blocks: number;
    };

type Offer = {
  /** Newest first. */
  readonly checkpoints: readonly CheckpointId[];
  /** Of these, what is not to be had from there. */
  readonly failed: Set<CheckpointId>;
};

type SourceState = { offer: Offer; readonly asks: Ask[] };

/** What becomes of an answer. `unverified`: the other side is charged. `refused`: nobody needs to be asked again. */
type Verdict = "taken" | "failed" | "unverified" | "refused";

/** The space as it is seen from here (space.ts). */
export type IntakeSpace = {
  readonly id: SpaceId;
  readonly membership: Membership;
  readonly shelf: Shelf;
  write(write: SpaceWrite): void;
  readLeaves(pack: PackId): Promise<Uint8Array | null>;
};

export type CheckpointIntakePorts = {
  readonly verifier: StatementVerifier;
  readonly quotaBytes: number;
  readonly stagedBytes: number;
};

export class CheckpointIntake {
  readonly #space: IntakeSpace;
  readonly #ports: CheckpointIntakePorts;
  readonly #sources = new Map<CheckpointSource, SourceState>();
  /** Manifests and packs that are asked for, or being stored. */
  readonly #underWay = new Set<CheckpointId | PackId>();
  readonly #refused = new Set<CheckpointId>();

  constructor(space: IntakeSpace, ports: CheckpointIntakePorts) {
    this.#space = space;
    this.#ports = ports;
  }

  /** What the link's device says it has, newest first; in place of what it said before. */
  offered(source: CheckpointSource, checkpoints: readonly CheckpointId[]): void {
    const held = this.#sources.get(source);
    const offer = { checkpoints, failed: new Set<CheckpointId>() };
    if (held === undefined) this.#sources.set(source, { offer, asks: [] });
    else held.offer = offer;
    this.askMore();
  }

  /** What it was asked for is asked of others. */
  left(source: CheckpointSource): void {
    const state = this.#sources.get(source);
    this.#sources.delete(source);
    for (const ask of state?.asks ?? []) this.#underWay.delete(keyOf(ask));
    this.askMore();
  }

  /** Members have changed: what was refused for its maker may count now. */
  judgeAnew(): void {
    this.#refused.clear();
    this.askMore();
  }

  /** False when it is no answer to the oldest question on the link. */
  onAnswer(source: CheckpointSource, frame: CheckpointFrame | PackFrame): boolean {
    const state = this.#sources.get(source);
    const [ask] = state?.asks ?? [];
    // What was asked for is still under way: it is asked of others once the link has gone.
    if (state === undefined || ask === undefined || !isAnswerTo(frame, ask)) return false;
    state.asks.shift();
    if (state.offer.failed.has(ask.checkpoint)) this.#settle(source, ask, "failed");
    else this.#take(source, ask, frame);
    return true;
  }

  /** Puts the questions that are due. */
  askMore(): void {
    for (const [source, state] of this.#sources) {
      while (state.asks.length < MAX_ASKS) {
        const ask = this.#nextAsk(state.offer);
        if (ask === null) break;
        this.#underWay.add(keyOf(ask));
        state.asks.push(ask);
        source.ask(askToFrame(ask));
      }
    }
  }

  #nextAsk({ checkpoints, failed }: Offer): Ask | null {
    for (const id of checkpoints) {
      if (failed.has(id) || this.#refused.has(id)) continue;
      const known = this.#space.shelf.checkpoints.get(id);
      if (known === undefined && !this.#underWay.has(id)) return { kind: "manifest", checkpoint: id };
      const ask = known === undefined || isWhole(known) ? null : this.#nextPack(known);
      if (ask !== null) return ask;
    }
    return null;
  }

  #nextPack({ id, packs }: ShelfCheckpoint): Ask | null {
    for (const { pack, blocks } of packs) {
      if (this.#underWay.has(pack) || isPackHeld(this.#space.shelf, pack)) continue;
      const firstIndex = this.#space.shelf.packs.get(pack)?.heldBlocks ?? 0;
      return { kind: "pack", checkpoint: id, pack, firstIndex, blocks };
    }
    return null;
  }

  #take(source: CheckpointSource, ask: Ask, frame: CheckpointFrame | PackFrame): void {
    this.#space.write({
      isSlow: true,
      apply: async (draft) => {
        const verdict = frame.type === "checkpoint" ? await this.#takeManifest(draft, frame) : await this.#takeBlocks(draft, ask, frame);
        return (committed) => this.#settle(source, ask, committed.ok ? verdict : "failed");
      },
    });
  }

  #settle(source: CheckpointSource, ask: Ask, verdict: Verdict): void {
    this.#underWay.delete(keyOf(ask));
    if (verdict === "refused") this.#refuse(ask.checkpoint);
    if (verdict === "failed" || verdict === "unverified") this.#sources.get(source)?.offer.failed.add(ask.checkpoint);
    if (verdict === "unverified") source.charge(1);
    this.askMore();
  }

  #refuse(checkpoint: CheckpointId): void {
    if (this.#refused.size >= MAX_REFUSED_CHECKPOINTS) this.#refused.clear();
    this.#refused.add(checkpoint);
  }

  async #takeManifest(draft: SpaceDraft, { checkpoint: id, content }: CheckpointFrame): Promise<Verdict> {
    if (content.length === 0) return "failed";
    if (draft.shelf.checkpoints.has(id)) return "taken";
    const checkpoint = await this.#verified(id, content);
    if (typeof checkpoint === "string") return checkpoint;
    const verdict = saidOf(draft, this.#space.membership, checkpoint);
    const isVouched = isVouchedIn(this.#space.membership)({ ...checkpoint, verdict });
    if (!isVouched || !isWorthTaking(draft.shelf, checkpoint)) return "refused";
    const { maker, counter, madeAt: madeAtMs, cover, packs, ways } = checkpoint;
    const known: ShelfCheckpoint = { id, maker, counter, madeAtMs, receivedAtMs: 0, verdict, cover, packs, ways };
    if (!this.#hasRoomFor(draft, known, content.length)) return "failed";
    draft.shelf.put(known, content);
    return "taken";
  }

  async #verified(id: CheckpointId, content: Uint8Array): Promise<Checkpoint | Verdict> {
    const { sha256, verify } = this.#ports.verifier;
    const parsed = parseCheckpoint(sha256, content);
    if (!parsed.ok) return parsed.error.kind === "newer" && parsed.error.id === id ? "refused" : "unverified";
    const isAsked = parsed.value.id === id && parsed.value.space === this.#space.id;
    return isAsked && (await verifyCheckpoint(verify, parsed.value)) ? parsed.value : "unverified";
  }

  #hasRoomFor(draft: SpaceDraft, known: ShelfCheckpoint, manifestBytes: number): boolean {
    const { shelf } = draft;
    const toCome = bytesToCome({ packs: shelf.packs, checkpoints: new Map([...shelf.checkpoints, [known.id, known]]) });
    return toCome <= this.#ports.stagedBytes && draft.usedBytes + manifestBytes + toCome <= this.#ports.quotaBytes;
  }

  async #takeBlocks(draft: SpaceDraft, ask: Ask, frame: PackFrame): Promise<Verdict> {
    const { pack, firstBlock, blocks } = frame;
    const entry = draft.shelf.checkpoints.get(ask.checkpoint)?.packs.find((each) => each.pack === pack);
    if (blocks.length === 0 || entry === undefined) return "failed";
    const held: RelayPack = draft.shelf.packs.get(pack) ?? { pack, blocks: entry.blocks, heldBlocks: 0 };
    // Something has come between, as when a damaged pack was dropped: ask again.
    if (held.heldBlocks !== firstBlock) return "taken";
    const leaves = firstBlock === 0 ? frame.leaves : await this.#storedLeaves(pack);
    if (!this.#areBlocksOf(frame, leaves, entry.blocks)) return "unverified";
    if (draft.usedBytes + blocks.reduce((sum, block) => sum + block.length, 0) > this.#ports.quotaBytes) return "failed";
    if (!draft.shelf.packs.has(pack)) draft.shelf.addPack(pack, leaves);
    draft.shelf.addBlocks(held, blocks);
    return "taken";
  }

  /** `leaves`: of the whole pack. */
  #areBlocksOf({ pack, firstBlock, blocks }: PackFrame, leaves: readonly Uint8Array[], blockCount: number): boolean {
    const { sha256 } = this.#ports.verifier;
    if (leaves.length !== blockCount || firstBlock + blocks.length > blockCount) return false;
    if (firstBlock === 0 && !areLeavesOf(sha256, pack, leaves)) return false;
    return blocks.every((block, i) => isBlockOf(sha256, leaves[firstBlock + i] ?? block, block));
  }

  async #storedLeaves(pack: PackId): Promise<readonly Uint8Array[]> {
    const joined = (await this.#space.readLeaves(pack)) ?? new Uint8Array(0);
    return Array.from({ length: joined.length / LEAF_BYTES }, (_, i) => joined.subarray(i * LEAF_BYTES, (i + 1) * LEAF_BYTES));
  }
}

const keyOf = (ask: Ask): CheckpointId | PackId => (ask.kind === "pack" ? ask.pack : ask.checkpoint);

function askToFrame(ask: Ask): Extract<Frame, { type: "ask-checkpoint" | "ask-pack" }> {
  if (ask.kind === "manifest") return { type: "ask-checkpoint", checkpoint: ask.checkpoint };
  const maxBlocks = Math.min(MAX_BLOCKS_PER_ASK, ask.blocks - ask.firstIndex);
  return { type: "ask-pack", pack: ask.pack, firstBlock: ask.firstIndex, maxBlocks };
}

function isAnswerTo(frame: CheckpointFrame | PackFrame, ask: Ask): boolean {
  if (frame.type === "checkpoint") return ask.kind === "manifest" && frame.checkpoint === ask.checkpoint;
  return ask.kind === "pack" && frame.pack === ask.pack && frame.firstBlock === ask.firstIndex && frame.blocks.length <= MAX_BLOCKS_PER_ASK;
}
