// Where the window goes on when its code is there (it began in begin.ts): takes a joining code or a relay's token out of the address, and shows the app.

import "./ui/style/base.css";
import { render } from "solid-js/web";
import { App } from "./app/app.tsx";
import { deviceName } from "./app/client/device-name.ts";
import { createReplicaClient } from "./app/client/replica-client.ts";
import { LockGate } from "./app/lock/lock-gate.tsx";
import { takeJoinCode } from "./app/sync/join-code.ts";
import { takeRelayToken } from "./app/sync/relay-token.ts";
import { startLanguage } from "./app/texts/language.ts";
import { lookForUpdates, openUpdateClient } from "./app/update/open-update-client.ts";
import { port, versions } from "./begin.ts";

const client = createReplicaClient(port, __BUILD_ID__);
const token = takeRelayToken(location, history);
const joinCode = takeJoinCode(location, history);
if (token !== null) void client.ask({ kind: "use-token", token });

async function show(root: Element): Promise<void> {
  // The worker opens storage meanwhile; English is here at once, another language is one file away.
  await startLanguage();
  const update = openUpdateClient(__BUILD_ID__, versions.workers, client);
  render(
    () => (
      <LockGate client={client}>
        <App client={client} joinCode={joinCode} build={__BUILD_ID__} suggestedName={deviceName(navigator)} update={update} />
      </LockGate>
    ),
    root,
  );
  lookForUpdates(update);
}

const root = document.querySelector("#app");
if (root === null) throw new Error("index.html has no #app");
// Not awaited here: what it loads imports from the chunk that this module is part of, and each would wait for the other.
void show(root);
