// The lock's screen, or the app where nothing is locked. While it is locked nothing of the app is there at all. Whether it was when this browser last saw it stands
// in the browser's own storage, so that a locked page begins with the lock and not with an empty app.

import { createEffect, createSignal, Match, onCleanup, Suspense, Switch, type JSX } from "solid-js";
import type { ReplicaClient } from "../client/replica-client.ts";
import { hasLock, takeHeldDrafts } from "./held-drafts.ts";
import { lazyPart } from "../texts/lazy-part.ts";

const LockScreen = lazyPart(async () => (await import("./lock-screen.tsx")).LockScreen);

const HINT_KEY = "daybook-locked";
/** A worker that takes longer is held up by something that the app says. */
const PATIENCE_MS = 3_000;

function readHint(): boolean {
  try {
    return localStorage.getItem(HINT_KEY) !== null;
  } catch {
    return false;
  }
}

function keepHint(isLocked: boolean): void {
  try {
    if (isLocked) localStorage.setItem(HINT_KEY, "1");
    else localStorage.removeItem(HINT_KEY);
  } catch {
    // Then a locked page begins with an empty app for a moment.
  }
}

export function LockGate(props: { readonly client: ReplicaClient; readonly children: JSX.Element }): JSX.Element {
  const wasLocked = readHint();
  const [isTaken, setTaken] = createSignal(!wasLocked);
  createEffect(() => {
    const lock = props.client.lock();
    if (lock === null) return;
    keepHint(hasLock(lock));
    // What is shown for the first time finds its drafts there.
    if (lock.kind === "locked") setTaken(false);
    else void takeHeldDrafts(props.client).finally(() => setTaken(true));
  });
  const [isLate, setLate] = createSignal(false);
  const patience = setTimeout(() => setLate(true), PATIENCE_MS);
  onCleanup(() => clearTimeout(patience));
  const isBroken = (): boolean => props.client.health() !== "running" || props.client.storage().kind === "failed";
  const shown = (): "app" | "lock" | "nothing" => {
    if (isBroken()) return "app";
    if (props.client.lock()?.kind === "locked") return "lock";
    return isTaken() || (isLate() && props.client.lock() === null) ? "app" : "nothing";
  };
  return (
    <Switch>
      <Match when={shown() === "app"}>{props.children}</Match>
      <Match when={shown() === "lock"}>
        <Suspense>
          <LockScreen client={props.client} />
        </Suspense>
      </Match>
    </Switch>
  );
}
