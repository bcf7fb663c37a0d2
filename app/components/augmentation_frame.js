// A frame that the reader drags over a picture, by mouse, by touch or with the arrow keys: it tells its corner, also while it
// is dragged, as soon as the answer to the last one is there.
import { memory } from "./memory.js";

const PAUSE = 120; // ms between two places

export default function ({ parentElement, data, setTriggerValue }) {
  const whole = parentElement.querySelector(".whole"), picture = whole.querySelector("img"), frame = whole.querySelector("button");
  const view = memory(whole); // place: the corner, in pixels; from: where the drag began; when: it was told last; later: to be told
  if (picture.src !== data.picture) picture.src = data.picture;
  picture.alt = data.alt;
  if (!view.from) view.place = [data.x, data.y];
  const draw = () => {
    frame.setAttribute("aria-label", `${data.told} ${view.place.join(", ")}`);
    frame.style.width = frame.style.height = `${(100 * data.crop) / data.square}%`;
    frame.style.left = `${(100 * view.place[0]) / data.square}%`;
    frame.style.top = `${(100 * view.place[1]) / data.square}%`;
  };
  const tell = () => {
    clearTimeout(view.later);
    view.when = performance.now();
    setTriggerValue("place", view.place);
  };
  const move = (x, y) => {
    view.place = [x, y].map((at) => Math.round(Math.min(data.square - data.crop, Math.max(0, at))));
    draw();
  };
  whole.onpointerdown = (event) => {
    if (!event.isPrimary) return;
    whole.setPointerCapture(event.pointerId);
    view.from = { x: event.clientX, y: event.clientY, place: view.place };
  };
  whole.onpointermove = (event) => {
    if (!view.from || !event.isPrimary) return;
    const scale = data.square / whole.clientWidth;
    move(view.from.place[0] + (event.clientX - view.from.x) * scale, view.from.place[1] + (event.clientY - view.from.y) * scale);
    clearTimeout(view.later);
    view.later = setTimeout(tell, Math.max(0, PAUSE - (performance.now() - (view.when ?? 0))));
  };
  whole.onpointerup = whole.onpointercancel = () => {
    if (!view.from) return;
    view.from = null;
    tell();
  };
  frame.onkeydown = (event) => {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!step) return;
    event.preventDefault();
    move(view.place[0] + step[0], view.place[1] + step[1]);
    tell();
  };
  draw();
}
