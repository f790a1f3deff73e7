// @ts-check
// symbols: the cell's own LaTeX, read and written with italics and indices.

/** @import { Attributes } from "./elements.js" */

import { element, shape } from "./elements.js";

const PIECE = /\\odot|\\sigma|\\tanh|(?:\\tilde\{\w\}|\w)(?:_(?:\{[^}]*\}|\w))?|[()+-]|\s+/g;
/** @type {Record<string, string>} */
export const SIGNS = { "\\odot": "⊙", "\\sigma": "σ", "\\tanh": "tanh", "-": "−" };

/** @type {(latex: string) => string[]} */
export const pieces = (latex) => (latex.match(PIECE) ?? []).filter((piece) => piece.trim());

/** @type {(piece: string) => boolean} */
export const isSymbol = (piece) => /^(\\tilde|[A-Za-z])/.test(piece);

// "c_{t-1}" as an italic c with its index below; h with a tilde keeps it.
/** @type {(latex: string) => HTMLElement} */
export function writeSymbol(latex) {
  const [base, index = ""] = latex.split(/_(.+)/);
  const letter = base.replace(/\\tilde\{(\w)\}/, "$1\u0303");
  const node = element("span", { class: "gs-symbol" }, element("i", {}, letter));
  if (index) node.append(element("sub", {}, index.replace(/[{}]/g, "").replace("-", "−")));
  return node;
}

/** @type {(latex: string) => HTMLElement} */
export function writeSymbols(latex) {
  const line = element("span", { class: "gs-symbols" });
  let before = "(";
  for (const piece of pieces(latex)) {
    if (isSymbol(piece)) {
      if (isSymbol(before)) line.append("\u2009");
      line.append(writeSymbol(piece));
    } else {
      line.append(
        /^(\\odot|\+|-)$/.test(piece) ? ` ${SIGNS[piece] ?? piece} ` : (SIGNS[piece] ?? piece),
      );
    }
    before = piece;
  }
  return line;
}

// The same in a drawing.
/** @type {(node: SVGElement, latex: string) => void} */
export function writeSvgSymbols(node, latex) {
  let lowered = false;
  /** @type {(text: string, attributes: Attributes) => void} */
  const span = (text, attributes) => {
    const shift = lowered ? { dy: "-0.22em" } : {};
    node.append(shape("tspan", { ...shift, ...attributes }, text));
    lowered = false;
  };
  for (const piece of pieces(latex)) {
    if (!isSymbol(piece)) {
      span(piece === "\\odot" ? " · " : (SIGNS[piece] ?? piece), {});
      continue;
    }
    const [base, index = ""] = piece.split(/_(.+)/);
    span(base.replace(/\\tilde\{(\w)\}/, "$1\u0303"), { class: "gs-italic" });
    const below = index.replace(/[{}]/g, "").replace("-", "−");
    node.append(shape("tspan", { class: "gs-index", dx: "0.08em", dy: "0.3em" }, below));
    lowered = true;
  }
  if (lowered) node.append(shape("tspan", { dy: "-0.22em" }, "\u200b"));
}
