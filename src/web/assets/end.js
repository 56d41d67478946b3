/* Keeps the newest bubble in view when sizes change, unless the person has scrolled up to read. */
import { $ } from "./words.js?{{version}}";

const main = document.querySelector("main");
const log = $("log");
const newest = $("newest");
let follows = true;
let size = "";

/* The scroll position of the end, or of the top of a last bubble that is taller than the view. */
function end() {
  const bottom = main.scrollHeight - main.clientHeight;
  const last = log.lastElementChild;
  return last ? Math.min(bottom, last.offsetTop - main.offsetTop - 12) : bottom;
}

/* Starts to follow new bubbles. */
export function attend() {
  follows = true;
  newest.hidden = true;
}

export function toEnd(behavior = "instant") {
  attend();
  main.scrollTo({ top: end(), behavior });
}

/* A change of size scrolls as well; only a scroll without one is the person's. */
main.onscroll = () => {
  const now = `${main.scrollHeight} ${main.clientHeight}`;
  if (now === size) {
    follows = main.scrollTop > end() - 80;
    newest.hidden = follows;
  }
  size = now;
};
newest.onclick = () => {
  toEnd(matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth");
  log.focus({ preventScroll: true });
};
const watch = new ResizeObserver(() => { if (follows && main.scrollTop < end()) toEnd(); });
[main, log, $("busy")].forEach((part) => watch.observe(part));
