// @ts-check
// wired: mounts the drawing of a wired model in Streamlit.

import { WiredDrawing } from "../../../core/browser/wired/wired.js";
import { mount } from "../base/mount.js";

export default mount(WiredDrawing);
