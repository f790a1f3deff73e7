// @ts-check
// referrer: tells the browser to send no referrer from this page.

export default function () {
  if (document.querySelector("meta[name=referrer]")) return;
  const meta = document.createElement("meta");
  meta.name = "referrer";
  meta.content = "no-referrer";
  document.head.append(meta);
}
