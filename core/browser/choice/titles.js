// @ts-check
// titles: what each of the three bars shows, above it.

/** @import { Choices } from "./choices.js" */

import { element } from "../base/elements.js";
import { barTitles } from "./shares_text.js";

/** @type {(choices: Choices) => HTMLElement} */
export function makeTitles(choices) {
  const titles = barTitles(choices).map((title) => element("span", {}, title));
  const dart = element("span", { class: "gc-dart-title" }, choices.words.dart);
  return element("div", { class: "gc-titles", "aria-hidden": "true" }, ...titles, dart);
}
