"use strict";
const { words, commands, gallery, number } = JSON.parse(document.getElementById("words").textContent);
const $ = (id) => document.getElementById(id);
const main = document.querySelector("main");
const [log, hello, busy, notice, text, files, menu, look] =
  ["log", "hello", "busy", "notice", "text", "files", "menu", "look"].map($);
const chance = () => Array.from(crypto.getRandomValues(new Uint32Array(4)), (n) => n.toString(36)).join("");
const make = (name, attributes = {}, ...children) => {
  const element = Object.assign(document.createElement(name), attributes);
  element.append(...children);
  return element;
};

/* Keeps the end in view unless the person has scrolled up to read. */
const atEnd = () => main.scrollHeight - main.scrollTop - main.clientHeight < 160;
const toEnd = () => { main.scrollTop = main.scrollHeight; };
const keepingEnd = (change) => { const end = atEnd(); change(); if (end) toEnd(); };

function picture(url, alt) {
  const image = make("img", { src: url, alt, decoding: "async" });
  const button = make("button", { type: "button" }, image);
  image.onload = () => { if (button.dataset.follow) toEnd(); };
  image.onerror = () => button.replaceWith(make("span", { className: "missing", textContent: words["web-not-shown"] }));
  button.onclick = () => enlarge(image);
  button.dataset.follow = atEnd() ? "1" : "";
  return button;
}

function enlarge(image) {
  const shown = look.querySelector("img");
  shown.src = image.src;
  shown.alt = image.alt;
  const link = look.querySelector("a");
  link.hidden = !image.src.includes("/chat/pictures/");
  link.href = `${image.src}?name=vernissage`;
  look.showModal();
}
look.onclick = (event) => { if (event.target === look || event.target.tagName === "IMG") look.close(); };

/* Draws a bubble anew; a picture that only changes its address keeps its place, so that nothing jumps. */
function draw(bubble, line) {
  const alt = words[line.from === "me" ? "web-picture-of-you" : "web-picture-of-bot"];
  const body = bubble.querySelector(".body");
  const old = [...body.querySelectorAll(".pictures img")];
  if (old.length && old.length === line.pictures.length) {
    line.pictures.forEach((shown, place) => exchange(old[place], shown.url));
  } else {
    body.querySelector(".pictures")?.remove();
    if (line.pictures.length) {
      const many = line.pictures.length > 1 ? (line.pictures.length > 4 ? "many lots" : "many") : "one";
      body.prepend(make("div", { className: `pictures ${many}` }, ...line.pictures.map((shown) => picture(shown.url, alt))));
    }
  }
  body.querySelector(".said").textContent = line.text;
  body.querySelectorAll("progress, .save").forEach((extra) => extra.remove());
  const percent = line.live && /(\d+)\s*%/.exec(line.text);
  if (percent) {
    body.querySelector(".said").before(make("progress", { max: 100, value: Number(percent[1]), ariaLabel: line.text }));
  }
  if (line.file) {
    const href = `${line.pictures[0].url}?name=${encodeURIComponent(line.file)}`;
    body.append(make("a", { className: "button save", href, download: "", textContent: words["web-save"] }));
  }
  keys(bubble, line);
}

function exchange(image, url) {
  if (image.getAttribute("src") === url) return;
  const next = new Image();
  next.onload = () => { image.src = url; };
  next.src = url;
}

function keys(bubble, line) {
  bubble.querySelector(".keys")?.remove();
  if (!line.buttons.length) return;
  const press = (key) => make("button", { type: "button", textContent: key.label, onclick: (event) => pressed(event.currentTarget, key.code) });
  const rows = line.buttons.map((row) => make("div", {}, ...row.map(press)));
  bubble.append(make("div", { className: "keys" }, ...rows));
}

function show(line, fresh) {
  let bubble = log.querySelector(`[data-id="${CSS.escape(line.id)}"]`);
  const isNew = !bubble;
  if (isNew) {
    const who = make("span", { className: "unseen", textContent: words[line.from === "me" ? "web-you-said" : "web-bot-said"] });
    bubble = make("article", { className: `bubble ${line.from} ${fresh ? "new" : ""}` }, make("div", { className: "body" }, who, make("p", { className: "said" })));
    bubble.dataset.id = line.id;
  }
  keepingEnd(() => {
    draw(bubble, line);
    if (isNew) log.append(bubble);
    hello.hidden = true;
    if (line.from === "bot") waiting(false);
  });
}

/* Three dots between a question and its answer. */
let patience;
function waiting(is) {
  clearTimeout(patience);
  if (!is) { busy.hidden = true; return; }
  patience = setTimeout(() => keepingEnd(() => { busy.hidden = false; }), 250);
}

function listen() {
  const events = new EventSource("/chat/events");
  events.addEventListener("history", (event) => {
    const lines = JSON.parse(event.data);
    lines.forEach((line) => show(line, false));
    hello.hidden = log.childElementCount > 0;
    if (!listen.opened) { listen.opened = true; requestAnimationFrame(toEnd); }
  });
  events.addEventListener("line", (event) => show(JSON.parse(event.data), true));
  events.addEventListener("reload", () => location.reload());
  events.onopen = () => say("");
  events.onerror = () => {
    say(words["web-offline"]);
    if (events.readyState === EventSource.CLOSED) setTimeout(listen, 3000);
  };
}

function say(problem) {
  notice.textContent = problem;
  notice.hidden = !problem;
}

/* Sends under a name drawn by chance: sent twice, it is received once. */
async function send(path, body, headers) {
  say("");
  let trouble = "web-not-sent";
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      const answer = await fetch(path, { method: "POST", body, headers });
      if (answer.ok) { waiting(true); return true; }
      trouble = { 413: "web-too-large", 429: "web-too-fast" }[answer.status] ?? "web-not-sent";
      if (answer.status < 500) break;
    } catch { /* The connection: once more. */ }
    await new Promise((resolve) => setTimeout(resolve, 500 * (attempt + 1)));
  }
  say(words[trouble]);
  return false;
}
const sendJson = (path, what) => send(path, JSON.stringify({ id: chance(), what }), { "content-type": "application/json" });

async function pressed(button, code) {
  const all = button.closest(".keys").querySelectorAll("button");
  all.forEach((other) => { other.disabled = true; });
  await sendJson("/chat/press", code);
  setTimeout(() => all.forEach((other) => { other.disabled = false; }), 600);
}

async function sendFiles(list) {
  const chosen = [...list].slice(0, 10);
  if (!chosen.length) return;
  const form = new FormData();
  form.append("id", chance());
  chosen.forEach((file) => form.append("files", file));
  const urls = chosen.map((file) => URL.createObjectURL(file));
  const pending = make("article", { className: "bubble me pending new" }, make("div", { className: "body" }, make("p", { className: "said" })));
  draw(pending, { from: "me", text: words["web-sending"], pictures: urls.map((url) => ({ url })), buttons: [] });
  hello.hidden = true;
  log.append(pending);
  toEnd();
  await send("/chat/files", form);
  pending.remove();
  urls.forEach((url) => URL.revokeObjectURL(url));
}

async function sendText() {
  const written = text.value.trim();
  if (!written) return;
  text.value = "";
  grow();
  toEnd();
  if (!await sendJson("/chat/text", written) && !text.value) { text.value = written; grow(); }
}

function grow() {
  text.style.height = "auto";
  text.style.height = `${text.scrollHeight + 2}px`;
}

function openMenu(open) {
  menu.hidden = !open;
  $("menu-button").setAttribute("aria-expanded", String(open));
  if (open) menu.querySelector("button").focus();
}

$("composer").onsubmit = (event) => { event.preventDefault(); sendText(); };
text.oninput = grow;
text.onkeydown = (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); sendText(); }
};
files.onchange = () => { sendFiles(files.files); files.value = ""; };
$("choose").onclick = () => files.click();
document.onpaste = (event) => { if (event.clipboardData?.files.length) { event.preventDefault(); sendFiles(event.clipboardData.files); } };

let depth = 0;
const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
document.ondragenter = (event) => { if (carriesFiles(event)) { depth += 1; $("drop").hidden = false; } };
document.ondragleave = (event) => { if (carriesFiles(event)) { depth -= 1; $("drop").hidden = depth > 0 ? false : true; } };
document.ondragover = (event) => { if (carriesFiles(event)) event.preventDefault(); };
document.ondrop = (event) => {
  if (!carriesFiles(event)) return;
  event.preventDefault();
  depth = 0;
  $("drop").hidden = true;
  sendFiles(event.dataTransfer.files);
};

commands.forEach(([word, about]) => {
  const button = make("button", { type: "button" }, make("b", { textContent: `/${word}` }), make("span", { textContent: about }));
  button.dataset.text = `/${word}`;
  menu.append(make("li", {}, button));
});
if (number) menu.append(make("li", { className: "number", textContent: number }));
hello.querySelector(".strip").append(...gallery.map((url) => make("img", { src: url, alt: "", decoding: "async" })));
$("menu-button").onclick = () => openMenu(menu.hidden);
document.addEventListener("click", (event) => {
  const command = event.target.closest("[data-text]");
  if (command) sendJson("/chat/text", command.dataset.text);
  if (!menu.hidden && !event.target.closest("#menu-button")) openMenu(false);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !menu.hidden) { openMenu(false); $("menu-button").focus(); }
});
listen();
