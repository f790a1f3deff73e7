// @ts-check
// bars: the values of all units at one step as one shape, which is drawn at once however many.

/** @import { Axis } from "./axis.js" */

import { clamp } from "../base/elements.js";

export const ACROSS = 10; // the width of a unit, in the shape's own whole numbers
export const DOWN = 10_000; // the height of the axis
const GAP = 1; // at each side of a bar
const MOST_APART = 300; // more bars than this stand side by side: gaps would be thinner than a pixel

// How far below the top of the axis a value is, as a share; a value that is no number is at zero.
/** @type {(value: number, axis: Axis) => number} */
export function shareDown(value, { low, high }) {
  const known = Number.isNaN(value) ? 0 : value;
  return clamp((high - known) / (high - low), 0, 1);
}

/** @type {(value: number, axis: Axis) => number} */
const down = (value, axis) => Math.round(DOWN * shareDown(value, axis));

/** @type {(units: number) => number} */
const gapOf = (units) => (units > MOST_APART ? 0 : GAP);

/** @typedef {{ x: number, y: number, width: number, height: number }} Box */

// One bar: from zero to its value, upwards or downwards.
/** @type {(value: number, unit: number, units: number, axis: Axis) => Box} */
export function barOf(value, unit, units, axis) {
  const [zero, end] = [down(0, axis), down(value, axis)];
  const gap = gapOf(units);
  return {
    x: ACROSS * unit + gap,
    y: Math.min(zero, end),
    width: ACROSS - 2 * gap,
    height: Math.abs(end - zero),
  };
}

// The outline of all bars, one number a unit, as the path of an SVG.
/** @type {(values: ArrayLike<number>, axis: Axis) => string} */
export function outline(values, axis) {
  const zero = down(0, axis);
  const gap = gapOf(values.length);
  let path = `M0 ${zero}`;
  for (let unit = 0, x = 0; unit < values.length; unit += 1, x += ACROSS) {
    const end = down(values[unit], axis);
    path += gap ? `H${x + gap}V${end}H${x + ACROSS - gap}V${zero}` : `V${end}H${x + ACROSS}`;
  }
  return `${path}V${zero}Z`;
}
