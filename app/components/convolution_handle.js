// What the reader does: buttons, the filter's number, and the mouse, finger or keys on the photo, the map and the products.
import { play, stop } from "./convolution_play.js";
import { advance, choose, hold, look, lookOn, reach } from "./convolution_state.js";
import { handleStrip } from "./convolution_strip.js";

const FAR = 5; // places at once with the shift key
const REST_MS = 400; // how long the window rests before its place is told

/** Lets the reader move the window; `onFilter` hears the index of another filter, `onPlace` where the window came to rest. */
export function handle(view, onFilter, onPlace) {
  view.rest = () => {
    clearTimeout(view.resting);
    view.resting = setTimeout(() => {
      const { row, column } = view.state, at = `${row}-${column}`;
      if (at !== view.told) onPlace([row, column]);
      view.told = at;
    }, REST_MS);
  };
  const pick = (filter) => {
    view.change(choose, filter);
    onFilter(filter);
  };
  handleButtons(view, pick);
  handleStrip(view, pick);
  handlePad(view);
  handlePhoto(view);
  handleProducts(view);
}

function handleButtons(view, pick) {
  const { play: button, step, which } = view.parts;
  button.onclick = () => {
    if (!view.timer) return play(view);
    stop(view);
    view.rest();
  };
  step.onclick = () => {
    stop(view);
    view.change(advance);
    view.rest();
  };
  which.onchange = () => pick(Math.min(Math.max(Math.round(which.value || 1), 1), which.max) - 1);
}

function go(view, row, column) {
  if (view.timer) stop(view);
  view.change(reach, row, column);
}

function handlePad(view) {
  const { pad, map } = view.parts, { outputs } = view.state.layer;
  const follow = (event) => go(view, ...place(event, map, outputs).map(Math.floor));
  pad.onpointerdown = (event) => {
    pad.setPointerCapture(event.pointerId);
    if (event.pointerType === "mouse") view.state = hold(view.state, !view.state.held);
    follow(event);
  };
  pad.onpointermove = (event) => {
    const hovers = event.pointerType === "mouse" && !view.state.held && !view.timer;
    if (event.buttons || hovers) follow(event);
  };
  pad.onpointerup = pad.onpointerleave = () => view.timer || view.rest();
  pad.onkeydown = (event) => {
    const far = event.shiftKey ? FAR : 1;
    const step = {
      ArrowUp: [-far, 0], ArrowDown: [far, 0], ArrowLeft: [0, -far], ArrowRight: [0, far],
      Home: [-outputs, -outputs], End: [outputs, outputs],
    }[event.key];
    if (!step) return;
    event.preventDefault();
    go(view, view.state.row + step[0], view.state.column + step[1]);
    view.rest();
  };
}

function handlePhoto(view) {
  const { photo } = view.parts, { side, size, stride } = view.state.layer;
  const follow = (event) => go(view, ...place(event, photo, side).map((at) => Math.round((at - size / 2) / stride)));
  photo.onpointerdown = (event) => {
    photo.setPointerCapture(event.pointerId);
    if (event.pointerType === "mouse") view.state = hold(view.state, true);
    follow(event);
  };
  photo.onpointermove = (event) => {
    if (event.buttons) follow(event);
  };
  photo.onpointerup = view.rest;
}

function handleProducts(view) {
  const { rows } = view.parts, { size } = view.state.layer;
  rows.onpointerdown = rows.onpointermove = (event) => {
    const grid = event.target.closest(".grid");
    if (!grid || view.timer) return;
    view.change(look, Number(grid.parentElement.dataset.channel), ...place(event, grid, size).map(Math.floor));
  };
  rows.onkeydown = (event) => {
    const step = { ArrowUp: -size, ArrowDown: size, ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    view.change(lookOn, step);
  };
}

/** Line and column under the pointer, in cells, of a part that has `across` of them each way. */
function place(event, part, across) {
  const box = part.getBoundingClientRect();
  return [((event.clientY - box.top) / box.height) * across, ((event.clientX - box.left) / box.width) * across];
}
