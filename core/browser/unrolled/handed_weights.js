// @ts-check
// handed_weights: the weights of a network, between the component that is sent them, once somebody
// looks, and the stepper on the same page that draws them.

/** @import { SceneArray } from "../base/arrays.js" */
/** @import { Said } from "./said.js" */

/**
 * @typedef {object} Alone a run in which the cell is given the first token, and zeros after it
 * @property {string} digest of the trace that read all of the same text
 * @property {Map<string, SceneArray>} arrays its states
 * @property {Said[] | null} said the opinion after each step
 */
/**
 * @typedef {object} Weights
 * @property {string} id of the network
 * @property {{ name: string, symbol: string }[]} matrices by the quantity that each is for
 * @property {number} rows of each, as are its columns
 * @property {number} side of its picture: its rows, or fewer where it is large
 * @property {number} block a dot of the picture stands for so many rows and columns
 * @property {number} largest the magnitude that a level of 127 stands for
 * @property {Int8Array} levels of every dot, matrix by matrix
 * @property {Alone | null} alone
 */
/** @typedef {(weights: Weights) => void} Taker */
/** @typedef {{ last: Weights | undefined, takers: Set<Taker> }} Handed */

// Each component has a copy of this file; what they share stands on the page itself.
/** @returns {Handed} */
function handed() {
  const page = /** @type {Record<symbol, Handed>} */ (/** @type {unknown} */ (globalThis));
  return (page[Symbol.for("gatescope.weights")] ??= { last: undefined, takers: new Set() });
}

/** @type {Taker} */
export function handWeightsOver(weights) {
  handed().last = weights;
  for (const taker of handed().takers) taker(weights);
}

export function takeWeightsBack() {
  handed().last = undefined;
}

// Calls the taker with what has been handed over, now and later; returns what ends that.
/** @type {(taker: Taker) => () => void} */
export function takeWeights(taker) {
  const { last, takers } = handed();
  takers.add(taker);
  if (last) taker(last);
  return () => { takers.delete(taker); };
}
