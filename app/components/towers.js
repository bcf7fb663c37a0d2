// The drawing of the two towers; what bears data-pick is picked by click, touch, Enter or the space bar.
export default function ({ parentElement, data, setTriggerValue }) {
  const frame = parentElement.querySelector(".towers");
  data.colours.forEach((colour, gpu) => frame.style.setProperty("--gpu" + (gpu + 1), colour));
  frame.classList.toggle("wide", data.wide);
  if (frame.drawn !== data.svg) {
    const had = parentElement.activeElement?.dataset?.pick;
    frame.innerHTML = data.svg;
    frame.drawn = data.svg;
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
