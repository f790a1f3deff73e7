// @ts-check
// this_step: mounts the panel of the current token in Streamlit.

import { ThisStep } from "../../../core/browser/this_step/this_step.js";
import { mount } from "../base/mount.js";

export default mount(ThisStep);
