// @ts-check
// alternatives: what could stand here, the likeliest first, each a button that goes on with it.

/** @import { Choices, Shares } from "./choices.js" */

import { clamp, element, fill, grouped, write } from "../base/elements.js";
import { KEPT, TEMPERED } from "./choices.js";
import { barTitles, shareText } from "./shares_text.js";

const MORE = 60; // outputs that a click on "more" adds

/** @typedef {{ position: number, dart: boolean }} Listed `dart`: whether the throw is shown */
/**
 * @typedef {object} Alternatives
 * @property {HTMLElement} root
 * @property {(listed: Listed) => void} show
 * @property {(target: unknown) => number} rowOf an element, -1 for one that is no row
 * @property {(row: number) => void} focus
 * @property {(target: unknown, by: number) => void} move the focus from a row, or to the list
 */

/** @typedef {{ node: HTMLButtonElement, item: HTMLElement, name: HTMLElement, cells: HTMLElement[] }} Row */

const makeCells = () => [0, 1, 2].map(() => element("span", { class: "gc-share" }));

/** @type {(place: number, take: (place: number) => void) => Row} */
function makeRow(place, take) {
  const name = element("bdi", { class: "gc-name" });
  const cells = makeCells();
  const node = element("button", { type: "button", class: "gc-row", tabindex: "-1" }, name, ...cells);
  node.dataset.testid = `gc-row-${place}`;
  node.addEventListener("click", () => take(place));
  return { node, item: element("li", {}, node), name, cells };
}

// A share that is nothing because of the cuts says so.
/** @type {(cells: HTMLElement[], shares: Shares, cut: string | null) => void} */
function writeShares(cells, shares, cut) {
  cells.forEach((cell, bar) => {
    const isCut = bar === KEPT && shares[bar] === 0 && shares[TEMPERED] > 0;
    write(cell, isCut && cut !== null ? cut : shareText(shares[bar]));
    cell.dataset.value = String(shares[bar]);
  });
}

/** @type {(choices: Choices, take: (output: number) => void, changed: (rows: number) => void, rows: number) => Alternatives} */
export function makeAlternatives(choices, take, changed, rows) {
  const { words, sent, total, drawn, stacks } = choices;
  const cut = stacks[KEPT] === stacks[TEMPERED] ? null : words.cut;
  let now = /** @type {Listed} */ ({ position: 0, dart: false });
  let stop = 0; // the row that Tab reaches
  /** @type {Row[]} */
  const made = [];
  const list = element("ol", { class: "gc-rows", "aria-label": words.list });
  const otherName = element("span", { class: "gc-name" });
  const otherCells = makeCells();
  const others = element("li", { class: "gc-others", "data-testid": "gc-others" }, otherName, ...otherCells);
  const head = element("p", { class: "gs-aside gc-head" }, barTitles(choices).join(" → "));
  const [more, fewer] = [1, -1].map((way) => {
    const button = element("button", { type: "button", class: "gs-button gc-more" });
    button.dataset.testid = way > 0 ? "gc-more" : "gc-fewer";
    button.addEventListener("click", () => resize(way > 0 ? made.length + MORE : drawn));
    return button;
  });
  write(fewer, words.fewer);
  const foot = element("div", { class: "gc-foot" }, more, fewer);
  const root = element("div", { class: "gc-alternatives" }, head, list, foot);

  /** @type {(place: number) => void} */
  const takeAt = (place) => {
    stopAt(place);
    take(choices.output(now.position, place));
  };
  /** @type {(place: number) => void} */
  const stopAt = (place) => {
    made[stop]?.node.setAttribute("tabindex", "-1");
    stop = place;
    made[stop].node.setAttribute("tabindex", "0");
  };
  /** @type {(wanted: number) => void} */
  const resize = (wanted) => {
    const count = Math.min(sent, wanted);
    for (const { item } of made.splice(count)) item.remove();
    while (made.length < count) made.push(makeRow(made.length, takeAt));
    list.append(...made.map(({ item }) => item), others);
    stopAt(Math.min(stop, count - 1));
    const left = sent - count;
    more.hidden = left === 0;
    fewer.hidden = count <= drawn;
    const all = left <= MORE && sent === total;
    write(more, fill(all ? words.all : words.more, { count: Math.min(MORE, left), total: grouped(total) }));
    others.hidden = count === total;
    const items = count + Number(!others.hidden);
    list.style.setProperty("--half", String(Math.ceil(items / 2)));
    list.style.setProperty("--third", String(Math.ceil(items / 3)));
    write(otherName, fill(words.others, { count: grouped(total - count) }));
    changed(count);
    show(now);
  };
  /** @type {Alternatives["show"]} */
  const show = (listed) => {
    now = listed;
    const { position, dart } = listed;
    const taken = dart ? choices.taken(position) : null;
    const isFixed = position < choices.prime; // what was given stays as people typed it
    made.forEach(({ node, name, cells }, place) => {
      const output = choices.output(position, place);
      const shares = choices.shares(position, place);
      write(name, choices.outputs[output]);
      writeShares(cells, shares, cut);
      node.classList.toggle("gc-out", shares[KEPT] === 0);
      node.ariaDisabled = String(isFixed);
      if (output === taken) node.setAttribute("aria-current", "true");
      else node.removeAttribute("aria-current");
    });
    if (!others.hidden) writeShares(otherCells, choices.others(position, made.length), cut);
  };
  /** @type {Alternatives["rowOf"]} */
  const rowOf = (target) => made.findIndex(({ node }) => node === target);
  /** @type {Alternatives["focus"]} */
  const focus = (row) => {
    stopAt(clamp(row, 0, made.length - 1));
    made[stop].node.focus();
  };
  /** @type {Alternatives["move"]} */
  const move = (target, by) => focus(rowOf(target) < 0 ? stop : rowOf(target) + by);
  resize(Math.max(rows, drawn));
  return { root, show, rowOf, focus, move };
}
