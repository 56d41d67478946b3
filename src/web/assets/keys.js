/* The buttons below a bubble. */
import { make } from "./words.js?{{version}}";

/* When the focused button is replaced, the focus moves to the most similar new one. */
export function keys(bubble, rows) {
  const old = bubble.querySelector(".keys");
  const focused = old?.contains(document.activeElement) ? document.activeElement.dataset.code : null;
  old?.remove();
  if (rows.length) {
    bubble.append(make("div", { className: "keys" }, ...rows.map((row) => make("div", {}, ...row.map(key)))));
  }
  if (focused === null) return;
  const all = [...bubble.querySelectorAll(".keys > div > *")];
  const next = all.find((one) => one.dataset.code === focused) ?? all.find((one) => one.matches(".chosen")) ?? all[0];
  (next ?? bubble).focus({ preventScroll: true });
}

function key({ label, code, link, picture: src, tool }) {
  if (link) return make("a", { className: "button", href: link, textContent: label });
  const button = make("button", { type: "button", className: label.startsWith("✓") ? "chosen" : "" });
  if (src) button.append(make("img", { src, alt: "", decoding: "async" }));
  button.append(make("span", { textContent: label }));
  button.dataset.code = code;
  if (tool) Object.assign(button.dataset, { tool: tool.name, picture: tool.picture });
  return button;
}
