// Which sockets a page and its workers have open now.

import type { Page } from "@playwright/test";

/** Call it before the page loads. The answer counts those open at the time it is called. */
export function countSockets(page: Page): () => number {
  let open = 0;
  page.on("websocket", (socket) => {
    open += 1;
    socket.on("close", () => {
      open -= 1;
    });
  });
  return () => open;
}
