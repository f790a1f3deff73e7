// @ts-check
// snippets: places in a corpus, each a button that opens the text there.

/** @import { Quantity, Scale, Shades, Tell, Words } from "../../../core/browser/base/types.d.ts" */

import { css, inkOn, Palette, readTheme } from "../../../core/browser/base/colour.js";
import { clamp, element, fill, grouped, put } from "../../../core/browser/base/elements.js";
import { makeLegend } from "../../../core/browser/base/maps.js";
import { mount } from "../base/mount.js";

/**
 * @typedef {object} Snippet
 * @property {string} title
 * @property {number} position
 * @property {string} figures
 * @property {string[]} labels
 * @property {number[]} blanks
 * @property {Record<number, string>} gaps
 * @property {number[]} unknown
 * @property {number[]} values
 * @property {[from: number, to: number]} hit
 */
/**
 * @typedef {object} Snippets
 * @property {string} digest
 * @property {Snippet[]} items
 * @property {Quantity} quantity
 * @property {number} largest
 * @property {boolean} fixed
 * @property {boolean} lecture
 * @property {Shades<[negative: string, positive: string]>} diverging
 * @property {Words} words
 */

export class List {
  /** @type {string | undefined} */
  data;
  /** @type {string | undefined} */
  look;
  /** @type {Tell} */
  tell;
  /** @type {HTMLButtonElement[]} */
  buttons = [];

  /** @param {Element} host */
  constructor(host) {
    this.root = element("div", { class: "gs", "data-testid": "gn-root" });
    host.append(this.root);
    this.root.addEventListener("keydown", (event) => this.onKey(event));
  }

  /** @type {(data: string, tell: Tell) => void} */
  receive(data, tell) {
    this.tell = tell;
    const theme = getComputedStyle(this.root);
    const look = `${theme.backgroundColor} ${theme.color}`;
    if (data === this.data && look === this.look) return; // a rerun keeps what is focused
    Object.assign(this, { data, look });
    this.build(JSON.parse(data));
  }

  /** @param {Snippets} list */
  build(list) {
    const theme = readTheme(this.root);
    const { quantity, words, lecture, fixed, items } = list;
    const shown = { ...list, quantities: [quantity], largest: () => list.largest };
    const scale = new Palette(shown, theme).scale(quantity.name);
    this.buttons = items.map((item, index) => makeSnippet(item, scale, words, () => {
      this.mark(index);
      this.tell("chosen", { index, digest: list.digest });
    }));
    const nodes = this.buttons.map((button) => element("li", {}, button));
    const name = element("span", {}, quantity.title);
    const legend = element("div", { class: "gn-legend" }, name, makeLegend(scale));
    const all = element("ol", { class: "gn-list", "aria-label": words.list }, ...nodes);
    this.root.classList.toggle("gs-lecture", lecture);
    this.root.classList.toggle("gn-fixed", fixed);
    this.root.replaceChildren(...(items.length ? [legend, all] : []));
    this.stop(0);
  }

  // One stop for Tab; the arrow keys go from one to the next.
  /** @param {number} index */
  stop(index) {
    this.buttons.forEach((button, place) => {
      button.tabIndex = place === index ? 0 : -1;
    });
  }

  /** @param {number} index */
  mark(index) {
    this.stop(index);
    this.buttons.forEach((button, place) => {
      if (place === index) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    });
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const target = /** @type {Element} */ (event.target);
    const button = /** @type {HTMLButtonElement} */ (target.closest("button"));
    const here = this.buttons.indexOf(button);
    const last = this.buttons.length - 1;
    /** @type {Record<string, number>} */
    const keys = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: last };
    if (here < 0 || !(event.key in keys)) return;
    event.preventDefault();
    const next = clamp(keys[event.key], 0, last);
    this.stop(next);
    this.buttons[next].focus();
  }

  leave() {
    this.root.remove();
  }
}

/** @type {(item: Snippet, scale: Scale, words: Words, choose: () => void) => HTMLButtonElement} */
function makeSnippet(item, scale, words, choose) {
  const head = element(
    "span",
    { class: "gn-head" },
    element("bdi", { class: "gn-title" }, item.title),
    element("span", {}, fill(words.position, { position: grouped(item.position + 1) })),
    element("strong", { class: "gn-figures" }, item.figures),
  );
  const text = element("span", { class: "gn-text" }, ...tokensOf(item, scale, words));
  const button = element("button", { type: "button", class: "gn-item" }, head, text);
  button.addEventListener("click", choose);
  return button;
}

// The tokens before the hit, the hit in its frame, and those after it.
/** @type {(item: Snippet, scale: Scale, words: Words) => (Node | string)[]} */
function tokensOf(item, scale, words) {
  const { labels, gaps, hit } = item;
  const blanks = new Set(item.blanks);
  const unknown = new Set(item.unknown);
  /** @type {(from: number, to: number) => (Node | string)[]} */
  const nodesOf = (from, to) => {
    /** @type {(Node | string)[]} */
    const nodes = [];
    for (let index = from; index < to; index += 1) {
      const gap = gaps[index];
      if (gap) nodes.push(gap.startsWith("\n") ? " " : gap);
      const node = element("bdi", { class: "gn-token" }, blanks.has(index) ? " " : labels[index]);
      const colour = scale.colour(item.values[index]);
      node.style.cssText = `background:${css(colour)};color:${inkOn(colour)}`;
      if (unknown.has(index)) put(node, { class: "gn-token gn-unknown", title: words.unknown }, []);
      nodes.push(node);
    }
    return nodes;
  };
  // The space before the hit stays outside its frame, as the space after it does.
  const framed = nodesOf(...hit);
  const between = typeof framed[0] === "string" ? framed.splice(0, 1) : [];
  const frame = element("span", { class: "gn-hit" }, ...framed);
  return [...nodesOf(0, hit[0]), ...between, frame, ...nodesOf(hit[1], labels.length)];
}

export default mount(List, "setTriggerValue");
