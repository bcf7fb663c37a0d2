// A square that the reader drags over a picture: by mouse, by touch, or with the arrow keys. Tells where it is while it is
// dragged, and where it was let go. The server answers one place at a time: of those that come meanwhile it takes the newest.
import { memory } from "./memory.js";

const PAUSE = 50; // ms between two places

export default function ({ parentElement, data, setTriggerValue }) {
  const frame = parentElement.querySelector(".cover"), picture = frame.querySelector("img"), square = frame.querySelector("button");
  const view = memory(frame); // place; held: the square is being dragged; when: it was told last; later: to be told soon
  if (picture.src !== data.picture) picture.src = data.picture;
  picture.alt = data.alt;
  square.setAttribute("aria-label", data.told);
  if (!view.held) view.place = { x: data.x, y: data.y };
  const draw = () => {
    square.style.width = square.style.height = `${data.side * 100}%`;
    square.style.left = `${(view.place.x - data.side / 2) * 100}%`;
    square.style.top = `${(view.place.y - data.side / 2) * 100}%`;
  };
  const tell = () => {
    clearTimeout(view.later);
    view.when = performance.now();
    setTriggerValue("place", [view.place.x, view.place.y, Boolean(view.held)]);
  };
  const follow = (event) => {
    const box = frame.getBoundingClientRect();
    move((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
    clearTimeout(view.later);
    view.later = setTimeout(tell, Math.max(0, PAUSE - (performance.now() - (view.when ?? 0))));
  };
  const move = (x, y) => {
    view.place = { x: Math.min(1, Math.max(0, x)), y: Math.min(1, Math.max(0, y)) };
    draw();
  };
  frame.onpointerdown = (event) => {
    if (!event.isPrimary) return;
    frame.setPointerCapture(event.pointerId);
    view.held = true;
    follow(event);
  };
  frame.onpointermove = (event) => {
    if (view.held && event.isPrimary) follow(event);
  };
  frame.onpointerup = frame.onpointercancel = () => {
    if (!view.held) return;
    view.held = false;
    tell();
  };
  square.onkeydown = (event) => {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!step) return;
    event.preventDefault();
    move(view.place.x + step[0] / 28, view.place.y + step[1] / 28);
    tell();
  };
  draw();
}
