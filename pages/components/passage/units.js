// @ts-check
// units: the values that Python has sent so far, unit by unit, and the tokens where each is on.

/** @import { Quantity, Scale, Shades } from "../../../core/browser/base/types.d.ts" */

import { css, inkOn, STEPS } from "../../../core/browser/base/colour.js";
import { clamp, decimals } from "../../../core/browser/base/elements.js";

const FULL_SCALE = 32767;

/** @typedef {{ whole: Int16Array, bits: Uint8Array }} Column one unit: values, where it is on */
/**
 * @typedef {object} Kind
 * @property {Quantity} quantity
 * @property {number} threshold
 * @property {number} largest
 * @property {Shades<[negative: string, positive: string]>} diverging
 */
/** @typedef {{ pixel: number, background: string, ink: string }} Painted */
/** @typedef {{ at: (whole: number) => Painted }} Colours */

// The units of one passage, quantity and threshold; neighbours that arrive later are added.
export class Units {
  /** @type {Quantity} */
  quantity;
  /** @type {number} */
  threshold;
  /** @type {number} */
  largest;
  /** @type {Kind["diverging"]} */
  diverging;

  /**
   * @param {number} length
   * @param {Kind} kind
   */
  constructor(length, kind) {
    Object.assign(this, kind);
    this.length = length;
    /** @type {Map<number, Column>} */
    this.columns = new Map();
    const exponent = Math.ceil(Math.log10(this.largest / FULL_SCALE));
    this.digits = clamp(-exponent, 0, 4);
    this.precision = 10 ** -this.digits;
  }

  /** @type {(buffer: ArrayBuffer, units: [start: number, stop: number]) => void} */
  add(buffer, [start, stop]) {
    const { length } = this;
    const bytes = Math.ceil(length / 8);
    const values = new Int16Array(buffer, 0, (stop - start) * length);
    const bits = new Uint8Array(buffer, values.byteLength, (stop - start) * bytes);
    for (let unit = start; unit < stop; unit += 1) {
      const place = unit - start;
      this.columns.set(unit, {
        whole: values.slice(place * length, (place + 1) * length),
        bits: bits.slice(place * bytes, (place + 1) * bytes),
      });
    }
  }

  // The column of a unit, or nothing if it has not arrived yet.
  /** @type {(unit: number) => Column | undefined} */
  at(unit) {
    return this.columns.get(unit);
  }

  /** @type {(column: Column, token: number) => number} */
  value({ whole }, token) {
    return (whole[token] / FULL_SCALE) * this.largest;
  }

  /** @type {(column: Column, token: number) => string} */
  written(column, token) {
    return decimals(this.value(column, token), this.digits);
  }
}

/** @type {(column: Column, token: number) => boolean} */
export const isOn = ({ bits }, token) => ((bits[token >> 3] >> (token & 7)) & 1) === 1;

/** @type {(column: Column) => number} */
export function countOn({ bits }) {
  let count = 0;
  for (let byte of bits) for (; byte; byte &= byte - 1) count += 1;
  return count;
}

export const INKS = ["#111111", "#ffffff"]; // what inkOn returns

// The colours of values as they are sent; the ramp is made once, since texts have many tokens.
/** @type {(scale: Scale, largest: number) => Colours} */
export function makeColours({ low, high, colour }, largest) {
  const ramp = Array.from({ length: STEPS }, (_, step) => {
    const channels = colour(low + (step / (STEPS - 1)) * (high - low));
    const pixel = new Uint32Array(new Uint8Array([...channels, 255]).buffer)[0];
    return { pixel, background: css(channels), ink: inkOn(channels) };
  });
  const perWhole = ((STEPS - 1) * largest) / FULL_SCALE / (high - low);
  const none = ((STEPS - 1) * low) / (high - low);
  /** @type {(whole: number) => number} */
  const stepOf = (whole) => clamp(Math.round(whole * perWhole - none), 0, STEPS - 1);
  return { at: (whole) => ramp[stepOf(whole)] };
}
