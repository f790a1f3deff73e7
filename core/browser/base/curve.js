// @ts-check
// curve: heights between 0 and 1 along the text, each line with a dot at the current token.

import { element, shape, shareOf } from "./elements.js";
import { makeCursor } from "./maps.js";

export const EDGE = 0.08; // above 1 and below 0, so that no line is cut

/** @type {(step: number) => number} */
const across = (step) => step + 0.5;

// A line through the heights that are numbers.
/** @type {(heights: number[], className: string) => SVGElement} */
export function makeLine(heights, className) {
  const points = heights.flatMap((height, step) =>
    Number.isNaN(height) ? [] : [`${across(step)},${(1 - height).toFixed(4)}`],
  );
  return shape("polyline", { points: points.join(" "), class: className });
}

/** @type {(length: number) => SVGElement} */
export const makeMiddle = (length) => shape("path", { d: `M0 0.5 H${length}`, class: "gs-middle" });

/** @typedef {{ node: HTMLElement, show: (step: number, known: boolean) => void }} Dot */

/** @type {(heights: number[], index: number) => Dot} */
function makeDot(heights, index) {
  const node = element("span", { class: `gs-curve-dot gs-line-${index}` });
  /** @type {Dot["show"]} */
  const show = (step, known) => {
    node.hidden = !known || Number.isNaN(heights[step]);
    if (node.hidden) return;
    node.style.left = shareOf(across(step), heights.length);
    node.style.top = shareOf(1 - heights[step] + EDGE, 1 + 2 * EDGE);
  };
  return { node, show };
}

/**
 * @typedef {object} Curves
 * @property {HTMLElement} plot
 * @property {(step: number, last: number, known: boolean) => void} show `last`: as far as is seen
 */

// Several lines in one frame, over a ruler: the middle, or the values that came.
/** @type {(lines: number[][], ruler: SVGElement) => Curves} */
export function makeCurves(lines, ruler) {
  const { length } = lines[0];
  const frame = {
    viewBox: `0 ${-EDGE} ${length} ${1 + 2 * EDGE}`,
    preserveAspectRatio: "none",
    "aria-hidden": "true",
  };
  const drawn = lines.map((heights, index) => makeLine(heights, `gs-curve gs-line-${index}`));
  const dots = lines.map(makeDot);
  const cursor = makeCursor(length);
  const plot = element("div", { class: "gs-plot gs-curve-plot" });
  const nodes = dots.map(({ node }) => node);
  plot.append(shape("svg", frame, ruler, ...drawn), ...cursor.nodes, ...nodes);
  /** @type {Curves["show"]} */
  const show = (step, last, known) => {
    const end = last === length - 1;
    cursor.show(step, end ? last : Math.max(-1, last - 0.5)); // the line onwards gives it away
    dots.forEach((dot) => dot.show(step, known));
  };
  return { plot, show };
}
