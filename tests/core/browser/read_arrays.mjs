// Prints the bits of every array that a file has, each as the steps have its rows, as JSON.
import { readFileSync } from "node:fs";

import { Bytes, readArrays, rowOf } from "../../../core/browser/base/arrays.js";

const cases = JSON.parse(readFileSync(process.argv[2], "utf-8"));
const printed = cases.map(({ list, numbers, steps }) => {
  const { buffer } = Uint8Array.from(atob(numbers), (letter) => letter.charCodeAt(0));
  const bytes = new Bytes(buffer);
  const arrays = readArrays(list, bytes);
  const rows = (array) =>
    [...Array(steps).keys()].map((step) => [...new Uint32Array(rowOf(array, step).slice().buffer)]);
  return { left: bytes.left.length, arrays: list.map(({ name }) => rows(arrays.get(name))) };
});
process.stdout.write(JSON.stringify(printed));
