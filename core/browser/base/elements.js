// @ts-check
// elements: making nodes and texts. Whatever people typed goes in as text, never as markup.

/** @typedef {Record<string, string | number | boolean | null | undefined>} Attributes */

const SVG = "http://www.w3.org/2000/svg";

/**
 * @template {Element} N
 * @param {N} node
 * @param {Attributes} attributes
 * @param {(Node | string)[]} children
 */
export function put(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null) node.setAttribute(name, String(value));
  }
  node.append(...children);
  return node;
}

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Attributes} [attributes]
 * @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export const element = (tag, attributes = {}, ...children) =>
  put(document.createElement(tag), attributes, children);

/**
 * @template {keyof SVGElementTagNameMap} T
 * @param {T} tag
 * @param {Attributes} [attributes]
 * @param {(Node | string)[]} children
 * @returns {SVGElementTagNameMap[T]}
 */
export const shape = (tag, attributes = {}, ...children) =>
  put(document.createElementNS(SVG, tag), attributes, children);

// Write only what differs, so that a step touches few nodes.
/** @type {(node: Element, text: string) => void} */
export function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

// Two decimals with a real minus sign; what rounds to zero has no sign.
/** @type {(value: number, digits?: number) => string} */
export function decimals(value, digits = 2) {
  const text = Math.abs(value).toFixed(digits);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}

// A whole number with commas between thousands.
/** @type {(number: number) => string} */
export const grouped = (number) => number.toLocaleString("en");

/** @type {(share: number) => string} */
export const percent = (share) => `${(100 * share).toFixed(1)} %`;

// Fill "{names}" of a translated sentence in one pass: braces in a token stay what they are.
/** @type {(sentence: string, values: Record<string, string | number>) => string} */
export const fill = (sentence, values) =>
  sentence.replace(/\{(\w+)\}/g, (braces, name) => (name in values ? String(values[name]) : braces));

/** @type {(value: number, low: number, high: number) => number} */
export const clamp = (value, low, high) => Math.min(high, Math.max(low, value));

/** @type {(index: number, count: number) => string} */
export const shareOf = (index, count) => `${(100 * index) / count}%`;

// The 2D context of a canvas; every browser that runs this has one.
/** @type {(canvas: HTMLCanvasElement, options?: object) => CanvasRenderingContext2D} */
export const contextOf = (canvas, options) =>
  /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", options));

// At most this many letters of a token: whole graphemes where the browser can segment them.
const segmenter = Intl.Segmenter ? new Intl.Segmenter() : null;

/** @type {(label: string, most?: number) => string} */
export function shorten(label, most = 24) {
  if (label.length <= most) return label;
  const segments = segmenter
    ? Array.from(segmenter.segment(label), ({ segment }) => segment)
    : null;
  const letters = segments ?? Array.from(label);
  return letters.length > most ? `${letters.slice(0, most - 1).join("")}…` : label;
}

// The rough width of a text in ems: Korean and Chinese letters are square, others half as wide.
/** @type {(text: string) => number} */
export const ems = (text) => [...text].reduce((sum, letter) => sum + (letter > "\u1100" ? 0.95 : 0.55), 0);

// A token inside a sentence or a drawing keeps its writing direction to itself.
/** @type {(label: string) => string} */
export const isolated = (label) => `\u2068${shorten(label)}\u2069`;
