// @ts-check
// drawing: the unrolled model as one SVG, every colour in it, so that it also stands as a file.

/** @import { Scale, Theme } from "../base/types.d.ts" */
/** @import { DrawnArrow } from "./arrows.js" */
/** @import { WiredArrow, WiredModel } from "./model.js" */
/** @import { Layout } from "./layout.js" */

import { css, diverging, hex, mix } from "../base/colour.js";
import { fill, put, shape } from "../base/elements.js";
import { makeArrow } from "./arrows.js";
import { largestOf, measureOf } from "./model.js";
import { makeNode } from "./nodes.js";

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
/** @typedef {{ root: SVGElement, step: (isHere: boolean) => void }} Stepped */
/** @typedef {{ root: SVGSVGElement, show: (step: number, lit: ReadonlySet<string>) => void }} Drawing */
/** @typedef {(arrow: WiredArrow) => Scale} ScaleOf */
/** @typedef {{ model: WiredModel, inks: Inks, scaleOf: ScaleOf, font: string, name: string }} Means */

// What the model is drawn with on this page.
/** @type {(model: WiredModel, theme: Theme, root: Element) => Means} */
export function meansOf(model, theme, root) {
  const [negative, positive] = model.diverging[theme.dark ? "dark" : "light"].map(hex);
  const most = largestOf(model.arrows);
  /** @type {(largest: number) => Scale} */
  const scaleTo = (largest) => diverging(theme.zero, negative, positive, largest || 1);
  const scales = {
    input: scaleTo(most.input), cell: scaleTo(most.cell), hidden: scaleTo(most.hidden),
    scores: scaleTo(most.scores),
  };
  const style = getComputedStyle(root);
  const accent = style.getPropertyValue("--st-primary-color").trim() || css(theme.text);
  return {
    model,
    scaleOf: (arrow) => scales[measureOf(arrow)],
    inks: inksOf(model, theme, accent),
    font: style.fontFamily,
    name: fill(model.words.drawing, { arrows: model.arrows.length }),
  };
}

/** @type {(model: WiredModel, theme: Theme, accent: string) => Inks} */
function inksOf({ colours }, theme, accent) {
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

// The drawing of a window of steps; a step within it, or another lit arrow, changes only what it must.
/** @type {(layout: Layout, came: ReadonlySet<string>, means: Means) => Drawing} */
export function draw(layout, came, means) {
  const { width, height, boxes, routes } = layout;
  const { model, inks, font } = means;
  const frame = {
    viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "font-family": font,
    "font-size": layout.font, "aria-label": means.name,
  };
  const arrows = routes.map((each) => makeArrow(each, layout, came.has(each.arrow.id), means));
  const columns = makeColumns(layout, means);
  const nodes = [...boxes].map(([node, box]) => ({ node, ...makeNode(node, box, layout, means) }));
  const root = shape(
    "svg",
    frame,
    makeDefs(layout, inks),
    shape("rect", { width, height, fill: inks.page }),
    ...columns.map((column) => column.root),
    ...layout.rows.map((row) => makeRowName(row, means, layout)),
    ...arrows.map(({ line }) => line),
    ...nodes.map((node) => node.root),
    ...arrows.map(({ words }) => words),
    ...(model.trained ? [] : [makeMark(layout, means)]),
  );
  /** @type {Map<string, DrawnArrow>} */
  const byId = new Map(routes.map(({ arrow }, place) => [arrow.id, arrows[place]]));
  /** @type {{ step: number | null, lit: ReadonlySet<string> }} */
  let now = { step: null, lit: new Set() };
  /** @type {(column: number | null, isHere: boolean) => void} */
  const mark = (column, isHere) => {
    if (column === null) return;
    columns[column - layout.first]?.step(isHere);
    for (const each of nodes) if (each.node.column === column) each.step(isHere);
    routes.forEach(({ arrow }, place) => {
      if (arrow.column === column) arrows[place].step(isHere);
    });
  };
  /** @type {Drawing["show"]} */
  const show = (step, lit) => {
    if (step !== now.step) {
      mark(now.step, false);
      mark(step, true);
    }
    for (const id of now.lit) if (!lit.has(id)) byId.get(id)?.light(false);
    for (const id of lit) byId.get(id)?.light(true);
    now = { step, lit };
  };
  return { root, show };
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
/** @type {(layout: Layout, means: Means) => Stepped[]} */
function makeColumns({ first, count, column, middle, height }, { inks }) {
  return Array.from({ length: count }, (_, place) => {
    const at = first + place;
    const box = { x: middle(at) - column / 2, y: 0, width: column, height };
    const root = shape("rect", { ...box, rx: 6, "fill-opacity": 0.1, "data-column": at });
    /** @type {Stepped["step"]} */
    const step = (isHere) => put(root, { fill: isHere ? inks.accent : "transparent" }, []);
    step(false);
    return { root, step };
  });
}

/** @type {(row: Layout["rows"][number], means: Means, layout: Layout) => SVGElement} */
function makeRowName({ y, layer, direction }, { model, inks }, { font, area }) {
  const words = direction === "backward" ? model.words.layer_backward : model.words.layer_forward;
  const size = Math.min(font, 12);
  const text = fill(words, { layer: layer + 1 });
  return shape("text", { x: area[0] - 66, y: y - 29, fill: inks.muted, "font-size": size }, text);
}
