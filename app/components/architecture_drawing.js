// The layers from photo to answer; what bears data-pick is picked by click, touch, Enter or the arrow keys.
import { memory } from "./memory.js";

export default function ({ parentElement, data, setTriggerValue }) {
  const frame = parentElement.querySelector(".architecture"), view = memory(frame);
  data.colours.forEach((colour, gpu) => frame.style.setProperty(`--gpu${gpu + 1}`, colour));
  if (view.html !== data.html) {
    const had = parentElement.activeElement?.dataset?.pick;
    frame.innerHTML = view.html = data.html;
    if (had) frame.querySelector(`[data-pick="${had}"]`)?.focus();
  }
  const layers = [...frame.querySelectorAll("[data-pick]")];
  mark(layers, data.picked);
  const pick = (layer) => {
    layer.focus();
    mark(layers, layer.dataset.pick);
    setTriggerValue("picked", layer.dataset.pick);
  };
  frame.onclick = (event) => {
    const layer = event.target.closest("[data-pick]");
    if (layer) pick(layer);
  };
  frame.onkeydown = (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const next = step && layers[layers.indexOf(event.target.closest("[data-pick]")) + step];
    if (!next) return;
    event.preventDefault();
    pick(next);
  };
}

function mark(layers, picked) {
  for (const layer of layers) {
    layer.setAttribute("aria-pressed", layer.dataset.pick === picked);
    layer.tabIndex = layer.dataset.pick === picked ? 0 : -1;
  }
}
