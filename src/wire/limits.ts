// Every size that the wire and the stored formats are bounded by (PROTOCOL.md). Changing one changes the protocol.

export const PROTOCOL_VERSIONS: readonly number[] = [1];

/** Bytes of one frame, and of one before the other side is authenticated. */
export const MAX_FRAME_BYTES = 524_288;
export const MAX_FRAME_BYTES_BEFORE_AUTH = 1_024;

/** Bytes of records in one page, unless it is a single record. */
export const MAX_PAGE_BYTES = 262_144;
export const MAX_RECORDS_PER_PAGE = 4_096;
export const MAX_RECORD_BYTES = 294_912;
/** Bytes that a record's body inflates to: no more than one that is not deflated can have, and at most so many times its deflated bytes. */
export const MAX_INFLATED_BODY_BYTES = 294_912;
export const MAX_BODY_INFLATION = 32;
export const MAX_SEQ = 0xffff_ffff;

/** What an author keeps one record under, and one item's update. */
export const MAX_ACTION_RECORD_BYTES = 65_536;
export const MAX_UPDATE_BYTES = 262_144;

export const MAX_STATEMENT_BYTES = 400_000;
export const MAX_STATEMENT_PARENTS = 16;
export const MAX_STATEMENTS_PER_FRAME = 1_024;
export const MAX_HEADS = 64;
export const MAX_VERSION_ENTRIES = 4_096;
export const MAX_CHECKPOINTS = 8;
/** Single records of logs that have forked that a checkpoint names, of all logs together. */
export const MAX_WAYS = 512;
export const MAX_CHECKPOINT_BYTES = 262_144;
/** Blocks of a pack, its head included, and all of them as sent. */
export const MAX_PACK_BLOCKS = 256;
export const MAX_PACK_BYTES = 4_194_304;
/** A block as sent, and its content. */
export const MAX_BLOCK_BYTES = 150_000;
export const MAX_INFLATED_BLOCK_BYTES = 131_072;
export const MAX_BLOCKS_PER_ASK = 64;
/** Asks for checkpoints and packs not yet answered, on one link. */
export const MAX_ASKS_UNDER_WAY = 4;
export const MAX_RECEIPTS_PER_FRAME = 256;
export const MAX_IDS_PER_FRAME = 64;
export const MAX_TOKEN_BYTES = 64;

export const MAX_MEET_MESSAGE_BYTES = 16_384;
export const MAX_MEET_LIFETIME_SECONDS = 600;

/** What a passkey has a relay look up, and what is sealed under it. */
export const CAPSULE_ID_BYTES = 16;
export const MAX_CAPSULE_BYTES = 512;

/** Minutes at which a relay is to wake a device, at once, and where it is to knock. A point on P-256, uncompressed. */
export const MAX_REMINDERS = 128;
export const MAX_ENDPOINT_BYTES = 1_024;
export const PUSH_KEY_BYTES = 65;

/** One sealed signal from device to device, and what is told of who is there and of servers that help to connect. */
export const MAX_SIGNAL_BYTES = 8_192;
export const MAX_NEIGHBOURS = 64;
/** Items that a device tells another one to have open. */
export const MAX_OPEN_ITEMS = 8;
/** Where somebody is in a note, sealed. */
export const MAX_PRESENCE_BYTES = 1_024;
export const MAX_ICE_SERVERS = 16;
export const MAX_ICE_TEXT_BYTES = 512;

/** Bytes of unanswered pages a side grants the other unless it says otherwise. */
export const DEFAULT_WINDOW_BYTES = 1_048_576;

/** One packet of a channel between devices, and what it may hold back before more is handed to it (it says when it has fallen to the latter). */
export const MAX_PACKET_BYTES = 65_536;
export const HIGH_WATER_BYTES = 1_048_576;
export const LOW_WATER_BYTES = 262_144;

/** What one device says to another to connect directly, before it is sealed; candidates of one attempt. */
export const MAX_SDP_CHARACTERS = 6_000;
export const MAX_CANDIDATE_CHARACTERS = 512;
export const MAX_CANDIDATES = 32;

/** A sealed file (PROTOCOL.md "Files"): magic, version, salt, epoch; then chunks, of which all but the last are full, each with a tag. */
export const FILE_VERSION = 1;
export const FILE_SALT_BYTES = 32;
export const FILE_EPOCH_PREFIX_BYTES = 4;
export const FILE_HEADER_BYTES = 45;
export const FILE_CHUNK_BYTES = 65_536;
export const FILE_TAG_BYTES = 16;
