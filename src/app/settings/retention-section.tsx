// How much of the past this device keeps, and what that takes: the estimate is there before anything is changed.

import { createResource, createSignal, Show, untrack, type JSX } from "solid-js";
import type { RoomFigures } from "../../replica/face/room.ts";
import { Button } from "../../ui/button/button.tsx";
import { TextField } from "../../ui/field/text-field.tsx";
import { useApp } from "../shell/app-context.ts";
import { bytesText } from "../sync/sync-texts.ts";
import { storeErrorText } from "../texts/error-texts.ts";
import { t } from "../texts/messages.ts";
import { estimateRoom, MAX_DAYS, MAX_MONTHS, parseCount } from "./room-estimate.ts";
import { SettingsSection } from "./settings-section.tsx";
import page from "../shell/page.module.css";

export function RetentionSection(props: { readonly onMonths: () => void }): JSX.Element {
  const { client, canStore } = useApp();
  const [isEditing, setEditing] = createSignal(false);
  const [note, setNote] = createSignal("");
  const [measured, { refetch }] = createResource(async () => client.ask({ kind: "room" }));
  const figures = (): RoomFigures | null => {
    const outcome = measured.latest;
    return outcome?.ok === true ? outcome.value : null;
  };
  const close = (text: string): void => {
    setNote(text);
    setEditing(false);
    void refetch();
  };
  return (
    <SettingsSection title={t("retention.title")}>
      <p class={page["quiet"]}>{t("retention.explain")}</p>
      <Show when={figures()}>
        {(known) => (
          <Show
            when={isEditing()}
            fallback={
              <div class={page["line"]}>
                <p class={page["value"]}>
                  {`${t("retention.now", known().retention.days, known().retention.months)} ${t("retention.used", bytesText(known().recordBytes + known().packBytes))}`}
                </p>
                <Button look="quiet" disabled={!canStore()} onClick={() => setEditing(true)}>
                  {t("settings.change")}
                </Button>
              </div>
            }
          >
            <RetentionForm figures={known()} onClose={close} />
          </Show>
        )}
      </Show>
      <p class={page["quiet"]} role="status">
        {figures() === null ? t("retention.measuring") : note()}
      </p>
      <div class={page["buttons"]}>
        <Button look="plain" onClick={() => props.onMonths()}>
          {t("months.open")}
        </Button>
      </div>
    </SettingsSection>
  );
}

/** What it will take, and whether states go that are kept now. */
function estimateText(figures: RoomFigures, days: number, months: number): string {
  const { allBytes, changesBytes, statesBytes } = estimateRoom(figures, days, months);
  const text = t("retention.estimate", bytesText(allBytes), bytesText(changesBytes), bytesText(statesBytes));
  const going = figures.keptMonths - months;
  return going > 0 ? `${text} ${t("retention.going", going)}` : text;
}

function RetentionForm(props: { readonly figures: RoomFigures; readonly onClose: (note: string) => void }): JSX.Element {
  const { client } = useApp();
  const [days, setDays] = createSignal(untrack(() => String(props.figures.retention.days)));
  const [months, setMonths] = createSignal(untrack(() => String(props.figures.retention.months)));
  const [failure, setFailure] = createSignal<string | null>(null);
  const dayCount = (): number | null => parseCount(days(), 1, MAX_DAYS);
  const monthCount = (): number | null => parseCount(months(), 0, MAX_MONTHS);
  const estimate = (): string => {
    const [wantedDays, wantedMonths] = [dayCount(), monthCount()];
    if (wantedDays === null || wantedMonths === null) return "";
    return estimateText(props.figures, wantedDays, wantedMonths);
  };
  const save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const [wantedDays, wantedMonths] = [dayCount(), monthCount()];
    if (wantedDays === null || wantedMonths === null) return;
    for (const [setting, value] of [["keepDays", wantedDays] as const, ["keepMonths", wantedMonths] as const]) {
      const outcome = await client.ask({ kind: "set-profile", setting, value: String(value) });
      if (!outcome.ok) {
        setFailure(storeErrorText(outcome.error.error));
        return;
      }
    }
    props.onClose(t("retention.saved"));
  };
  return (
    <form class={page["form"]} onSubmit={(event) => void save(event)}>
      <TextField
        label={t("retention.days")}
        inputMode="numeric"
        autocomplete="off"
        value={untrack(days)}
        error={dayCount() === null ? t("retention.badDays") : failure()}
        onInput={(event) => setDays(event.currentTarget.value)}
        ref={(field) => queueMicrotask(() => field.select())}
      />
      <TextField
        label={t("retention.months")}
        inputMode="numeric"
        autocomplete="off"
        value={untrack(months)}
        error={monthCount() === null ? t("retention.badMonths") : null}
        onInput={(event) => setMonths(event.currentTarget.value)}
      />
      <p class={page["quiet"]} role="status">
        {estimate()}
      </p>
      <p class={page["quiet"]}>{t("retention.sooner")}</p>
      <div class={page["buttons"]}>
        <Button look="plain" type="submit" disabled={dayCount() === null || monthCount() === null}>
          {t("sync.save")}
        </Button>
        <Button look="quiet" onClick={() => props.onClose("")}>
          {t("sync.cancel")}
        </Button>
      </div>
    </form>
  );
}
