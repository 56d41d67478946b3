/* What a person does by hand with a picture of a style: drag a rectangle over the part to use, or paint over what is not
   to be used. Both show the picture in a dialog. */
import { $, words } from "./words.js?{{version}}";
import { pressCode, sendFiles } from "./send.js?{{version}}";

/* The longest side of what is sent, in pixels. */
const LONGEST = 1600;
/* The least width and height of a rectangle, and a step of the arrow keys, in thousandths of the picture. */
const [LEAST, STEP, WHOLE] = [50, 25, 1000];
const COLOURS = ["#ff00ff", "#00ff00", "#ff0000", "#00ffff", "#ffffff", "#000000"];

const dialog = $("tool");
const canvas = dialog.querySelector("canvas");
const pen = canvas.getContext("2d", { willReadFrequently: true });
const [about, brush] = [dialog.querySelector("p"), dialog.querySelector("input")];
const [undo, done] = [...dialog.querySelectorAll("button[value]")];
let tool;

/* Opens the tool of a button. */
export async function use(button) {
  const { tool: name, picture: src, code } = button.dataset;
  const picture = new Image();
  picture.src = src;
  await picture.decode();
  const scale = Math.min(1, LONGEST / Math.max(picture.naturalWidth, picture.naturalHeight));
  canvas.width = Math.max(1, Math.round(picture.naturalWidth * scale));
  canvas.height = Math.max(1, Math.round(picture.naturalHeight * scale));
  tool = name === "brush" ? brushTool(picture) : rectangleTool(picture, code);
  about.textContent = words[`web-tool-${name}`];
  canvas.ariaLabel = about.textContent;
  done.textContent = words[`web-tool-${name}-done`];
  brush.closest("label").hidden = name !== "brush";
  undo.hidden = name !== "brush";
  tool.draw();
  dialog.showModal();
  canvas.focus();
}

/* A part of the picture, in thousandths of its width and height. */
function rectangleTool(picture, code) {
  let part = [200, 200, 600, 600];
  let from;
  const inside = (at) => Math.round(Math.min(Math.max(at, 0), WHOLE));
  const across = (one, other) => {
    const [low, high] = [inside(Math.min(one, other)), inside(Math.max(one, other))];
    const length = Math.max(high - low, LEAST);
    return [Math.min(low, WHOLE - length), length];
  };
  const draw = () => {
    const { width, height } = canvas;
    const [x, y, w, h] = part.map((at, place) => at / WHOLE * (place % 2 ? height : width));
    const line = Math.max(2, width / 240);
    pen.drawImage(picture, 0, 0, width, height);
    pen.fillStyle = "#0d0a08b3";
    pen.beginPath();
    pen.rect(0, 0, width, height);
    pen.rect(x, y, w, h);
    pen.fill("evenodd");
    pen.lineWidth = line;
    pen.strokeStyle = "#fffdf8";
    pen.strokeRect(x + line / 2, y + line / 2, w - line, h - line);
  };
  return {
    draw,
    begin: (at) => { from = at; },
    move: (at) => {
      const [[x, w], [y, h]] = [across(from.x * WHOLE, at.x * WHOLE), across(from.y * WHOLE, at.y * WHOLE)];
      part = [x, y, w, h];
      draw();
    },
    key: (dx, dy, resizes) => {
      const [x, y, w, h] = part;
      part = resizes
        ? [x, y, Math.min(Math.max(w + dx * STEP, LEAST), WHOLE - x), Math.min(Math.max(h + dy * STEP, LEAST), WHOLE - y)]
        : [Math.min(Math.max(x + dx * STEP, 0), WHOLE - w), Math.min(Math.max(y + dy * STEP, 0), WHOLE - h), w, h];
      draw();
    },
    /* The button's code ends with a rectangle. */
    done: () => pressCode(code.replace(/[^:]*$/, part.join("."))),
  };
}

/* Thick strokes in a colour that the picture does not have. */
function brushTool(picture) {
  const strokes = [];
  const { width, height } = canvas;
  pen.drawImage(picture, 0, 0, width, height);
  const colour = farthest(pen.getImageData(0, 0, width, height).data);
  const draw = () => {
    pen.drawImage(picture, 0, 0, width, height);
    pen.strokeStyle = colour;
    pen.lineCap = "round";
    pen.lineJoin = "round";
    strokes.forEach(({ thickness, points }) => {
      pen.lineWidth = thickness;
      pen.beginPath();
      /* A single point is a dot. */
      pen.moveTo(points[0].x * width, points[0].y * height);
      points.forEach(({ x, y }) => pen.lineTo(x * width, y * height + 0.01));
      pen.stroke();
    });
    undo.disabled = !strokes.length;
    done.disabled = !strokes.length;
  };
  return {
    draw,
    begin: (at) => {
      strokes.push({ thickness: Math.min(width, height) * Number(brush.value) / 100, points: [at] });
      draw();
    },
    move: (at) => { strokes.at(-1).points.push(at); draw(); },
    undo: () => { strokes.pop(); draw(); },
    done: () => canvas.toBlob((blob) => sendFiles([new File([blob], "painted-over.jpg", { type: blob.type })]), "image/jpeg", 0.92),
  };
}

/* The colour whose nearest pixel is the farthest. */
function farthest(data) {
  const step = 4 * Math.max(1, Math.floor(data.length / 4 / 4000));
  const distance = (colour) => {
    const [r, g, b] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
    let nearest = Infinity;
    for (let at = 0; at < data.length; at += step) {
      nearest = Math.min(nearest, (data[at] - r) ** 2 + (data[at + 1] - g) ** 2 + (data[at + 2] - b) ** 2);
    }
    return nearest;
  };
  return COLOURS.map((colour) => [distance(colour), colour]).sort(([one], [other]) => other - one)[0][1];
}

const place = ({ clientX, clientY }) => {
  const box = canvas.getBoundingClientRect();
  return { x: (clientX - box.left) / box.width, y: (clientY - box.top) / box.height };
};
canvas.onpointerdown = (event) => {
  if (event.button) return;
  canvas.setPointerCapture(event.pointerId);
  tool.begin(place(event));
};
canvas.onpointermove = (event) => { if (canvas.hasPointerCapture(event.pointerId)) tool.move(place(event)); };
canvas.onkeydown = (event) => {
  const [dx, dy] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key] ?? [0, 0];
  if (!tool.key || (!dx && !dy)) return;
  event.preventDefault();
  tool.key(dx, dy, event.shiftKey);
};
undo.onclick = () => tool.undo();
done.onclick = () => { dialog.close(); tool.done(); };
