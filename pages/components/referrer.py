"""Keep the address, and with it the sentence, from other sites."""

from streamlit.components.v2 import component

_JS = """
export default function () {
  if (document.querySelector("meta[name=referrer]")) return;
  const meta = document.createElement("meta");
  meta.name = "referrer";
  meta.content = "no-referrer";
  document.head.append(meta);
}
"""
_component = component("gatescope_referrer", js=_JS)


def send_no_referrer() -> None:
    """Tell the browser to name this page to nobody; Streamlit sets no such header itself."""
    _component(key="referrer")
