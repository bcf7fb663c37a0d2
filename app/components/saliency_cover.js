// A square that the reader drags over a picture: by mouse, by touch, or with the arrow keys. Tells where it was let go.
import { memory } from "./memory.js";

export default function ({ parentElement, data, setTriggerValue }) {
  const frame = parentElement.querySelector(".cover"), picture = frame.querySelector("img"), square = frame.querySelector("button");
  const view = memory(frame); // held: the square is being dragged
  if (picture.src !== data.picture) picture.src = data.picture;
  picture.alt = data.alt;
  square.setAttribute("aria-label", data.told);
  const place = { x: data.x, y: data.y };
  const draw = () => {
    square.style.width = square.style.height = `${data.side * 100}%`;
    square.style.left = `${(place.x - data.side / 2) * 100}%`;
    square.style.top = `${(place.y - data.side / 2) * 100}%`;
  };
  const tell = () => setTriggerValue("place", [place.x, place.y]);
  const follow = (event) => {
    const box = frame.getBoundingClientRect();
    place.x = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
    place.y = Math.min(1, Math.max(0, (event.clientY - box.top) / box.height));
    draw();
  };
  frame.onpointerdown = (event) => {
    frame.setPointerCapture(event.pointerId);
    view.held = true;
    follow(event);
  };
  frame.onpointermove = (event) => {
    if (view.held) follow(event);
  };
  frame.onpointerup = frame.onpointercancel = () => {
    if (view.held) tell();
    view.held = false;
  };
  square.onkeydown = (event) => {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!step) return;
    event.preventDefault();
    place.x = Math.min(1, Math.max(0, place.x + step[0] / 28));
    place.y = Math.min(1, Math.max(0, place.y + step[1] / 28));
    draw();
    tell();
  };
  if (!view.held) draw();
}
