// @ts-check
// overview: the whole passage as a picture beside the text, a line of pixels for one or more rows.

/** @import { Colours, Column } from "./units.js" */
/** @import { PassageContext, PassageView } from "./passage.js" */
/** @import { Panel } from "../../../core/browser/base/types.d.ts" */
/** @import { Lines } from "./lines.js" */
/** @import { Rows } from "./rows.js" */

import { contextOf, element, shareOf } from "../../../core/browser/base/elements.js";

const [OVERVIEW_WIDTH, OVERVIEW_HEIGHT] = [72, 400];

/** @type {(context: PassageContext & { lines: Lines }) => Panel<PassageView>} */
export function makeOverview({ scene: text, colours, lines }) {
  const canvas = element("canvas", {});
  const frame = element("span", { class: "gp-frame" });
  const root = element("div", { class: "gp-overview", "aria-hidden": "true" }, canvas, frame);
  root.title = text.words.overview;
  root.dataset.testid = "gp-overview";
  const { root: port } = lines;
  const here = () => {
    const { scrollTop, clientHeight, scrollHeight } = port;
    frame.style.top = shareOf(scrollTop, scrollHeight);
    frame.style.height = shareOf(clientHeight, scrollHeight);
  };
  /** @type {(event: MouseEvent) => void} */
  const go = ({ clientY }) => {
    const { top, height } = root.getBoundingClientRect();
    const share = (clientY - top) / height;
    port.scrollTop = share * port.scrollHeight - port.clientHeight / 2;
  };
  root.addEventListener("pointerdown", (event) => {
    root.setPointerCapture(event.pointerId);
    go(event);
  });
  root.addEventListener("pointermove", (event) => {
    if (event.buttons & 1) go(event);
  });
  port.addEventListener("scroll", here);
  /** @type {Column | null} */
  let painted = null;
  /** @type {Rows | null} */
  let rows = null;
  let due = 0;
  // The text is painted first, so that a key press need not wait for the picture.
  /** @type {(view: PassageView) => void} */
  const show = ({ column }) => {
    here();
    canvas.hidden = !column; // another unit's picture would be mistaken for this one's
    root.hidden = port.scrollHeight <= port.clientHeight; // nothing to look over
    const laidOut = lines.rows();
    if (!column || !laidOut || (painted === column && rows === laidOut)) return;
    [painted, rows] = [column, laidOut];
    const paintLater = () => setTimeout(() => paintOverview(canvas, laidOut, column, colours));
    cancelAnimationFrame(due);
    due = requestAnimationFrame(paintLater);
  };
  return { root, show };
}

// Where several tokens share a pixel, the one farthest from zero is seen.
/**
 * @param {HTMLCanvasElement} canvas
 * @param {Rows} rows
 * @param {Column} column
 * @param {Colours} colours
 */
function paintOverview(canvas, { rows, left, wide, rowOf, width }, { whole }, colours) {
  const height = Math.min(rows.length, OVERVIEW_HEIGHT);
  const [across, down] = [OVERVIEW_WIDTH / width, height / rows.length];
  const seen = new Int16Array(OVERVIEW_WIDTH * height);
  for (let token = 0; token < whole.length; token += 1) {
    const start = Math.floor(rowOf[token] * down) * OVERVIEW_WIDTH;
    const first = Math.floor(left[token] * across);
    const last = Math.max(first + 1, Math.floor((left[token] + wide[token]) * across));
    for (let x = first; x < last && x < OVERVIEW_WIDTH; x += 1)
      if (Math.abs(whole[token]) > Math.abs(seen[start + x])) seen[start + x] = whole[token];
  }
  Object.assign(canvas, { width: OVERVIEW_WIDTH, height });
  const image = contextOf(canvas).createImageData(OVERVIEW_WIDTH, height);
  const pixels = new Uint32Array(image.data.buffer);
  for (let at = 0; at < pixels.length; at += 1) pixels[at] = colours.at(seen[at]).pixel;
  contextOf(canvas).putImageData(image, 0, 0);
}
