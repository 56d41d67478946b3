/* Draws the conversation. A line with the id of an earlier one replaces its bubble. */
import { $, commands, gallery, make, words } from "./words.js?{{version}}";
import { film } from "./film.js?{{version}}";
import { keys } from "./keys.js?{{version}}";
import { enlarge, follow } from "./look.js?{{version}}";
import { sketch } from "./sketch.js?{{version}}";

const log = $("log");
const hello = $("hello");
const drawn = new Map();
const titles = new Map(gallery);
const command = new RegExp(`(?<=^|[\\s(])/(?:${commands.map(([word]) => word).join("|")})(?!\\w)`, "g");

export function show(line, isFresh) {
  const json = JSON.stringify(line);
  if (drawn.get(line.id) === json) return;
  drawn.set(line.id, json);
  const old = log.querySelector(`[data-id="${CSS.escape(line.id)}"]`);
  const bubble = old ?? blank(line.from, isFresh);
  bubble.dataset.id = line.id;
  /* Screen readers announce a progress message only once, not with every change. */
  bubble.ariaLive = old && line.live ? "off" : null;
  draw(bubble, line);
  if (!old) append(bubble);
}

/* A bubble for pictures and films that are being uploaded, until the server sends the real one. */
export function pending(urls) {
  const bubble = blank("me", true);
  bubble.classList.add("pending");
  draw(bubble, { from: "me", text: words["web-sending"], pictures: urls.map((url) => ({ url })), buttons: [] });
  bubble.querySelector(".said").before(make("progress", { max: 1, ariaLabel: words["web-sending"] }));
  append(bubble);
  return bubble;
}

/* How much of them has been sent, from 0 to 1. */
export const sent = (bubble, share) => { bubble.querySelector("progress").value = share; };

/* Pictures that were not taken: the button sends them again. */
export function refused(bubble, again) {
  bubble.classList.remove("pending");
  bubble.querySelector(".said").textContent = "";
  bubble.querySelector("progress").remove();
  const button = make("button", { type: "button", className: "button again", textContent: words["web-send-again"] });
  button.onclick = again;
  bubble.querySelector(".body").append(button);
}

/* The progress of a painting; undefined while it waits. */
export const percent = (line) => (line.live ? /(\d+)\s*%/.exec(line.text)?.[1] : undefined);

function blank(from, isFresh) {
  const who = make("span", { className: "unseen", textContent: words[from === "me" ? "web-you-said" : "web-bot-said"] });
  const body = make("div", { className: "body" }, who, make("p", { className: "said" }));
  return make("article", { className: `bubble ${from} ${isFresh ? "new" : ""}`, tabIndex: -1 }, body);
}

function append(bubble) {
  if (bubble.matches(".me")) log.querySelector(".pending")?.remove();
  log.append(bubble);
  log.tabIndex = 0;
  if (hello.contains(document.activeElement)) log.focus({ preventScroll: true });
  hello.hidden = true;
}

function draw(bubble, line) {
  const body = bubble.querySelector(".body");
  bubble.classList.toggle("seen", line.pictures.length === 1);
  bubble.classList.toggle("live", Boolean(line.live));
  bubble.classList.toggle("past", Boolean(line.past));
  if (line.film) player(body, line);
  else pictures(body, line);
  say(body.querySelector(".said"), line);
  progress(body, line);
  sketch(body, line.draft);
  body.querySelector(".save")?.remove();
  if (line.file) {
    const href = `${(line.film ?? line.pictures[0]).url}?name=${encodeURIComponent(line.file)}`;
    body.append(make("a", { className: "button save", href, download: "", textContent: words["web-save"] }));
  }
  keys(bubble, line.buttons);
}

/* When only the addresses change, the images stay in place, so that nothing jumps. */
function pictures(body, line) {
  const old = [...body.querySelectorAll(".pictures img")];
  if (old.length && old.length === line.pictures.length) {
    line.pictures.forEach((shown, place) => exchange(old[place], shown.url));
    return;
  }
  body.querySelector(".pictures")?.remove();
  if (!line.pictures.length) return;
  const size = line.pictures.length > 4 ? "many lots" : line.pictures.length > 1 ? "many" : "one";
  const alt = words[line.from === "me" ? "web-picture-of-you" : "web-picture-of-bot"];
  const all = line.pictures.map((shown) => picture(shown.url, titles.get(shown.url) ?? alt));
  body.prepend(make("div", { className: `pictures ${size}` }, ...all));
}

function picture(src, alt, isLast) {
  const image = make("img", { src, alt, decoding: "async" });
  const button = make("button", { type: "button", onclick: () => enlarge(image) }, image);
  image.onload = () => image.closest(".bubble")?.style.setProperty("--ratio", image.naturalWidth / image.naturalHeight);
  image.onerror = () => button.replaceWith(isLast ? missing() : maybeFilm(src, alt));
  return button;
}

/* A file may be a film. One that the person has sent and that this browser does not play is shown by its still. */
function maybeFilm(src, alt) {
  const label = words[alt === words["web-picture-of-you"] ? "web-film-of-you" : "web-film-of-bot"];
  const shown = film({ url: src }, label, () => shown.replaceWith(picture(`${src}?still=yes`, alt, true)));
  return shown;
}

const missing = () => make("span", { className: "missing", textContent: words["web-not-shown"] });

/* A film that cannot be played is shown by its still. */
function player(body, line) {
  const still = line.pictures[0]?.url;
  if (body.querySelector("video")?.getAttribute("src") === line.film.url) return;
  body.querySelector(".pictures")?.remove();
  body.parentElement.style.setProperty("--ratio", line.film.width / line.film.height);
  const label = words["web-film-of-bot"];
  const shown = film({ ...line.film, poster: still }, label, () => shown.replaceWith(still ? picture(still, label, true) : missing()));
  body.prepend(make("div", { className: "pictures one" }, shown));
}

async function exchange(image, url) {
  if (image.getAttribute("src") === url) return;
  const next = make("img", { src: url });
  image.dataset.next = url;
  await next.decode().catch(() => {});
  if (image.dataset.next !== url) return;
  image.src = url;
  follow(image);
}

/* A first paragraph of one line is a title. Commands become buttons. */
function say(said, { from, text }) {
  if (from === "me") { said.textContent = text; return; }
  const [title, ...rest] = text.split("\n\n");
  const isTitled = rest.length > 0 && !title.includes("\n");
  const parts = isTitled ? [make("strong", {}, ...linked(title)), ...linked(rest.join("\n\n"))] : linked(text);
  said.replaceChildren(...parts);
}

function linked(text) {
  const plain = text.split(command);
  const found = text.match(command) ?? [];
  return plain.flatMap((words, place) => {
    if (!found[place]) return [words];
    const button = make("button", { type: "button", className: "word", textContent: found[place] });
    button.dataset.text = found[place];
    return [words, button];
  });
}

function progress(body, line) {
  const old = body.querySelector("progress");
  if (!line.live) { old?.remove(); return; }
  const bar = old ?? make("progress", { max: 100 });
  if (!old) body.querySelector(".said").before(bar);
  if (percent(line)) bar.value = Number(percent(line));
  bar.ariaLabel = line.text;
}
