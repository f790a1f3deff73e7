// @ts-check
// tinted_text: the whole text, each token in a colour of its probability or entropy.

/** @import { Scale, Theme } from "../base/types.d.ts" */
/** @import { Choices } from "./choices.js" */
/** @import { Piece } from "./pieces.js" */

import { hex, sequential } from "../base/colour.js";
import { element } from "../base/elements.js";
import { MODEL } from "./choices.js";
import { makePieces, stepAt, tintPiece, writePiece } from "./pieces.js";

/** @typedef {"probability" | "entropy" | "nothing"} Tint */
export const TINTS = /** @type {Tint[]} */ (["probability", "entropy", "nothing"]);

/** @typedef {{ step: number, position: number, last: number }} Seen `last`: the last token in sight */
/**
 * @typedef {object} TintedText
 * @property {HTMLElement} root
 * @property {(seen: Seen) => void} show
 * @property {(tint: Tint) => void} tint
 */

// From 0 to 1, whatever is shown: a probability, or the share of the largest entropy.
/** @type {(choices: Choices, theme: Theme, tint: Tint) => Scale | null} */
export function tintScale({ diverging }, theme, tint) {
  if (tint === "nothing") return null;
  const [red, blue] = diverging[theme.dark ? "dark" : "light"].map(hex);
  return sequential(theme.zero, tint === "probability" ? blue : red);
}

/** @type {(choices: Choices, tint: Tint, step: number) => number} */
export function tintValue(choices, tint, step) {
  if (tint === "entropy") return choices.most ? choices.entropy(step) / choices.most : 0;
  return choices.taken(step) === null ? 0 : choices.shares(step, choices.sent)[MODEL];
}

/** @type {(choices: Choices, theme: Theme, go: (step: number) => void) => TintedText} */
export function makeTintedText(choices, theme, go) {
  const { words, letters, length, prime } = choices;
  const { parts, pieces, pieceOf } = makePieces(choices);
  const text = element("div", { class: "gc-text", role: "group", "aria-label": words.text }, ...parts);
  text.dataset.testid = "gc-text";
  const [here, next] = ["gc-this-one", "gc-next-one"].map(makeFrame);
  text.append(here.root, next.root);
  text.classList.toggle("gc-letters", letters);
  text.addEventListener("click", (event) => {
    const piece = pieceOf.find(({ node }) => node === event.target);
    if (piece) go(Math.min(stepAt(piece, event), now.last));
  });
  /** @type {Seen} */
  let now = { step: 0, position: 0, last: length - 1 };

  const place = () => {
    here.show(pieceOf[now.step], now.step);
    const isOther = now.position !== now.step && now.position <= now.last;
    next.show(isOther ? pieceOf[now.position] : undefined, now.position);
    keepInView(text, pieceOf[now.step].node);
  };
  new ResizeObserver(place).observe(text);

  /** @type {TintedText["tint"]} */
  const tint = (chosen) => {
    const scale = tintScale(choices, theme, chosen);
    for (const piece of pieces)
      tintPiece(piece, (step) => (step < prime ? undefined : scale?.colour(tintValue(choices, chosen, step))));
  };
  // Only what differs is touched, and only what is later or no longer so.
  /** @type {TintedText["show"]} */
  const show = (seen) => {
    pieceOf[now.step].node.removeAttribute("aria-current");
    pieceOf[seen.step].node.setAttribute("aria-current", "step");
    const [from, to] = [now.last, seen.last].sort((a, b) => a - b);
    if (from < to) writePiece(pieceOf[from], seen.last, choices);
    for (let step = from + 1; step <= to; step += 1) writePiece(pieceOf[step], seen.last, choices);
    now = seen;
    requestAnimationFrame(place);
  };
  return { root: text, show, tint };
}

// A frame over a token. It lies on the text and is moved, so that the text is not painted again.
/** @type {(name: string) => { root: HTMLElement, show: (piece: Piece | undefined, step: number) => void }} */
function makeFrame(name) {
  const root = element("span", { class: `gc-here ${name}`, "aria-hidden": "true" });
  let sized = "";
  /** @type {(piece: Piece | undefined, step: number) => void} */
  const show = (piece, step) => {
    root.style.opacity = piece ? "1" : "0";
    if (!piece) return;
    const { offsetLeft, offsetTop, offsetWidth, offsetHeight } = piece.node;
    const width = offsetWidth / piece.count;
    const left = offsetLeft + (step - piece.first) * width;
    root.style.transform = `translate(${left}px, ${offsetTop}px)`;
    const size = `${width}px ${offsetHeight}px`;
    if (size === sized) return; // as most characters are
    sized = size;
    root.style.width = `${width}px`;
    root.style.height = `${offsetHeight}px`;
  };
  return { root, show };
}

// The line of the token is brought to the middle once it comes near the edge.
/** @type {(text: HTMLElement, token: HTMLElement) => void} */
function keepInView(text, token) {
  const [top, height, line] = [token.offsetTop, text.clientHeight, token.offsetHeight];
  const into = top - text.scrollTop;
  if (into >= line && into + 2 * line <= height) return;
  text.scrollTop = top - (height - line) / 2;
}
