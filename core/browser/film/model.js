// @ts-check
// model: the film of a training as Python sends it: per run, losses and what each frame shows.

/** @import { Shades, Stepped } from "../base/types.d.ts" */
/** @import { Bytes } from "../base/arrays.js" */

/**
 * @typedef {object} Numbers
 * @property {Float32Array} values
 * @property {number[]} shape
 */
/** @typedef {"losses" | "steps" | "held_out" | "norms" | "radii" | "clippings" | "legal" | "states" | "followed" | "correlations"} ArrayName */

/**
 * @typedef {object} RunContent
 * @property {string} name
 * @property {Shades<string>} colour
 * @property {string[]} blocks
 * @property {string[]} said
 * @property {number[]} said_at
 * @property {string[]} written
 * @property {number[][]} wrong
 * @property {string[]} features
 * @property {Record<ArrayName, number[]>} shapes
 */
/** @typedef {RunContent & { arrays: Record<ArrayName, Numbers> }} FilmRun */

/**
 * @typedef {object} FilmContent
 * @property {Shades<[negative: string, positive: string]>} diverging
 * @property {number | null} optimum
 * @property {[name: string, value: number][]} rulers
 * @property {string[]} probe
 * @property {number[]} steps of each frame: those of the run that has the most
 * @property {boolean} live
 * @property {boolean} plays whether it begins to play
 * @property {{ step: number, parts: [name: string, did: string][] } | null} slow_motion
 */
/** @typedef {Stepped & FilmContent & { runs: FilmRun[] }} FilmModel */

/** @type {ArrayName[]} */
const IN_ORDER = [
  "losses", "steps", "held_out", "norms", "radii", "clippings", "legal", "states", "followed",
  "correlations",
];

/** @type {(content: Stepped & FilmContent & { runs: RunContent[] }, bytes: Bytes) => FilmModel} */
export function readFilm(content, bytes) {
  const runs = content.runs.map((run) => {
    const arrays = /** @type {Record<ArrayName, Numbers>} */ ({});
    for (const name of IN_ORDER) {
      const shape = run.shapes[name];
      arrays[name] = { shape, values: bytes.floats(shape.reduce((all, size) => all * size, 1)) };
    }
    return { ...run, arrays };
  });
  return { ...content, runs };
}

/** @type {(run: FilmRun) => number} */
export const framesOf = (run) => run.arrays.steps.values.length;

// The frame of a run that stands beside a frame of the film: the last that is not later.
/** @type {(model: { steps: number[] }, run: FilmRun, frame: number) => number} */
export function frameBeside(model, run, frame) {
  const step = model.steps[frame];
  const steps = run.arrays.steps.values;
  let beside = 0;
  while (beside + 1 < steps.length && steps[beside + 1] <= step) beside += 1;
  return beside;
}

// The states of a frame, or null where only those of the last one are here.
/** @type {(run: FilmRun, frame: number) => ((token: number, unit: number) => number) | null} */
export function statesAt(run, frame) {
  const { values, shape } = run.arrays.states;
  const [kept, tokens, units] = shape;
  const row = kept === framesOf(run) ? frame : frame === framesOf(run) - 1 ? 0 : -1;
  if (row < 0) return null;
  return (token, unit) => values[(row * tokens + token) * units + unit];
}

// From which frame on a unit has followed its feature closely up to a frame; -1 for not at all.
/** @type {(run: FilmRun, frame: number, unit: number, enough: number) => number} */
export function followsSince(run, frame, unit, enough) {
  const { values, shape } = run.arrays.correlations;
  const units = shape[1];
  const feature = run.arrays.followed.values[frame * units + unit];
  /** @type {(at: number) => boolean} */
  const follows = (at) =>
    run.arrays.followed.values[at * units + unit] === feature &&
    Math.abs(values[at * units + unit]) >= enough;
  let since = -1;
  for (let at = frame; at >= 0 && follows(at); at -= 1) since = at;
  return since;
}
