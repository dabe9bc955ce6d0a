// What can be set, one section after the other, each a file of its own. Loaded on first use.

import { Show, type JSX } from "solid-js";
import { Sheet } from "../../ui/overlay/sheet.tsx";
import { RemindersSection } from "../reminders/reminders-section.tsx";
import { useApp } from "../shell/app-context.ts";
import { RelaySection } from "../sync/relay-section.tsx";
import { t } from "../texts/messages.ts";
import { AppAddressSection } from "./app-address-section.tsx";
import { BadgeSection } from "./badge-section.tsx";
import { DeviceSection } from "./device-section.tsx";
import { DiagnosisSection } from "./diagnosis-section.tsx";
import { ImportSection } from "./import-section.tsx";
import { LanguageSection } from "./language-section.tsx";
import { LockSection } from "./lock-section.tsx";
import page from "../shell/page.module.css";
import { RecoverySection } from "./recovery-section.tsx";
import { RetentionSection } from "./retention-section.tsx";
import { SampleSection } from "./sample-section.tsx";
import { StorageSection } from "./storage-section.tsx";
import { VersionSection } from "./version-section.tsx";

export type SettingsSheetProps = {
  readonly build: string;
  readonly onDiagnosis: () => void;
  readonly onMonths: () => void;
  readonly onImport: () => void;
  readonly onRecovery: () => void;
  readonly onClose: () => void;
  readonly returnFocus: () => void;
};

export function SettingsSheet(props: SettingsSheetProps): JSX.Element {
  const { client } = useApp();
  return (
    <Sheet
      title={t("settings.title")}
      closeLabel={t("app.close")}
      wide
      onClose={() => props.onClose()}
      returnFocus={() => props.returnFocus()}
    >
      <div class={page["sections"]}>
        <DeviceSection />
        <Show when={client.status()}>{(status) => <RelaySection status={status()} />}</Show>
        <AppAddressSection />
        <StorageSection />
        <RemindersSection />
        <BadgeSection />
        <LockSection />
        <RecoverySection onOpen={() => props.onRecovery()} />
        <RetentionSection onMonths={() => props.onMonths()} />
        <ImportSection onOpen={() => props.onImport()} />
        <SampleSection />
        <LanguageSection />
        <VersionSection build={props.build} />
        <DiagnosisSection onOpen={() => props.onDiagnosis()} />
      </div>
    </Sheet>
  );
}
