/* Sends what the person writes. Each request has a random id, so that a repeated one counts once. */
import { $, limit, words } from "./words.js?{{version}}";
import { pending } from "./bubbles.js?{{version}}";
import { attend, toEnd } from "./end.js?{{version}}";

const AT_ONCE = 10;
const [busy, notice, text] = ["busy", "notice", "text"].map($);
const chance = () => Array.from(crypto.getRandomValues(new Uint32Array(4)), (n) => n.toString(36)).join("");
const pause = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

export function say(problem) {
  notice.textContent = problem;
  notice.hidden = !problem;
}

/* Three dots while the person waits for an answer. */
let patience;
export function waiting(is) {
  clearTimeout(patience);
  if (is) patience = setTimeout(() => { busy.hidden = false; }, 250);
  else busy.hidden = true;
}

async function send(path, body, headers) {
  say("");
  let problem = "web-not-sent";
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    try {
      const answer = await fetch(path, { method: "POST", body, headers });
      if (answer.ok) { waiting(true); return true; }
      problem = { 413: "web-too-large", 429: "web-too-fast" }[answer.status] ?? "web-not-sent";
      if (answer.status < 500) break;
    } catch { /* The connection failed: try again. */ }
    await pause(500 * attempt);
  }
  say(words[problem]);
  return false;
}

const sendJson = (path, what) => send(path, JSON.stringify({ id: chance(), what }), { "content-type": "application/json" });

export function sendWords(what) {
  toEnd();
  return sendJson("/chat/text", what);
}

/* One press at a time. The buttons stay enabled, so that the focus stays where it is. */
export async function press(button) {
  const keys = button.closest(".keys");
  if (keys.ariaBusy) return;
  keys.ariaBusy = "true";
  button.classList.add("pressed");
  attend();
  await sendJson("/chat/press", button.dataset.code);
  await pause(600);
  keys.ariaBusy = null;
  button.classList.remove("pressed");
}

export async function sendFiles(list) {
  const chosen = [...list].slice(0, AT_ONCE);
  if (!chosen.length) return;
  if (chosen.some((file) => file.size > limit)) { say(words["web-too-large"]); return; }
  const form = new FormData();
  form.append("id", chance());
  chosen.forEach((file) => form.append("files", file));
  const urls = chosen.map((file) => URL.createObjectURL(file));
  const bubble = pending(urls);
  toEnd();
  await send("/chat/files", form);
  bubble.remove();
  urls.forEach((url) => URL.revokeObjectURL(url));
}

/* Text that could not be sent goes back into the field. */
export async function sendText() {
  const written = text.value.trim();
  if (!written) return;
  write("");
  if (!await sendWords(written) && !text.value) write(written);
}

function write(words) {
  text.value = words;
  grow();
}

export function grow() {
  text.style.height = "auto";
  text.style.height = `${text.scrollHeight + 2}px`;
}
