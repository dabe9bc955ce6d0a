// What lists and the details of a task are made of, on the component page.

import Check from "lucide-solid/icons/check";
import Trash from "lucide-solid/icons/trash";
import X from "lucide-solid/icons/x";
import { createSignal, For, type JSX } from "solid-js";
import { IconButton } from "../button/button.tsx";
import { AreaField } from "../field/area-field.tsx";
import { ChoiceField } from "../field/choice-field.tsx";
import { HueChoice } from "../field/hue-choice.tsx";
import { PickField } from "../field/pick-field.tsx";
import { SelectField } from "../field/select-field.tsx";
import { TagField } from "../field/tag-field.tsx";
import { TimeField } from "../field/time-field.tsx";
import { HueDot, type Hue } from "../mark/hue-dot.tsx";
import { PriorityMark } from "../mark/priority-mark.tsx";
import { SidePanel } from "../overlay/side-panel.tsx";
import { Toolbar } from "../toolbar/toolbar.tsx";
import { Example } from "./example.tsx";

const HUES: readonly Hue[] = ["blue", "teal", "green", "yellow", "orange", "red", "pink", "purple"];
const LEVELS = [1, 2, 3] as const;

export function ListParts(): JSX.Element {
  const [hue, setHue] = createSignal<Hue>("teal");
  return (
    <>
      <Example name="Hue">
        <For each={HUES}>{(one) => <HueDot hue={one} />}</For>
        <HueChoice label="Colour" hues={HUES.map((one) => ({ hue: one, name: one }))} chosen={hue()} onChoose={setHue} />
      </Example>
      <Example name="Priority mark">
        <For each={LEVELS}>{(level) => <PriorityMark level={level} label={`priority ${level}`} />}</For>
      </Example>
      <Example name="Toolbar">
        <Toolbar label="3 tasks selected" text="3 selected" onEscape={() => {}} end={<IconButton icon={X} label="Clear the selection" />}>
          <IconButton icon={Check} label="Complete" />
          <IconButton icon={Trash} label="Trash" />
        </Toolbar>
      </Example>
      <Example name="Side panel">
        <SidePanel label="Details" closeLabel="Close" onClose={() => {}}>
          <p>Beside what it belongs to.</p>
        </SidePanel>
      </Example>
    </>
  );
}

export function TaskFields(): JSX.Element {
  const [time, setTime] = createSignal<string | null>("14:30");
  const [priority, setPriority] = createSignal("high");
  const [tags, setTags] = createSignal<readonly string[]>(["home", "money"]);
  return (
    <>
      <Example name="Time field">
        <TimeField label="Time" clearLabel="Remove the time" time={time()} onSet={setTime} />
        <TimeField
          label="Time without a day"
          clearLabel="Remove the time"
          time={null}
          hint="A time needs a day."
          disabled
          onSet={() => {}}
        />
      </Example>
      <Example name="Choice field, select field, pick field">
        <ChoiceField
          label="Priority"
          choices={["none", "low", "medium", "high"].map((value) => ({ value, label: value }))}
          chosen={priority()}
          onChoose={setPriority}
        />
        <SelectField
          label="Column “Due”"
          hint="as “3/4/2027”"
          choices={["title", "due day", "notes"].map((value) => ({ value, label: value }))}
          chosen="due day"
          onChoose={() => {}}
        />
        <PickField label="List" onOpen={() => {}}>
          <HueDot hue="teal" />
          Home
        </PickField>
      </Example>
      <Example name="Tag field">
        <TagField
          label="Tags"
          tags={tags()}
          known={["home", "holiday", "work"]}
          placeholder="Add a tag"
          removeLabel={(tag) => `Remove the tag ${tag}`}
          maxLength={40}
          onAdd={(tag) => setTags((present) => [...present, tag])}
          onRemove={(tag) => setTags((present) => present.filter((one) => one !== tag))}
        />
      </Example>
      <Example name="Area field">
        <AreaField label="Notes" placeholder="What else there is to know" fieldRef={() => {}} onInput={() => {}} onBlur={() => {}} />
      </Example>
    </>
  );
}
