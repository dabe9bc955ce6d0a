import type { WindowGreeting, WindowMessage, WorkerMessage } from "../../replica/face.ts";
import type { ReplicaPort } from "./replica-client.ts";

export interface WorkerPort extends Pick<ReplicaPort, "listen"> {
  send(message: WindowMessage | WindowGreeting): void;
}

/** The replica worker as a port. An error that reached the worker's top, or a message that could not be read, counts as its death. */
export function makeWorkerPort(worker: Worker): WorkerPort {
  return {
    send: (message) => worker.postMessage(message, []),
    listen(onMessage, onDeath) {
      worker.addEventListener("message", (event: MessageEvent<WorkerMessage>) => onMessage(event.data));
      worker.addEventListener("error", onDeath);
      worker.addEventListener("messageerror", onDeath);
    },
  };
}
