/* Sends what the person writes. Each request has a random id, so that a repeated one counts once. */
import { $, limit, words } from "./words.js?{{version}}";
import { pending, refused, sent } from "./bubbles.js?{{version}}";
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

/* What the person reads when the server refuses: its own words, or else what the status means.
   Retry-After tells a short pause from an hour's limit. */
async function refusal(answer) {
  const said = answer.status === 429 ? (await answer.text()).trim() : "";
  if (said) return said;
  const isLong = Number(answer.headers.get("retry-after")) > 60;
  const refusals = {
    413: "web-too-large",
    429: isLong ? "web-too-many-pictures" : "web-too-fast",
    503: "web-busy",
    507: "web-no-room",
  };
  return words[refusals[answer.status] ?? "web-not-sent"];
}

/* fetch does not tell how much of an upload has been sent. */
const upload = (path, form, progress) => new Promise((resolve, reject) => {
  const request = new XMLHttpRequest();
  request.open("POST", path);
  request.upload.onprogress = ({ loaded, total }) => progress(loaded / total);
  request.onerror = reject;
  request.onload = () => resolve({
    ok: request.status < 400,
    status: request.status,
    headers: { get: (name) => request.getResponseHeader(name) },
    text: async () => request.responseText,
  });
  request.send(form);
});

/* Whether it was sent; otherwise the person is told why not. */
async function send(request) {
  say("");
  let problem = words["web-not-sent"];
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    try {
      const answer = await request();
      if (answer.ok) { waiting(true); return true; }
      problem = await refusal(answer);
      if (answer.status < 500 || answer.status === 507) break;
    } catch { /* The connection failed: try again. */ }
    await pause(500 * attempt);
  }
  say(problem);
  return false;
}

function sendJson(path, what) {
  const body = JSON.stringify({ id: chance(), what });
  const headers = { "content-type": "application/json" };
  return send(() => fetch(path, { method: "POST", body, headers }));
}

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

/* What a button would send, by its code. */
export function pressCode(code) {
  attend();
  return sendJson("/chat/press", code);
}

export function sendFiles(list) {
  const chosen = [...list].slice(0, AT_ONCE);
  if (!chosen.length) return;
  if (chosen.some((file) => file.size > limit)) { say(words["web-too-large"]); return; }
  const form = new FormData();
  /* The server wants the id first. */
  form.append("id", chance());
  chosen.forEach((file) => form.append("files", file));
  sendForm(form, chosen.map((file) => URL.createObjectURL(file)));
}

/* Pictures that were refused stay, with a button that sends them again. */
async function sendForm(form, urls) {
  const bubble = pending(urls);
  toEnd();
  if (await send(() => upload("/chat/files", form, (share) => sent(bubble, share)))) {
    bubble.remove();
    urls.forEach((url) => URL.revokeObjectURL(url));
    return;
  }
  refused(bubble, () => { bubble.remove(); sendForm(form, urls); });
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
