// A port that keeps what is said to the worker until it is known that the page's parts fit together, and for good when they do not; and what the worker says
// until the app's own code is there to hear it.

import type { WindowMessage, WorkerMessage } from "../../replica/face.ts";
import type { ReplicaPort } from "./replica-client.ts";
import type { WorkerPort } from "./worker-port.ts";

type Listener = { readonly onMessage: (message: WorkerMessage) => void; readonly onDeath: () => void };

/** Keeps what comes until somebody listens. */
class Hearing {
  readonly #heard: ((listener: Listener) => void)[] = [];
  #listener: Listener | null = null;

  say(tell: (listener: Listener) => void): void {
    if (this.#listener === null) this.#heard.push(tell);
    else tell(this.#listener);
  }

  listen(listener: Listener): void {
    this.#listener = listener;
    for (const tell of this.#heard.splice(0)) tell(listener);
  }
}

/** `otherBuild`: null when all is well; otherwise the build that does not fit, which is told as if the worker had said so. */
export function holdPort(port: WorkerPort, build: string, otherBuild: Promise<string | null>): ReplicaPort {
  const hearing = new Hearing();
  let held: WindowMessage[] | null = [];
  port.listen(
    (message) => hearing.say(({ onMessage }) => onMessage(message)),
    () => hearing.say(({ onDeath }) => onDeath()),
  );
  const begin = async (): Promise<void> => {
    const other = await otherBuild;
    if (other !== null) return hearing.say(({ onMessage }) => onMessage({ kind: "wrong-build", build: other }));
    const messages = held ?? [];
    held = null;
    port.send({ build });
    for (const message of messages) port.send(message);
  };
  void begin();
  return {
    send(message) {
      if (held === null) port.send(message);
      else held.push(message);
    },
    listen: (onMessage, onDeath) => hearing.listen({ onMessage, onDeath }),
  };
}
