// What one socket, one room and all of them together may take. A room is plain text that anybody who may come in can write to.

const MEBIBYTE = 1024 ** 2;

/** One message: a whole document comes in one where two sides meet for the first time. */
export const MAX_MESSAGE_BYTES: number = 16 * MEBIBYTE;
/** Bytes of a room's stored updates. */
export const MAX_ROOM_BYTES: number = 64 * MEBIBYTE;
/** Of all rooms. */
export const MAX_STORED_BYTES: number = 2_048 * MEBIBYTE;
/** Of a room's name, in UTF-8. */
export const MAX_NAME_BYTES = 256;
/** In rooms, and as many that signal. */
export const MAX_SOCKETS = 2_000;
export const MAX_SOCKETS_PER_ROOM = 256;
/** In rooms, and as many that signal, from one address, unless it is this machine's own. */
export const MAX_SOCKETS_PER_ADDRESS = 100;
/** Clients whose presence one socket tells of: a page tells of itself, and of the other tabs of its browser. */
export const MAX_CLIENTS_PER_SOCKET = 64;
export const MAX_PRESENCE_BYTES = 65_536;
/** Bytes waiting to leave on one socket before it is given up. */
export const STUCK_SOCKET_BYTES: number = 64 * MEBIBYTE;
/** A socket that has not answered a ping for so long has gone. */
export const PING_EVERY_MS = 30_000;

/** Of y-webrtc's signalling. */
export const MAX_SIGNAL_BYTES = 65_536;
export const MAX_TOPICS_PER_SOCKET = 100;
export const MAX_TOPIC_CHARACTERS = 256;
/** Messages at once, and for each second after. */
export const SIGNAL_BURST = 200;
export const SIGNALS_PER_SECOND = 50;
/** Bytes waiting to leave on one socket before what else there is to tell it is left out: whoever signals tries again. */
export const SLOW_SIGNAL_BYTES: number = MEBIBYTE;
