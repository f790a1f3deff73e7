// @ts-check
// drawing: rows of text on a canvas, every token a cell in its colour. Each label is drawn alone,
// so its writing direction does not affect its neighbours, and it is cut at the edges of its row.

/** @import { Column } from "./units.js" */
/** @import { PassageContext } from "./passage.js" */
/** @import { Row, Rows, TokenRow } from "./rows.js" */

import { css, mix } from "../../../core/browser/base/colour.js";
import { contextOf } from "../../../core/browser/base/elements.js";
import { INKS, isOn } from "./units.js";

const [CELL_TOP, ON_LINE, BAND] = [3, 3, 3]; // px

/** @typedef {Column | undefined} Shown */
/** @typedef {[from: number, to: number] | null} Span */
/**
 * @typedef {object} DrawnState
 * @property {Rows} rows
 * @property {number} height of a row, px
 * @property {number} cell height of a token, px
 * @property {Record<"text" | "end" | "title", string>} fonts
 * @property {Shown} column
 * @property {Span} span
 */
/** @typedef {{ scrolled: number, visible: number, inset: number }} Port px */
/**
 * @typedef {object} Drawing
 * @property {(width: number, height: number) => void} resize
 * @property {(state: DrawnState, port: Port) => [first: number, last: number]} draw
 */

/** @type {(context: PassageContext, canvas: HTMLCanvasElement) => Drawing} */
export function makeDrawing({ scene: text, colours, theme }, canvas) {
  const muted = css(mix(theme.background, theme.text, 0.68));
  const [ground, accent] = [css(theme.background), theme.accent];
  let [context, ratio] = [contextOf(canvas, { alpha: false }), 1];

  // Edges on whole screen pixels, so that the page does not show between cells that touch.
  /** @type {(x: number) => number} */
  const snap = (x) => Math.round(x * ratio) / ratio;
  /** @type {(rows: Rows, token: number) => [from: number, to: number]} */
  const edges = ({ left, wide }, token) => [snap(left[token]), snap(left[token] + wide[token])];
  /** @type {(label: string, from: number, to: number, y: number) => void} */
  const write = (label, from, to, y) => context.fillText(label, (from + to) / 2, y, to - from);

  // Words that touch are kept apart; characters are one text.
  const between = text.fixed ? 0 : 1;

  /** @type {(title: string, middle: number, at: { font: string, width: number }) => void} */
  const drawTitle = (title, middle, { font, width }) => {
    context.font = font;
    context.textAlign = "left";
    context.fillStyle = muted;
    context.fillText(cutTo(title, width, context), 0, middle);
  };
  /** @type {(row: TokenRow, span: Span, rows: Rows, height: number) => void} */
  const drawBand = ({ first, last }, span, rows, height) => {
    if (!span || span[0] >= last || span[1] <= first) return;
    const [from] = edges(rows, Math.max(first, span[0]));
    const [, to] = edges(rows, Math.min(last, span[1]) - 1);
    context.fillStyle = accent;
    context.fillRect(from - BAND, 0, to - from + 2 * BAND, height);
  };
  /** @type {(row: TokenRow, column: Shown, rows: Rows, top: number, cell: number) => void} */
  const drawCells = ({ first, last }, column, rows, top, cell) => {
    for (let token = first; token < last; token += 1) {
      const [from, to] = edges(rows, token);
      const colour = column && colours.at(column.whole[token]);
      context.fillStyle = colour ? colour.background : ground;
      context.fillRect(from, top, to - from - between, cell);
      if (column && isOn(column, token)) {
        context.fillStyle = css(theme.text);
        context.fillRect(from, top + cell, to - from, ON_LINE);
      }
      if (text.unknown.has(token)) outline(from, top, to, cell);
    }
  };
  /** @type {(from: number, top: number, to: number, cell: number) => void} */
  const outline = (from, top, to, cell) => {
    context.strokeStyle = css(theme.text);
    context.setLineDash([3, 2]);
    context.strokeRect(from + 0.5, top + 0.5, to - from - 1, cell - 1);
  };
  // One colour after the other: setting a colour costs more than drawing a letter.
  /** @type {(row: TokenRow, column: Shown, rows: Rows, y: number) => void} */
  const drawLabels = ({ first, last }, column, rows, y) => {
    for (const ink of column ? INKS : [muted]) {
      context.fillStyle = ink;
      for (let token = first; token < last; token += 1) {
        if (text.blanks.has(token) || text.ends.has(token)) continue;
        if (!column || colours.at(column.whole[token]).ink === ink)
          write(text.labels[token], ...edges(rows, token), y);
      }
    }
  };
  // A line end is drawn and coloured like any other token, but small, as it is not for reading.
  /** @type {(row: TokenRow, column: Shown, rows: Rows, y: number, small: string) => void} */
  const drawEnd = ({ last }, column, rows, y, small) => {
    const token = last - 1;
    if (!text.ends.has(token)) return;
    context.font = small;
    context.fillStyle = column ? colours.at(column.whole[token]).ink : muted;
    write(text.labels[token], ...edges(rows, token), y);
  };
  /** @type {(row: TokenRow, rows: Rows, y: number) => void} */
  const drawBetween = ({ first, last }, rows, y) => {
    context.fillStyle = muted;
    for (const [token, { gap, left, wide }] of rows.before)
      if (token >= first && token < last) write(gap, left, left + wide, y);
  };
  /** @type {(row: Row, state: DrawnState) => void} */
  const drawRow = (row, { rows, height, cell, fonts, column, span }) => {
    const [top, middle] = [snap(CELL_TOP), CELL_TOP + cell / 2 + 1];
    if (row.title !== undefined) {
      drawTitle(row.title, middle, { font: fonts.title, width: rows.width });
      return;
    }
    if (row.first === undefined) return; // an empty line
    const tokens = /** @type {TokenRow} */ (row);
    drawBand(tokens, span, rows, height);
    drawCells(tokens, column, rows, top, cell);
    context.textAlign = "center";
    context.font = fonts.text;
    drawLabels(tokens, column, rows, middle);
    drawBetween(tokens, rows, middle);
    drawEnd(tokens, column, rows, middle, fonts.end);
  };
  /** @type {(width: number, height: number) => void} */
  const resize = (width, height) => {
    ratio = devicePixelRatio;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    context = contextOf(canvas, { alpha: false });
  };
  // The rows in view; `inset` is what the canvas has beyond the text on either side.
  /** @type {Drawing["draw"]} */
  const draw = (state, { scrolled, inset, visible }) => {
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.fillStyle = ground;
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.textBaseline = "middle";
    const { rows, height } = state;
    const first = Math.max(0, Math.floor(scrolled / height));
    const last = Math.min(rows.rows.length, Math.ceil((scrolled + visible) / height));
    for (let place = first; place < last; place += 1) {
      context.save();
      context.translate(inset, snap(place * height - scrolled));
      context.beginPath();
      context.rect(-inset, 0, rows.width + 2 * inset, height);
      context.clip();
      drawRow(rows.rows[place], state);
      context.restore();
    }
    return [first, last];
  };
  return { resize, draw };
}

// As much of a text as fits into a width.
/** @type {(line: string, width: number, context: CanvasRenderingContext2D) => string} */
function cutTo(line, width, context) {
  if (context.measureText(line).width <= width) return line;
  let [low, high] = [0, line.length];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (context.measureText(`${line.slice(0, middle)}…`).width <= width) low = middle;
    else high = middle - 1;
  }
  return `${line.slice(0, low)}…`;
}
