// Tables as text (RFC 4180 and what programs write in its place): fields in quotes may hold separators, line breaks and doubled quotes. Read here, and not by
// a library, for the lines: what cannot be taken is told by where it stands in the file, which none of them says once a field has a line break.
// Nothing is an error: a quote inside a bare field is a character, and one that never closes ends with the text.

export type CsvRow = {
  /** Where it begins, counted from 1. */
  readonly line: number;
  readonly fields: readonly string[];
};

export const DELIMITERS = [",", ";", "\t", "|"] as const;

export type Delimiter = (typeof DELIMITERS)[number];

const QUOTE = '"';

/** More than anybody's table has columns. */
const MAX_COLUMNS = 200;

class CsvReader {
  readonly #text: string;
  readonly #delimiter: string;
  #at = 0;
  #line = 1;

  constructor(text: string, delimiter: string) {
    this.#text = text;
    this.#delimiter = delimiter;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  readRow(): CsvRow {
    const { length } = this.#text;
    const line = this.#line;
    const fields: string[] = [];
    for (;;) {
      const field = this.#text[this.#at] === QUOTE ? this.#readQuoted() : this.#readBare();
      if (fields.length < MAX_COLUMNS) fields.push(field);
      if (this.#at >= length) break;
      if (this.#text[this.#at] !== this.#delimiter) {
        this.#skipBreak();
        break;
      }
      this.#at += 1;
      // A separator at the very end has an empty field behind it.
      if (this.#at >= length) {
        fields.push("");
        break;
      }
    }
    return { line, fields };
  }

  #skipBreak(): void {
    if (this.#text[this.#at] === "\r") this.#at += 1;
    if (this.#text[this.#at] === "\n") this.#at += 1;
    this.#line += 1;
  }

  #endOfBare(): number {
    let end = this.#at;
    for (; end < this.#text.length; end++) {
      const character = this.#text[end];
      if (character === this.#delimiter || character === "\n" || character === "\r") break;
    }
    return end;
  }

  #readBare(): string {
    const end = this.#endOfBare();
    const field = this.#text.slice(this.#at, end);
    this.#at = end;
    return field;
  }

  /** What stands behind the closing quote belongs to the field all the same. */
  #readQuoted(): string {
    let field = "";
    let from = this.#at + 1;
    for (;;) {
      const quote = this.#text.indexOf(QUOTE, from);
      const end = quote < 0 ? this.#text.length : quote;
      field += this.#text.slice(from, end);
      this.#at = Math.min(end + 1, this.#text.length);
      if (quote < 0 || this.#text[quote + 1] !== QUOTE) break;
      field += QUOTE;
      from = quote + 2;
    }
    for (const _ of field.matchAll(/\r\n?|\n/gu)) this.#line += 1;
    return field + this.#readBare();
  }
}

const isBlank = ({ fields }: CsvRow): boolean => fields.every((field) => field.trim() === "");

/** Blank rows are left out; line numbers count them. */
export function* readCsv(text: string, delimiter: Delimiter): Generator<CsvRow> {
  const reader = new CsvReader(text, delimiter);
  while (!reader.isAtEnd) {
    const row = reader.readRow();
    if (!isBlank(row)) yield row;
  }
}

const SAMPLE_ROWS = 20;

function firstRows(text: string, delimiter: Delimiter): readonly CsvRow[] {
  const rows: CsvRow[] = [];
  for (const row of readCsv(text, delimiter)) {
    rows.push(row);
    if (rows.length === SAMPLE_ROWS) break;
  }
  return rows;
}

/** How many fields most of the rows have; of several the widest. */
function commonWidth(rows: readonly CsvRow[]): { readonly columns: number; readonly alike: number } {
  const counts = new Map<number, number>();
  for (const { fields } of rows) counts.set(fields.length, (counts.get(fields.length) ?? 0) + 1);
  let best = { columns: 0, alike: 0 };
  for (const [columns, alike] of counts)
    if (alike > best.alike || (alike === best.alike && columns > best.columns)) best = { columns, alike };
  return best;
}

/** The one by which most of the first rows have the same number of fields, two and more; null: by none of them it is a table. */
export function detectDelimiter(text: string): Delimiter | null {
  let best: { readonly delimiter: Delimiter; readonly score: number } | null = null;
  for (const delimiter of DELIMITERS) {
    const rows = firstRows(text, delimiter);
    const { columns, alike } = commonWidth(rows);
    const share = alike / rows.length;
    // That rows are alike says more than that there are many columns.
    const score = share ** 4 * Math.min(columns, 20);
    if (columns > 1 && share >= 0.5 && (best === null || score > best.score)) best = { delimiter, score };
  }
  return best?.delimiter ?? null;
}

/** Where the table begins: some programs write lines about the file before it. */
export function skipPreamble(rows: readonly CsvRow[]): readonly CsvRow[] {
  const { columns } = commonWidth(rows.slice(0, SAMPLE_ROWS));
  const first = rows.findIndex(({ fields }) => fields.length >= columns);
  return rows.slice(Math.max(0, first));
}
