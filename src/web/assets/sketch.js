/* While the summary of a painting is open, a small sketch beside its buttons follows them. */
import { make, words } from "./words.js?{{version}}";

/* After the last change, in milliseconds: of several quick changes only the last one is drawn. */
const pause = 250;
let due;
let latest = 0;

export function sketch(body, draft) {
  if (!draft) { body.querySelector(".sketch")?.remove(); return; }
  clearTimeout(due);
  due = setTimeout(draw, pause, body, draft);
}

async function draw(body, draft) {
  const number = ++latest;
  const old = body.querySelector(".sketch");
  old?.classList.add("stale");
  const image = make("img", { src: `/chat/sketches/${draft}?${number}`, alt: words["web-sketch-shows"] });
  const isDrawn = await image.decode().then(() => true, () => false);
  if (number !== latest) return;
  old?.remove();
  if (isDrawn) body.prepend(make("figure", { className: "sketch" }, image, make("figcaption", { textContent: words["web-sketch"] })));
}
