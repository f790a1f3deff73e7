// @ts-check
// boxes: where the nodes of the unrolled drawing stand: in rows from the input upwards, and beside them.

/** @import { Box, Layout } from "./layout.js" */
/** @import { WiredModel, WiredNode } from "./model.js" */

import { clamp } from "../base/elements.js";
import {
  BUS, CELL, decodes, INPUT, MARK, RETURNED, roomForCell, SIDE, SMALL, SPLIT, WIDEST,
} from "./sizes.js";

// The column beside which a node at a side stands.
/** @type {(node: WiredNode, model: WiredModel) => number} */
export function besides(node, model) {
  if (node.kind === "context") return model.read - 1;
  const begins = node.kind === "initial state";
  if (begins !== (node.direction === "backward")) return 0;
  return node.part === "decoder" ? model.length - 1 : model.read - 1;
}

/**
 * @typedef {object} Levels
 * @property {number} height
 * @property {(node: WiredNode) => number} of a node
 * @property {Layout["rows"]} rows
 */

/** @type {(model: WiredModel) => Levels} */
export function levelsOf(model) {
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
  above.set("output", (up += decodes(model) ? 58 : 52));
  if (nodes.some(({ kind }) => kind === "symbol")) above.set("symbol", (up += 46));
  const bottom = up + 18 + MARK;
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
    if (["convolution", "output", "symbol"].includes(kind)) return y(kind);
    if (kind === "merge") return y(`merge ${layer}`);
    return y(`${direction || "forward"} ${layer}`);
  };
  return { height, of, rows };
}

/** @typedef {{ column: number, middle: (at: number) => number, levels: Levels, left: number, right: number, gap: number }} Places */

/** @type {(node: WiredNode, model: WiredModel, places: Places) => Box} */
export function boxOf(node, model, { column, middle, levels, gap }) {
  const y = levels.of(node);
  if (node.column === null) return sideBox(node, model, y, { column, middle, gap });
  const x = middle(node.column);
  if (node.kind === "cell") {
    const shift = lean(node, model) * column;
    const most = model.both ? 0.4 * column : Math.min(0.46 * column, roomForCell(model, column));
    return { x: x + shift, y, width: clamp(most, 14, 72), height: CELL };
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
