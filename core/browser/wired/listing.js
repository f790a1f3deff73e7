// @ts-check
// listing: the source in both dialects; a line and the arrows that it makes light each other.

/** @import { Dialect, WiredArrow, WiredModel } from "./model.js" */

import { element } from "../base/elements.js";
import { DIALECTS } from "./model.js";

/** @typedef {{ dialect: Dialect, line: number }} SourcePlace */
/**
 * @typedef {object} Listing
 * @property {HTMLElement} root
 * @property {(lit: WiredArrow[]) => void} light the lines that make these arrows
 */

/** @type {Record<Dialect, string>} */
const NAMES = { pytorch: "PyTorch", keras: "Keras" };

/** @type {(model: WiredModel, point: (place: SourcePlace | null) => void) => Listing} */
export function makeListing(model, point) {
  const { words, source, arrows } = model;
  const texts = DIALECTS.map((dialect) => {
    const making = new Set(arrows.map(({ lines }) => lines[dialect]));
    const lines = source[dialect].map((text, line) => {
      const makes = making.has(line);
      const node = element("li", makes ? { tabindex: "0" } : {}, element("code", {}, text || " "));
      if (makes) {
        const here = () => point({ dialect, line });
        const gone = () => point(null);
        node.addEventListener("pointerenter", here);
        node.addEventListener("pointerleave", gone);
        node.addEventListener("focus", here);
        node.addEventListener("blur", gone);
      }
      return node;
    });
    const list = element("ol", { "aria-label": NAMES[dialect], "data-testid": `wired-${dialect}` }, ...lines);
    return { dialect, lines, root: element("div", {}, element("h3", {}, NAMES[dialect]), list) };
  });
  const hint = element("p", { class: "gs-aside" }, words.source_hint);
  const columns = element("div", { class: "wd-dialects" }, ...texts.map(({ root }) => root));
  const heading = element("h2", {}, words.source);
  const root = element("section", { class: "gs-card wd-source" }, heading, hint, columns);
  /** @type {Listing["light"]} */
  const light = (lit) => {
    for (const { dialect, lines } of texts) {
      const making = new Set(lit.map((arrow) => arrow.lines[dialect]));
      lines.forEach((node, line) => node.classList.toggle("is-lit", making.has(line)));
    }
  };
  return { root, light };
}
