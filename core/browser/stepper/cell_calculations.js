// @ts-check
// cell_calculations: a cell's equations as calculations with the numbers of a scene.

/** @import { Scene } from "../base/payload.js" */
/** @import { Quantity } from "../base/types.d.ts" */
/** @import { Calculation, Formula, NumberAt } from "./arithmetic.js" */

import { isSymbol, pieces } from "../base/symbols.js";
import { formulaOf, logistic, tanh, total } from "./arithmetic.js";

/**
 * A derivative, given by the squashed value itself: f(1 − f), or 1 − g².
 * @typedef {{ squash: "\\sigma" | "\\tanh", of: string, calculation: Calculation }} Derivative
 */

/** @type {(scene: Scene, name: string) => NumberAt} */
const valueOf = (scene, name) => (t, unit) => scene.value(name, t, unit);

// Where a symbol's number comes from: this step's column, or the one before.
/** @type {(scene: Scene, symbol: string) => NumberAt} */
function lookUp(scene, symbol) {
  const now = scene.quantities.find((quantity) => quantity.symbol === symbol);
  if (now) return valueOf(scene, now.name);
  const [earlier] = scene.quantities.filter((q) => q.symbol.replace(/_t$/, "_{t-1}") === symbol);
  return (t, unit) => scene.before(earlier.name, t, unit);
}

// What squashes the sum of a gate, a candidate, or the hidden state of the plain cell; null where
// the sum stays as it is.
/** @type {(quantity: Quantity) => "\\sigma" | "\\tanh" | null} */
export function squashOf({ equation }) {
  const [first] = pieces(equation);
  return first === "\\sigma" || first === "\\tanh" ? first : null;
}

// The parts of a sum: what comes from h is none where the equation does not look at it.
/** @type {(quantity: Quantity) => ("from_x" | "from_h" | "bias")[]} */
export const partsOf = ({ equation }) =>
  equation.includes("h_{t-1}") ? ["from_x", "from_h", "bias"] : ["from_x", "bias"];

// The parts, their sum, and the sum squashed; or the numbers of an elementwise equation, and what
// they make.
/** @type {(scene: Scene, quantity: Quantity) => Calculation} */
export function calculationOf(scene, quantity) {
  const { name, equation } = quantity;
  const result = [valueOf(scene, name)];
  if (!scene.isSquashed(name)) {
    const numbers = pieces(equation).filter(isSymbol).map((symbol) => lookUp(scene, symbol));
    return { stages: [numbers, result], formulas: [formulaOf(equation)] };
  }
  const parts = partsOf(quantity).map((part) => valueOf(scene, `${name}.${part}`));
  const squash = squashOf(quantity);
  if (!squash) return { stages: [parts, result], formulas: [total] };
  /** @type {NumberAt} */
  const sum = (t, unit) => total(parts.map((part) => part(t, unit)));
  return {
    stages: [parts, [sum], result],
    formulas: [total, squash === "\\sigma" ? logistic : tanh],
  };
}

/** @type {Formula} */
const logisticSlope = ([value, again]) => value * (1 - again);
/** @type {Formula} */
const tanhSlope = ([value]) => 1 - value * value;

// How steep σ or tanh is where this step is: by which a change before it is multiplied.
/** @type {(scene: Scene, quantity: Quantity) => Derivative | null} */
export function derivativeOf(scene, quantity) {
  const { name, symbol, equation } = quantity;
  const squash = squashOf(quantity);
  if (scene.isSquashed(name) && squash === "\\sigma")
    return slope("\\sigma", symbol, valueOf(scene, name), 2, logisticSlope);
  if (scene.isSquashed(name) && squash)
    return slope("\\tanh", symbol, valueOf(scene, name), 1, tanhSlope);
  const found = equation.match(/\\tanh\(([^()]*)\)/);
  if (!found) return null;
  const number = lookUp(scene, found[1]);
  return slope("\\tanh", found[0], (...at) => Math.tanh(number(...at)), 1, tanhSlope);
}

/**
 * @param {Derivative["squash"]} squash
 * @param {string} of
 * @param {NumberAt} value
 * @param {number} times how often the value stands in the formula
 * @param {Formula} formula
 * @returns {Derivative}
 */
function slope(squash, of, value, times, formula) {
  /** @type {NumberAt} */
  const result = (...at) => formula([value(...at), value(...at)]);
  const stages = [Array.from({ length: times }, () => value), [result]];
  return { squash, of, calculation: { stages, formulas: [formula] } };
}
