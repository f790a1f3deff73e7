// @ts-check
// prediction: what an equation makes of numbers that were sent, to the bit as prediction.py has it.

/** @import { Program } from "./types.d.ts" */

const FARTHEST = 80;
const [LOG2_E, LN2_HIGH, LN2_LOW] = [1.4426950408889634, 0.6931471803691238, 1.9082149292705877e-10];
const POWERS_OF_TWO = new Float64Array(257).fill(1);
for (let k = 1; k <= 128; k += 1) {
  POWERS_OF_TWO[128 + k] = 2 * POWERS_OF_TWO[127 + k];
  POWERS_OF_TWO[128 - k] = POWERS_OF_TWO[129 - k] / 2;
}
const SERIES = new Float64Array(10).fill(1);
for (let k = 1; k < 10; k += 1) SERIES[k] = SERIES[k - 1] * (1 / k);

// Only operations that IEEE 754 rounds the same everywhere: Math.exp differs between browsers.
/** @param {number} given */
function exp(given) {
  const x = Math.min(Math.max(given, -FARTHEST), FARTHEST) || 0;
  const doublings = Math.floor(x * LOG2_E + 0.5);
  const rest = x - doublings * LN2_HIGH - doublings * LN2_LOW;
  let sum = SERIES[9];
  for (let k = 8; k >= 0; k -= 1) sum = sum * rest + SERIES[k];
  return sum * POWERS_OF_TWO[doublings + 128];
}

/** @type {Record<string, (x: number) => number>} */
const SQUASHES = {
  sigmoid: (x) => 1 / (1 + exp(-x)),
  tanh: (x) => 1 - 2 / (1 + exp(2 * x)),
};
/** @param {Float32Array} scores */
function softmax(scores) {
  const most = scores.reduce((one, other) => Math.max(one, other), -Infinity);
  const powers = Float64Array.from(scores, (score) => exp(score - most));
  const sum = powers.reduce((before, power) => before + power, 0);
  return Float32Array.from(powers, (power) => power / sum);
}

/** @type {Record<string, (left: number, right: number) => number>} */
const OPERATIONS = {
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
};

// One step's row; each result is rounded to float32, as it is in Python.
/** @type {(program: Program, columns: number, row: (name: string, before: number) => Float32Array) => Float32Array} */
export function predict(program, columns, row) {
  /** @type {Float32Array[]} */
  const stack = [];
  const pop = () => /** @type {Float32Array} */ (stack.pop());
  for (const item of program) {
    if (Array.isArray(item)) stack.push(row(...item));
    else if (typeof item === "number") stack.push(new Float32Array(columns).fill(item));
    else if (item === "softmax") stack.push(softmax(pop()));
    else if (item in SQUASHES) stack.push(pop().map(SQUASHES[item]));
    else {
      const right = pop();
      const combine = OPERATIONS[item];
      stack.push(pop().map((left, index) => combine(left, right[index])));
    }
  }
  return pop();
}
