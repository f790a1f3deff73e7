// @ts-check
// page: the stepper on a page of its own, that needs no server and no network.

import { Stepper } from "../stepper/stepper.js";

/** @type {(packed: string) => Promise<Uint8Array>} what gzip and base64 made of the payload */
const unpacked = async (packed) => {
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
};

// The payload stands in the page as text; nobody is told where the reader stops.
const host = /** @type {Element} */ (document.querySelector("#stepper"));
const packed = /** @type {Element} */ (document.querySelector("#payload")).textContent ?? "";
unpacked(packed).then((bytes) => new Stepper(host).receive(bytes, () => {}));
