// Sets, changes or removes the lock. Every change is shown the present passphrase, and ends with the page loaded again: its worker has let go of the profile.

import { createSignal, onMount, Show, type JSX } from "solid-js";
import { Button } from "../../ui/button/button.tsx";
import { TextField } from "../../ui/field/text-field.tsx";
import type { LockError, NextLock } from "../../ports/lock.ts";
import type { ReplicaClient } from "../client/replica-client.ts";
import { useApp } from "../shell/app-context.ts";
import page from "../shell/page.module.css";
import { t } from "../texts/messages.ts";
import { draftTexts, leaveUnasked } from "../update/unsaved.ts";
import { whileChanging } from "./auto-lock.ts";
import { readyToLeave } from "./lock-tabs.ts";
import { makePasskey } from "./passkey.ts";

export type LockTask = "set" | "change" | "remove" | "add-passkey" | "remove-passkey";

const TITLES = {
  set: "lock.set",
  change: "lock.change",
  remove: "lock.remove",
  "add-passkey": "lock.addPasskey",
  "remove-passkey": "lock.removePasskey",
} as const satisfies Record<LockTask, string>;

function errorText(error: LockError): string {
  switch (error.kind) {
    case "wrong":
      return t("lock.wrong");
    case "too-short":
      return t("lock.tooShort");
    case "too-long":
      return t("lock.tooLong");
    case "not-covered":
      return t("lock.notCovered");
    case "other-tab":
      return t("lock.otherTab");
    case "store":
      return t("lock.failed");
  }
}

type Typed = { readonly present: string; readonly next: string; readonly again: string };

const textOf = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
};

const MIN_CHARACTERS = 8;

/** What is wrong before anything is asked. */
function problemOf(task: LockTask, { next, again }: Typed): string | null {
  if (task !== "set" && task !== "change") return null;
  if (Array.from(next.normalize("NFKC")).length < MIN_CHARACTERS) return t("lock.tooShort");
  return next === again ? null : t("lock.different");
}

/** What the lock is to be; a text says why it cannot. */
async function nextOf(task: LockTask, { present, next }: Typed, name: string): Promise<NextLock | string | null> {
  if (task === "remove") return null;
  if (task !== "add-passkey") return { passphrase: task === "remove-passkey" ? present : next, passkey: null };
  const passkey = await makePasskey(name);
  if (passkey === "unsupported") return t("lock.passkeyUnsupported");
  return passkey === null ? t("lock.passkeyFailed") : { passphrase: present, passkey };
}

/** What is wrong; where nothing is, the page goes before there is an answer. */
async function change(client: ReplicaClient, task: LockTask, typed: Typed): Promise<string> {
  const problem = problemOf(task, typed);
  if (problem !== null) return problem;
  // What is held for a field would be kept in the clear until the page is there again.
  if (!(await readyToLeave(client)) || draftTexts().length > 0) return t("lock.unsavedFirst");
  const next = await nextOf(task, typed, client.status()?.devices.find(({ self }) => self)?.name ?? "Daybook");
  if (typeof next === "string") return next;
  const proof = task === "set" ? null : ({ kind: "passphrase", text: typed.present } as const);
  const changed = await whileChanging(() => client.ask({ kind: "change-lock", proof, next }));
  if (!changed.ok) return errorText(changed.error);
  leaveUnasked();
  location.reload();
  // The page is on its way out: nothing more is to be seen of it.
  return new Promise(() => undefined);
}

export function LockForm(props: { readonly task: LockTask; readonly onDone: () => void }): JSX.Element {
  const { client } = useApp();
  const [error, setError] = createSignal<string | null>(null);
  const [isWorking, setWorking] = createSignal(false);
  const isNew = (): boolean => props.task === "set" || props.task === "change";
  let form: HTMLFormElement | undefined;
  onMount(() => form?.querySelector("input")?.focus());

  const onSubmit = async (event: SubmitEvent & { currentTarget: HTMLFormElement }): Promise<void> => {
    event.preventDefault();
    if (isWorking()) return;
    const data = new FormData(event.currentTarget);
    setWorking(true);
    setError(null);
    setError(
      await change(client, props.task, { present: textOf(data, "present"), next: textOf(data, "next"), again: textOf(data, "again") }),
    );
    setWorking(false);
  };
  return (
    <form
      ref={(element) => {
        form = element;
      }}
      class={page["form"]}
      aria-label={t(TITLES[props.task])}
      onSubmit={(event) => void onSubmit(event)}
    >
      <Show when={props.task !== "set"}>
        <TextField type="password" name="present" label={t("lock.present")} autocomplete="current-password" required />
      </Show>
      <Show when={isNew()}>
        <TextField type="password" name="next" label={t("lock.new")} hint={t("lock.newHint")} autocomplete="new-password" required />
        <TextField type="password" name="again" label={t("lock.again")} autocomplete="new-password" required />
        <p class={page["quiet"]}>{t("lock.warning")}</p>
      </Show>
      <Show when={props.task === "add-passkey"}>
        <p class={page["quiet"]}>{t("lock.passkeyExplain")}</p>
      </Show>
      <Show when={error()}>
        {(text) => (
          <p class={page["quiet"]} role="alert">
            {text()}
          </p>
        )}
      </Show>
      <p class={page["quiet"]} role="status">
        {isWorking() ? t("lock.working") : ""}
      </p>
      <div class={page["buttons"]}>
        <Button look={props.task === "remove" ? "danger" : "primary"} type="submit" disabled={isWorking()}>
          {t(TITLES[props.task])}
        </Button>
        <Button look="plain" disabled={isWorking()} onClick={() => props.onDone()}>
          {t("lock.cancel")}
        </Button>
      </div>
    </form>
  );
}
