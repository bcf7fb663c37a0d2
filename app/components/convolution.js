// The window on the photo, its products with one filter, their sum on the map; then ReLU and max pooling of the same numbers.
import { draw, drawFilter, photoPicture } from "./convolution_draw.js";
import { handle } from "./convolution_handle.js";
import { furnish } from "./convolution_parts.js";
import { stop } from "./convolution_play.js";
import { begin, choose } from "./convolution_state.js";
import { layStrip } from "./convolution_strip.js";
import { memory } from "./memory.js";

const canvas = () => document.createElement("canvas");

export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".convolution"), view = memory(root);
  view.leave?.();
  remember(view, data);
  const { size, bias, pools } = view.state.layer;
  view.parts = furnish(root, { words: data.words, size, pools, filters: bias.length });
  layStrip(view);
  stop(view);
  const fresh = view.state.filter === null || view.asked !== data.filter;
  view.asked = data.filter;
  view.change(choose, fresh ? data.filter : view.state.filter);
  handle(view, (filter) => setTriggerValue("filter", filter), (place) => setTriggerValue("place", place));

  const watcher = new ResizeObserver(() => requestAnimationFrame(() => draw(view)));
  watcher.observe(root);
  view.leave = () => {
    clearTimeout(view.timer);
    clearTimeout(view.resting);
    watcher.disconnect();
  };
  return view.leave;
}

/**
 * All that there is about one convolution on the page, in `view`; the reader's place stays as long as photo and network do.
 *
 * data: what Python sent last; state: see convolution_state.js; pictures: canvases from which others are drawn;
 * timer: of the next step while it plays, or else 0; told: the place that the server knows of; change: takes a function of the state, and shows the state it gives.
 */
function remember(view, data) {
  view.data = data;
  view.timer ||= 0;
  if (view.state?.of === data.of) return;
  view.state = begin(data);
  view.told = data.place?.join("-");
  view.pictures = { photo: photoPicture(view.state.layer, data), map: canvas(), pool: canvas() };
  view.change = (next, ...values) => {
    const { map } = view.state;
    view.state = next(view.state, ...values);
    if (view.state.map !== map) drawFilter(view);
    draw(view);
  };
}
