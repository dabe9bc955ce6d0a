// What a window sees while the replica is still being opened: the query that it watches, as it was last on screen (first-screen.ts).

import type { ReplicaPush, ReplicaRequest } from "./face.ts";
import type { TaskQuery } from "./face/task-query.ts";
import type { FirstScreen } from "./first-screen.ts";

export class Curtain {
  readonly #push: (push: ReplicaPush) => void;
  readonly #watches = new Map<number, TaskQuery>();
  #screen: FirstScreen | null = null;

  constructor(push: (push: ReplicaPush) => void) {
    this.#push = push;
  }

  /** The store still has what this shows. */
  show(screen: FirstScreen): void {
    this.#screen = screen;
    for (const push of screen.others) this.#push(push);
    for (const [watch, query] of this.#watches) this.#tell(watch, query);
  }

  /** A request that waits for the replica. */
  hear(request: ReplicaRequest): void {
    if (request.kind === "unwatch") this.#watches.delete(request.watch);
    if (request.kind !== "watch") return;
    this.#watches.set(request.watch, request.query);
    this.#tell(request.watch, request.query);
  }

  #tell(watch: number, query: TaskQuery): void {
    const screen = this.#screen;
    if (screen !== null && JSON.stringify(screen.query) === JSON.stringify(query)) this.#push({ ...screen.rows, watch });
  }
}
