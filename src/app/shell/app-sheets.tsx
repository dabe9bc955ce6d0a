// The app's own sheets over whatever stands behind them: the sync centre, a new list and the settings. Each is loaded on first use.

import { Match, Suspense, Switch, type Component, type JSX } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { SheetName, Sheets } from "./sheets.ts";
import { lazyPart } from "../texts/lazy-part.ts";

const AddSheet = lazyPart(async () => (await import("../tasks/add-sheet.tsx")).AddSheet);
const DiagnosisSheet = lazyPart(async () => (await import("../diagnosis/diagnosis-sheet.tsx")).DiagnosisSheet);
const ImportSheet = lazyPart(async () => (await import("../imports/import-sheet.tsx")).ImportSheet);
const KeysSheet = lazyPart(async () => (await import("../palette/keys-sheet.tsx")).KeysSheet);
const ListSheet = lazyPart(async () => (await import("../lists/list-sheet.tsx")).ListSheet);
const MonthsSheet = lazyPart(async () => (await import("../months/months-sheet.tsx")).MonthsSheet);
const Palette = lazyPart(async () => (await import("../palette/palette.tsx")).Palette);
const RecoverySheet = lazyPart(async () => (await import("../recovery/recovery-sheet.tsx")).RecoverySheet);
const RemovedSheet = lazyPart(async () => (await import("../members/removed-sheet.tsx")).RemovedSheet);
const SettingsSheet = lazyPart(async () => (await import("../settings/settings-sheet.tsx")).SettingsSheet);
const SpaceSheet = lazyPart(async () => (await import("../spaces/space-sheet.tsx")).SpaceSheet);
const SyncSheet = lazyPart(async () => (await import("../sync/sync-sheet.tsx")).SyncSheet);

/** Pairing may begin from another device at any time: its sheet should not have to come over the network then. */
export const preloadSyncSheet = (): void => void SyncSheet.preload();

export type AppSheetsProps = {
  readonly sheets: Sheets;
  readonly build: string;
};

function syncTurn(sheet: SheetName | null): "overview" | "join" | null {
  if (sheet === "join") return "join";
  return sheet === "sync" ? "overview" : null;
}

const spaceTurn = (sheet: SheetName | null): SheetName | null => (sheet === "space" || sheet === "new-space" ? sheet : null);

type PlainSheet = Component<{ readonly onClose: () => void; readonly returnFocus: () => void }>;

/** Those that ask for nothing but to be closed. */
const PLAIN_SHEETS: Partial<Record<SheetName, PlainSheet>> = {
  add: AddSheet,
  keys: KeysSheet,
  months: MonthsSheet,
  recovery: RecoverySheet,
  removed: RemovedSheet,
  diagnosis: DiagnosisSheet,
};

const plainSheet = (sheet: SheetName | null): PlainSheet | undefined => (sheet === null ? undefined : PLAIN_SHEETS[sheet]);

export function AppSheets(props: AppSheetsProps): JSX.Element {
  return (
    <Suspense>
      <Switch>
        <Match when={syncTurn(props.sheets.shown())} keyed>
          {(turn) => (
            <SyncSheet
              turn={turn}
              joinCode={props.sheets.joinCode()}
              build={props.build}
              onClose={() => props.sheets.close()}
              onSettings={() => props.sheets.open("settings")}
              onRecovery={() => props.sheets.open("recovery")}
              onDiagnosis={() => props.sheets.open("diagnosis")}
              returnFocus={() => props.sheets.returnFocus()}
            />
          )}
        </Match>
        <Match when={props.sheets.shown() === "list"}>
          <ListSheet list={null} onClose={() => props.sheets.close()} returnFocus={() => props.sheets.returnFocus()} />
        </Match>
        <Match when={spaceTurn(props.sheets.shown())} keyed>
          {(turn) => (
            <SpaceSheet isNew={turn === "new-space"} onClose={() => props.sheets.close()} returnFocus={() => props.sheets.returnFocus()} />
          )}
        </Match>
        <Match when={props.sheets.shown() === "palette"}>
          <Palette sheets={props.sheets} />
        </Match>
        <Match when={plainSheet(props.sheets.shown())} keyed>
          {(sheet) => <Dynamic component={sheet} onClose={() => props.sheets.close()} returnFocus={() => props.sheets.returnFocus()} />}
        </Match>
        <Match when={props.sheets.shown() === "settings"}>
          <SettingsSheet
            build={props.build}
            onDiagnosis={() => props.sheets.open("diagnosis")}
            onMonths={() => props.sheets.open("months")}
            onImport={() => props.sheets.open("import")}
            onRecovery={() => props.sheets.open("recovery")}
            onClose={() => props.sheets.close()}
            returnFocus={() => props.sheets.returnFocus()}
          />
        </Match>
        <Match when={props.sheets.shown() === "import"}>
          <ImportSheet sheets={props.sheets} />
        </Match>
      </Switch>
    </Suspense>
  );
}
