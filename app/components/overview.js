// The whole network at once: a column a layer, its most active maps as tiles, and the way that leads to the one that is picked.
import { memory } from "./memory.js";
import { build, lay } from "./overview_columns.js";
import { draw } from "./overview_links.js";
import { handle } from "./overview_hand.js";

export default function ({ parentElement, data, setTriggerValue }) {
  const frame = parentElement.querySelector(".overview"), view = memory(frame);
  Object.assign(view, { frame, data, cut: (layer) => setTriggerValue("cut", layer), open: (spot) => setTriggerValue("opened", spot) });
  frame.classList.toggle("still", Boolean(data.told));
  const key = JSON.stringify([data.of, data.cut]);
  if (view.key !== key) {
    view.key = key;
    view.told = data.told;
    build(view);
  }
  const show = () => {
    lay(view);
    draw(view);
  };
  const hear = () => {
    const { data: told } = window.alexnetOverview ?? {};
    if (told?.of === data.of && !data.told) view.told = told;
    show();
  };
  view.show = show;
  handle(view);
  hear();
  const sized = new ResizeObserver(show), scrolled = () => draw(view);
  sized.observe(frame);
  frame.addEventListener("scroll", scrolled, true);
  addEventListener("alexnet-overview", hear);
  return () => {
    sized.disconnect();
    frame.removeEventListener("scroll", scrolled, true);
    removeEventListener("alexnet-overview", hear);
  };
}
