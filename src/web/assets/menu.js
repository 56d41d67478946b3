/* The menu of commands. Choosing one sends it as if it had been typed. */
import { $, commands, make, number } from "./words.js?{{version}}";

const button = $("menu-button");
const menu = $("menu");

commands.forEach(([word, about]) => {
  const entry = make("button", { type: "button" }, make("span", { textContent: about }), make("small", { textContent: `/${word}` }));
  entry.dataset.text = `/${word}`;
  menu.append(make("li", {}, entry));
});
if (number) menu.append(make("li", { className: "number", textContent: number }));

function open(is) {
  menu.hidden = !is;
  button.ariaExpanded = String(is);
  if (is) menu.querySelector("button").focus();
}

function step(by) {
  const all = [...menu.querySelectorAll("button")];
  all[(all.indexOf(document.activeElement) + by + all.length) % all.length].focus();
}

button.onclick = () => open(menu.hidden);
menu.onclick = (event) => { if (event.target.closest("button")) { open(false); button.focus(); } };
menu.onkeydown = (event) => {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (by) { event.preventDefault(); step(by); }
  if (event.key === "Escape") { open(false); button.focus(); }
};
/* The menu closes when the focus or a click goes elsewhere. */
menu.addEventListener("focusout", ({ relatedTarget }) => {
  if (relatedTarget && relatedTarget !== button && !menu.contains(relatedTarget)) open(false);
});
document.addEventListener("pointerdown", ({ target }) => {
  if (!menu.hidden && !target.closest("#menu, #menu-button")) open(false);
});
