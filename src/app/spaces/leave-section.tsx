// Leaving a shared space: what that does is said before, then it is waited for, and may be taken back while nobody can have heard of it. Where this device was
// removed from the space, deleting what is here of it.

import { createSignal, Match, Show, Switch, type JSX } from "solid-js";
import type { SpaceInfo, SpaceLeaving, SpaceRequest } from "../../replica/face/spaces.ts";
import { Button } from "../../ui/button/button.tsx";
import { useApp } from "../shell/app-context.ts";
import page from "../shell/page.module.css";
import { t } from "../texts/messages.ts";
import { actErrorText } from "../texts/error-texts.ts";
import { savePlainText } from "../members/save-plain-text.ts";
import { spaceErrorText, spaceName } from "./spaces.ts";

type SectionProps = { readonly space: SpaceInfo };

type Asked = Extract<SpaceRequest, { kind: "leave-space" | "stay-in-space" | "forget-space" }>;

/** Asks, and says why not. */
function createAsking(): readonly [ask: (request: Asked) => Promise<boolean>, error: () => string | null] {
  const { client } = useApp();
  const [error, setError] = createSignal<string | null>(null);
  const ask = async (request: Asked): Promise<boolean> => {
    setError(null);
    const done = await client.ask(request);
    if (!done.ok) setError(spaceErrorText(done.error));
    return done.ok;
  };
  return [ask, error];
}

const ErrorLine = (props: { readonly text: string | null }): JSX.Element => (
  <Show when={props.text}>{(text) => <p role="alert">{text()}</p>}</Show>
);

export function LeaveSection(props: SectionProps): JSX.Element {
  return (
    <section class={page["section"]}>
      <Switch fallback={<Leave space={props.space} />}>
        <Match when={props.space.leaving}>{(leaving) => <Leaving space={props.space} leaving={leaving()} />}</Match>
        <Match when={props.space.isRemoved}>
          <Forget space={props.space} />
        </Match>
      </Switch>
    </section>
  );
}

const isLastOwner = ({ role, people }: SpaceInfo): boolean =>
  role === "owner" && people.length > 1 && people.every((person) => person.isSelf || person.role !== "owner");

/** What is in it goes from here: whoever wants it keeps it first. */
function Keep(props: SectionProps): JSX.Element {
  const { client, actions, today } = useApp();
  const [said, setSaid] = createSignal("");
  const copy = async (): Promise<void> => {
    setSaid(t("spaces.copying"));
    const name = spaceName(props.space);
    const copied = await client.ask({ kind: "copy-space", space: props.space.id, list: name });
    if (!copied.ok) {
      setSaid(actErrorText(copied.error));
      return;
    }
    const text = (): string => t("spaces.copied", copied.value.items.length);
    if (copied.value.items.length > 0) actions.remember(copied.value, { text, name: () => t("spaces.copyName", name), toast: false });
    setSaid(text());
  };
  const save = async (): Promise<void> => {
    setSaid("");
    const saved = await savePlainText(client, `daybook-${today()}.md`);
    setSaid(t(saved ? "removed.copied" : "removed.notCopied"));
  };
  return (
    <>
      <p>{t("spaces.keepExplain")}</p>
      <div class={page["buttons"]}>
        <Button look="plain" onClick={() => void copy()}>
          {t("spaces.copy")}
        </Button>
        <Button look="plain" onClick={() => void save()}>
          {t("removed.copy")}
        </Button>
      </div>
      <p class={page["quiet"]} role="status">
        {said()}
      </p>
    </>
  );
}

/** In two steps. */
function Leave(props: SectionProps): JSX.Element {
  const [isSure, setSure] = createSignal(false);
  const [ask, error] = createAsking();
  const isAlone = (): boolean => props.space.people.length === 1;
  return (
    <>
      <h3 class={page["heading"]}>{t("spaces.leave")}</h3>
      <p class={page["quiet"]}>{t(isAlone() ? "spaces.leaveAlone" : "spaces.leaveExplain")}</p>
      <Show when={isLastOwner(props.space)}>
        <p>{t("spaces.leaveLastOwner")}</p>
      </Show>
      <Show when={!isAlone() && props.space.recordsOnlyHere > 0}>
        <p>{t("spaces.leaveSends", props.space.recordsOnlyHere)}</p>
      </Show>
      <Keep space={props.space} />
      <Show when={isSure()}>
        <p tabindex="-1" ref={(text) => queueMicrotask(() => text.focus())}>
          {t("spaces.leaveSure")}
        </p>
      </Show>
      <ErrorLine text={error()} />
      <div class={page["buttons"]}>
        <Show
          when={isSure()}
          fallback={
            <Button look="plain" onClick={() => setSure(true)}>
              {t("spaces.leave")}
            </Button>
          }
        >
          <Button look="danger" onClick={() => void ask({ kind: "leave-space", space: props.space.id, isHurried: false })}>
            {t("spaces.leaveNow")}
          </Button>
          <Button look="plain" onClick={() => setSure(false)}>
            {t("spaces.stay")}
          </Button>
        </Show>
      </div>
    </>
  );
}

function Leaving(props: SectionProps & { readonly leaving: SpaceLeaving }): JSX.Element {
  const [ask, error] = createAsking();
  return (
    <>
      <h3 class={page["heading"]}>{t("spaces.leaving")}</h3>
      <p role="status">
        {props.leaving.waitsFor === "records" ? t("spaces.leavingSends", props.space.recordsOnlyHere) : t("spaces.leavingTells")}
      </p>
      <ErrorLine text={error()} />
      <Show when={props.leaving.waitsFor === "records"}>
        <div class={page["buttons"]}>
          <Button onClick={() => void ask({ kind: "stay-in-space", space: props.space.id })}>{t("spaces.stay")}</Button>
          <Button look="danger" onClick={() => void ask({ kind: "leave-space", space: props.space.id, isHurried: true })}>
            {t("spaces.leaveHurried")}
          </Button>
        </div>
      </Show>
    </>
  );
}

function Forget(props: SectionProps): JSX.Element {
  const [isSure, setSure] = createSignal(false);
  const [ask, error] = createAsking();
  return (
    <>
      <h3 class={page["heading"]}>{t("spaces.forget")}</h3>
      <p class={page["quiet"]}>{t("spaces.forgetExplain")}</p>
      <Keep space={props.space} />
      <ErrorLine text={error()} />
      <div class={page["buttons"]}>
        <Button look="danger" onClick={() => (isSure() ? void ask({ kind: "forget-space", space: props.space.id }) : setSure(true))}>
          {t(isSure() ? "spaces.forgetNow" : "spaces.forget")}
        </Button>
      </div>
    </>
  );
}
