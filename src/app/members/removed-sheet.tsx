// This device was removed: what that means, a copy to be saved first, and deleting what is here. Nothing is deleted without the user, asked for or not: what
// only this device has would be lost by it, and whoever has the device in hand can keep it from hearing of anything.

import { createEffect, createSignal, Show, type JSX } from "solid-js";
import type { SyncStatus } from "../../replica/face.ts";
import { Button } from "../../ui/button/button.tsx";
import { Sheet } from "../../ui/overlay/sheet.tsx";
import { useApp } from "../shell/app-context.ts";
import { LeaveSection } from "../spaces/leave-section.tsx";
import page from "../shell/page.module.css";
import { t } from "../texts/messages.ts";
import { savePlainText } from "./save-plain-text.ts";
import { wipe } from "./wipe.ts";

export function RemovedSheet(props: { readonly onClose: () => void; readonly returnFocus: () => void }): JSX.Element {
  const { client, spaces } = useApp();
  // What there was of a shared space is gone.
  createEffect(() => {
    if (client.status()?.removed === null) props.onClose();
  });
  return (
    <Sheet title={t("removed.title")} closeLabel={t("app.close")} onClose={() => props.onClose()} returnFocus={() => props.returnFocus()}>
      <Show when={client.status()}>
        {(status) => (
          <div class={page["sections"]}>
            <Told status={status()} />
            <CopySection />
            <Show when={spaces.shared()} fallback={<WipeSection onKeep={() => props.onClose()} />}>
              {(space) => <LeaveSection space={space()} />}
            </Show>
          </div>
        )}
      </Show>
    </Sheet>
  );
}

function Told(props: { readonly status: SyncStatus }): JSX.Element {
  const by = (): string | null => props.status.removed?.by ?? null;
  return (
    <section class={page["section"]}>
      <p translate="no">{by() === null ? t("removed.bySomebody") : t("removed.by", by() ?? "")}</p>
      <p>{t("removed.explain")}</p>
      <Show when={props.status.removed?.asksToWipe}>
        <p>{t("removed.asks")}</p>
      </Show>
      <p class={page["quiet"]}>{t("removed.again")}</p>
    </section>
  );
}

function CopySection(): JSX.Element {
  const { client, today } = useApp();
  const [said, setSaid] = createSignal("");
  const save = async (): Promise<void> => {
    setSaid("");
    const saved = await savePlainText(client, `daybook-${today()}.md`);
    setSaid(t(saved ? "removed.copied" : "removed.notCopied"));
  };
  return (
    <section class={page["section"]}>
      <h3 class={page["heading"]}>{t("removed.copyTitle")}</h3>
      <p class={page["quiet"]}>{t("removed.copyExplain")}</p>
      <Show when={client.status()?.recordsOnlyHere}>{(count) => <p>{t("removed.onlyHere", count())}</p>}</Show>
      <div class={page["buttons"]}>
        <Button look="primary" onClick={() => void save()}>
          {t("removed.copy")}
        </Button>
      </div>
      <p class={page["quiet"]} role="status">
        {said()}
      </p>
    </section>
  );
}

function WipeSection(props: { readonly onKeep: () => void }): JSX.Element {
  const { client } = useApp();
  /** Of the profile's, beside its own one. */
  const hasOthers = (): boolean => (client.spaces()?.spaces.length ?? 0) > 1;
  const [isSure, setSure] = createSignal(false);
  const [isWiping, setWiping] = createSignal(false);
  const [said, setSaid] = createSignal("");
  const wipeNow = async (): Promise<void> => {
    setWiping(true);
    const outcome = await wipe(() => setSaid(t("removed.wipeBlocked")));
    if (outcome === "wiped") return location.replace("/");
    setWiping(false);
    setSaid(t("removed.wipeFailed"));
  };
  return (
    <section class={page["section"]}>
      <h3 class={page["heading"]}>{t("removed.wipeTitle")}</h3>
      <Show when={isSure()}>
        <p tabindex="-1" ref={(text) => queueMicrotask(() => text.focus())}>
          {t("removed.wipeSure")}
        </p>
        <Show when={hasOthers()}>
          <p>{t("removed.wipeOthers")}</p>
        </Show>
      </Show>
      <div class={page["buttons"]}>
        <Show
          when={isSure()}
          fallback={
            <Button look="danger" onClick={() => setSure(true)}>
              {t("removed.wipe")}
            </Button>
          }
        >
          <Button look="danger" disabled={isWiping()} onClick={() => void wipeNow()}>
            {t(isWiping() ? "removed.wiping" : "removed.wipeNow")}
          </Button>
        </Show>
        <Button look="plain" disabled={isWiping()} onClick={() => props.onKeep()}>
          {t("removed.keep")}
        </Button>
      </div>
      <p class={page["quiet"]} role="status">
        {said()}
      </p>
    </section>
  );
}
