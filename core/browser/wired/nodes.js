// @ts-check
// nodes: the boxes of the unrolled drawing, and the words in them.

/** @import { WiredModel, WiredNode } from "./model.js" */
/** @import { Box, Layout } from "./layout.js" */
/** @import { Means, Stepped } from "./drawing.js" */

import { ems, isolated, put, shape, shorten } from "../base/elements.js";

/** @type {(node: WiredNode, box: Box, layout: Layout, means: Means) => Stepped} */
export function makeNode(node, { x, y, width, height }, layout, { model, inks }) {
  const isCell = node.kind === "cell";
  const rect = shape("rect", {
    x: x - width / 2, y: y - height / 2, width, height, rx: isCell ? 5 : height / 3,
    fill: isCell ? inks.faint : inks.page,
    "stroke-dasharray": node.kind === "input" && !model.tokens[node.column ?? 0].known ? "4 3" : null,
  });
  const text = nodeText(node, model);
  const short = isCell && ems(text) * layout.font > width - 4 ? "" : fit(text, width - 4, layout.font);
  const words = shape(
    "text",
    { x, y: y + 0.36 * layout.font, "text-anchor": "middle", fill: inks.text },
    short,
  );
  const name = shape("title", {}, node.kind === "input" ? `${node.name}: ${isolated(text)}` : node.name);
  const at = node.column === null ? {} : { "data-column": node.column };
  /** @type {Stepped["step"]} */
  const step = (isHere) =>
    put(rect, { stroke: isHere ? inks.accent : inks.muted, "stroke-width": isHere ? 2 : 1 }, []);
  step(false);
  return { root: shape("g", { "data-node": node.id, ...at }, rect, words, name), step };
}

// As much of a text as there is room for, a letter at least.
/** @type {(text: string, width: number, font: number) => string} */
function fit(text, width, font) {
  let most = text.length;
  let short = text;
  while (most > 1 && ems(short) * font > width) short = shorten(text, (most -= 1));
  return short;
}

/** @type {(node: WiredNode, model: WiredModel) => string} */
function nodeText(node, model) {
  const { tokens, words, merge } = model;
  switch (node.kind) {
    case "cell": return model.cell;
    case "input": return tokens[/** @type {number} */ (node.column)].label;
    case "start": return words.start;
    case "target": return "y";
    case "initial state": return model.carries_on ? stateNames(model) : "0";
    case "final state": return node.of === "c" ? "c_n" : "h_n";
    case "returned state": return node.of === "c" ? "c" : "h";
    case "context": return stateNames(model);
    case "merge": return words[merge] ?? "";
    case "convolution": return "conv";
    case "output": return "y";
    case "symbol": return node.symbol;
    default: return "";
  }
}

/** @param {WiredModel} model */
const stateNames = ({ two_states }) => (two_states ? "h, c" : "h");
