// A port that keeps what is said to the worker until it is known that the page's parts fit together, and for good when they do not.

import type { WindowMessage, WorkerMessage } from "../../replica/face.ts";
import type { ReplicaPort } from "./replica-client.ts";
import type { WorkerPort } from "./worker-port.ts";

/** `otherBuild`: null when all is well; otherwise the build that does not fit, which is told as if the worker had said so. */
export function holdPort(port: WorkerPort, build: string, otherBuild: Promise<string | null>): ReplicaPort {
  let held: WindowMessage[] | null = [];
  return {
    send(message) {
      if (held === null) port.send(message);
      else held.push(message);
    },
    listen(onMessage: (message: WorkerMessage) => void, onDeath) {
      port.listen(onMessage, onDeath);
      const begin = async (): Promise<void> => {
        const other = await otherBuild;
        if (other !== null) return onMessage({ kind: "wrong-build", build: other });
        const messages = held ?? [];
        held = null;
        port.send({ build });
        for (const message of messages) port.send(message);
      };
      void begin();
    },
  };
}
