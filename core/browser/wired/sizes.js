// @ts-check
// sizes: of the parts of the unrolled drawing, in pixels.

/** @import { WiredModel } from "./model.js" */

import { ems } from "../base/elements.js";

export const [NARROWEST, WIDEST, MOST] = [44, 190, 24];
export const [SIDE, RETURNED, GAP, EDGE] = [66, 66, 92, 8];
export const [CELL, SMALL, INPUT] = [34, 20, 26]; // heights
export const MARK = 18; // the height of a line that says whether the weights were learned
export const BUS = 18; // the height of what goes to the decoder past a merge
export const SPLIT = 9; // from the middle of a row to each of two states

const NARROW_CELL = 22;

// The type for columns of a width.
/** @type {(model: WiredModel, column: number) => number} */
export function fontOf({ lecture }, column) {
  const larger = lecture && column >= 100 ? 1.2 : 1;
  return larger * (column >= 80 ? 13 : column >= 56 ? 12 : 10.5);
}

// How wide a cell may be, so that the shape of a state has room on its arrow.
/** @type {(model: WiredModel, column: number) => number} */
export function roomForCell(model, column) {
  const states = model.arrows.filter(({ kind }) => ["hidden state", "cell state"].includes(kind));
  const shape = Math.max(0, ...states.map((arrow) => ems(arrow.shape)));
  return column - 1.1 * shape * fontOf(model, column) - 6; // digits are wider than most letters
}

// How narrow a column may be.
/** @param {WiredModel} model */
export function narrowest(model) {
  let column = NARROWEST;
  while (column < WIDEST && roomForCell(model, column) < NARROW_CELL) column += 1;
  return column;
}

/** @param {WiredModel} model */
export const decodes = ({ read, length }) => read < length;
