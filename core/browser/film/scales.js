// @ts-check
// scales: where losses and steps stand on the chart, and which of them are written beside it.

/** @import { FilmModel } from "./model.js" */

const SPARE = 0.04; // of the height, above the largest loss and below the least one
const NEAREST = 1e-4; // how near to the optimum the logarithmic scale begins

/** @typedef {{ low: number, high: number }} Ends */
/**
 * @typedef {object} LossScale
 * @property {(loss: number) => number} share from 0 at the bottom to 1 at the top, or beyond
 * @property {[loss: number, text: string][]} marks
 */

/** @type {(model: FilmModel) => number[]} */
function lossesOf({ runs, rulers }) {
  const measured = runs.flatMap(({ arrays }) => [...arrays.held_out.values]);
  return [...rulers.map(([, value]) => value), ...measured].filter(Number.isFinite);
}

// From below the optimum to the worst ruler, or to the first loss if that is higher.
/** @type {(model: FilmModel) => LossScale} */
export function linearScale(model) {
  const all = [...lossesOf(model), ...(model.optimum === null ? [] : [model.optimum])];
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const spare = SPARE * (most - least || 1);
  const ends = { low: least - spare, high: most + spare };
  return {
    share: (loss) => (loss - ends.low) / (ends.high - ends.low),
    marks: ticks(ends, 5).map((loss) => [loss, String(Number(loss.toPrecision(6)))]),
  };
}

// By the logarithm of the distance from the optimum, which is infinitely far down.
/** @type {(model: FilmModel, optimum: number) => LossScale} */
export function logScale(model, optimum) {
  const distances = lossesOf(model).map((loss) => Math.max(loss - optimum, NEAREST));
  const low = Math.floor(Math.log10(Math.min(...distances)));
  const high = Math.log10(Math.max(...distances)) + SPARE;
  const decades = Array.from({ length: Math.floor(high) - low + 1 }, (_, place) => low + place);
  return {
    share: (loss) => (Math.log10(Math.max(loss - optimum, 10 ** (low - 1))) - low) / (high - low),
    marks: decades.map((decade) => [optimum + 10 ** decade, `+${Number((10 ** decade).toPrecision(1))}`]),
  };
}

// Round numbers within the ends, at most so many.
/** @type {(ends: Ends, most: number) => number[]} */
export function ticks({ low, high }, most) {
  const rough = (high - low) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((each) => each * power >= rough) ?? 10);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, place) => (first + place) * step);
}

// Heights of labels, from the top, that do not touch: each as near its own height as it can be.
/** @type {(wanted: number[], apart: number, ends: Ends) => number[]} */
export function spread(wanted, apart, { low, high }) {
  const order = wanted.map((_, place) => place).sort((a, b) => wanted[a] - wanted[b]);
  /** @type {number[]} */
  const heights = [];
  let least = low;
  for (const place of order) {
    heights[place] = Math.max(wanted[place], least);
    least = heights[place] + apart;
  }
  let most = high;
  for (const place of order.reverse()) {
    heights[place] = Math.min(heights[place], most);
    most = heights[place] - apart;
  }
  return heights;
}
