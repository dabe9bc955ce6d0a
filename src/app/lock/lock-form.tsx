// Sets, changes or removes the lock. Every change is shown the present passphrase, and ends with the page loaded again: its worker has let go of the profile.

import { createSignal, onMount, Show, type JSX } from "solid-js";
import { Button } from "../../ui/button/button.tsx";
import { TextField } from "../../ui/field/text-field.tsx";
import type { LockError, NextLock } from "../../ports/lock.ts";
import type { ReplicaClient } from "../client/replica-client.ts";
import { useApp } from "../shell/app-context.ts";
import page from "../shell/page.module.css";
import { t, type PlainMessageKey } from "../texts/messages.ts";
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

type FieldName = "present" | "next" | "again";

/** `at`: the field that it is said of; null: of none. */
type Problem = { readonly at: FieldName | null; readonly key: PlainMessageKey };

const PROBLEMS: Readonly<Record<LockError["kind"], Problem>> = {
  wrong: { at: "present", key: "lock.wrong" },
  "too-short": { at: "next", key: "lock.tooShort" },
  "too-long": { at: "next", key: "lock.tooLong" },
  "not-covered": { at: null, key: "lock.notCovered" },
  "other-tab": { at: null, key: "lock.otherTab" },
  store: { at: null, key: "lock.failed" },
};

type Typed = Readonly<Record<FieldName, string>>;

const textOf = (form: FormData, name: FieldName): string => {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
};

const MIN_CHARACTERS = 8;

/** What is wrong before anything is asked. */
function problemOf(task: LockTask, { next, again }: Typed): Problem | null {
  if (task !== "set" && task !== "change") return null;
  if (Array.from(next.normalize("NFKC")).length < MIN_CHARACTERS) return PROBLEMS["too-short"];
  return next === again ? null : { at: "again", key: "lock.different" };
}

/** What the lock is to be, or why it cannot. */
async function nextOf(task: LockTask, { present, next }: Typed, name: string): Promise<NextLock | Problem | null> {
  if (task === "remove") return null;
  if (task !== "add-passkey") return { passphrase: task === "remove-passkey" ? present : next, passkey: null };
  const passkey = await makePasskey(name);
  if (passkey === "unsupported") return { at: null, key: "lock.passkeyUnsupported" };
  return passkey === null ? { at: null, key: "lock.passkeyFailed" } : { passphrase: present, passkey };
}

const passkeyName = (client: ReplicaClient): string => client.status()?.devices.find(({ self }) => self)?.name ?? "Daybook";

/** What is wrong; where nothing is, the page goes before there is an answer. */
async function change(client: ReplicaClient, task: LockTask, typed: Typed): Promise<Problem> {
  const problem = problemOf(task, typed);
  if (problem !== null) return problem;
  // What is held for a field would be kept in the clear until the page is there again.
  if (!(await readyToLeave(client)) || draftTexts().length > 0) return { at: null, key: "lock.unsavedFirst" };
  const next = await nextOf(task, typed, passkeyName(client));
  if (next !== null && "key" in next) return next;
  const proof = task === "set" ? null : ({ kind: "passphrase", text: typed.present } as const);
  const changed = await whileChanging(() => client.ask({ kind: "change-lock", proof, next }));
  if (!changed.ok) return PROBLEMS[changed.error.kind];
  leaveUnasked();
  location.reload();
  // The page is on its way out: nothing more is to be seen of it.
  return new Promise(() => undefined);
}

type SecretFieldProps = {
  readonly name: FieldName;
  readonly label: string;
  readonly hint?: string;
  readonly error: string | null;
  readonly autocomplete: "current-password" | "new-password";
};

/** What stands in it is not to outlast the page: nothing waits for it. */
const SecretField = (props: SecretFieldProps): JSX.Element => <TextField type="password" required data-kept {...props} />;

export function LockForm(props: { readonly task: LockTask; readonly onDone: () => void }): JSX.Element {
  const { client } = useApp();
  const [error, setError] = createSignal<Problem | null>(null);
  const errorAt = (field: FieldName | null): string | null => {
    const problem = error();
    return problem?.at === field ? t(problem.key) : null;
  };
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
    form?.querySelector<HTMLInputElement>("[aria-invalid]")?.select();
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
        <SecretField name="present" label={t("lock.present")} error={errorAt("present")} autocomplete="current-password" />
      </Show>
      <Show when={isNew()}>
        <SecretField name="next" label={t("lock.new")} hint={t("lock.newHint")} error={errorAt("next")} autocomplete="new-password" />
        <SecretField name="again" label={t("lock.again")} error={errorAt("again")} autocomplete="new-password" />
        <p class={page["quiet"]}>{t("lock.warning")}</p>
      </Show>
      <Show when={props.task === "add-passkey"}>
        <p class={page["quiet"]}>{t("lock.passkeyExplain")}</p>
      </Show>
      <Show when={errorAt(null)}>{(text) => <p role="alert">{text()}</p>}</Show>
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
