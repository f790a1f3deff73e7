// @ts-check
// arrays: a trace's numbers as arrays.py writes them, each by its name.

/** @import { AboutArray } from "./types.d.ts" */

import { predict } from "./prediction.js";

/**
 * @typedef {object} SceneArray
 * @property {Float32Array} values each row once
 * @property {number} rows
 * @property {number} columns
 * @property {number[] | null} of_step the row of each step; without it, they follow the steps
 */

/** @type {(array: SceneArray, step: number) => number} */
export const startOf = ({ rows, columns, of_step }, step) =>
  (rows === 1 ? 0 : of_step ? of_step[step] : step) * columns;

/** @type {(array: SceneArray, step: number) => Float32Array} */
export function rowOf(array, step) {
  const start = startOf(array, step);
  return array.values.subarray(start, start + array.columns);
}

// Bytes that are read from the first to the last.
export class Bytes {
  /** @param {ArrayBuffer} bytes */
  constructor(bytes) {
    this.left = new Uint8Array(bytes);
  }

  /** @param {number} count */
  take(count) {
    const taken = this.left.subarray(0, count);
    this.left = this.left.subarray(count);
    return taken;
  }

  /** @param {number} count */
  floats(count) {
    return new Float32Array(this.take(4 * count).slice().buffer);
  }

  // Several codes stand in a byte, the first in its lowest bits.
  /** @type {(count: number, bits: number) => (index: number) => number} */
  codes(count, bits) {
    if (!bits) return () => 0;
    const each = 8 / bits;
    const bytes = this.take(Math.ceil(count / each));
    const mask = 2 ** bits - 1;
    return (index) => (bytes[Math.floor(index / each)] >> (bits * (index % each))) & mask;
  }
}

// Sign and fraction in 24 bits, the exponent in 4, and apart those far below the rest.
/** @type {(bytes: Bytes, count: number, lowest: number, apart: number) => Float32Array} */
function shortExponents(bytes, count, lowest, apart) {
  const rest = bytes.take(3 * count);
  const near = bytes.codes(count, 4);
  const far = bytes.take(apart);
  const bits = new Uint32Array(count);
  for (let index = 0, next = 0; index < count; index += 1) {
    const code = near(index);
    const exponent = code === 15 ? far[next++] : lowest + code;
    const low = rest[3 * index] | (rest[3 * index + 1] << 8);
    const high = rest[3 * index + 2];
    bits[index] = low | ((high & 0x7f) << 16) | (exponent << 23) | ((high >> 7) << 31);
  }
  return new Float32Array(bits.buffer);
}

// Whole numbers follow each other as the floats do, -0.0 just before 0.0; this is its own inverse.
/** @param {number} bits */
const inOrder = (bits) => (bits < 0 ? (-1 - bits) | 0x80000000 : bits);

// Moves the numbers of a row, which have been predicted, to what they are; rows come in order.
/** @type {(values: Float32Array, bits: number, codes: (index: number) => number, far: Float32Array) => (start: number, end: number) => void} */
function correction(values, bits, codes, far) {
  const places = new Int32Array(values.buffer);
  const most = 2 ** (bits - 1) - 1;
  const escape = 2 ** bits - 1;
  let next = 0;
  return (start, end) => {
    for (let index = start; bits && index < end; index += 1) {
      const code = codes(index);
      if (code === escape) values[index] = far[next++];
      else if (code !== most) places[index] = inOrder(inOrder(places[index]) + code - most);
    }
  };
}

// An equation may need numbers of the same step that stand before it, and all of earlier steps.
/** @type {(list: AboutArray[], bytes: Bytes) => Map<string, SceneArray>} */
export function readArrays(list, bytes) {
  /** @type {Map<string, SceneArray>} */
  const arrays = new Map();
  /** @type {((step: number) => void)[]} */
  const followers = [];
  for (const { name, rows, columns, of_step, code } of list) {
    const count = rows * columns;
    /** @type {SceneArray} */
    const array = { values: new Float32Array(0), rows, columns, of_step };
    arrays.set(name, array);
    if (!code) array.values = bytes.floats(count);
    else if ("lowest" in code)
      array.values = shortExponents(bytes, count, code.lowest, code.apart);
    else {
      const values = new Float32Array(count);
      array.values = values;
      const codes = bytes.codes(count, code.bits);
      const correct = correction(values, code.bits, codes, bytes.floats(code.apart));
      followers.push((step) => {
        const row = predict(code.program, columns, (other, before) => {
          const source = /** @type {SceneArray} */ (arrays.get(other));
          return step < before ? new Float32Array(columns) : rowOf(source, step - before);
        });
        values.set(row, step * columns);
        correct(step * columns, (step + 1) * columns);
      });
    }
  }
  const steps = Math.max(0, ...list.map(({ rows, of_step }) => of_step?.length ?? rows));
  for (let step = 0; step < steps; step += 1) for (const follow of followers) follow(step);
  return arrays;
}
