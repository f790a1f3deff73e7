// @ts-check
// sizes: of the parts of the unrolled drawing, in pixels.

/** @import { WiredModel } from "./model.js" */

export const [NARROWEST, WIDEST, MOST] = [44, 190, 24];
export const [SIDE, RETURNED, GAP, EDGE] = [66, 66, 92, 8];
export const [CELL, SMALL, INPUT] = [34, 20, 26]; // heights
export const MARK = 18; // the height of a line that says whether the weights were learned
export const BUS = 18; // the height of what goes to the decoder past a merge
export const SPLIT = 9; // from the middle of a row to each of two states

/** @param {WiredModel} model */
export const decodes = ({ read, length }) => read < length;
