// A drawing, which is replaced only by another one.
import { memory } from "./memory.js";

export default function ({ parentElement, data }) {
  const frame = parentElement.querySelector(".drawing"), view = memory(frame);
  if (view.svg !== data.svg) frame.innerHTML = view.svg = data.svg;
}
