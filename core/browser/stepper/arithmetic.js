// @ts-check
// arithmetic: calculations as they are printed, number by number, and whether the printed numbers
// give the printed result. What does not add up has more decimals, or ≈ instead of =.

import { decimals } from "../base/elements.js";
import { isSymbol, pieces } from "../base/symbols.js";

export const [FEWEST, MOST] = [2, 4]; // decimals
const POWERS_OF_TEN = [1, 10, 100, 1_000, 10_000];
const FLOAT = 1e-9; // far below half a digit, and far above the error of a double

/** @typedef {(numbers: number[]) => number} Formula */
/** @typedef {(t: number, unit: number) => number} NumberAt */
/**
 * A calculation in stages: the numbers of each stage give the one number of the next.
 * @typedef {object} Calculation
 * @property {NumberAt[][]} stages
 * @property {Formula[]} formulas one less than stages
 */
/** @typedef {{ texts: string[][], equal: boolean[] }} Printed */

// The formula of an equation, whose symbols are given their numbers in the order of reading.
/** @type {(latex: string) => Formula} */
export function formulaOf(latex) {
  const rest = pieces(latex);
  let symbols = 0;
  /** @returns {Formula} */
  const factor = () => {
    const piece = /** @type {string} */ (rest.shift());
    if (piece === "\\tanh") {
      const inner = factor();
      return (numbers) => Math.tanh(inner(numbers));
    }
    if (piece === "(") {
      const inner = sum();
      rest.shift();
      return inner;
    }
    if (!isSymbol(piece)) return () => Number(piece);
    const place = symbols++;
    return (numbers) => numbers[place];
  };
  /** @returns {Formula} */
  const product = () => {
    let whole = factor();
    while (rest[0] === "\\odot") {
      rest.shift();
      const [left, right] = [whole, factor()];
      whole = (numbers) => left(numbers) * right(numbers);
    }
    return whole;
  };
  /** @returns {Formula} */
  const sum = () => {
    let whole = product();
    while (rest[0] === "+" || rest[0] === "-") {
      const sign = rest.shift() === "+" ? 1 : -1;
      const [left, right] = [whole, product()];
      whole = (numbers) => left(numbers) + sign * right(numbers);
    }
    return whole;
  };
  return sum();
}

/** @type {Formula} */
export const total = (numbers) => numbers.reduce((sum, number) => sum + number);
/** @type {Formula} */
export const logistic = ([x]) => 1 / (1 + Math.exp(-x));
/** @type {Formula} */
export const tanh = ([x]) => Math.tanh(x);

// A number as a count of its last decimal; halves are rounded away from zero, as people do it.
/** @type {(value: number, digits: number) => number} */
const counted = (value, digits) =>
  Math.sign(value) * Math.floor(Math.abs(value) * POWERS_OF_TEN[digits] + 0.5 + FLOAT);

/** @type {(value: number, digits: number) => number} */
const rounded = (value, digits) => counted(value, digits) / POWERS_OF_TEN[digits];

/** @type {(text: string) => number} */
export const readNumber = (text) => Number(text.replace("−", "-"));

// Whether a number, calculated from printed ones, is the printed one.
/** @type {(value: number, shown: number, digits: number) => boolean} */
export const gives = (value, shown, digits) => counted(value, digits) === counted(shown, digits);

// A step's calculation as texts, and for each of its equal signs whether it is one.
/** @type {(calculation: Calculation, digits: number[], t: number, unit: number) => Printed} */
export function printed({ stages, formulas }, digits, t, unit) {
  const texts = stages.map((numbers, stage) =>
    numbers.map((number) => decimals(number(t, unit), digits[stage])),
  );
  const read = texts.map((numbers) => numbers.map(readNumber));
  const equal = formulas.map((formula, stage) =>
    gives(formula(read[stage]), read[stage + 1][0], digits[stage + 1]),
  );
  return { texts, equal };
}

// The numbers of a unit's calculation: by step, stage and place.
/** @type {(calculation: Calculation, length: number, unit: number) => number[][][]} */
export const numbersOf = ({ stages }, length, unit) =>
  Array.from({ length }, (_, t) =>
    stages.map((numbers) => numbers.map((number) => number(t, unit))),
  );

// The decimals of each stage with which fewest of a unit's steps need ≈, and no more than that takes.
// They are the same at all steps, so that nothing moves while stepping.
/** @type {(formulas: Formula[], steps: number[][][], result?: number) => number[]} */
export function decimalsFor(formulas, steps, result = FEWEST) {
  let [best, fewest] = [/** @type {number[]} */ ([]), Infinity];
  for (const digits of choices(formulas.length + 1, result)) {
    const count = misses(formulas, steps, digits, fewest);
    if (count < fewest) [best, fewest] = [digits, count];
    if (!count) break;
  }
  return best;
}

// How many equal signs would not hold; counted up to a number that is too many.
/** @type {(formulas: Formula[], steps: number[][][], digits: number[], most: number) => number} */
function misses(formulas, steps, digits, most) {
  let count = 0;
  for (const step of steps) {
    for (let stage = 0; stage < formulas.length; stage += 1) {
      const numbers = step[stage].map((value) => rounded(value, digits[stage]));
      if (!gives(formulas[stage](numbers), step[stage + 1][0], digits[stage + 1])) count += 1;
    }
    if (count >= most) break;
  }
  return count;
}

// All decimals that stages may have, none fewer than those of the next stage; few decimals first.
/** @type {(stages: number, result: number) => number[][]} */
function choices(stages, result) {
  /** @type {number[][]} */
  let all = [[result]];
  for (let stage = 1; stage < stages; stage += 1)
    all = all.flatMap((later) =>
      Array.from({ length: MOST - later[0] + 1 }, (_, more) => [later[0] + more, ...later]),
    );
  return all.sort((one, other) => total(one) - total(other));
}
