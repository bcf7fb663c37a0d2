// A pad to draw on. The drawing goes to the server while the hand moves.
import { memory } from "./memory.js";
import { send } from "./train_pad_send.js";
import { drawStrokes, drawThread } from "./train_strokes.js";

export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".pad"), canvas = root.querySelector("canvas");
  const pad = memory(root); // strokes, colour; held: the pen is down; sent, answered: numbers of pictures; changed since the last
  if (!pad.strokes) {
    Object.assign(pad, { strokes: data.strokes, colour: data.colour, sent: data.answered });
    new ResizeObserver(() => draw(root, canvas, pad)).observe(canvas);
  }
  Object.assign(pad, { answered: data.answered, colours: data.colours, tell: setTriggerValue });
  const change = () => {
    pad.changed = true;
    draw(root, canvas, pad);
    send(pad);
  };
  follow(canvas, pad, change);
  canvas.setAttribute("aria-label", data.words.pad);
  tools(root, pad, data.words, change);
  draw(root, canvas, pad);
  send(pad);
}

function draw(root, canvas, pad) {
  const side = Math.round(canvas.clientWidth * (window.devicePixelRatio || 1)) || 1;
  if (canvas.width !== side) canvas.width = canvas.height = side;
  drawStrokes(canvas, pad.strokes, pad.colours[pad.colour], pad.held);
  if (pad.held) drawThread(canvas, pad.strokes.at(-1), pad.colours[pad.colour][1]);
  for (const button of root.querySelectorAll(".undo, .clear")) button.disabled = !pad.strokes.length;
}

/** Strokes by mouse, pen or finger. */
function follow(canvas, pad, change) {
  const place = (event) => {
    const box = canvas.getBoundingClientRect();
    return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height].map((at) => Number(at.toFixed(3)));
  };
  canvas.onpointerdown = (event) => {
    if (!event.isPrimary || event.button) return;
    canvas.setPointerCapture(event.pointerId);
    pad.held = true;
    pad.strokes.push([place(event)]);
    change();
  };
  canvas.onpointermove = (event) => {
    if (!pad.held || !event.isPrimary) return;
    pad.strokes.at(-1).push(place(event));
    change();
  };
  canvas.onpointerup = canvas.onpointercancel = () => {
    if (!pad.held) return;
    pad.held = false;
    change();
  };
}

/** The buttons: colours, undo, clear. */
function tools(root, pad, words, change) {
  const [undo, clear, colours] = [".undo", ".clear", ".colours"].map((name) => root.querySelector(name));
  [undo.textContent, clear.textContent] = [words.undo, words.clear];
  undo.onclick = () => pad.strokes.pop() && change();
  clear.onclick = () => {
    pad.strokes = [];
    change();
  };
  colours.setAttribute("aria-label", words.colours);
  while (colours.children.length < pad.colours.length) colours.append(document.createElement("button"));
  const mark = () => [...colours.children].forEach((button, number) => button.setAttribute("aria-pressed", String(number === pad.colour)));
  [...colours.children].forEach((button, number) => {
    const [ink, paper] = pad.colours[number];
    Object.assign(button, { type: "button", title: words.names[number] });
    button.setAttribute("aria-label", words.names[number]);
    button.style.cssText = `--ink: ${ink}; background: ${paper}`;
    button.onclick = () => {
      pad.colour = number;
      mark();
      change();
    };
  });
  mark();
}
