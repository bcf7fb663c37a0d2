// All filters as small pictures, to pick from by click, touch or arrow keys.
import { paintPlanes } from "./canvas.js";

/** A button for each filter; painted once for a layer. */
export function layStrip({ parts, state, data }) {
  const { strip } = parts, { layer } = state;
  if (strip.layer === layer && strip.word === data.words.filter) return;
  Object.assign(strip, { layer, word: data.words.filter });
  strip.setAttribute("aria-label", data.words.filters);
  strip.replaceChildren(...Array.from(layer.bias, (_, filter) => tile(layer, filter, data.words.filter)));
}

function tile(layer, filter, word) {
  const button = document.createElement("button"), canvas = document.createElement("canvas"), weights = layer.kernel(filter);
  const span = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0) || 1;
  paintPlanes(canvas, layer.size, weights, (weight) => 127.5 + (127.5 * weight) / span);
  Object.assign(button, { type: "button", title: `${word} ${filter + 1}` });
  button.setAttribute("aria-label", button.title);
  button.append(canvas);
  return button;
}

/** Marks the filter that is looked at, and brings it into the strip's window. */
export function markStrip({ parts, state }) {
  const { strip } = parts;
  [...strip.children].forEach((button, filter) => {
    button.setAttribute("aria-pressed", filter === state.filter);
    button.tabIndex = filter === state.filter ? 0 : -1;
  });
  const { offsetLeft, offsetWidth } = strip.children[state.filter], { scrollLeft, clientWidth } = strip;
  const left = offsetLeft - strip.offsetLeft;
  if (left < scrollLeft || left + offsetWidth > scrollLeft + clientWidth) strip.scrollLeft = left - clientWidth / 2;
}

/** `pick` hears the index of the filter that the reader picks. */
export function handleStrip({ parts }, pick) {
  const { strip } = parts, choose = (button) => {
    button.focus({ preventScroll: true });
    pick([...strip.children].indexOf(button));
  };
  strip.onclick = (event) => {
    const button = event.target.closest("button");
    if (button) choose(button);
  };
  strip.onkeydown = (event) => {
    const rows = getComputedStyle(strip).gridTemplateRows.split(" ").length;
    const step = { ArrowRight: rows, ArrowLeft: -rows, ArrowDown: 1, ArrowUp: -1 }[event.key];
    const next = step && strip.children[[...strip.children].indexOf(event.target.closest("button")) + step];
    if (!next) return;
    event.preventDefault();
    choose(next);
  };
}
