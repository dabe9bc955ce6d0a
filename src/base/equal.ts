// Whether two values of plain data (records, arrays, maps, sets, bytes, text, numbers) are the same all through.

export { equalityDeep } from "lib0/function";
