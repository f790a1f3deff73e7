// from_disk: shows the stepper on a page opened from disk, with the payload that the page contains.
import { Stepper } from "../../../core/browser/stepper/stepper.js";

const packed = atob(document.querySelector("#payload").textContent);
const bytes = Uint8Array.from(packed, (letter) => letter.charCodeAt(0));
new Stepper(document.body).receive(bytes, () => {});
