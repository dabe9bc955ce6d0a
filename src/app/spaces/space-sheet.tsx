// Making a space to share, and what there is to a shared one that is on screen: its name, the people's devices in it with what they may do, inviting somebody, and
// leaving it. While somebody is being invited the sheet shows only that. Loaded on first use.

import { createEffect, createSignal, For, Match, onCleanup, Show, Switch, untrack, type JSX } from "solid-js";
import type { PairingState } from "../../replica/face.ts";
import type { SharedPlace, SpaceInfo } from "../../replica/face/spaces.ts";
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
import { t } from "../texts/messages.ts";
import page from "../shell/page.module.css";
import { LeaveSection } from "./leave-section.tsx";
import { spaceErrorText, spaceName } from "./spaces.ts";
import { normaliseLine } from "../../model/normalise-line.ts";
import styles from "./spaces.module.css";

/** In UTF-16 units; names are sealed into statements. */
const MAX_NAME_LENGTH = 40;

const ROLES: readonly SharedPlace["role"][] = ["writer", "reader", "owner"];

export type SpaceSheetProps = {
  readonly isNew: boolean;
  readonly onClose: () => void;
  readonly returnFocus: () => void;
};

function titleOf(shared: SpaceInfo | null, pairing: PairingState): string {
  if (shared === null) return t("spaces.new");
  return pairing.kind === "asked" ? t("pair.asks", askerLabel(pairing.deviceName)) : spaceName(shared);
}

export function SpaceSheet(props: SpaceSheetProps): JSX.Element {
  const { client, spaces } = useApp();
  const shared = (): SpaceInfo | null => (props.isNew ? null : spaces.shared());
  // It was left.
  createEffect(() => {
    if (!props.isNew && shared() === null) props.onClose();
  });
  return (
    <Sheet
      title={titleOf(shared(), client.pairing())}
      titleIsUserText={shared() !== null}
      closeLabel={t("app.close")}
      onClose={() => props.onClose()}
      returnFocus={() => props.returnFocus()}
    >
      <Show when={shared()} fallback={<NewSpace onClose={() => props.onClose()} />}>
        {(space) => <SharedSpace space={space()} />}
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
    if (!founded.ok) return spaceErrorText(founded.error);
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

function SharedSpace(props: { readonly space: SpaceInfo }): JSX.Element {
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
    <Switch fallback={<About space={props.space} role={role()} onRole={setRole} onInvite={invite} />}>
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
};

function FormerPeople(props: { readonly space: SpaceInfo }): JSX.Element {
  return (
    <For each={props.space.former}>
      {(person) => (
        <li class={styles["person"]}>
          <span translate="no" dir="auto">
            {person.name ?? t("sync.otherDevice")}
          </span>
          <span class={page["quiet"]}>{t(person.hasLeft ? "spaces.hasLeft" : "spaces.wasRemoved")}</span>
        </li>
      )}
    </For>
  );
}

function About(props: AboutProps): JSX.Element {
  const { client, canStore } = useApp();
  const isOwner = (): boolean => props.space.role === "owner";
  const rename = async (name: string): Promise<string | null> => {
    const named = await client.ask({ kind: "name-space", space: props.space.id, name });
    return named.ok ? null : spaceErrorText(named.error);
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
          <FormerPeople space={props.space} />
        </ul>
      </section>
      <Show when={isOwner() && props.space.leaving === null}>
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
      <LeaveSection space={props.space} />
    </div>
  );
}
