// @ts-check
// picture_file: the drawing as a file, with every arrow in words for those who cannot see it.

/** @import { Layout } from "./layout.js" */
/** @import { WiredModel } from "./model.js" */

import { element, fill, shape } from "../base/elements.js";

// A title and a description: from, to and shape of every arrow that is drawn.
/** @type {(model: WiredModel, layout: Layout, name: string) => SVGElement[]} */
export function describe({ words, trained }, { routes }, name) {
  const title = trained ? name : `${name} (${words.untrained})`;
  const lines = routes.map(({ arrow }) =>
    fill(words.one_arrow, {
      kind: arrow.title, from: arrow.source.name, to: arrow.target.name, shape: arrow.shape,
    }),
  );
  return [shape("title", {}, title), shape("desc", {}, lines.join("\n"))];
}

/** @type {(picture: SVGElement) => void} */
export function saveDrawing(picture) {
  const text = new XMLSerializer().serializeToString(picture);
  const href = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  element("a", { href, download: "gatescope-wiring.svg" }).click();
  setTimeout(() => URL.revokeObjectURL(href), 10_000); // the browser reads it a moment later
}
