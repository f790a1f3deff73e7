// @ts-check
// aligned: one sentence under every tokenizer, every token in the columns of its characters.

import { element, fill } from "../../../core/browser/base/elements.js";
import { frameRow } from "../../../core/browser/base/more.js";

/** @typedef {[number, number, string, string, number | null, boolean]} SentToken */
/**
 * @typedef {object} AlignedToken
 * @property {number} column
 * @property {number} width
 * @property {string} text
 * @property {string} key
 * @property {number | null} id
 * @property {boolean} known
 */
/** @typedef {{ name: string, counts: string, own: string, tokens: SentToken[] }} SentRow */
/**
 * @typedef {object} Sent
 * @property {[shown: string, width: number][]} characters
 * @property {SentRow[]} rows
 * @property {Record<"what" | "hint" | "known" | "plain" | "unknown", string>} words
 */
/** @typedef {[rowIndex: number, index: number]} At */
/**
 * @typedef {object} AlignedView
 * @property {HTMLElement} root
 * @property {ReturnType<typeof rowOf>[]} rows
 * @property {HTMLElement} status
 * @property {Sent["words"]} words
 * @property {HTMLElement[]} lit
 */

// A token as Python sends it: its place, the text to show, and its entry in the vocabulary.
/** @type {(sent: SentToken) => AlignedToken} */
const readToken = ([column, width, text, key, id, known]) =>
  ({ column, width, text, key, id, known });

/**
 * @template {HTMLElement} N
 * @param {N} node
 * @param {number} column
 * @param {number} width
 * @returns {N}
 */
function place(node, column, width) {
  node.style.setProperty("--at", String(column));
  node.style.setProperty("--wide", String(width));
  return node;
}

/** @param {[shown: string, width: number][]} characters */
function ruler(characters) {
  const row = element("div", { class: "ga-row ga-ruler" });
  const line = element("div", { class: "ga-line" });
  let column = 0;
  for (const [shown, width] of characters) {
    line.append(place(element("span", { class: "ga-character" }, shown), column, width));
    column += width;
  }
  row.append(element("div", { class: "ga-name" }), line);
  row.setAttribute("aria-hidden", "true");
  return { row, columns: column };
}

/** @param {AlignedToken} token */
function tokenButton(token) {
  const button = place(element("button", { class: "ga-token" }, token.text), token.column, token.width);
  button.type = "button";
  button.tabIndex = -1;
  if (!token.known) button.classList.add("ga-unknown");
  return button;
}

/** @param {SentRow} sent */
function rowOf({ name, counts, own, tokens: sent }) {
  const tokens = sent.map(readToken);
  const row = element("div", { class: own ? "ga-row ga-own" : "ga-row" });
  const head = element("div", { class: "ga-name" });
  head.append(element("strong", {}, name), element("small", {}, counts));
  if (own) head.append(element("small", { class: "ga-badge" }, own));
  const line = element("div", { class: "ga-line" });
  const buttons = tokens.map(tokenButton);
  line.append(...buttons);
  row.setAttribute("role", "group");
  row.setAttribute("aria-label", `${name}, ${counts}`);
  row.append(head, line);
  return { row, buttons, tokens, name };
}

/** @type {(parent: Element, data: Sent) => AlignedView} */
function build(parent, data) {
  const root = element("div", { class: "ga", translate: "no" });
  const scroll = element("div", { class: "ga-scroll" });
  const { row, columns } = ruler(data.characters);
  const rows = data.rows.map(rowOf);
  root.style.setProperty("--columns", String(Math.max(columns, 1)));
  scroll.setAttribute("role", "group");
  scroll.setAttribute("aria-label", data.words.what);
  scroll.append(row, ...rows.map((each) => each.row));
  const status = element("p", { class: "ga-said" }, data.words.hint);
  status.setAttribute("aria-live", "polite");
  const line = /** @type {Element} */ (row.lastElementChild); // narrower in a narrow window
  const hidden = (/** @type {number} */ pixels) => Math.ceil((columns * pixels) / line.clientWidth);
  root.append(frameRow(scroll, (_side, pixels) => hidden(pixels)), status);
  parent.querySelector(".ga")?.remove(); // the previous sentence; the style sheet beside it stays
  parent.append(root);
  return { root, rows, status, words: data.words, lit: [] };
}

// Light up the token pointed at, and all tokens that share a character with it.
/** @type {(view: AlignedView, rowIndex: number, index: number) => void} */
function light(view, rowIndex, index) {
  for (const button of view.lit) button.classList.remove("ga-lit", "ga-here");
  const { tokens, buttons, name } = view.rows[rowIndex];
  const token = tokens[index];
  const [start, end] = [token.column, token.column + token.width];
  view.lit = view.rows.flatMap((row) =>
    row.buttons.filter((_, other) => {
      const each = row.tokens[other];
      return each.column < end && start < each.column + each.width;
    }));
  for (const button of view.lit) button.classList.add("ga-lit");
  buttons[index].classList.add("ga-here");
  view.status.textContent = sentence(view.words, name, tokens.length, index, token);
}

/**
 * @param {Sent["words"]} words
 * @param {string} name
 * @param {number} total
 * @param {number} index
 * @param {AlignedToken} token
 */
function sentence(words, name, total, index, token) {
  const { text, id, key } = token;
  const pattern = id === null ? words.plain : token.known ? words.known : words.unknown;
  return fill(pattern, { name, total, step: index + 1, text, id: id ?? "", key });
}

/** @type {(view: AlignedView, rowIndex: number, index: number) => void} */
function go(view, rowIndex, index) {
  const { buttons } = view.rows[rowIndex];
  for (const row of view.rows) for (const button of row.buttons) button.tabIndex = -1;
  buttons[index].tabIndex = 0;
  buttons[index].focus({ preventScroll: true });
  buttons[index].scrollIntoView({ block: "nearest", inline: "nearest" });
}

// The token of another row that begins nearest to where this one does.
/** @type {(tokens: AlignedToken[], column: number) => number} */
function nearest(tokens, column) {
  let best = 0;
  tokens.forEach((token, index) => {
    if (Math.abs(token.column - column) < Math.abs(tokens[best].column - column)) best = index;
  });
  return best;
}

/** @type {(view: AlignedView, rowIndex: number, column: number, step: number) => At | null} */
function verticalMove(view, rowIndex, column, step) {
  for (let next = rowIndex + step; view.rows[next]; next += step)
    if (view.rows[next].tokens.length) return [next, nearest(view.rows[next].tokens, column)];
  return null;
}

// The token that a key leads to, or null where there is none; undefined for other keys.
/**
 * @param {AlignedView} view
 * @param {number} rowIndex
 * @param {number} index
 * @param {string} key
 * @returns {At | null | undefined}
 */
export function moved(view, rowIndex, index, key) {
  const last = view.rows[rowIndex].tokens.length - 1;
  const column = view.rows[rowIndex].tokens[index].column;
  switch (key) {
    case "ArrowRight": return [rowIndex, Math.min(index + 1, last)];
    case "ArrowLeft": return [rowIndex, Math.max(index - 1, 0)];
    case "Home": return [rowIndex, 0];
    case "End": return [rowIndex, last];
    case "ArrowUp": return verticalMove(view, rowIndex, column, -1);
    case "ArrowDown": return verticalMove(view, rowIndex, column, 1);
    default: return undefined;
  }
}

/** @type {(view: AlignedView, target: EventTarget | null) => At | null} */
function whereIs(view, target) {
  const rowIndex = view.rows.findIndex((row) => row.row.contains(/** @type {Node} */ (target)));
  const index = rowIndex < 0 ? -1 : view.rows[rowIndex].buttons.indexOf(/** @type {HTMLButtonElement} */ (target));
  return index < 0 ? null : [rowIndex, index];
}

/** @type {(view: AlignedView) => void} */
function listen(view) {
  /** @type {(event: Event, act: (rowIndex: number, index: number) => void) => void} */
  const at = (event, act) => {
    const place = whereIs(view, event.target);
    if (place) act(...place);
  };
  view.root.addEventListener("pointerover", (event) => at(event, (...place) => light(view, ...place)));
  view.root.addEventListener("focusin", (event) => at(event, (...place) => light(view, ...place)));
  view.root.addEventListener("click", (event) => at(event, (...place) => go(view, ...place)));
  view.root.addEventListener("keydown", (event) => at(event, (...place) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = moved(view, ...place, event.key);
    if (next === undefined) return;
    event.preventDefault();
    if (next) go(view, ...next);
  }));
  const first = view.rows.find((row) => row.buttons.length);
  if (first) first.buttons[0].tabIndex = 0;
}

/** @type {WeakMap<Element, string>} */
const shown = new WeakMap();

/** @param {{ parentElement: Element, data: Sent }} given */
export default function ({ parentElement, data }) {
  const json = JSON.stringify(data);
  if (shown.get(parentElement) === json) return; // a rerun of the page keeps what is focused
  shown.set(parentElement, json);
  listen(build(parentElement, data));
}
