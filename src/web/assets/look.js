/* Shows a picture in full size, and the others of its album. */
import { $ } from "./words.js?{{version}}";

const look = $("look");
const shown = new Image();
const save = look.querySelector("a");
let album = [];
let place = 0;

export function enlarge(image) {
  album = [...image.closest(".pictures").querySelectorAll("img")];
  turn(album.indexOf(image));
  look.showModal();
}

/* When a preview is replaced in the chat, it is replaced here as well. */
export function follow(image) {
  if (look.open && album[place] === image) turn(place);
}

function turn(to) {
  place = (to + album.length) % album.length;
  const image = album[place];
  shown.src = image.src;
  shown.alt = image.alt;
  look.ariaLabel = image.alt;
  save.hidden = !image.src.includes("/chat/pictures/");
  save.href = `${image.src}?name=vernissage`;
  look.querySelectorAll(".turn").forEach((button) => { button.hidden = album.length < 2; });
}

/* The page has neither: a picture without a source and a download without an address are not valid HTML. */
look.prepend(shown);
save.download = "";

look.querySelectorAll(".turn").forEach((button) => { button.onclick = () => turn(place + Number(button.value)); });
look.onclick = (event) => { if (event.target === look || event.target === shown) look.close(); };
look.onkeydown = (event) => {
  if (event.key === "ArrowLeft") turn(place - 1);
  if (event.key === "ArrowRight") turn(place + 1);
};
