// @ts-check
// layout: where the nodes and arrows of the unrolled drawing stand, for a width and a window of steps.

/** @import { WiredArrow, WiredModel, WiredNode } from "./model.js" */

import { clamp } from "../base/elements.js";
import { besides, boxOf, levelsOf } from "./boxes.js";
import { route } from "./routes.js";
import {
  decodes, EDGE, fontOf, GAP, MOST, narrowest, NARROWEST, RETURNED, SIDE, WIDEST,
} from "./sizes.js";

/** @typedef {{ x: number, y: number, width: number, height: number }} Box */
/**
 * @typedef {object} Route
 * @property {WiredArrow} arrow
 * @property {string} path
 * @property {{ x: number, y: number, anchor: "start" | "middle" | "end" }} label
 * @property {{ x: number, y: number }} strip its middle
 */
/**
 * @typedef {object} Layout
 * @property {number} first the first column that is drawn
 * @property {number} count of the columns that are drawn
 * @property {number} width
 * @property {number} height
 * @property {number} column its width
 * @property {number} font in pixels
 * @property {[left: number, right: number]} area between the sides
 * @property {(column: number) => number} middle of a column
 * @property {Map<WiredNode, Box>} boxes of the nodes in sight
 * @property {Route[]} routes of the arrows in sight
 * @property {{ y: number, layer: number, direction: string }[]} rows of cells
 */

// How many columns there is room for, and which are drawn around the reader's.
/** @type {(model: WiredModel, width: number, step: number, last?: number) => { first: number, count: number }} */
export function windowOf(model, width, step, last) {
  const room = Math.floor((width - sides(model)) / narrowest(model));
  const count = clamp(Math.min(room, MOST), 1, model.length);
  const kept = last ?? step - Math.floor(count / 2);
  const margin = count > 4 ? 1 : 0; // the neighbours of the reader's column are in sight
  const first = clamp(kept, step + margin - count + 1, step - margin);
  return { first: clamp(first, 0, model.length - count), count };
}

/** @param {WiredModel} model */
const sides = (model) => 2 * side(model) + (decodes(model) ? GAP : 0);
/** @param {WiredModel} model */
const side = ({ returns }) => SIDE + EDGE + (returns ? RETURNED : 0);


/** @type {(model: WiredModel, width: number, window: { first: number, count: number }) => Layout} */
export function layOut(model, width, { first, count }) {
  const breaks = decodes(model) && first < model.read && first + count >= model.read;
  const beside = 2 * side(model) + (breaks ? GAP : 0);
  const column = clamp((width - beside) / count, NARROWEST / 2, WIDEST);
  const spare = width - beside - count * column;
  const left = side(model) + Math.max(0, spare / 2);
  /** @type {(at: number) => number} */
  const middle = (at) =>
    left + (at - first + 0.5) * column + (at >= model.read && first < model.read ? GAP : 0);
  const font = fontOf(model, column);
  const levels = levelsOf(model);
  const last = first + count - 1;
  const right = middle(last) + column / 2 + (breaks && last < model.read ? GAP : 0);
  const gap = first < model.read ? middle(model.read - 1) + column / 2 + GAP / 2 : left - GAP / 2;
  const places = { column, middle, levels, left, right, gap };
  /** @type {Map<WiredNode, Box>} */
  const boxes = new Map();
  /** @type {Map<WiredNode, Box>} */
  const every = new Map();
  for (const node of model.nodes) {
    const box = boxOf(node, model, places);
    every.set(node, box);
    if (inSight(node, model, first, count)) boxes.set(node, box);
  }
  const routes = model.arrows
    .filter(({ source, target }) => boxes.has(source) || boxes.has(target) || spans(source, target, first, count))
    .map((arrow) => route(arrow, every, model, places));
  return {
    first, count, column, font, boxes, routes, middle, width,
    area: [left, right],
    height: levels.height,
    rows: levels.rows,
  };
}

/** @type {(node: WiredNode, model: WiredModel, first: number, count: number) => boolean} */
function inSight(node, model, first, count) {
  const last = first + count - 1;
  if (node.column !== null) return node.column >= first && node.column <= last;
  const at = besides(node, model);
  return at >= first && at <= last;
}

/** @type {(source: WiredNode, target: WiredNode, first: number, count: number) => boolean} */
function spans(source, target, first, count) {
  if (source.column === null || target.column === null) return false;
  const [low, high] = [Math.min(source.column, target.column), Math.max(source.column, target.column)];
  return low < first && high >= first + count;
}
