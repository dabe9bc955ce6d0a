// What one link, one space and the whole relay may take. Sizes of the wire itself are in src/wire/limits.ts.

export type RelayLimits = {
  readonly maxLinks: number;
  /** From one address, unless it is this machine's own. */
  readonly maxLinksPerAddress: number;
  /** Of those, how many that have not shown yet who they are. */
  readonly maxStrangersPerAddress: number;
  /** Of one device in one space: tabs and half-dead links included. */
  readonly maxLinksPerDevice: number;
  /** Bytes of records, statements, checkpoints and packs that a space may hold. */
  readonly spaceQuotaBytes: number;
  /** Bytes of packs that a space may be taking at a time. */
  readonly spaceStagedBytes: number;
};

const GIBIBYTE = 1024 ** 3;

export const DEFAULT_LIMITS: RelayLimits = {
  maxLinks: 10_000,
  maxLinksPerAddress: 200,
  maxStrangersPerAddress: 64,
  maxLinksPerDevice: 32,
  spaceQuotaBytes: 4 * GIBIBYTE,
  spaceStagedBytes: GIBIBYTE,
};

export const AUTHENTICATE_WITHIN_MS = 10_000;
/** Silence after which a link is asked for a sign of life, and again after which it is closed. */
export const IDLE_MS = 30_000;

/** Records, statements and receipts that do not verify before a link is given up. */
export const MAX_UNVERIFIED = 16;

/** Frames other than pages and answers, which the windows bound, by their weight: at once, and for each second after. */
export const FRAME_BURST = 2_000;
export const FRAMES_PER_SECOND = 200;
/** Frames other than pages that wait for the store, with their bytes. */
export const MAX_WAITING_FRAMES = 1_024;
export const MAX_WAITING_BYTES = 16 * 1024 ** 2;

/** What a device that is not a member yet may show. */
export const MAX_SHOWN_STATEMENTS = 4_096;
export const MAX_SHOWN_BYTES = 8 * 1024 ** 2;

/** Paths of one log: each fork is one. */
export const MAX_PATHS_PER_LOG = 64;

/** Bytes waiting to leave on one link: pages stop at the first, the link is given up at the second. */
export const SLOW_LINK_BYTES = 2 * 1024 ** 2;
export const STUCK_LINK_BYTES = 32 * 1024 ** 2;

/** Beyond it nothing is sent that will be said anew anyway: a page's worth. */
export const BUSY_LINK_BYTES = 262_144;

/** Rooms one member may have open on a link, and all of them together; what one room may carry. */
export const MAX_ROOMS_PER_LINK = 4;
export const MAX_ROOMS = 4_096;
export const MAX_ROOM_MESSAGES = 32;
export const MAX_ROOM_BYTES = 131_072;

/** Capsules of one space that are handed out, those of its eldest recovery members. */
export const MAX_CAPSULES_PER_SPACE = 16;
/** Questions for capsules from one network: at once, and after how long another one. Ids cannot be guessed; this bounds the work. */
export const CAPSULE_BURST = 30;
export const CAPSULE_EVERY_MS = 10_000;
/** Networks whose questions are counted. */
export const MAX_CAPSULE_ASKERS = 4_096;

/** Questions for checkpoints and packs that one side of a link may have open (PROTOCOL.md). */
export const MAX_ASKS = 4;
/** Bytes of blocks in one answer, unless it is a single block. */
export const MAX_PACK_ANSWER_BYTES = 262_144;
/** Checkpoints of which is remembered that they are not wanted here, by space. */
export const MAX_REFUSED_CHECKPOINTS = 256;
/** How often an open space looks for checkpoints that nobody has objected to for long enough. */
export const TIDY_EVERY_MS = 24 * 3_600_000;
