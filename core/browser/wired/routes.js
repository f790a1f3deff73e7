// @ts-check
// routes: the ways of the arrows of the unrolled drawing, and where their shapes and numbers stand.

/** @import { Places } from "./boxes.js" */
/** @import { Box, Route } from "./layout.js" */
/** @import { WiredArrow, WiredModel, WiredNode } from "./model.js" */

import { clamp } from "../base/elements.js";
import { BUS, decodes, SPLIT } from "./sizes.js";

/** @type {(arrow: WiredArrow, every: Map<WiredNode, Box>, model: WiredModel, places: Places) => Route} */
export function route(arrow, every, model, places) {
  const [from, to] = [arrow.source, arrow.target].map((node) => /** @type {Box} */ (every.get(node)));
  const isCell = arrow.kind.endsWith("cell state");
  if (arrow.kind === "last output") return fedBack(arrow, from, to);
  if (arrow.kind === "last symbol") return aroundTheCell(arrow, from, to, model, places);
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
    label: { x: end + 4, y: under + 26, anchor: "start" }, // clear of those of the states
    strip: { x: end, y: under + 34 },
  };
}

// A symbol goes down between two columns, and is read from below as any other input is.
/** @type {(arrow: WiredArrow, from: Box, to: Box, model: WiredModel, places: Places) => Route} */
function aroundTheCell(arrow, from, to, model, { column, levels }) {
  const between = to.x - column / 2;
  const [reader] = model.nodes.filter(({ kind }) => kind === "start");
  const under = levels.of(reader);
  const end = to.y + to.height / 2;
  return {
    arrow,
    path: `M${n(from.x + from.width / 2)} ${n(from.y)}H${n(between)}V${n(under)}H${n(to.x)}V${n(end)}`,
    label: { x: to.x + 5, y: (under + end) / 2 + 4, anchor: "start" },
    strip: { x: to.x, y: (under + end) / 2 + 11 },
  };
}

/** @type {(number: number) => string} */
const n = (number) => String(Math.round(number * 10) / 10);
