// @ts-check
// ribbon: the tokens in a row, tinted by a signal; the current one is always in view.

/** @import { Above, Panel, Token, View } from "./types.d.ts" */

import { css, inkOn } from "./colour.js";
import { element, shorten } from "./elements.js";
import { frameRow } from "./more.js";

const GROUP = 40; // tokens

/** @type {(token: Token, step: number, above: Above) => HTMLButtonElement} */
function makeToken({ label, full, known, tag }, step, { scene, actions }) {
  const text = element("bdi", {}, shorten(label, 32));
  const index = element(
    "span",
    { class: "gs-token-index", "aria-hidden": "true" },
    String(step + 1),
  );
  const word = element("span", { class: "gs-token-word" }, text);
  const speech = scene.parts_of_speech[tag];
  const named = speech ? `${full} · ${speech}` : full;
  const title = known ? named : `${named} (${scene.words.unknown})`;
  const node = element(
    "button",
    { type: "button", class: "gs-token", tabindex: "-1", title },
    index,
    word,
    ...(speech ? [element("span", { class: "gs-tag" }, tag)] : []),
  );
  node.dataset.testid = `gs-token-${step + 1}`;
  if (!known) {
    node.classList.add("gs-unknown");
    node.append(element("span", { class: "gs-hidden" }, scene.words.unknown));
  }
  node.addEventListener("click", () => actions.go(step));
  return node;
}

// What the tags under the tokens stand for; null where no token has one.
/** @param {Above} above */
function makeTagLegend({ scene }) {
  const named = Object.entries(scene.parts_of_speech);
  if (!named.length) return null;
  const items = named.map(([tag, name]) =>
    element("span", {}, element("span", { class: "gs-tag" }, tag), ` ${name}`),
  );
  return element("div", { class: "gs-tag-legend", "data-testid": "gs-tag-legend" }, ...items);
}

// Where a token begins in its row; a group may be what its place is counted from.
/** @type {(token: Pick<HTMLElement, "offsetLeft"> & { offsetParent?: Element | null }) => number} */
function leftOf({ offsetLeft, offsetParent }) {
  const group = /** @type {HTMLElement | null | undefined} */ (offsetParent);
  return offsetLeft + (group?.classList.contains("gs-token-group") ? group.offsetLeft : 0);
}

// Scroll only when the token nears an edge, then bring it to the middle; far jumps do not glide.
/** @type {(ribbon: HTMLElement, token: HTMLElement, calm: boolean) => void} */
function keepInView(ribbon, token, calm) {
  const left = leftOf(token);
  const right = left + token.offsetWidth;
  const [start, width] = [ribbon.scrollLeft, ribbon.clientWidth];
  const margin = Math.min(120, width / 5);
  if (left >= start + margin && right <= start + width - margin) return;
  const middle = (left + right - width) / 2;
  const near = Math.abs(middle - start) < width;
  ribbon.scrollTo({ left: middle, behavior: near && !calm ? "smooth" : "instant" });
}

// The first token that ends beyond an edge, by halves, as they stand in order.
/** @type {(tokens: Pick<HTMLElement, "offsetLeft" | "offsetWidth">[], edge: number) => number} */
export function firstBeyond(tokens, edge) {
  let [low, high] = [0, tokens.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (leftOf(tokens[middle]) + tokens[middle].offsetWidth > edge) high = middle;
    else low = middle + 1;
  }
  return low;
}

// Tokens in groups: a long row is painted by asking each group, not each token, if it is in sight.
/** @type {(tokens: HTMLElement[]) => HTMLElement[]} */
function inGroups(tokens) {
  return Array.from({ length: Math.ceil(tokens.length / GROUP) }, (_, group) =>
    element("span", { class: "gs-token-group" }, ...tokens.slice(group * GROUP, (group + 1) * GROUP)),
  );
}

// How many tokens lie at one end of the ribbon within so many pixels, wholly or in part.
/** @type {(tokens: HTMLElement[], ribbon: HTMLElement, side: "left" | "right", pixels: number) => number} */
function countBeyond(tokens, ribbon, side, pixels) {
  const edge = side === "left" ? pixels : ribbon.scrollWidth - pixels;
  const inside = firstBeyond(tokens, edge);
  return side === "left" ? inside + 1 : tokens.length - inside;
}

/** @typedef {Panel & { tokens: HTMLElement[], keep: (step: number) => void }} Ribbon */

// `keep` brings a token into view where what stands in the row has changed.
/** @type {(above: Above) => Ribbon} */
export function makeRibbon(context) {
  const { scene } = context;
  const tokens = scene.tokens.map((token, step) => makeToken(token, step, context));
  const ribbon = element(
    "div",
    { class: "gs-ribbon", role: "group", "aria-label": scene.words.tokens },
    ...inGroups(tokens),
  );
  const legend = makeTagLegend(context);
  const framed = frameRow(ribbon, (...at) => countBeyond(tokens, ribbon, ...at));
  const root = legend ? element("div", {}, framed, legend) : framed;
  /** @type {number | null} */
  let shown = null;
  let tinted = "";
  const later = tokens.map(() => false);
  /** @type {(view: View) => void} */
  const tint = ({ signal, unit }) => {
    if (tinted === `${signal} ${unit}`) return;
    tinted = `${signal} ${unit}`;
    tokens.forEach((token, step) => {
      const colour = context.tintAt(signal, step, unit);
      token.style.setProperty("--tint", colour ? css(colour) : "transparent");
      token.style.setProperty("--ink", colour ? inkOn(colour) : "inherit");
    });
  };
  /** @type {(step: number) => void} */
  const choose = (step) => {
    const focused = shown !== null && tokens[shown].matches(":focus");
    if (shown !== null) {
      tokens[shown].removeAttribute("aria-current");
      tokens[shown].tabIndex = -1;
    }
    tokens[step].setAttribute("aria-current", "step");
    tokens[step].tabIndex = 0;
    if (focused) tokens[step].focus({ preventScroll: true });
    shown = step;
  };
  /** @type {(view: View) => void} */
  const show = (view) => {
    tint(view);
    root.classList.toggle("gs-untagged", !view.tags);
    const seen = view.signal.startsWith("opinion") ? view.opinionSeen : view.seen;
    tokens.forEach((token, step) => {
      if (later[step] === step > seen) return;
      later[step] = step > seen;
      token.classList.toggle("gs-later", later[step]);
    });
    if (shown === view.step) return;
    choose(view.step);
    requestAnimationFrame(() =>
      keepInView(ribbon, tokens[view.step], view.playing || context.calm()),
    );
  };
  return { root, show, tokens, keep: (step) => keepInView(ribbon, tokens[step], true) };
}
