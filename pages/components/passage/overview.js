// overview: the whole passage as a picture beside it, a row of pixels for each row or several.

import { element, shareOf } from "../../../core/browser/base/elements.js";

const [OVERVIEW_WIDTH, OVERVIEW_HEIGHT] = [72, 400];

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
  const go = ({ clientY }) => {
    const { top, height } = root.getBoundingClientRect();
    const share = (clientY - top) / height;
    port.scrollTop = share * port.scrollHeight - port.clientHeight / 2;
  };
  root.addEventListener("pointerdown", (event) => {
    root.setPointerCapture(event.pointerId);
    go(event);
  });
  root.addEventListener("pointermove", (event) => event.buttons & 1 && go(event));
  port.addEventListener("scroll", here);
  let [painted, rows, due] = [null, null, 0];
  // The text itself is painted first: a key must not wait for the picture.
  const show = ({ column }) => {
    here();
    canvas.hidden = !column; // another unit's picture would be taken for this one's
    root.hidden = port.scrollHeight <= port.clientHeight; // nothing to look over
    if (!column || !lines.rows() || (painted === column && rows === lines.rows())) return;
    [painted, rows] = [column, lines.rows()];
    cancelAnimationFrame(due);
    due = requestAnimationFrame(() => setTimeout(() => paintOverview(canvas, rows, column, colours)));
  };
  return { root, show };
}

// Where several tokens share a pixel, the one farthest from zero is seen.
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
  const image = canvas.getContext("2d").createImageData(OVERVIEW_WIDTH, height);
  const pixels = new Uint32Array(image.data.buffer);
  for (let at = 0; at < pixels.length; at += 1) pixels[at] = colours.at(seen[at]).pixel;
  canvas.getContext("2d").putImageData(image, 0, 0);
}
