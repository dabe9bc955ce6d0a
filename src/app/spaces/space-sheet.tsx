// Making a space to share, and what there is to a shared one that is on screen: its name, the people's devices in it with what they may do, inviting somebody, and
// leaving it. While somebody is being invited the sheet shows only that. Loaded on first use.

import { createSignal, For, Match, onCleanup, Show, Switch, untrack, type JSX } from "solid-js";
import { normaliseLine } from "../../model/one-line.ts";
import type { PairingState } from "../../replica/face.ts";
import type { SharedPlace, SpaceError, SpaceInfo } from "../../replica/face/spaces.ts";
import { Button } from "../../ui/button/button.tsx";
import { ChoiceField } from "../../ui/field/choice-field.tsx";
import { TextField } from "../../ui/field/text-field.tsx";
import { Sheet } from "../../ui/overlay/sheet.tsx";
import { useApp } from "../shell/app-context.ts";
import { fragmentOf } from "../shell/place.ts";
import { findAppAddress } from "../sync/app-address.ts";
import { PairingPanel } from "../sync/pairing-panel.tsx";
import { askerLabel } from "../sync/sync-summary.ts";
import { hasEnded } from "../sync/pairing-end.ts";
import { storeErrorText } from "../texts/error-texts.ts";
import { t } from "../texts/messages.ts";
import page from "../shell/page.module.css";
import { spaceName } from "./spaces.ts";
import styles from "./spaces.module.css";

/** In UTF-16 units; names are sealed into statements. */
const MAX_NAME_LENGTH = 40;

const ROLES: readonly SharedPlace["role"][] = ["writer", "reader", "owner"];

export type SpaceSheetProps = {
  readonly isNew: boolean;
  readonly onClose: () => void;
  readonly returnFocus: () => void;
};

const errorText = (error: SpaceError): string => (error.kind === "store" ? storeErrorText(error.error) : t(`spaces.error.${error.kind}`));

function titleOf(shared: SpaceInfo | null, pairing: PairingState): string {
  if (shared === null) return t("spaces.new");
  return pairing.kind === "asked" ? t("pair.asks", askerLabel(pairing.deviceName)) : spaceName(shared);
}

export function SpaceSheet(props: SpaceSheetProps): JSX.Element {
  const { client, spaces } = useApp();
  const shared = (): SpaceInfo | null => (props.isNew ? null : spaces.shared());
  return (
    <Sheet
      title={titleOf(shared(), client.pairing())}
      titleIsUserText={shared() !== null}
      closeLabel={t("app.close")}
      onClose={() => props.onClose()}
      returnFocus={() => props.returnFocus()}
    >
      <Show when={shared()} fallback={<NewSpace onClose={() => props.onClose()} />}>
        {(space) => <SharedSpace space={space()} onClose={() => props.onClose()} />}
      </Show>
    </Sheet>
  );
}

type NameFormProps = {
  readonly name: string;
  readonly action: string;
  readonly isFocused: boolean;
  /** Null when it is done. */
  readonly onSave: (name: string) => Promise<string | null>;
};

function NameForm(props: NameFormProps): JSX.Element {
  const [name, setName] = createSignal(untrack(() => props.name));
  const [error, setError] = createSignal<string | null>(null);
  const save = async (): Promise<void> => {
    const typed = normaliseLine(name());
    setError(typed === "" ? t("spaces.noName") : await props.onSave(typed));
  };
  return (
    <form
      class={page["form"]}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <TextField
        label={t("spaces.name")}
        value={name()}
        error={error()}
        maxLength={MAX_NAME_LENGTH}
        autocomplete="off"
        dir="auto"
        ref={(field) => props.isFocused && setTimeout(() => field.focus())}
        onInput={(event) => setName(event.currentTarget.value)}
      />
      <div class={page["buttons"]}>
        <Button type="submit" look={props.isFocused ? "primary" : "plain"}>
          {props.action}
        </Button>
      </div>
    </form>
  );
}

function NewSpace(props: { readonly onClose: () => void }): JSX.Element {
  const { client } = useApp();
  const make = async (name: string): Promise<string | null> => {
    const founded = await client.ask({ kind: "found-space", name });
    if (!founded.ok) return errorText(founded.error);
    location.hash = fragmentOf("open");
    props.onClose();
    return null;
  };
  return (
    <div class={page["sections"]}>
      <p>{t("spaces.explain")}</p>
      <NameForm name="" action={t("spaces.make")} isFocused onSave={make} />
    </div>
  );
}

function SharedSpace(props: { readonly space: SpaceInfo; readonly onClose: () => void }): JSX.Element {
  const { client } = useApp();
  const [role, setRole] = createSignal<SharedPlace["role"]>("writer");
  const [isInviting, setInviting] = createSignal(false);
  const invite = (): void => {
    setInviting(true);
    const into = { space: props.space.id, role: role() };
    const address = client.profile()?.appAddress ?? null;
    void findAppAddress(address, location, fetch).then((found) => client.ask({ kind: "invite", ...found, into }));
  };
  const putAway = (): void => {
    setInviting(false);
    if (client.pairing().kind !== "idle") void client.ask({ kind: "cancel-pairing" });
  };
  // What has ended has been read when the sheet closes; what is under way goes on.
  onCleanup(() => {
    if (hasEnded(client.pairing())) putAway();
  });
  return (
    <Switch fallback={<About space={props.space} role={role()} onRole={setRole} onInvite={invite} onClose={() => props.onClose()} />}>
      <Match when={client.pairing().kind !== "idle"}>
        <PairingPanel pairing={client.pairing()} onBack={putAway} onAgain={invite} />
      </Match>
      <Match when={isInviting()}>
        <p class={page["quiet"]}>{t("pair.making")}</p>
      </Match>
    </Switch>
  );
}

type AboutProps = {
  readonly space: SpaceInfo;
  readonly role: SharedPlace["role"];
  readonly onRole: (role: SharedPlace["role"]) => void;
  readonly onInvite: () => void;
  readonly onClose: () => void;
};

function About(props: AboutProps): JSX.Element {
  const { client, canStore } = useApp();
  const isOwner = (): boolean => props.space.role === "owner";
  const rename = async (name: string): Promise<string | null> => {
    const named = await client.ask({ kind: "name-space", space: props.space.id, name });
    return named.ok ? null : errorText(named.error);
  };
  return (
    <div class={page["sections"]}>
      <section class={page["section"]}>
        <h3 class={page["heading"]}>{t("spaces.people")}</h3>
        <p class={page["quiet"]}>{t(`spaces.youMay.${props.space.role}`)}</p>
        <ul>
          <For each={props.space.people}>
            {(person) => (
              <li class={styles["person"]}>
                <span translate="no" dir="auto">
                  {person.name ?? t(person.isSelf ? "sync.thisDevice" : "sync.otherDevice")}
                </span>
                <span class={page["quiet"]}>
                  {person.isSelf ? t("spaces.you", t(`spaces.role.${person.role}`)) : t(`spaces.role.${person.role}`)}
                </span>
              </li>
            )}
          </For>
        </ul>
      </section>
      <Show when={isOwner()}>
        <section class={page["section"]}>
          <h3 class={page["heading"]}>{t("spaces.invite")}</h3>
          <ChoiceField
            label={t("spaces.inviteAs")}
            choices={ROLES.map((value) => ({ value, label: t(`spaces.role.${value}`) }))}
            chosen={props.role}
            onChoose={(role) => props.onRole(role)}
          />
          <p class={page["quiet"]}>{t(`spaces.theyMay.${props.role}`)}</p>
          <div class={page["buttons"]}>
            <Button look="primary" disabled={!canStore()} onClick={() => props.onInvite()}>
              {t("spaces.makeLink")}
            </Button>
          </div>
        </section>
        <section class={page["section"]}>
          <NameForm name={props.space.name ?? ""} action={t("spaces.rename")} isFocused={false} onSave={rename} />
        </section>
      </Show>
      <Leave space={props.space} onClose={() => props.onClose()} />
    </div>
  );
}

/** In two steps: what is not said here does not come back by itself. */
function Leave(props: { readonly space: SpaceInfo; readonly onClose: () => void }): JSX.Element {
  const { client } = useApp();
  const [isSure, setSure] = createSignal(false);
  const [error, setError] = createSignal<string | null>(null);
  const leave = async (): Promise<void> => {
    const left = await client.ask({ kind: "leave-space", space: props.space.id });
    if (left.ok) return props.onClose();
    setError(errorText(left.error));
  };
  return (
    <section class={page["section"]}>
      <h3 class={page["heading"]}>{t("spaces.leave")}</h3>
      <p class={page["quiet"]}>{t("spaces.leaveExplain")}</p>
      <Show when={props.space.recordsOnlyHere > 0}>
        <p>{t("spaces.leaveLoses", props.space.recordsOnlyHere)}</p>
      </Show>
      <Show when={error()}>{(text) => <p role="alert">{text()}</p>}</Show>
      <div class={page["buttons"]}>
        <Show
          when={isSure()}
          fallback={
            <Button look="plain" onClick={() => setSure(true)}>
              {t("spaces.leave")}
            </Button>
          }
        >
          <Button look="danger" onClick={() => void leave()}>
            {t("spaces.leaveNow")}
          </Button>
          <Button look="plain" onClick={() => setSure(false)}>
            {t("spaces.stay")}
          </Button>
        </Show>
      </div>
    </section>
  );
}
