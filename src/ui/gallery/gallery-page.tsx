// The component page: every component once, in both themes side by side. Not part of the product: vite.components.config.ts builds it.

import "../style/base.css";
import ArrowDown from "lucide-solid/icons/arrow-down";
import ArrowUp from "lucide-solid/icons/arrow-up";
import CalendarDays from "lucide-solid/icons/calendar-days";
import Ellipsis from "lucide-solid/icons/ellipsis";
import { createSignal, For, Show, type JSX } from "solid-js";
import { render } from "solid-js/web";
import { Button, IconButton, type ButtonLook } from "../button/button.tsx";
import { DateField } from "../field/date-field.tsx";
import { TextField } from "../field/text-field.tsx";
import { Banner } from "../notice/banner.tsx";
import { EmptyState } from "../notice/empty-state.tsx";
import { Offer } from "../notice/offer.tsx";
import { ToastArea, type Toast } from "../notice/toast.tsx";
import { HueDot } from "../mark/hue-dot.tsx";
import { Menu } from "../overlay/menu.tsx";
import { PickSheet } from "../overlay/pick-sheet.tsx";
import { Sheet } from "../overlay/sheet.tsx";
import { QrCode } from "../qr-code/qr-code.tsx";
import { SyncMark, type SyncMarkShape } from "../sync-mark/sync-mark.tsx";
import { TaskCircle } from "../task-circle/task-circle.tsx";
import { Example } from "./example.tsx";
import styles from "./gallery-page.module.css";
import { ListParts, TaskFields } from "./task-examples.tsx";

const LOOKS: readonly ButtonLook[] = ["primary", "plain", "quiet", "danger"];
const SHAPES: readonly SyncMarkShape[] = ["half", "full", "moving", "attention"];

function Buttons(): JSX.Element {
  return (
    <>
      <Example name="Button">
        <For each={LOOKS}>{(look) => <Button look={look}>{look}</Button>}</For>
        <Button look="primary" disabled>
          disabled
        </Button>
        <Button aria-pressed="true">pressed</Button>
      </Example>
      <Example name="Icon button">
        <IconButton icon={CalendarDays} label="Choose a day" />
        <IconButton icon={Ellipsis} label="Actions" />
        <IconButton icon={Ellipsis} label="Actions, not now" disabled />
      </Example>
    </>
  );
}

function Fields(): JSX.Element {
  const [day, setDay] = createSignal<string | null>("2026-11-20");
  return (
    <>
      <Example name="Text field">
        <TextField label="Name of this device" value="Chrome on Linux" />
        <TextField label="Relay address" hint="For example wss://relay.example" />
        <TextField label="Relay address with a mistake" value="relay" error="That is not a relay address." />
        <TextField label="Not now" value="disabled" disabled />
      </Example>
      <Example name="Date field">
        <DateField
          label="Another day"
          day={day()}
          quickDays={[
            { label: "Today", day: "2026-11-20" },
            { label: "Tomorrow", day: "2026-11-21" },
            { label: "No day", day: null },
          ]}
          onPick={setDay}
        />
      </Example>
    </>
  );
}

function Marks(): JSX.Element {
  const [isDone, setDone] = createSignal(false);
  return (
    <>
      <Example name="Task circle">
        <TaskCircle checked={isDone()} label="Complete: try it" onChange={setDone} />
        <TaskCircle checked label="Reopen: done" onChange={() => {}} />
        <TaskCircle checked={false} disabled label="Complete: read-only" onChange={() => {}} />
      </Example>
      <Example name="QrCode">
        <QrCode text="https://laptop.local:8787/" label="An address" />
      </Example>
      <Example name="Sync mark">
        <For each={SHAPES}>
          {(shape) => (
            <span class={styles["pair"]}>
              <SyncMark shape={shape} />
              {shape}
            </span>
          )}
        </For>
      </Example>
    </>
  );
}

function Notices(): JSX.Element {
  return (
    <>
      <Example name="Banner">
        <Banner tone="plain" text="A new version is here." action={{ label: "Reload", run: () => {} }} />
        <Banner tone="danger" text="This device’s storage is full. What was saved is safe." />
      </Example>
      <Example name="Offer">
        <Offer
          label="Update"
          text="A new version is ready."
          problem="Not updated: something is not saved yet."
          accept={{ label: "Update now", run: () => {} }}
          putOff={{ label: "Later", run: () => {} }}
        />
      </Example>
      <Example name="Empty state">
        <EmptyState title="Nothing to do." text="Write a task above and press Enter." />
      </Example>
    </>
  );
}

function Picking(): JSX.Element {
  const [isOpen, setOpen] = createSignal(false);
  const [picked, setPicked] = createSignal("Home");
  return (
    <>
      <Button onClick={() => setOpen(true)}>Open pick sheet: {picked()}</Button>
      <Show when={isOpen()}>
        <PickSheet
          title="Move to"
          closeLabel="Close"
          label="List"
          choices={[
            { value: "Inbox", name: "Inbox" },
            { value: "Home", name: "Home", mark: <HueDot hue="teal" /> },
            { value: "Work", name: "Work", mark: <HueDot hue="orange" /> },
          ]}
          present={picked()}
          onPick={setPicked}
          onClose={() => setOpen(false)}
          returnFocus={() => {}}
        />
      </Show>
    </>
  );
}

/** What floats is shown in the page's own theme. */
function Overlays(): JSX.Element {
  const [isSheetOpen, setSheetOpen] = createSignal(false);
  const [anchor, setAnchor] = createSignal<HTMLElement | null>(null);
  const [toast, setToast] = createSignal<Toast | null>(null);
  return (
    <Example name="Sheet, pick sheet, menu, toast">
      <Button onClick={() => setSheetOpen(true)}>Open sheet</Button>
      <Picking />
      <Button onClick={(event) => setAnchor(event.currentTarget)}>Open menu</Button>
      <Button
        onClick={() => setToast({ text: () => "Moved to trash: Old idea", action: { label: () => "Undo", run: () => setToast(null) } })}
      >
        Show toast
      </Button>
      <Show when={isSheetOpen()}>
        <Sheet title="A sheet" closeLabel="Close" onClose={() => setSheetOpen(false)}>
          <p>It opens from the foot of a narrow screen.</p>
        </Sheet>
      </Show>
      <Show when={anchor()}>
        {(element) => (
          <Menu
            label="Actions"
            anchor={element()}
            entries={[
              { kind: "action", label: "Move up", icon: ArrowUp, keys: "Alt ↑", run: () => {} },
              { kind: "separator" },
              { kind: "action", label: "Move down", icon: ArrowDown, disabled: true, run: () => {} },
            ]}
            onClose={() => setAnchor(null)}
            returnFocus={() => element().focus()}
          />
        )}
      </Show>
      <ToastArea toast={toast()} label="Last action" onGone={() => setToast(null)} />
    </Example>
  );
}

function Theme(props: { readonly scheme: "light" | "dark" }): JSX.Element {
  return (
    <div class={styles["theme"]} style={{ "color-scheme": props.scheme }} data-scheme={props.scheme}>
      <Buttons />
      <Marks />
      <Fields />
      <ListParts />
      <TaskFields />
      <Notices />
    </div>
  );
}

function Gallery(): JSX.Element {
  return (
    <main class={styles["page"]}>
      <h1>Components</h1>
      <div class={styles["themes"]}>
        <Theme scheme="light" />
        <Theme scheme="dark" />
      </div>
      <Overlays />
    </main>
  );
}

const root = document.querySelector("#gallery");
if (root === null) throw new Error("components.html has no #gallery");
render(() => <Gallery />, root);
