// @ts-check
// stepper: mounts the stepper in Streamlit.

import { Stepper } from "../../../core/browser/stepper/stepper.js";
import { mount } from "../base/mount.js";

export default mount(Stepper);
