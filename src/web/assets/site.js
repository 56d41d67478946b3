/* The public site works without this script; it only saves clicks. */
const $ = (id) => document.getElementById(id);

/* Loads more paintings near the end of the list: three times automatically, then on a click, so that the footer
   stays reachable. */
const AHEAD = 900;
const BY_ITSELF = 3;
let grown = 0;
let growing = false;

async function grow(older) {
  if (growing) return;
  growing = true;
  try {
    const answer = await fetch(older.href, { headers: { accept: "text/html" } });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const [works, more] = [page.getElementById("works"), page.getElementById("older")];
    const fresh = works ? [...works.children].filter(({ id }) => !id || !$(id)) : [];
    $("works").append(...fresh);
    $("grown").textContent = $("grown").dataset.words;
    if (more) older.href = more.getAttribute("href");
    else older.remove();
    grown += 1;
    return fresh[0];
  } catch { /* The link still works without the script. */ } finally { growing = false; }
}

const older = $("older");
if (older && "IntersectionObserver" in window) {
  const watch = new IntersectionObserver(async (seen) => {
    if (!seen.at(-1).isIntersecting || grown >= BY_ITSELF) return;
    await grow(older);
    /* Observe again, because an observer does not report an element that stays in view. */
    watch.unobserve(older);
    if (older.isConnected) watch.observe(older);
  }, { rootMargin: `${AHEAD}px` });
  watch.observe(older);
  older.onclick = async (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const first = await grow(older);
    first?.querySelector("a")?.focus({ preventScroll: true });
  };
}

/* Likes without reloading the page. */
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches(".like")) return;
  event.preventDefault();
  const button = form.querySelector("button");
  if (button.ariaBusy) return;
  button.ariaBusy = "true";
  try {
    const answer = await fetch(form.action, { method: "POST", headers: { accept: "application/json" }, body: new URLSearchParams(new FormData(form)) });
    if (!answer.ok) throw new Error(answer.statusText);
    const { likes, liked, why } = await answer.json();
    if (why) $("told").textContent = why;
    show(form, button, likes, liked);
  } catch { form.submit(); } finally { button.ariaBusy = null; }
});

function show(form, button, likes, liked) {
  button.ariaPressed = String(liked);
  form.action = form.action.replace(/\/(un)?like$/, liked ? "/unlike" : "/like");
  if (likes === null) return;
  button.querySelector("span").textContent = likes;
  button.ariaLabel = `${button.dataset.name}, ${likes}`;
}

/* The slider that compares photo and painting. */
const slider = document.querySelector(".compare input");
const slide = () => {
  slider.parentElement.style.setProperty("--at", `${slider.value}%`);
  slider.ariaValueText = `${100 - slider.value} % ${slider.dataset.words}`;
};
if (slider) { slider.oninput = slide; slide(); }

/* Films: still until somebody points at one, touches it or clicks. Without the script the page of a painting has the
   browser's own controls. Who wants less motion has to ask for it. */
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const buttonOf = (place) => place.closest?.(".moves")?.querySelector(".play");

const filmOf = (button) => {
  const known = button.parentElement.querySelector("video");
  if (known) return known;
  const film = Object.assign(document.createElement("video"), { src: button.dataset.film, muted: true, loop: true, playsInline: true });
  film.tabIndex = -1;
  film.ariaHidden = "true";
  button.before(film);
  return film;
};
const start = async (button) => {
  button.ariaPressed = "true";
  try { await filmOf(button).play(); } catch { stop(button); }
};
const stop = (button) => {
  button.ariaPressed = "false";
  delete button.dataset.asked;
  const film = button.parentElement.querySelector("video");
  if (film?.matches(".film")) film.pause();
  else film?.remove();
};

for (const film of document.querySelectorAll(".film")) film.controls = false;

document.addEventListener("click", (event) => {
  if (!event.target.closest?.(".play, .film")) return;
  const button = buttonOf(event.target);
  if (button.dataset.asked) return stop(button);
  button.dataset.asked = "yes";
  start(button);
});
document.addEventListener("pointerover", (event) => {
  const button = buttonOf(event.target);
  if (button && event.pointerType === "mouse" && !calm.matches && button.ariaPressed !== "true") start(button);
});
document.addEventListener("pointerout", (event) => {
  const button = buttonOf(event.target);
  if (button && !button.dataset.asked && !button.parentElement.contains(event.relatedTarget)) stop(button);
});

const copy = $("copy");
if (copy && navigator.clipboard) {
  copy.hidden = false;
  copy.onclick = async () => {
    await navigator.clipboard.writeText(copy.dataset.link);
    $("told").textContent = copy.dataset.done;
    copy.textContent = copy.dataset.done;
  };
}
