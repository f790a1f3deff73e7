// from_disk: shows the stepper on a page that no server sends, with the payload that stands in it.
import { Stepper } from "../../../core/browser/stepper/stepper.js";

const packed = atob(document.querySelector("#payload").textContent);
const bytes = Uint8Array.from(packed, (letter) => letter.charCodeAt(0));
new Stepper(document.body).receive(bytes, () => {});
