// Where the window begins: builds the replica's worker, takes a joining code or a relay's token out of the address, and shows the app.

import "./ui/style/base.css";
import { render } from "solid-js/web";
import { App } from "./app/app.tsx";
import { deviceName } from "./app/client/device-name.ts";
import { createReplicaClient } from "./app/client/replica-client.ts";
import { holdPort } from "./app/client/held-port.ts";
import { makeWorkerPort } from "./app/client/worker-port.ts";
import { takeJoinCode } from "./app/sync/join-code.ts";
import { takeRelayToken } from "./app/sync/relay-token.ts";
import { startLanguage } from "./app/texts/language.ts";
import { lookForUpdates, startVersions } from "./app/update/start-versions.ts";

const versions = startVersions(__BUILD_ID__, import.meta.env.PROD && "serviceWorker" in navigator);
await versions.mayStart;
// Its code is loaded while the parts of this page find out whether they fit together; it opens nothing before it hears that they do.
const worker = new Worker(new URL("./replica.worker.ts", import.meta.url), { type: "module" });
const client = createReplicaClient(holdPort(makeWorkerPort(worker), __BUILD_ID__, versions.otherBuild), __BUILD_ID__);
const token = takeRelayToken(location, history);
const joinCode = takeJoinCode(location, history);
if (token !== null) void client.ask({ kind: "use-token", token });

const root = document.querySelector("#app");
if (root === null) throw new Error("index.html has no #app");

// The worker opens storage meanwhile; English is here at once, another language is one file away.
await startLanguage();
const update = versions.makeUpdateClient(client);
render(() => <App client={client} joinCode={joinCode} build={__BUILD_ID__} suggestedName={deviceName(navigator)} update={update} />, root);
lookForUpdates(update);
