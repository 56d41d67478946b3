/* Keeps the newest in view, whatever grows or shrinks, unless the person has scrolled up to read. */
import { $ } from "./words.js?{{version}}";

const main = document.querySelector("main");
const newest = $("newest");
let follows = true;

export function toEnd(behavior = "instant") {
  follows = true;
  main.scrollTo({ top: main.scrollHeight, behavior });
}

main.onscroll = () => {
  follows = main.scrollHeight - main.scrollTop - main.clientHeight < 80;
  newest.hidden = follows;
};
newest.onclick = () => {
  toEnd(matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth");
  $("log").focus({ preventScroll: true });
};
const watch = new ResizeObserver(() => { if (follows) toEnd(); });
[main, $("log"), $("busy")].forEach((part) => watch.observe(part));
