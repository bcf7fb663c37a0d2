// A map as a button, cut from its column's one picture.
import { fill } from "./words.js";

export const element = (kind, className, has = {}) => Object.assign(document.createElement(kind), { className, ...has });

/** "conv5-17" is map 16 of conv5, from 0. */
export function split(spot) {
  const [layer, number] = spot.split("-");
  return [layer, Number(number) - 1];
}

/** The one button of a map; made when it is first seen. */
export function tile(view, of, index) {
  const spot = `${of.name}-${index + 1}`;
  if (!view.tiles.has(spot)) view.tiles.set(spot, picture(view.data, of, index, spot));
  return view.tiles.get(spot);
}

/** Where the picture of one of `count` lies along a side of the sprite, in per cent. */
const along = (at, count) => (count > 1 ? (100 * at) / (count - 1) : 0);

export function picture({ words: told }, of, index, spot) {
  const button = element("button", "tile", { type: "button", tabIndex: -1 }), rows = Math.ceil(of.count / of.across);
  const at = of.shown?.indexOf(index) ?? index, x = at % of.across, y = Math.floor(at / of.across);
  const name = fill(told[of.units ? "unit" : "map"], { layer: of.name, number: index + 1 });
  button.dataset.spot = spot;
  button.title = name;
  button.setAttribute("aria-label", name);
  button.style.backgroundSize = `${100 * of.across}% ${100 * rows}%`;
  button.style.backgroundPosition = `${along(x, of.across)}% ${along(y, rows)}%`;
  return button;
}
