// @ts-check
// states: what travels from cell to cell: of the running text, or of a run on its first token alone.

/** @import { Scene } from "../base/payload.js" */
/** @import { SceneArray } from "../base/arrays.js" */
/** @import { Alone } from "./handed_weights.js" */
/** @import { Said } from "./said.js" */

import { rowOf } from "../base/arrays.js";
import { saidAt } from "./said.js";

/**
 * @typedef {object} States
 * @property {(name: string, step: number) => Float32Array} row of all units after a step
 * @property {(name: string, step: number, unit: number) => number} before a step: zero at the first
 * @property {(step: number) => Said | null} said
 */

/** @typedef {{ name: string, symbol: string }} Carried */

// The states of a cell, the topmost first: the cell state, if it has one, and the hidden state.
/** @type {(scene: Scene) => Carried[]} */
export const carriedBy = (scene) =>
  ["cell_state", "hidden_state"].filter((name) => scene.byName.has(name))
    .map((name) => ({ name, symbol: scene.quantity(name).symbol }));

/** @type {(row: States["row"], said: States["said"]) => States} */
const made = (row, said) => ({
  row,
  before: (name, step, unit) => (step === 0 ? 0 : row(name, step - 1)[unit]),
  said,
});

/** @type {(scene: Scene) => States} */
export const runningStates = (scene) =>
  made((name, step) => scene.row(name, step), (step) => saidAt(scene, step));

/** @type {(alone: Alone) => States} */
export const statesAlone = ({ arrays, said }) =>
  made(
    (name, step) => rowOf(/** @type {SceneArray} */ (arrays.get(name)), step),
    (step) => said?.[step] ?? null,
  );
