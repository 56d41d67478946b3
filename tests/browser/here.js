/* For the test: finding things by the names that people know them by. */
var named = (element) => (element?.getAttribute("aria-label") || element?.innerText || element?.querySelector("img")?.alt || "").trim();
var isNamed = (element, name) =>
  element.matches("button, a, input, textarea, summary") && element.checkVisibility() && named(element).includes(name);
var here = (name) => [...document.querySelectorAll("*")].filter((element) => isNamed(element, name)).at(-1);
/* Where to click: in view, at rest, free to press, and covered by nothing. */
var place = (element) => new Promise((resolve) => {
  element.scrollIntoView({ block: "nearest" });
  const before = JSON.stringify(element.getBoundingClientRect());
  requestAnimationFrame(() => requestAnimationFrame(() => {
    const box = element.getBoundingClientRect();
    const at = [box.x + box.width / 2, box.y + box.height / 2];
    const top = document.elementFromPoint(...at);
    const free = !element.disabled && JSON.stringify(box) === before && top && (element.contains(top) || top.contains(element));
    resolve(free ? at : null);
  }));
});
