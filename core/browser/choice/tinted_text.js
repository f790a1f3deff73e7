// @ts-check
// tinted_text: the whole text, each token in a colour of its probability or entropy.

/** @import { Scale, Theme } from "../base/types.d.ts" */
/** @import { Choices } from "./choices.js" */

import { css, hex, inkOn, sequential } from "../base/colour.js";
import { element } from "../base/elements.js";
import { MODEL } from "./choices.js";

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

/** @type {(choices: Choices, step: number) => HTMLElement} */
function makeToken({ tokens, blanks, prime, byHand }, step) {
  const token = element("span", { class: "gc-token" }, blanks.has(step) ? " " : tokens[step]);
  if (step < prime) token.classList.add("gc-given");
  if (byHand.has(step)) token.classList.add("gc-hand");
  return token;
}

/** @type {(choices: Choices, theme: Theme, go: (step: number) => void) => TintedText} */
export function makeTintedText(choices, theme, go) {
  const { words, ends, spaced, length, prime } = choices;
  const tokens = Array.from({ length }, (_, step) => makeToken(choices, step));
  const parts = tokens.flatMap((token, step) =>
    ends.has(step) ? [token, "\n"] : spaced ? [token, " "] : [token],
  );
  const text = element("div", { class: "gc-text", role: "group", "aria-label": words.text }, ...parts);
  text.dataset.testid = "gc-text";
  const [here, next] = ["gc-this-one", "gc-next-one"].map(makeFrame);
  text.append(here.root, next.root);
  text.classList.toggle("gc-letters", !spaced);
  const stepOf = new Map(tokens.map((token, step) => [token, step]));
  text.addEventListener("click", ({ target }) => {
    const step = stepOf.get(/** @type {HTMLElement} */ (target));
    if (step !== undefined && step <= now.last) go(step);
  });
  /** @type {Seen} */
  let now = { step: 0, position: 0, last: length - 1 };

  const place = () => {
    here.show(tokens[now.step]);
    const isOther = now.position !== now.step && now.position <= now.last;
    next.show(isOther ? tokens[now.position] : undefined);
    keepTokenInView(text, tokens[now.step]);
  };
  new ResizeObserver(place).observe(text);

  /** @type {TintedText["tint"]} */
  const tint = (chosen) => {
    const scale = tintScale(choices, theme, chosen);
    for (let step = prime; step < length; step += 1) {
      const colour = scale?.colour(tintValue(choices, chosen, step));
      const style = colour ? `background:${css(colour)};color:${inkOn(colour)}` : "";
      tokens[step].style.cssText = style;
    }
  };
  // Only what differs is touched, and only what is later or no longer so.
  /** @type {TintedText["show"]} */
  const show = (seen) => {
    tokens[now.step].removeAttribute("aria-current");
    tokens[seen.step].setAttribute("aria-current", "step");
    const [from, to] = [now.last, seen.last].sort((a, b) => a - b);
    for (let step = from + 1; step <= to; step += 1)
      tokens[step].classList.toggle("gc-later", step > seen.last);
    now = seen;
    requestAnimationFrame(place);
  };
  return { root: text, show, tint };
}

// A frame over a token. It lies on the text and is moved, so that the text is not painted again.
/** @type {(name: string) => { root: HTMLElement, show: (token: HTMLElement | undefined) => void }} */
function makeFrame(name) {
  const root = element("span", { class: `gc-here ${name}`, "aria-hidden": "true" });
  let sized = "";
  /** @type {(token: HTMLElement | undefined) => void} */
  const show = (token) => {
    root.style.opacity = token ? "1" : "0";
    if (!token) return;
    const { offsetLeft, offsetTop, offsetWidth, offsetHeight } = token;
    root.style.transform = `translate(${offsetLeft}px, ${offsetTop}px)`;
    const size = `${offsetWidth}px ${offsetHeight}px`;
    if (size === sized) return; // as most characters are
    sized = size;
    root.style.width = `${offsetWidth}px`;
    root.style.height = `${offsetHeight}px`;
  };
  return { root, show };
}

// The line of the token is brought to the middle once it comes near the edge.
/** @type {(text: HTMLElement, token: HTMLElement) => void} */
function keepTokenInView(text, token) {
  const [top, height, line] = [token.offsetTop, text.clientHeight, token.offsetHeight];
  const into = top - text.scrollTop;
  if (into >= line && into + 2 * line <= height) return;
  text.scrollTop = top - (height - line) / 2;
}
