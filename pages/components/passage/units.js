// units: the values that Python has sent so far, unit by unit, and where each unit is on.

import { css, inkOn, STEPS } from "../../../core/browser/base/colour.js";
import { clamp, decimals } from "../../../core/browser/base/elements.js";

const FULL_SCALE = 32767;

// The units of one passage, quantity and threshold; neighbours that come later are added.
export class Units {
  constructor(length, kind) {
    Object.assign(this, kind, { length, columns: new Map() });
    const exponent = Math.ceil(Math.log10(this.largest / FULL_SCALE));
    this.digits = clamp(-exponent, 0, 4);
    this.precision = 10 ** -this.digits;
  }

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

  // The column of a unit, or nothing where it has not come yet.
  at(unit) {
    return this.columns.get(unit);
  }

  value({ whole }, token) {
    return (whole[token] / FULL_SCALE) * this.largest;
  }

  written(column, token) {
    return decimals(this.value(column, token), this.digits);
  }
}

export const isOn = ({ bits }, token) => (bits[token >> 3] >> (token & 7)) & 1;

export function countOn({ bits }) {
  let count = 0;
  for (let byte of bits) for (; byte; byte &= byte - 1) count += 1;
  return count;
}

export const INKS = ["#111111", "#ffffff"]; // what inkOn answers

// The scale's colours by the whole numbers that come, made once: a text has thousands of tokens.
export function makeColours({ low, high, colour }, largest) {
  const ramp = Array.from({ length: STEPS }, (_, step) => {
    const channels = colour(low + (step / (STEPS - 1)) * (high - low));
    const pixel = new Uint32Array(new Uint8Array([...channels, 255]).buffer)[0];
    return { pixel, background: css(channels), ink: inkOn(channels) };
  });
  const perWhole = ((STEPS - 1) * largest) / FULL_SCALE / (high - low);
  const none = ((STEPS - 1) * low) / (high - low);
  const stepOf = (whole) => clamp(Math.round(whole * perWhole - none), 0, STEPS - 1);
  return { at: (whole) => ramp[stepOf(whole)] };
}
