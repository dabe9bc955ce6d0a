// What the app has called saved, and whether it is there. A task of the write load only ever goes forward: the number of its title's edit grows, and it
// goes from open to done or to the trash. So what is there must be what was called saved last, or something later that was under way.

const PLACES = ["open", "done", "trash"] as const;

export type TaskPlace = (typeof PLACES)[number];

export type SavedTask = { readonly edit: number; readonly place: TaskPlace };

const placeOf = (text: string | undefined): TaskPlace | undefined => PLACES.find((place) => place === text);

export class SavedTasks {
  readonly #byNumber = new Map<number, SavedTask>();
  /** Tellings taken in. */
  told = 0;

  get size(): number {
    return this.#byNumber.size;
  }

  /** A line of the write load: number, edit, place. */
  note(line: string): void {
    const [task, edit, place] = line.split(" ");
    const found = placeOf(place);
    if (found === undefined) throw new Error(`not a telling of the write load: ${line}`);
    this.#byNumber.set(Number(task), { edit: Number(edit), place: found });
    this.told += 1;
  }

  /** What is missing or older than it was called, as sentences. */
  missingFrom(present: ReadonlyMap<number, SavedTask>): readonly string[] {
    return [...this.#byNumber].flatMap(([task, saved]) => {
      const found = present.get(task);
      if (found === undefined) return [`task ${task} is gone; saved was edit ${saved.edit}, ${saved.place}`];
      const isOlder = found.edit < saved.edit || (saved.place !== "open" && found.place !== saved.place);
      return isOlder ? [`task ${task} has edit ${found.edit}, ${found.place}; saved was edit ${saved.edit}, ${saved.place}`] : [];
    });
  }
}
