// What a mark begins: `#list`, `#list/section` (or with white space before the stroke), `/section` of the list that is written in, `@tag` and `!2`. A name is in
// quotes, the longest that is known, or one word. What stands after a stroke alone is rather a path than a section: there it is one that is known.

import type { ItemId } from "../../base/ids.ts";
import { isListName, MAX_LIST_NAME_LENGTH } from "../list-schema.ts";
import { normaliseLine } from "../normalise-line.ts";
import { isSectionName, type Section, type SectionId } from "../sections.ts";
import { isTag } from "../tag.ts";
import type { Priority } from "../task-schema.ts";
import { isPriority } from "../task-schema.ts";
import { normaliseTag } from "../typed-tag.ts";
import { CLOSERS, endsFreely, fold, type Line } from "./line.ts";
import { isNumber, reader, type Read, type Reader } from "./reader.ts";

/** `id` null: the inbox. */
export type KnownList = { readonly id: ItemId | null; readonly name: string; readonly sections?: readonly Section[] };

/** `id` null: there is none of that name yet. */
export type NamedSection = { readonly name: string; readonly id: SectionId | null };

/** `list` null: there is none of that name yet. */
export type ListRead = { readonly name: string; readonly list: KnownList | null; readonly section: NamedSection | null };

/** `here`: the list that is written in, where it has sections. */
export type KnownNames = { readonly lists: readonly KnownList[]; readonly tags: readonly string[]; readonly here?: KnownList | null };

const MAX_NAME_ATOMS = 24;

const keyOf = (name: string): string => fold(name).trim().replaceAll(/\s+/gu, " ");

/** The first of each name. */
function byName<Value>(values: readonly Value[], nameOf: (value: Value) => string): ReadonlyMap<string, Value> {
  const found = new Map<string, Value>();
  for (const value of values) if (!found.has(keyOf(nameOf(value)))) found.set(keyOf(nameOf(value)), value);
  found.delete("");
  return found;
}

const textBetween = (line: Line, from: number, to: number): string =>
  line.text.slice(line.atoms[from]?.start ?? 0, line.atoms[to - 1]?.end ?? 0);

/** The longest known name that stands there. */
function knownName<Value>(line: Line, at: number, known: ReadonlyMap<string, Value>, canEnd = endsFreely): Read<Value> | null {
  const last = Math.min(line.atoms.length, at + MAX_NAME_ATOMS);
  for (let to = known.size === 0 ? at : last; to > at; to -= 1) {
    const value = known.get(keyOf(textBetween(line, at, to)));
    if (value !== undefined && canEnd(line, to)) return { to, value };
  }
  return null;
}

/** Between quotation marks that are closed. */
function quotedName(line: Line, at: number): Read<string> | null {
  const closer = CLOSERS[line.raw(at)];
  const from = line.atoms[at]?.end ?? 0;
  const end = closer === undefined ? -1 : line.text.slice(from, from + MAX_LIST_NAME_LENGTH + 1).indexOf(closer);
  if (end < 0) return null;
  let to = at + 1;
  while (line.startOf(to) < from + end) to += 1;
  return { to: to + 1, value: line.text.slice(from, from + end).trim() };
}

const isNameMark = (raw: string): boolean => raw === "_" || raw === "-" || raw === "." || (raw > "\u007F" && raw !== "…");
const isWordOrNumber = (raw: string): boolean => /^[\p{L}\d]/u.test(raw);

/** Letters, digits, and marks that join them. */
function oneWord(line: Line, at: number): Read<string> | null {
  let [to, end] = [at, at];
  while (to < line.atoms.length && (to === at || line.isGlued(to))) {
    const raw = line.raw(to);
    if (!isWordOrNumber(raw) && !isNameMark(raw)) break;
    to += 1;
    if (isWordOrNumber(raw) || raw > "\u007F") end = to;
  }
  return end === at ? null : { to: end, value: textBetween(line, at, end) };
}

/** The number of a thing, or a colour. */
const isNoName = (name: string): boolean => isNumber(name) || (/^[\da-f]{3,8}$/iu.test(name) && /\d/u.test(name));

function newName(line: Line, at: number): Read<string> | null {
  const named = oneWord(line, at);
  return named === null || isNoName(named.value) ? null : named;
}

function marked<Value>(mark: string, read: (line: Line, at: number) => Read<Value> | null): Reader<Value> {
  return reader([mark], (line, at) => (line.word(at) === mark && line.isGlued(at + 1) ? read(line, at + 1) : null));
}

function listNamed(named: Read<string> | null, lists: ReadonlyMap<string, KnownList>): Read<ListRead> | null {
  const name = normaliseLine(named?.value ?? "");
  if (named === null || !isListName(name)) return null;
  const list = lists.get(keyOf(name)) ?? null;
  return { to: named.to, value: { name: list?.name ?? name, list, section: null } };
}

const STROKE = "/";

/** Behind the stroke at `at`. */
function knownSection(line: Line, at: number, { sections = [] }: KnownList): Read<NamedSection> | null {
  if (sections.length === 0 || line.word(at) !== STROKE || !line.isGlued(at + 1)) return null;
  const byKey = byName(sections, ({ name }) => name);
  const found = knownName(line, at + 1, byKey);
  if (found !== null) return found;
  const quoted = quotedName(line, at + 1);
  const value = quoted === null ? undefined : byKey.get(keyOf(quoted.value));
  return quoted === null || value === undefined ? null : { to: quoted.to, value };
}

/** One that is to be made: the stroke stands right behind the list's name. */
function newSection(line: Line, at: number): Read<NamedSection> | null {
  if (line.word(at) !== STROKE || !line.isGlued(at) || !line.isGlued(at + 1)) return null;
  const named = quotedName(line, at + 1) ?? newName(line, at + 1);
  const name = normaliseLine(named?.value ?? "");
  return named === null || !isSectionName(name) || !endsFreely(line, named.to) ? null : { to: named.to, value: { name, id: null } };
}

/** With its section, where one is named. The inbox has none. */
function withSection(line: Line, found: Read<ListRead> | null): Read<ListRead> | null {
  const list = found?.value.list ?? null;
  if (found === null || list === null || list.id === null) return found;
  const section = knownSection(line, found.to, list) ?? newSection(line, found.to);
  return section === null ? found : { to: section.to, value: { ...found.value, section: section.value } };
}

/** A section may follow. */
const endsList = (line: Line, to: number): boolean => endsFreely(line, to) || (line.word(to) === STROKE && line.isGlued(to));

export function listMark(known: readonly KnownList[]): Reader<ListRead> {
  let lists: ReadonlyMap<string, KnownList> | null = null;
  return marked("#", (line, at) => {
    lists ??= byName(known, ({ name }) => name);
    const found = knownName(line, at, lists, endsList);
    if (found !== null) return withSection(line, { to: found.to, value: { name: found.value.name, list: found.value, section: null } });
    return withSection(line, listNamed(quotedName(line, at) ?? newName(line, at), lists));
  });
}

export function sectionMark(here: KnownList | null): Reader<ListRead> {
  return reader([STROKE], (line, at) => {
    const found = here === null ? null : knownSection(line, at, here);
    return found === null || here === null ? null : { to: found.to, value: { name: here.name, list: here, section: found.value } };
  });
}

export function tagMark(known: readonly string[]): Reader<string> {
  let tags: ReadonlyMap<string, string> | null = null;
  return marked("@", (line, at) => {
    tags ??= byName(known, (tag) => tag);
    const found = knownName(line, at, tags) ?? quotedName(line, at) ?? oneWord(line, at);
    if (found === null) return null;
    const tag = normaliseTag(found.value);
    return isTag(tag) && /\p{L}|\p{Extended_Pictographic}/u.test(tag) ? { to: found.to, value: tags.get(keyOf(tag)) ?? tag } : null;
  });
}

/** 1 is the highest. */
export const priorityMark: Reader<Priority> = marked("!", (line, at) => {
  const value = line.word(at).length === 1 ? Number(line.word(at)) : 0;
  return isPriority(value) ? { to: at + 1, value } : null;
});
