// @ts-check
// pieces: a text as people write it, in pieces of one token, or of several that contract.

/** @import { Colour } from "../base/types.d.ts" */
/** @import { Choices } from "./choices.js" */

import { css, inkOn } from "../base/colour.js";
import { element } from "../base/elements.js";

/** @typedef {{ node: HTMLElement, text: string, first: number, count: number }} Piece `first` token */

/** @type {(choices: Choices) => { parts: (HTMLElement | string)[], pieces: Piece[], pieceOf: Piece[] }} */
export function makePieces({ pieces: sent, prime, byHand }) {
  /** @type {(HTMLElement | string)[]} */
  const parts = [];
  /** @type {Piece[]} */
  const pieces = [];
  /** @type {Piece[]} */
  const pieceOf = [];
  for (const each of sent) {
    const [gap, text, count] = typeof each === "string" ? ["", each, 1] : each;
    const first = pieceOf.length;
    const node = element("span", { class: "gc-token" }, text);
    const piece = { node, text, first, count };
    for (let step = first; step < first + count; step += 1) {
      pieceOf.push(piece);
      if (step < prime) node.classList.add("gc-given");
      if (byHand.has(step)) node.classList.add("gc-hand");
    }
    pieces.push(piece);
    parts.push(gap, node);
  }
  return { parts, pieces, pieceOf };
}

// Tokens that share a piece share its width: each has an equal part of it, from left to right.
/** @type {(piece: Piece, event: MouseEvent) => number} */
export function stepAt({ node, first, count }, { clientX }) {
  if (count === 1) return first;
  const { left, width } = node.getBoundingClientRect();
  return first + Math.min(count - 1, Math.max(0, Math.floor(((clientX - left) / width) * count)));
}

/** @type {(piece: Piece, colourOf: (step: number) => Colour | undefined) => void} */
export function tintPiece({ node, first, count }, colourOf) {
  const colours = Array.from({ length: count }, (_, place) => colourOf(first + place));
  const known = colours.filter((colour) => colour !== undefined);
  if (!known.length) {
    node.style.cssText = "";
    return;
  }
  const stops = colours.map((colour, place) => {
    const [from, to] = [place, place + 1].map((end) => `${(100 * end) / count}%`);
    return `${colour ? css(colour) : "transparent"} ${from} ${to}`;
  });
  const background = count === 1 ? css(known[0]) : `linear-gradient(90deg, ${stops.join(", ")})`;
  node.style.cssText = `background:${background};color:${inkOn(known[known.length >> 1])}`;
}

// Where only the first tokens of a piece may be seen, what it becomes with the others is not told.
/** @type {(piece: Piece, last: number, choices: { tokens: string[] }) => void} */
export function writePiece({ node, text, first, count }, last, { tokens }) {
  node.classList.toggle("gc-later", first > last);
  if (count === 1) return;
  const isWhole = last >= first + count - 1 || last < first;
  const shown = isWhole ? text : tokens.slice(first, last + 1).join("");
  if (node.textContent !== shown) node.textContent = shown;
}
