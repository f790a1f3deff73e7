// @ts-check
// model: a wired model as Python sends it: nodes, arrows, the numbers on them, the source.

/** @import { Shades, Stepped } from "../base/types.d.ts" */
/** @import { Bytes } from "../base/arrays.js" */

import { fill } from "../base/elements.js";

/**
 * @typedef {object} WiredNode
 * @property {string} id
 * @property {string} kind
 * @property {string} part
 * @property {number | null} layer
 * @property {string} direction
 * @property {number | null} column null for what stands at a side
 * @property {"h" | "c"} of which state, where it is one
 * @property {string} name
 * @property {string} symbol what is written, of a symbol
 */
/**
 * @typedef {object} WiredArrow
 * @property {string} id
 * @property {WiredNode} source
 * @property {WiredNode} target
 * @property {string} kind
 * @property {string} title
 * @property {string} shape
 * @property {string} keras
 * @property {string} pytorch
 * @property {Float32Array} values
 * @property {number} column
 * @property {Record<Dialect, number>} lines the line of each source that makes it; -1 if none does
 */
/** @typedef {"pytorch" | "keras"} Dialect */
/** @type {Dialect[]} */
export const DIALECTS = ["pytorch", "keras"];

/**
 * @typedef {object} WiredContent
 * @property {Shades<[negative: string, positive: string]>} diverging
 * @property {Record<"hidden_state" | "cell_state", Shades<string>>} colours
 * @property {string} cell its name
 * @property {boolean} trained
 * @property {number} read how many columns are read; the others are written
 * @property {number} layers
 * @property {boolean} both
 * @property {boolean} two_states
 * @property {boolean} carries_on whether it starts from the state after another batch
 * @property {boolean} convolves
 * @property {boolean} returns whether final states are returned
 * @property {string} merge
 * @property {WiredNode[]} nodes
 * @property {Record<string, string>} kinds
 * @property {Record<Dialect, string[]>} source
 * @property {string[]} texts
 * @property {number[][]} arrows
 */

/** @typedef {Stepped & Omit<WiredContent, "arrows"> & { arrows: WiredArrow[] }} WiredModel */

/** @type {(content: Stepped & WiredContent, bytes: Bytes) => WiredModel} */
export function readModel(content, bytes) {
  const { nodes, texts, kinds } = content;
  const length = Math.max(0, ...content.arrows.map((row) => row[6] + row[7]));
  const numbers = bytes.floats(length);
  const arrows = content.arrows.map((row) => {
    const [source, target] = [nodes[row[0]], nodes[row[1]]];
    const [kind, shape, keras, pytorch] = row.slice(2, 6).map((place) => texts[place]);
    return {
      id: `${source.id}>${target.id}:${kind}`,
      source,
      target,
      kind,
      title: kinds[kind],
      shape,
      keras,
      pytorch,
      values: numbers.subarray(row[6], row[6] + row[7]),
      column: row[8],
      lines: { pytorch: row[9], keras: row[10] },
    };
  });
  return { ...content, arrows };
}

/** @typedef {"input" | "cell" | "hidden" | "scores"} Measure */

// Inputs, cell states and scores have no bounds, hidden states have: each has a scale of its own.
/** @type {(arrow: WiredArrow) => Measure} */
export const measureOf = ({ kind }) => {
  if (["input", "zero input", "convolved input", "target"].includes(kind)) return "input";
  if (kind === "scores") return kind;
  return kind.endsWith("cell state") ? "cell" : "hidden";
};

// The largest magnitude on the arrows of each measure.
/** @type {(arrows: WiredArrow[]) => Record<Measure, number>} */
export function largestOf(arrows) {
  const most = { input: 0, cell: 0, hidden: 0, scores: 0 };
  for (const arrow of arrows) {
    const measure = measureOf(arrow);
    for (const value of arrow.values) most[measure] = Math.max(most[measure], Math.abs(value));
  }
  return most;
}

// What came and what went, by kind, between two drawings.
/** @type {(before: WiredModel, after: WiredModel) => { came: Map<string, number>, gone: Map<string, number> }} */
function difference(before, after) {
  /** @type {(from: WiredArrow[], without: WiredArrow[]) => Map<string, number>} */
  const only = (from, without) => {
    const known = new Set(without.map(({ id }) => id));
    /** @type {Map<string, number>} */
    const counts = new Map();
    for (const { id, title } of from) {
      if (!known.has(id)) counts.set(title, (counts.get(title) ?? 0) + 1);
    }
    return counts;
  };
  return { came: only(after.arrows, before.arrows), gone: only(before.arrows, after.arrows) };
}

// The same as a sentence; empty where nothing did.
/** @type {(before: WiredModel | undefined, after: WiredModel) => string} */
export function changeWords(before, after) {
  if (!before) return "";
  const { words } = after;
  const { came, gone } = difference(before, after);
  const list = (/** @type {Map<string, number>} */ counts) =>
    [...counts].map(([kind, count]) => fill(words.came, { kind, count })).join(", ") || words.none;
  return came.size || gone.size ? fill(words.changed, { came: list(came), gone: list(gone) }) : "";
}

/** @type {(before: WiredModel, after: WiredModel) => ReadonlySet<string>} */
export function arrowsThatCame(before, after) {
  const known = new Set(before.arrows.map(({ id }) => id));
  return new Set(after.arrows.map(({ id }) => id).filter((id) => !known.has(id)));
}
