// Where the window begins: builds the replica's worker, takes a joining code or a relay's token out of the address, and shows the app.

import "./ui/style/base.css";
import { render } from "solid-js/web";
import { App } from "./app/app.tsx";
import { deviceName } from "./app/client/device-name.ts";
import { createReplicaClient } from "./app/client/replica-client.ts";
import { makeWorkerPort } from "./app/client/worker-port.ts";
import { takeJoinCode } from "./app/sync/join-code.ts";
import { takeRelayToken } from "./app/sync/relay-token.ts";
import { startLanguage } from "./app/texts/language.ts";

const worker = new Worker(new URL("./replica.worker.ts", import.meta.url), { type: "module" });
const client = createReplicaClient(makeWorkerPort(worker), __BUILD_ID__);
const token = takeRelayToken(location, history);
const joinCode = takeJoinCode(location, history);
if (token !== null) void client.ask({ kind: "use-token", token });

const root = document.querySelector("#app");
if (root === null) throw new Error("index.html has no #app");

// The worker opens storage meanwhile; English is here at once, another language is one file away.
await startLanguage();
render(() => <App client={client} joinCode={joinCode} build={__BUILD_ID__} suggestedName={deviceName(navigator)} />, root);

if (import.meta.env.PROD && "serviceWorker" in navigator) {
  // Without it everything works but opening offline; the next visit tries again.
  navigator.serviceWorker.register("/service-worker.js").catch((error: unknown) => console.warn("service worker:", error));
}
