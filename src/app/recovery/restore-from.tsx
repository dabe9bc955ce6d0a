// Where something is brought back from, as a form: which space, and whom it is asked of. A sheet's code fills in all that stands on the sheet.

import { createSignal, Match, Show, Switch, type Accessor, type JSX } from "solid-js";
import type { SpaceId } from "../../base/ids.ts";
import type { RestoreFrom } from "../../replica/face/recovery.ts";
import { Button } from "../../ui/button/button.tsx";
import { ChoiceField } from "../../ui/field/choice-field.tsx";
import { TextField } from "../../ui/field/text-field.tsx";
import { CameraView } from "../nearby/camera-view.tsx";
import { t } from "../texts/messages.ts";
import page from "../shell/page.module.css";
import { parseSpace, placeInLink, spaceOnPaper, type RestorePlace } from "./restore-link.ts";

export type From = RestoreFrom["kind"];

type Wrong = "relay" | "home" | "space";

export type PlaceFields = {
  readonly from: Accessor<From>;
  readonly setFrom: (from: From) => void;
  readonly relay: Accessor<string>;
  readonly home: Accessor<string>;
  readonly space: Accessor<string>;
  readonly wrong: Accessor<Wrong | null>;
  readonly typeRelay: (text: string) => void;
  readonly typeHome: (text: string) => void;
  /** Also the link of a sheet's code. */
  readonly typeSpace: (text: string) => void;
  /** False: it was no sheet's code. */
  readonly scan: (text: string) => boolean;
  /** Null: something is wrong, which is said. */
  readonly read: () => { readonly space: SpaceId; readonly relay: string; readonly from: RestoreFrom } | null;
};

const firstFrom = (place: RestorePlace | null): From => (place !== null && place.relay === "" && place.home !== "" ? "home" : "relay");

export function createPlaceFields(place: RestorePlace | null): PlaceFields {
  const [from, setFrom] = createSignal<From>(firstFrom(place));
  const [relay, setRelay] = createSignal(place?.relay ?? "");
  const [home, setHome] = createSignal(place?.home ?? "");
  const [space, setSpace] = createSignal(place === null ? "" : spaceOnPaper(place.space));
  const [wrong, setWrong] = createSignal<Wrong | null>(null);
  const missing = (): Wrong | null => {
    if (from() === "relay" && relay().trim() === "") return "relay";
    return from() === "home" && home().trim() === "" ? "home" : null;
  };
  return {
    from,
    setFrom(chosen) {
      setFrom(chosen);
      setWrong(null);
    },
    relay,
    home,
    space,
    wrong,
    typeRelay: setRelay,
    typeHome: setHome,
    typeSpace(text) {
      const found = placeInLink(text);
      setSpace(found === null ? text : spaceOnPaper(found.space));
      if (found === null) return;
      if (relay() === "") setRelay(found.relay);
      if (home() === "") setHome(found.home);
    },
    scan(text) {
      const found = placeInLink(text);
      if (found === null) return false;
      setRelay(found.relay);
      setHome(found.home);
      setSpace(spaceOnPaper(found.space));
      if (from() !== "nearby") setFrom(firstFrom(found));
      return true;
    },
    read() {
      const id = parseSpace(space());
      setWrong(id === null ? "space" : missing());
      if (id === null || missing() !== null) return null;
      const kind = from();
      return { space: id, relay: relay(), from: kind === "home" ? { kind, code: home() } : { kind } };
    },
  };
}

const PLAIN = { autocomplete: "off", autocapitalize: "none", spellcheck: false } as const;

export function WhereFrom(props: { readonly fields: PlaceFields }): JSX.Element {
  const [isScanning, setScanning] = createSignal(false);
  return (
    <>
      <TextField
        {...PLAIN}
        label={t("restore.space")}
        hint={t("restore.spaceHint")}
        error={props.fields.wrong() === "space" ? t("restore.badSpace") : null}
        value={props.fields.space()}
        maxLength={1_000}
        onInput={(event) => props.fields.typeSpace(event.currentTarget.value)}
      />
      <Show when={isScanning()}>
        <CameraView onText={(text) => props.fields.scan(text) && setScanning(false)} />
      </Show>
      <div class={page["buttons"]}>
        <Button look="quiet" onClick={() => setScanning((present) => !present)}>
          {t(isScanning() ? "camera.stop" : "restore.scan")}
        </Button>
      </div>
      <ChoiceField
        label={t("restore.from")}
        choices={(["relay", "home", "nearby"] as const).map((value) => ({ value, label: t(`restore.from.${value}`) }))}
        chosen={props.fields.from()}
        onChoose={(from) => props.fields.setFrom(from)}
      />
      <Switch>
        <Match when={props.fields.from() === "relay"}>
          <TextField
            {...PLAIN}
            label={t("restore.relay")}
            hint={t("restore.relayHint")}
            error={props.fields.wrong() === "relay" ? t("restore.noRelay") : null}
            value={props.fields.relay()}
            maxLength={300}
            inputMode="url"
            onInput={(event) => props.fields.typeRelay(event.currentTarget.value)}
          />
        </Match>
        <Match when={props.fields.from() === "home"}>
          <TextField
            {...PLAIN}
            label={t("restore.home")}
            hint={t("restore.homeHint")}
            error={props.fields.wrong() === "home" ? t("restore.noHome") : null}
            value={props.fields.home()}
            maxLength={1_000}
            onInput={(event) => props.fields.typeHome(event.currentTarget.value)}
          />
        </Match>
        <Match when={props.fields.from() === "nearby"}>
          <p>{t("restore.nearbyHow")}</p>
        </Match>
      </Switch>
    </>
  );
}
