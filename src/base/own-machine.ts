// Which addresses are this very machine's.

/** Whether the relay runs on this very machine, so that no network is needed for it. By its name alone: `localhost` and the loopback addresses. */
export const isOnThisMachine = (origin: string): boolean =>
  /^wss?:\/\/(([a-z0-9-]+\.)*localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/u.test(origin);
