import type { WindowGreeting, WindowMessage, WorkerMessage } from "../../replica/face.ts";
import type { ReplicaPort } from "./replica-client.ts";

export interface WorkerPort extends Pick<ReplicaPort, "listen"> {
  send(message: WindowMessage | WindowGreeting): void;
}

/** The replica worker as a port. What comes with a port of its own asks for connections, which workers cannot have. An error that reached the worker's top, or a message that could not be read, counts as its death. */
export function makeWorkerPort(worker: Worker, keepConnections: (port: MessagePort) => void): WorkerPort {
  return {
    send: (message) => worker.postMessage(message, []),
    listen(onMessage, onDeath) {
      worker.addEventListener("message", ({ data, ports: [port] }: MessageEvent<WorkerMessage>) => {
        if (port === undefined) onMessage(data);
        else keepConnections(port);
      });
      worker.addEventListener("error", onDeath);
      worker.addEventListener("messageerror", onDeath);
    },
  };
}
