/* For the test: texts that stand out from what is behind them by less than 4.5 to 1, large ones and signs by less than
   3 to 1 (WCAG 2.2, 1.4.3 and 1.4.11). */
var pixel = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
var seen = (colour) => {
  pixel.clearRect(0, 0, 1, 1);
  pixel.fillStyle = colour;
  pixel.fillRect(0, 0, 1, 1);
  return [...pixel.getImageData(0, 0, 1, 1).data];
};
var laid = ([red, green, blue, alpha], under) =>
  [red, green, blue].map((part, place) => (part * alpha + under[place] * (255 - alpha)) / 255);
var behind = (element) => {
  const under = element.parentElement ? behind(element.parentElement) : [255, 255, 255];
  return laid(seen(getComputedStyle(element).backgroundColor), under);
};
var light = (colour) => {
  const [red, green, blue] = colour.map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
var contrast = (element, style) => {
  const under = behind(element);
  const [low, high] = [light(laid(seen(style.color), under)), light(under)].sort((one, other) => one - other);
  return (high + 0.05) / (low + 0.05);
};
var wanted = (style) => {
  const size = parseFloat(style.fontSize);
  return size >= 24 || (size >= 18.6 && style.fontWeight >= 600) ? 3 : 4.5;
};
var isMeant = (element) => element.checkVisibility({ visibilityProperty: true })
  && !element.closest(".unseen, .pending, [aria-busy], [aria-hidden]:not(svg)");
var holders = [...document.querySelectorAll("body, body *")].filter(isMeant);
var texts = holders.filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()));
var faint = [
  ...texts.map((one) => [one.textContent, contrast(one, getComputedStyle(one)), wanted(getComputedStyle(one))]),
  ...holders.filter((one) => one.placeholder && !one.value)
    .map((one) => [one.placeholder, contrast(one, getComputedStyle(one, "::placeholder")), 4.5]),
  ...holders.filter((one) => one.tagName === "svg").map((one) => [one.innerHTML, contrast(one, getComputedStyle(one)), 3]),
].filter(([, is, least]) => is < least).map(([what, is]) => `${what.slice(0, 40)}: ${is.toFixed(2)}`);
faint
