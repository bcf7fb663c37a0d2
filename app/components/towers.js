// The drawing of the two towers; what bears data-pick is picked by click, touch, Enter or the space bar; what has just been cut is
// "fresh", and moves.
import { memory } from "./memory.js";

export default function ({ parentElement, data, setTriggerValue }) {
  const frame = parentElement.querySelector(".towers"), view = memory(frame);
  data.colours.forEach((colour, gpu) => frame.style.setProperty(`--gpu${gpu + 1}`, colour));
  if (view.svg !== data.svg) {
    const had = parentElement.activeElement?.dataset?.pick, before = view.svg && pressed(frame);
    frame.innerHTML = view.svg = data.svg;
    if (before) for (const name of pressed(frame)) if (!before.has(name)) frame.querySelector(`[data-pick="${name}"]`).classList.add("fresh");
    if (had) frame.querySelector(`[data-pick="${had}"]`)?.focus();
  }
  const pick = (event) => {
    const target = event.target.closest("[data-pick]");
    if (target) setTriggerValue("picked", target.dataset.pick);
    return target;
  };
  frame.onclick = pick;
  frame.onkeydown = (event) => {
    if ((event.key === "Enter" || event.key === " ") && pick(event)) event.preventDefault();
  };
}

/** The names of what is cut or marked. */
function pressed(frame) {
  return new Set([...frame.querySelectorAll('[aria-pressed="true"]')].map((part) => part.dataset.pick));
}
