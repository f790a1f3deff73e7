// @ts-check
// payload: what Python sends is one run of bytes: two lengths, two JSON texts, numbers.

/** @import { Quantity, SceneContent, Shades, Span, Token, TraceContent, UnrolledContent, Words } from "./types.d.ts" */
/** @import { Bytes, SceneArray } from "./arrays.js" */

import { readArrays, rowOf, startOf } from "./arrays.js";

/** @param {Uint8Array} bytes */
export function readPayload(bytes) {
  const lengths = new DataView(bytes.buffer, bytes.byteOffset, 8);
  const cueEnd = 8 + lengths.getUint32(0, true);
  const contentEnd = cueEnd + lengths.getUint32(4, true);
  /** @type {(start: number, end: number) => string} */
  const text = (start, end) => new TextDecoder().decode(bytes.subarray(start, end));
  return {
    cue: JSON.parse(text(8, cueEnd)),
    content: text(cueEnd, contentEnd),
    numbers: () => /** @type {ArrayBuffer} */ (bytes.slice(Math.ceil(contentEnd / 4) * 4).buffer),
  };
}

// One network on one text: every number by name, step and unit. Steps and units count from 0 here.
/** @typedef {{ fromX: number, fromH: number, bias: number, sum: number }} Parts */

export class Scene {
  /** @type {string} */
  id;
  /** @type {number} */
  length;
  /** @type {boolean} */
  lecture;
  /** @type {Token[]} */
  tokens;
  /** @type {Words} */
  parts_of_speech;
  /** @type {string[]} */
  outputs;
  /** @type {number | undefined} */
  outputs_in_all; // where only those that are likely at some step are here
  /** @type {Shades<[negative: string, positive: string]>} */
  diverging;
  /** @type {Words} */
  words;
  /** @type {string} */
  cell;
  /** @type {number} */
  units;
  /** @type {Quantity[]} */
  quantities;
  /** @type {TraceContent["arrays_in_order"]} */
  arrays_in_order;
  /** @type {Span | undefined} */
  span;
  /** @type {UnrolledContent | undefined} */
  unrolled;

  /**
   * @param {SceneContent} content
   * @param {Bytes} numbers
   */
  constructor(content, numbers) {
    Object.assign(this, content);
    /** @type {Map<string, Quantity>} */
    this.byName = new Map(this.quantities.map((quantity) => [quantity.name, quantity]));
    this.arrays = readArrays(this.arrays_in_order, numbers);
  }

  /** @param {string} name */
  quantity(name) {
    return /** @type {Quantity} */ (this.byName.get(name));
  }

  /** @param {string} name */
  array(name) {
    return /** @type {SceneArray} */ (this.arrays.get(name));
  }

  /** @type {(name: string, step: number, unit: number) => number} */
  value(name, step, unit) {
    const array = this.array(name);
    return array.values[startOf(array, step) + unit];
  }

  /** @type {(name: string, step: number) => Float32Array} */
  row(name, step) {
    return rowOf(this.array(name), step);
  }

  // The state before the first token is zero: a trace starts from nothing.
  /** @type {(name: string, step: number, unit: number) => number} */
  before(name, step, unit) {
    return step === 0 ? 0 : this.value(name, step - 1, unit);
  }

  // The parts of a gate's pre-activation; only quantities that are `isSquashed` have them.
  /** @type {(name: string, step: number, unit: number) => Parts} */
  parts(name, step, unit) {
    /** @type {(which: string) => number} */
    const part = (which) => this.value(`${name}.${which}`, step, unit);
    const [fromX, fromH, bias] = ["from_x", "from_h", "bias"].map(part);
    return { fromX, fromH, bias, sum: fromX + fromH + bias };
  }

  /** @param {string} name */
  isSquashed(name) {
    return this.arrays.has(`${name}.from_x`);
  }

  /** @type {(name: string) => number} */
  largest(name) {
    let largest = 0;
    for (const value of this.array(name).values) largest = Math.max(largest, Math.abs(value));
    return largest || 1;
  }
}
