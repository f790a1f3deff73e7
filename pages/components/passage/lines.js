// @ts-check
// lines: the text in its frame, which scrolls. Only the rows in view are drawn; a screen reader
// finds them as plain text over the picture.

/** @import { DrawnState } from "./drawing.js" */
/** @import { LinesContext, PassageText, PassageView } from "./passage.js" */
/** @import { Row } from "./rows.js" */

import { element } from "../../../core/browser/base/elements.js";
import { makeDrawing } from "./drawing.js";
import { followPointer } from "./pointing.js";
import { makeMeasure, Rows } from "./rows.js";

const PAD = 4; // px beside a word in its cell
const INSET = 4; // px that the picture reaches beyond the text
const MARGIN = 2; // rows between the current token and an edge, where there are any

/**
 * @typedef {object} Lines
 * @property {HTMLElement} root
 * @property {(view: PassageView) => void} show
 * @property {(token: number, by: number) => number} pageOf the token that many pages further on
 * @property {() => Rows | null} rows
 */

/** @type {(screen: LinesContext) => Lines} */
export function makeLines(screen) {
  const { scene: text, tokenWords, tip, actions, focus, startAt } = screen;
  const canvas = element("canvas", { "aria-hidden": "true" });
  const cursor = element("span", { class: "gp-cursor" });
  const spoken = element("div", { class: "gp-spoken", "data-testid": "gp-spoken" });
  const sheet = element("div", { class: "gp-sheet" }, canvas, spoken, cursor);
  const kind = text.fixed ? "gp-port gp-fixed" : "gp-port";
  // Tab does not stop here: the component as a whole takes the keys.
  const port = element("div", { class: kind, tabindex: "-1", "data-testid": "gp-port" }, sheet);
  const drawing = makeDrawing(screen, canvas);
  // All of these are set once the text has been laid out.
  let rows = /** @type {Rows} */ (/** @type {unknown} */ (null));
  let fonts = /** @type {DrawnState["fonts"]} */ (/** @type {unknown} */ (null));
  let view = /** @type {PassageView} */ (/** @type {unknown} */ (null));
  let [height, cell] = [0, 0];
  let [inView, drawnAt] = ["", -1];

  const layOut = () => {
    const style = getComputedStyle(sheet);
    [height, cell] = ["--row", "--cell"].map((name) => parseFloat(style.getPropertyValue(name)));
    const [size, family] = [parseFloat(style.fontSize), style.fontFamily];
    const title = `600 ${0.85 * size}px ${getComputedStyle(port).fontFamily}`;
    fonts = { text: `${size}px ${family}`, end: `${0.72 * size}px ${family}`, title };
    rows = new Rows(text, sheet.clientWidth, makeMeasure(text, fonts.text, PAD));
    sheet.style.height = `${rows.rows.length * height}px`;
  };
  /** @type {(inView: [first: number, last: number]) => void} */
  const speak = ([first, last]) => {
    if (inView === `${first} ${last}`) return;
    inView = `${first} ${last}`;
    spoken.style.transform = `translateY(${first * height}px)`;
    const seen = rows.rows.slice(first, last);
    spoken.replaceChildren(...seen.map((row) => element("bdi", {}, spokenOf(row, text))));
  };
  const draw = () => {
    const state = { rows, height, cell, fonts, column: view.column, span: view.span };
    const { scrollTop: scrolled, clientHeight: visible } = port;
    drawnAt = scrolled;
    speak(drawing.draw(state, { scrolled, visible, inset: INSET }));
  };
  const fit = () => {
    canvas.style.height = `${port.clientHeight}px`;
    drawing.resize(rows.width + 2 * INSET, port.clientHeight);
  };
  /** @type {(token: number) => number} */
  const middleOf = (token) => rows.rowOf[token] * height - port.clientHeight / 3;
  /** @type {(token: number) => void} */
  const keepInView = (token) => {
    const top = rows.rowOf[token] * height;
    const margin = Math.min(MARGIN, Math.floor(port.clientHeight / height / 3)) * height;
    const [start, end] = [top - margin, top + height + margin - port.clientHeight];
    if (port.scrollTop > start) port.scrollTop = start;
    else if (port.scrollTop < end) port.scrollTop = end;
  };
  /** @type {(token: number) => void} */
  const place = (token) => {
    cursor.style.width = `${rows.wide[token]}px`;
    cursor.style.transform = `translate(${rows.left[token]}px, ${rows.rowOf[token] * height}px)`;
  };
  /** @type {(event: MouseEvent) => number} */
  const tokenAt = (event) => {
    const { left, top } = sheet.getBoundingClientRect();
    return rows.nearest(Math.floor((event.clientY - top) / height), event.clientX - left);
  };
  /** @type {Lines["pageOf"]} */
  const pageOf = (token, by) => {
    const visible = Math.max(1, Math.floor(port.clientHeight / height) - 1);
    return rows.nearest(rows.rowOf[token] + by * visible, rows.left[token]);
  };
  const begin = () => {
    layOut();
    port.scrollTop = startAt ?? middleOf(view.step);
    fit();
    place(view.step);
    draw();
  };
  /** @type {Lines["show"]} */
  const show = (next) => {
    const before = view;
    view = next;
    if (!sheet.clientWidth) return;
    if (rows?.width !== sheet.clientWidth) begin();
    if (before && before.unit !== view.unit) tip.hide();
    const moved = before?.step !== view.step;
    if (moved) place(view.step);
    if (moved && before) keepInView(view.step);
    const same = before?.column === view.column && String(before?.span) === String(view.span);
    if (!same || port.scrollTop !== drawnAt) draw();
  };
  port.addEventListener("scroll", () => {
    if (rows && port.scrollTop !== drawnAt) draw();
  });
  new ResizeObserver(() => {
    if (!view || !sheet.clientWidth) return;
    if (rows?.width !== sheet.clientWidth) begin();
    else {
      fit();
      draw();
    }
  }).observe(port);
  followPointer(port, { tokenAt, actions, focus });
  tip.follow(sheet, (event) => rows !== null && tokenWords(tokenAt(event), tip.root));
  return { root: port, show, pageOf, rows: () => rows };
}

// A row as a screen reader reads it.
/** @type {(row: Row, text: PassageText) => string} */
function spokenOf({ title, first = 0, last = 0 }, { gaps, blanks, labels }) {
  let line = title ?? "";
  for (let token = first; token < last; token += 1) {
    const gap = gaps[token] ?? "";
    line += (gap.startsWith("\n") ? "" : gap) + (blanks.has(token) ? " " : labels[token]);
  }
  return line;
}
