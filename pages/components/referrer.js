// @ts-check
// referrer: tells the browser to name this page to nobody.

export default function () {
  if (document.querySelector("meta[name=referrer]")) return;
  const meta = document.createElement("meta");
  meta.name = "referrer";
  meta.content = "no-referrer";
  document.head.append(meta);
}
