// @ts-check
// drawing: the unrolled model as one SVG, every colour in it, so that it also stands as a file.

/** @import { Scale, Theme } from "../base/types.d.ts" */
/** @import { WiredArrow, WiredModel, WiredNode } from "./model.js" */
/** @import { Box, Layout, Route } from "./layout.js" */

import { css, hex, mix } from "../base/colour.js";
import { ems, fill, isolated, shape, shorten } from "../base/elements.js";

/**
 * @typedef {object} Inks
 * @property {string} page
 * @property {string} text
 * @property {string} muted
 * @property {string} faint
 * @property {string} accent
 * @property {string} hidden
 * @property {string} cell
 */
/** @typedef {{ step: number, lit: ReadonlySet<string>, came: ReadonlySet<string> }} Shown */
/** @typedef {(arrow: WiredArrow) => Scale} ScaleOf */
/** @typedef {{ model: WiredModel, inks: Inks, scaleOf: ScaleOf, font: string, name: string }} Means */

/** @type {(model: WiredModel, theme: Theme, accent: string) => Inks} */
export function inksOf({ colours }, theme, accent) {
  const shade = theme.dark ? "dark" : "light";
  const between = (/** @type {number} */ share) => css(mix(theme.background, theme.text, share));
  return {
    page: css(theme.background),
    text: css(theme.text),
    muted: between(0.72),
    faint: between(0.16),
    accent,
    hidden: css(hex(colours.hidden_state[shade])),
    cell: css(hex(colours.cell_state[shade])),
  };
}

/** @type {(layout: Layout, shown: Shown, means: Means) => SVGSVGElement} */
export function draw(layout, shown, means) {
  const { width, height } = layout;
  const { model, inks, font } = means;
  const frame = {
    viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "font-family": font,
    "font-size": layout.font, "aria-label": means.name,
  };
  const ways = layout.routes.map((each) => makeArrow(each, layout, shown, means));
  return shape(
    "svg",
    frame,
    makeDefs(layout, inks),
    shape("rect", { width, height, fill: inks.page }),
    ...makeColumns(layout, shown, means),
    ...layout.rows.map((row) => makeRowName(row, means, layout)),
    ...ways.map(({ line }) => line),
    ...[...layout.boxes].map(([node, box]) => makeNode(node, box, layout, shown, means)),
    ...ways.map(({ words }) => words),
    ...(model.trained ? [] : [makeMark(layout, means)]),
  );
}

// What is not trained says so in the picture, wherever it is shown.
/** @type {(layout: Layout, means: Means) => SVGElement} */
const makeMark = ({ width }, { model, inks }) =>
  shape(
    "text",
    { x: width - 4, y: 14, "text-anchor": "end", fill: inks.muted, "font-size": 13 },
    model.words.untrained,
  );

/** @type {(layout: Layout, inks: Inks) => SVGElement} */
function makeDefs({ area, height }, inks) {
  const heads = ["muted", "hidden", "cell", "accent"].map((name) =>
    shape(
      "marker",
      { id: `wired-${name}`, viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 7, markerHeight: 7,
        markerUnits: "userSpaceOnUse", orient: "auto" },
      shape("path", { d: "M0 0.5L8 4L0 7.5z", fill: inks[/** @type {keyof Inks} */ (name)] }),
    ),
  );
  const [left, right] = area;
  const inside = shape("rect", { x: left, y: 0, width: right - left, height });
  return shape("defs", {}, ...heads, shape("clipPath", { id: "wired-area" }, inside));
}

// The reader's column is tinted; a click anywhere in a column goes there.
/** @type {(layout: Layout, shown: Shown, means: Means) => SVGElement[]} */
function makeColumns({ first, count, column, middle, height }, { step }, { inks }) {
  return Array.from({ length: count }, (_, place) => {
    const at = first + place;
    const box = { x: middle(at) - column / 2, y: 0, width: column, height };
    const here = { fill: at === step ? inks.accent : "transparent", "fill-opacity": 0.1 };
    return shape("rect", { ...box, ...here, rx: 6, "data-column": at });
  });
}

/** @type {(row: Layout["rows"][number], means: Means, layout: Layout) => SVGElement} */
function makeRowName({ y, layer, direction }, { model, inks }, { font, area }) {
  const words = direction === "backward" ? model.words.layer_backward : model.words.layer_forward;
  const size = Math.min(font, 12);
  const text = fill(words, { layer: layer + 1 });
  return shape("text", { x: area[0] - 66, y: y - 29, fill: inks.muted, "font-size": size }, text);
}

// ---- arrows --------------------------------------------------------------------------------

/** @type {(arrow: WiredArrow) => "hidden" | "cell" | "muted"} */
const inkName = ({ kind }) =>
  kind.endsWith("cell state") ? "cell" : kind.endsWith("hidden state") ? "hidden" : "muted";

/** @type {(route: Route, layout: Layout, shown: Shown, means: Means) => { line: SVGElement, words: SVGElement }} */
function makeArrow({ arrow, path, label, strip }, layout, { step, lit, came }, means) {
  const { inks, scaleOf, model } = means;
  const isLit = lit.has(arrow.id);
  const ink = isLit ? "accent" : inkName(arrow);
  const [left, right] = layout.area;
  const leaves = [arrow.source, arrow.target].some((end) => end.column !== null && !layout.boxes.has(end));
  const line = shape(
    "g",
    { "data-arrow": arrow.id, ...(leaves ? { "clip-path": "url(#wired-area)" } : {}) },
    shape("path", { d: path, fill: "none", stroke: "transparent", "stroke-width": 12 }),
    shape("path", {
      d: path, fill: "none", stroke: inks[ink], "stroke-width": isLit ? 3 : 1.4,
      "stroke-dasharray": came.has(arrow.id) ? "5 3" : null, "marker-end": `url(#wired-${ink})`,
    }),
  );
  const said = fill(model.words.one_arrow, {
    kind: arrow.title, from: arrow.source.name, to: arrow.target.name, shape: arrow.shape,
  });
  line.append(shape("title", {}, said));
  const words = shape("g", { "data-arrow": arrow.id });
  if (label.x < left - 70 || label.x > right + 70) return { line, words };
  if (leaves && (label.x < left || label.x > right)) return { line, words };
  if (arrow.column === step) words.append(...makeStrip(arrow, strip, layout, scaleOf(arrow), inks));
  words.append(
    shape(
      "text",
      { x: label.x, y: label.y, "text-anchor": label.anchor, fill: isLit ? inks.accent : inks.text,
        stroke: inks.page, "stroke-width": 3, "paint-order": "stroke",
        "font-weight": isLit ? 700 : 400 },
      arrow.shape,
    ),
  );
  return { line, words };
}

// The numbers of the reader's step as a strip of colours on their arrow.
/** @type {(arrow: WiredArrow, at: { x: number, y: number }, layout: Layout, scale: Scale, inks: Inks) => SVGElement[]} */
function makeStrip({ values }, { x, y }, { column }, scale, inks) {
  const width = Math.min(0.42 * column, 7 * values.length);
  const each = width / values.length;
  const height = column < 60 ? 5 : 7;
  const [left, top] = [x - width / 2, y - height / 2];
  const cells = Array.from(values, (value, place) =>
    shape("rect", {
      x: left + place * each, y: top, width: each + 0.1, height, fill: css(scale.colour(value)),
    }),
  );
  const frame = { x: left, y: top, width, height, fill: "none", stroke: inks.muted, "stroke-width": 0.8 };
  return [...cells, shape("rect", frame)];
}

// ---- nodes ---------------------------------------------------------------------------------

/** @type {(node: WiredNode, box: Box, layout: Layout, shown: Shown, means: Means) => SVGElement} */
function makeNode(node, { x, y, width, height }, layout, { step }, { model, inks }) {
  const isCell = node.kind === "cell";
  const isHere = node.column === step;
  const rect = shape("rect", {
    x: x - width / 2, y: y - height / 2, width, height, rx: isCell ? 5 : height / 3,
    fill: isCell ? inks.faint : inks.page, stroke: isHere ? inks.accent : inks.muted,
    "stroke-width": isHere ? 2 : 1,
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
  return shape("g", { "data-node": node.id, ...at }, rect, words, name);
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
    case "start": return "0";
    case "target": return "y";
    case "initial state": return model.carries_on ? stateNames(model) : "0";
    case "final state": return node.of === "c" ? "c_n" : "h_n";
    case "returned state": return node.of === "c" ? "c" : "h";
    case "context": return stateNames(model);
    case "merge": return words[merge] ?? "";
    case "convolution": return "conv";
    case "output": return "y";
    default: return "";
  }
}

/** @param {WiredModel} model */
const stateNames = ({ two_states }) => (two_states ? "h, c" : "h");
