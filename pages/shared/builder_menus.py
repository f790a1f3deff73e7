"""Let the keyboard into a menu that it opens."""

from streamlit.components.v2 import component

# Streamlit fades the borders of expanders while it runs. React Aria, which draws its menus, moves
# the focus into one once no transition runs; but where several properties of an element fade, it
# hears that the first was broken off and waits for the others for ever. So it is told of none.
_JS = """
const unheard = (event) => event.stopImmediatePropagation();
export default function () {
  window.addEventListener("transitionrun", unheard, true);
}
"""
_component = component("gatescope_menus", js=_JS)


def let_keyboard_in() -> None:
    """Have the focus moved into menus at once, on this page from now on."""
    _component(key="menus")
