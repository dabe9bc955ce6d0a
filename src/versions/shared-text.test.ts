import { describe, expect, it } from "vitest";
import { fragmentOfShared, sharedInFragment } from "./shared-text.ts";

function formOf(parts: Readonly<Record<string, string | Blob>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(parts)) form.append(name, value);
  return form;
}

describe("text that was shared", () => {
  it.each([
    { title: "A page", text: "https://example.com/?a=1&b=2#part", url: "" },
    { title: "", text: "Two lines\nwith + and % and 😀", url: "" },
    { title: "Titel", text: "Text", url: "https://example.com" },
  ])("comes back out of the address as it was: %j", (shared) => {
    expect(sharedInFragment(fragmentOfShared(formOf(shared)) ?? "")).toEqual(shared);
  });

  it("is bounded", () => {
    const shared = sharedInFragment(fragmentOfShared(formOf({ text: "a".repeat(200_000) })) ?? "");
    expect(shared?.text).toHaveLength(100_000);
  });

  it("is none where there is none, or a file", () => {
    expect(fragmentOfShared(formOf({ title: " ", text: "" }))).toBeNull();
    expect(fragmentOfShared(formOf({ title: "A page", file: new Blob(["content"]) }))).toBeNull();
    expect(sharedInFragment("#add")).toBeNull();
    expect(sharedInFragment("#tasks?title=no")).toBeNull();
  });
});
