// elements: making nodes and texts. Whatever people typed goes in as text, never as markup.

const SVG = "http://www.w3.org/2000/svg";

export function put(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null) node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

export const element = (tag, attributes = {}, ...children) =>
  put(document.createElement(tag), attributes, children);

export const shape = (tag, attributes = {}, ...children) =>
  put(document.createElementNS(SVG, tag), attributes, children);

// Write only what differs, so that a step touches few nodes.
export function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

// Two decimals with a real minus sign; what rounds to zero has no sign.
export function decimals(value, digits = 2) {
  const text = Math.abs(value).toFixed(digits);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}

// A whole number with commas between thousands.
export const grouped = (number) => number.toLocaleString("en");

export const percent = (share) => `${(100 * share).toFixed(1)} %`;

// Fill "{names}" of a translated sentence in one pass: braces in a token stay what they are.
export const fill = (sentence, values) =>
  sentence.replace(/\{(\w+)\}/g, (braces, name) => (name in values ? values[name] : braces));

export const clamp = (value, low, high) => Math.min(high, Math.max(low, value));

export const shareOf = (index, count) => `${(100 * index) / count}%`;

// At most so many letters of a token: whole graphemes where the browser can tell them apart.
const segmenter = Intl.Segmenter ? new Intl.Segmenter() : null;

export function shorten(label, most = 24) {
  if (label.length <= most) return label;
  const segments = segmenter
    ? Array.from(segmenter.segment(label), ({ segment }) => segment)
    : null;
  const letters = segments ?? Array.from(label);
  return letters.length > most ? `${letters.slice(0, most - 1).join("")}…` : label;
}

// A token inside a sentence or a drawing keeps its writing direction to itself.
export const isolated = (label) => `\u2068${shorten(label)}\u2069`;
