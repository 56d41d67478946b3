/* Connects the page: the event stream, clicks, typing, drag and drop, and paste. */
import { $, gallery, make, words } from "./words.js?{{version}}";
import { percent, show } from "./bubbles.js?{{version}}";
import "./menu.js?{{version}}";
import { use } from "./tools.js?{{version}}";
import { grow, press, say, sendFiles, sendText, sendWords, waiting } from "./send.js?{{version}}";

const files = $("files");
const text = $("text");
const title = document.title;

/* Between two attempts to connect, in milliseconds. */
const [shortest, longest] = [3000, 30000];
let wait = shortest;

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
  /* Too many pages are open: a newer one has taken the place of this one, until the person comes back to it. */
  events.addEventListener("replaced", () => {
    events.close();
    say(words["web-replaced"]);
    window.addEventListener("focus", listen, { once: true });
  });
  events.onopen = () => {
    clearTimeout(lost);
    lost = undefined;
    wait = shortest;
    say("");
  };
  events.onerror = () => {
    /* Do not show a connection loss that lasts less than a second. */
    lost ??= setTimeout(() => say(words["web-offline"]), 1000);
    if (events.readyState !== EventSource.CLOSED) return;
    setTimeout(listen, wait);
    wait = Math.min(wait * (1.5 + Math.random()), longest);
  };
}

/* The title shows progress and new answers to people who are in another tab. */
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
  if (pressed?.dataset.tool) use(pressed).catch(() => say(words["web-not-shown"]));
  else if (pressed?.dataset.code) press(pressed);
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
/* Without a related target, the pointer has left the window. */
document.ondragleave = ({ relatedTarget }) => { if (!relatedTarget) $("drop").hidden = true; };
document.ondrop = (event) => { drag(event, false); sendFiles(event.dataTransfer.files); };

$("hello").querySelector(".strip").append(...gallery.map(([src]) => make("img", { src, alt: "", decoding: "async" })));
listen();

/* A link with a start code sends the code, once. */
const code = new URLSearchParams(location.search).get("start");
if (/^[\w-]{1,64}$/.test(code ?? "")) {
  history.replaceState(null, "", location.pathname);
  sendWords(`/start ${code}`);
}
