// @ts-check
// layout: where the nodes and arrows of the unrolled drawing stand, for a width and a window of steps.

/** @import { WiredArrow, WiredModel, WiredNode } from "./model.js" */

import { clamp } from "../base/elements.js";

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

const [NARROWEST, WIDEST, MOST] = [44, 190, 24];
const [SIDE, RETURNED, GAP, EDGE] = [66, 66, 92, 8];
const [CELL, SMALL, INPUT] = [34, 20, 26]; // heights
const MARK = 18; // the height of a line that says whether the weights were learned
const BUS = 18; // the height of what goes to the decoder past a merge
const SPLIT = 9; // from the middle of a row to each of two states

// How many columns there is room for, and which are drawn around the reader's.
/** @type {(model: WiredModel, width: number, step: number, last?: number) => { first: number, count: number }} */
export function windowOf(model, width, step, last) {
  const room = Math.floor((width - sides(model)) / NARROWEST);
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
/** @param {WiredModel} model */
const decodes = ({ read, length }) => read < length;

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
  const larger = model.lecture && column >= 100 ? 1.2 : 1;
  const font = larger * (column >= 80 ? 13 : column >= 56 ? 12 : 10.5);
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

// The column beside which a node at a side stands.
/** @type {(node: WiredNode, model: WiredModel) => number} */
export function besides(node, model) {
  if (node.kind === "context") return model.read - 1;
  const begins = node.kind === "initial state";
  if (begins !== (node.direction === "backward")) return 0;
  return node.part === "decoder" ? model.length - 1 : model.read - 1;
}

/** @type {(source: WiredNode, target: WiredNode, first: number, count: number) => boolean} */
function spans(source, target, first, count) {
  if (source.column === null || target.column === null) return false;
  const [low, high] = [Math.min(source.column, target.column), Math.max(source.column, target.column)];
  return low < first && high >= first + count;
}

// ---- rows, from the input upwards ---------------------------------------------------------

/**
 * @typedef {object} Levels
 * @property {number} height
 * @property {(node: WiredNode) => number} of a node
 * @property {Layout["rows"]} rows
 */

/** @type {(model: WiredModel) => Levels} */
function levelsOf(model) {
  const { layers, both, nodes, convolves } = model;
  const cells = 62;
  const steps = { input: 0, convolution: convolves ? 54 : 0 };
  let up = steps.convolution;
  /** @type {Map<string, number>} */
  const above = new Map([["input", 0], ["convolution", up]]);
  for (let layer = 0; layer < layers; layer += 1) {
    up += cells + (layer || convolves ? 0 : 6);
    above.set(`forward ${layer}`, up);
    if (both) above.set(`backward ${layer}`, (up += cells + 6));
    const merges = nodes.some((node) => node.kind === "merge" && node.layer === layer);
    if (merges) above.set(`merge ${layer}`, (up += decodes(model) ? 66 + BUS : 66));
  }
  above.set("output", up + 52);
  const bottom = up + 52 + 18 + MARK;
  const height = bottom + INPUT / 2 + 6;
  /** @type {(key: string) => number} */
  const y = (key) => bottom - (above.get(key) ?? 0);
  const rows = Array.from({ length: layers }, (_, layer) =>
    (both ? ["forward", "backward"] : ["forward"]).map((direction) => ({
      y: y(`${direction} ${layer}`), layer, direction,
    })),
  ).flat();
  /** @type {(node: WiredNode) => number} */
  const of = ({ kind, layer, direction }) => {
    if (kind === "input" || kind === "start" || kind === "target") return y("input");
    if (kind === "convolution" || kind === "output") return y(kind);
    if (kind === "merge") return y(`merge ${layer}`);
    return y(`${direction || "forward"} ${layer}`);
  };
  return { height, of, rows };
}

// ---- nodes ---------------------------------------------------------------------------------

/** @typedef {{ column: number, middle: (at: number) => number, levels: Levels, left: number, right: number, gap: number }} Places */

/** @type {(node: WiredNode, model: WiredModel, places: Places) => Box} */
function boxOf(node, model, { column, middle, levels, gap }) {
  const y = levels.of(node);
  if (node.column === null) return sideBox(node, model, y, { column, middle, gap });
  const x = middle(node.column);
  if (node.kind === "cell") {
    const shift = lean(node, model) * column;
    return { x: x + shift, y, width: clamp((model.both ? 0.4 : 0.46) * column, 14, 72), height: CELL };
  }
  if (["input", "start", "target"].includes(node.kind)) {
    return { x, y, width: 0.86 * column, height: INPUT };
  }
  // As wide as the arrows that reach a merge are apart.
  const most = node.kind === "merge" ? WIDEST : 64;
  return { x, y, width: clamp(0.56 * column, 20, most), height: SMALL };
}

// Cells of two directions stand a little to the left and to the right, so that arrows pass by.
/** @type {(node: WiredNode, model: WiredModel) => number} */
const lean = ({ direction, part }, { both }) =>
  both && part !== "decoder" ? (direction === "backward" ? 0.16 : -0.16) : 0;

/** @type {(node: WiredNode, model: WiredModel, y: number, places: Pick<Places, "column" | "middle" | "gap">) => Box} */
function sideBox(node, model, y, { column, middle, gap }) {
  const at = besides(node, model);
  const width = 40;
  if (node.kind === "context") return { x: gap + 14, y, width, height: 2 * SMALL };
  const inGap = model.read < model.length && at === model.read - 1 && node.part !== "decoder" && at !== 0;
  if (inGap) return { x: gap - 26, y, width: 34, height: SMALL };
  const isLeft = at === 0 && (node.kind === "initial state") !== (node.direction === "backward");
  const sign = isLeft ? -1 : 1;
  const further = node.kind === "returned state" ? RETURNED : 0;
  const x = middle(at) + sign * (column / 2 + SIDE / 2 + further);
  const splits = model.two_states && node.kind !== "initial state";
  const shift = splits ? (node.of === "c" ? SPLIT + 3 : -SPLIT - 3) : 0;
  return { x, y: y + shift, width, height: splits ? SMALL : CELL - 8 };
}

// ---- arrows --------------------------------------------------------------------------------

/** @type {(arrow: WiredArrow, every: Map<WiredNode, Box>, model: WiredModel, places: Places) => Route} */
function route(arrow, every, model, places) {
  const [from, to] = [arrow.source, arrow.target].map((node) => /** @type {Box} */ (every.get(node)));
  const isCell = arrow.kind.endsWith("cell state");
  if (arrow.kind === "last output") return fedBack(arrow, from, to);
  const level = sameRow(arrow, from, to);
  if (level) return across(arrow, from, to, isCell, model);
  const { x, turn } = port(arrow, from, to, model, places);
  if (turn) return elbow(arrow, from, to, isCell, places, busAbove(arrow, model));
  return upwards(arrow, from, to, x, model);
}

const STATES = ["hidden state", "cell state"];

// States travel along a row; all else goes up.
/** @type {(arrow: WiredArrow, from: Box, to: Box) => boolean} */
function sameRow({ kind, source, target }, from, to) {
  if (!STATES.some((state) => kind.endsWith(state))) return false;
  const climbs = target.kind === "context" && source.direction === "backward";
  return !climbs && Math.abs(from.y - to.y) <= SPLIT + 4;
}

/** @type {(arrow: WiredArrow, from: Box, to: Box, isCell: boolean, model: WiredModel) => Route} */
function across(arrow, from, to, isCell, { two_states, both }) {
  const sign = Math.sign(to.x - from.x);
  const shift = two_states ? (isCell ? SPLIT : -SPLIT) : 0;
  const [start, end] = [from.x + (sign * from.width) / 2, to.x - (sign * to.width) / 2];
  // A node for one state alone stands at its own height.
  const single = arrow.kind.startsWith("returned") ? from.y : null;
  const y = single ?? (arrow.target.kind === "final state" ? to.y : cellRow(arrow, from, to) + shift);
  const gap = Math.abs(end - start);
  const between = arrow.source.kind === "cell" && arrow.target.kind === "cell";
  const aside = both && between ? (arrow.source.direction === "backward" ? -0.12 : 0.12) * gap : 0;
  const x = (start + end) / 2 + aside;
  const below = isCell && two_states;
  return {
    arrow,
    path: `M${n(start)} ${n(y)}H${n(end)}`,
    label: { x, y: below ? y + 15 : y - 6, anchor: "middle" },
    strip: { x, y },
  };
}

/** @type {(arrow: WiredArrow, from: Box, to: Box) => number} */
const cellRow = ({ source }, from, to) => (source.kind === "cell" ? from.y : to.y);

// Where an upward arrow stands; what has far to go turns.
/** @type {(arrow: WiredArrow, from: Box, to: Box, model: WiredModel, places: Places) => { x: number, turn: boolean }} */
function port({ source, target }, from, to, { both }, { column, middle }) {
  const cell = source.kind === "cell" ? source : target;
  if (target.kind === "context") return { x: from.x, turn: true };
  const x = cell.column === null ? to.x : middle(cell.column);
  const slants = source.column !== target.column && source.kind === "input";
  if (slants) return { x: NaN, turn: false };
  if (Math.abs(from.x - to.x) > 0.6 * column) return { x: from.x, turn: true };
  if (!both || cell.part === "decoder" || cell.kind !== "cell") return { x: to.x, turn: false };
  const up = source.kind === "cell";
  const near = cell.direction === "backward" ? 0.16 : -0.16;
  const far = cell.direction === "backward" ? 0.22 : -0.22;
  const passes = up ? cell.direction === "forward" : cell.direction === "backward";
  return { x: x + (passes ? far : near) * column, turn: false };
}

/** @type {(arrow: WiredArrow, from: Box, to: Box, x: number, model: WiredModel) => Route} */
function upwards(arrow, from, to, x, model) {
  const { both } = model;
  const [start, end] = [from.y - from.height / 2, to.y + to.height / 2];
  if (Number.isNaN(x)) return slanted(arrow, from, to, start, end);
  const { source, target } = arrow;
  const cell = source.kind === "cell" ? source : target;
  const leans = both && cell.part !== "decoder";
  const left = leans && cell.kind === "cell" && cell.direction === "forward";
  // What passes a cell has its label beyond that cell; labels of neighbours stand at two heights.
  const far = leans && Math.abs(start - end) > 70;
  const up = source.kind === "cell";
  const below = up ? (decodes(model) ? 12 + BUS : 12) : 20;
  const y = far ? end + below : leans && up ? start - 11 : (start + end) / 2 + 4;
  return {
    arrow,
    path: `M${n(x)} ${n(start)}V${n(end)}`,
    label: { x: x + (left ? -5 : 5), y, anchor: left ? "end" : "start" },
    strip: { x, y: y + 7 },
  };
}

// A window of a convolution sees several inputs: their labels stand side by side.
/** @type {(arrow: WiredArrow, from: Box, to: Box, start: number, end: number) => Route} */
function slanted(arrow, from, to, start, end) {
  const share = 0.6;
  const [x, y] = [from.x + share * (to.x - from.x), start + share * (end - start)];
  return {
    arrow,
    path: `M${n(from.x)} ${n(start)}L${n(to.x)} ${n(end)}`,
    label: { x, y, anchor: "middle" },
    strip: { x, y: y + 6 },
  };
}

// How far above its cell an arrow that turns goes: past the labels below a merge.
/** @type {(arrow: WiredArrow, model: WiredModel) => number} */
function busAbove({ source, target }, { nodes }) {
  const merges = nodes.some(({ kind, layer }) => kind === "merge" && layer === source.layer);
  return target.kind === "context" && merges ? 24 + BUS : 12;
}

/** @type {(arrow: WiredArrow, from: Box, to: Box, isCell: boolean, places: Places, above: number) => Route} */
function elbow(arrow, from, to, isCell, { left, right }, above) {
  const aside = isCell ? 6 : 0;
  const rises = arrow.target.kind === "context";
  const top = from.y - from.height / 2;
  const bus = top - above - aside;
  const [x, end] = [from.x + aside, to.x + Math.sign(from.x - to.x) * (rises ? -6 + aside : 0.3 * to.width)];
  const arrives = rises ? to.y - to.height / 2 : to.y + to.height / 2;
  const label = clamp((from.x + to.x) / 2, left + 20, Math.max(right - 20, left + 20));
  return {
    arrow,
    path: `M${n(x)} ${n(top)}V${n(bus)}H${n(end)}V${n(arrives)}`,
    label: { x: label + (isCell ? 34 : 0), y: bus - 4, anchor: "middle" },
    strip: { x: label + (isCell ? 34 : 0), y: bus },
  };
}

// What a decoder wrote is what it reads next.
/** @type {(arrow: WiredArrow, from: Box, to: Box) => Route} */
function fedBack(arrow, from, to) {
  const [x, y] = [from.x + from.width / 2, from.y + from.height / 4];
  const [end, under] = [to.x, to.y + to.height / 2];
  const middle = (x + end) / 2;
  return {
    arrow,
    path: `M${n(x)} ${n(y)}C${n(middle)} ${n(y)} ${n(end)} ${n(under + 40)} ${n(end)} ${n(under)}`,
    label: { x: end + 4, y: under + 14, anchor: "start" },
    strip: { x: end, y: under + 22 },
  };
}

/** @type {(number: number) => string} */
const n = (number) => String(Math.round(number * 10) / 10);
