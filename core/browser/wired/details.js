// @ts-check
// details: one arrow with its names and numbers, and the table of all arrows of a step.

/** @import { ScaleOf } from "./drawing.js" */
/** @import { WiredArrow, WiredModel } from "./model.js" */

import { css, inkOn, paint } from "../base/colour.js";
import { decimals, element, fill, isolated, write } from "../base/elements.js";

/** @typedef {{ root: HTMLElement, show: (arrow: WiredArrow | undefined) => void }} Details */

/** @type {(model: WiredModel, scaleOf: ScaleOf) => Details} */
export function makeDetails({ words }, scaleOf) {
  const root = element("section", { class: "gs-card wd-details", "data-testid": "wired-details" });
  /** @type {Details["show"]} */
  const show = (arrow) => {
    if (!arrow) return root.replaceChildren();
    const said = { from: arrow.source.name, to: arrow.target.name, shape: arrow.shape };
    const scale = scaleOf(arrow);
    const numbers = element("ol", { class: "wd-numbers" });
    arrow.values.forEach((value) => {
      const cell = element("li", {}, decimals(value));
      const colour = scale.colour(value);
      cell.style.background = css(colour);
      cell.style.color = inkOn(colour);
      numbers.append(cell);
    });
    root.replaceChildren(
      element("h2", {}, fill(words.one_arrow, { kind: arrow.title, ...said })),
      element(
        "dl",
        { class: "wd-names" },
        element("dt", {}, "Keras"), element("dd", {}, element("code", {}, arrow.keras)),
        element("dt", {}, "PyTorch"), element("dd", {}, element("code", {}, arrow.pytorch)),
      ),
      element("p", { class: "gs-aside" }, fill(words.numbers_of, { count: arrow.values.length })),
      numbers,
    );
    return undefined;
  };
  return { root, show };
}

/**
 * @typedef {object} Table
 * @property {HTMLElement} root
 * @property {(step: number) => void} show
 * @property {(lit: ReadonlySet<string>) => void} light
 */

/** @type {(model: WiredModel, scaleOf: ScaleOf, point: (id: string | null, stays: boolean) => void) => Table} */
export function makeTable(model, scaleOf, point) {
  const { words, tokens } = model;
  const caption = element("h2", {});
  const body = element("tbody");
  const heads = [words.arrow, words.from, words.to, words.shape, words.values];
  const head = element("tr", {}, ...heads.map((text) => element("th", { scope: "col" }, text)));
  const table = element("table", {}, element("thead", {}, head), body);
  const root = element("section", { class: "gs-card wd-table", "data-testid": "wired-table" }, caption, table);
  /** @type {number | undefined} */
  let shown;
  /** @type {Table["show"]} */
  const show = (step) => {
    if (step === shown) return;
    shown = step;
    write(caption, fill(words.at_step, { step: step + 1, token: isolated(tokens[step].label) }));
    table.setAttribute("aria-label", String(caption.textContent));
    const own = model.arrows.filter(({ column }) => column === step);
    body.replaceChildren(...own.map((arrow) => makeRow(arrow, scaleOf, point)));
  };
  /** @type {Table["light"]} */
  const light = (lit) => {
    for (const row of body.children) {
      row.classList.toggle("is-lit", lit.has(/** @type {HTMLElement} */ (row).dataset.arrow ?? ""));
    }
  };
  return { root, show, light };
}

/** @type {(arrow: WiredArrow, scaleOf: ScaleOf, point: (id: string | null, stays: boolean) => void) => HTMLElement} */
function makeRow(arrow, scaleOf, point) {
  const { id, title, source, target, values } = arrow;
  const strip = element("canvas", { class: "wd-strip", "aria-hidden": "true" });
  const scale = scaleOf(arrow);
  paint(strip, values.length, 1, (x) => scale.colour(values[x]));
  const [first, ...rest] = [title, source.name, target.name, arrow.shape];
  const name = element("button", { type: "button", class: "wd-arrow" }, first);
  const cells = rest.map((text) => element("td", {}, text));
  const row = element(
    "tr",
    { "data-arrow": id },
    element("th", { scope: "row" }, name), ...cells, element("td", {}, strip),
  );
  row.addEventListener("pointerenter", () => point(id, false));
  row.addEventListener("pointerleave", () => point(null, false));
  row.addEventListener("click", () => point(id, true));
  name.addEventListener("focus", () => point(id, true));
  return row;
}
