// The frame of what the network sees, dragged along the photo's longer side: by mouse, by touch, or with the arrow keys.
import { memory } from "./memory.js";

const STEPS = { ArrowLeft: -5, ArrowUp: -5, ArrowRight: 5, ArrowDown: 5, PageUp: -20, PageDown: 20, Home: -100, End: 100 }; // per cent
const REST_MS = 250; // without another key, after which the place is told

export default function ({ parentElement, data, setTriggerValue }) {
  const photo = parentElement.querySelector(".photo"), picture = photo.querySelector("img"), frame = photo.querySelector("button");
  const view = memory(photo); // place, told: in per cent; held: where the pointer has it; waits: for its place to come back
  if (picture.src !== data.picture) {
    picture.src = data.picture;
    view.waits = false;
  }
  picture.alt = data.alt;
  const ways = data.first.map((start, edge) => data.last[edge] - start);
  const side = ways[1] > ways[0] ? 1 : 0, moves = ways[side] > 0;
  frame.className = moves ? ["across", "down"][side] : "";
  frame.disabled = !moves;
  frame.setAttribute("aria-label", data.told);
  frame.setAttribute("aria-orientation", side ? "vertical" : "horizontal");
  const draw = (place) => {
    view.place = Math.min(100, Math.max(0, Math.round(place)));
    const [left, top, right, bottom] = data.first.map((start, edge) => 100 * (start + (ways[edge] * view.place) / 100));
    Object.assign(frame.style, { left: `${left}%`, top: `${top}%`, width: `${right - left}%`, height: `${bottom - top}%` });
    frame.setAttribute("aria-valuenow", view.place);
  };
  const tell = () => {
    view.waits = view.place !== view.told;
    if (view.waits) setTriggerValue("place", view.place);
  };
  const at = (event) => (side ? event.clientY / photo.clientHeight : event.clientX / photo.clientWidth);
  frame.onpointerdown = (event) => {
    frame.setPointerCapture(event.pointerId);
    view.held = { at: at(event), place: view.place };
  };
  frame.onpointermove = (event) => {
    if (view.held) draw(view.held.place + (100 * (at(event) - view.held.at)) / ways[side]);
  };
  frame.onpointerup = frame.onpointercancel = () => {
    if (view.held) tell();
    view.held = null;
  };
  frame.onkeydown = (event) => {
    if (!STEPS[event.key]) return;
    event.preventDefault();
    draw(view.place + STEPS[event.key]);
    view.waits = true;
    clearTimeout(view.rest);
    view.rest = setTimeout(tell, REST_MS);
  };
  view.told = data.place;
  if (data.place === view.place) view.waits = false;
  if (!view.held && !view.waits) draw(data.place);
}
