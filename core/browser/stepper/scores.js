// @ts-check
// scores: the readout's calculation as it is printed, W h + b and its softmax.

/** @import { Scene } from "../base/payload.js" */

import { decimals, grouped } from "../base/elements.js";
import { isSeries } from "../base/forecast.js";
import { gives, readNumber } from "./arithmetic.js";

const [TERM_DIGITS, SCORE_DIGITS] = [4, 3];
const [SHARE_DIGITS, SUM_FIGURES] = [1, 5];

/**
 * An output's row: W h and b, and whether they give the score; the share in percent, which a series
 * has not.
 * @typedef {object} ScoreRow
 * @property {string} product
 * @property {string} bias
 * @property {string} score
 * @property {boolean} adds
 * @property {string} share
 */

/** @type {(scene: Scene) => boolean} */
export const hasScores = (scene) => scene.arrays.has("scores");

// W h: what the readout's score has besides its bias.
/** @type {(scene: Scene, step: number, output: number) => number} */
const productAt = (scene, step, output) =>
  scene.value("scores", step, output) - scene.value("readout_bias", step, output);

// Σ exp(z) over all outputs, to five figures.
/** @type {(scene: Scene, step: number) => string} */
export function sumAt(scene, step) {
  if (scene.arrays.has("score_sums")) return printedSum(scene.value("score_sums", step, 0));
  let sum = 0;
  for (const score of scene.row("scores", step)) sum += Math.exp(score);
  return printedSum(sum);
}

/** @param {number} sum */
function printedSum(sum) {
  const figures = Number(sum.toPrecision(SUM_FIGURES));
  return figures < 10_000 ? sum.toPrecision(SUM_FIGURES) : grouped(figures);
}

// How wide the columns of W h, b and z are at all steps, so that nothing moves while stepping.
/** @type {(scene: Scene) => string[]} */
export function widths(scene) {
  const [largest, bias] = [scene.largest("scores"), scene.largest("readout_bias")];
  /** @type {(value: number, more: number) => string} */
  const wide = (value, more) => `${Math.trunc(value).toString().length + more}ch`;
  // A sign, a point and the space before a column take three digits' room; a bias has no sign.
  return [
    wide(largest + bias, TERM_DIGITS + 2.6),
    wide(bias, TERM_DIGITS + 1.6),
    wide(largest, SCORE_DIGITS + 2.6),
  ];
}

/** @type {(scene: Scene, step: number, output: number) => ScoreRow} */
export function scoreRow(scene, step, output) {
  const product = decimals(productAt(scene, step, output), TERM_DIGITS);
  const bias = decimals(scene.value("readout_bias", step, output), TERM_DIGITS);
  const score = decimals(scene.value("scores", step, output), SCORE_DIGITS);
  const [left, right, shown] = [product, bias, score].map(readNumber);
  const row = { product, bias, score, adds: gives(left + right, shown, SCORE_DIGITS) };
  if (isSeries(scene)) return { ...row, share: "" };
  const share = (100 * scene.value("opinions", step, output)).toFixed(SHARE_DIGITS);
  return { ...row, share };
}
