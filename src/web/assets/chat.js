/* What happens on the page: what is told, clicked, typed, dropped and pasted. */
import { $, gallery, make, words } from "./words.js?{{version}}";
import { percent, show } from "./bubbles.js?{{version}}";
import "./menu.js?{{version}}";
import { grow, press, say, sendFiles, sendText, sendWords, waiting } from "./send.js?{{version}}";

const files = $("files");
const text = $("text");
const title = document.title;

function listen() {
  const events = new EventSource("/chat/events");
  let lost;
  events.addEventListener("history", (event) => {
    JSON.parse(event.data).forEach((line) => show(line, false));
    $("hello").hidden = $("log").childElementCount > 0;
  });
  events.addEventListener("line", (event) => {
    const line = JSON.parse(event.data);
    show(line, true);
    if (line.from === "bot") { waiting(false); headline(line); }
  });
  events.addEventListener("reload", () => location.reload());
  events.onopen = () => {
    clearTimeout(lost);
    lost = undefined;
    say("");
  };
  events.onerror = () => {
    /* What comes back within a second was hardly gone. */
    lost ??= setTimeout(() => say(words["web-offline"]), 1000);
    if (events.readyState === EventSource.CLOSED) setTimeout(listen, 3000);
  };
}

/* Who looks at another tab sees how far the painting is, and that there is an answer. */
function headline(line) {
  const done = percent(line);
  if (done) document.title = `${done} % · ${title}`;
  else document.title = document.hidden ? `● ${title}` : title;
}
document.onvisibilitychange = () => { if (document.title.startsWith("●")) document.title = title; };

$("composer").onsubmit = (event) => { event.preventDefault(); sendText(); };
text.oninput = grow;
text.onkeydown = (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); sendText(); }
};
files.onchange = () => { sendFiles(files.files); files.value = ""; };
$("choose").onclick = () => files.click();
document.onclick = ({ target }) => {
  const pressed = target.closest("[data-code], [data-text]");
  if (pressed?.dataset.code) press(pressed);
  else if (pressed) sendWords(pressed.dataset.text);
};

document.onpaste = (event) => {
  if (!event.clipboardData?.files.length) return;
  event.preventDefault();
  sendFiles(event.clipboardData.files);
};
const drag = (event, stays) => {
  if (!event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  $("drop").hidden = !stays;
};
document.ondragenter = (event) => drag(event, true);
document.ondragover = (event) => drag(event, true);
/* Leaves for nowhere: out of the window. */
document.ondragleave = ({ relatedTarget }) => { if (!relatedTarget) $("drop").hidden = true; };
document.ondrop = (event) => { drag(event, false); sendFiles(event.dataTransfer.files); };

$("hello").querySelector(".strip").append(...gallery.map(([src]) => make("img", { src, alt: "", decoding: "async" })));
listen();

/* Who comes by a friend's link says so, once. */
const code = new URLSearchParams(location.search).get("start");
if (/^[\w-]{1,64}$/.test(code ?? "")) {
  history.replaceState(null, "", location.pathname);
  sendWords(`/start ${code}`);
}
