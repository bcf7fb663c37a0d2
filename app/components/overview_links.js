// The lines from tile to tile: as wide as the share, orange for and blue, dashed, against.
import { split } from "./overview_columns.js";

const THIN = 1, WIDE = 6; // px

/** Draws what is told, from where the tiles are now. */
export function draw(view) {
  const { frame, told, tiles } = view, svg = frame.querySelector(".links");
  const box = frame.getBoundingClientRect(), narrow = frame.classList.contains("narrow");
  svg.setAttribute("viewBox", `0 0 ${box.width} ${box.height}`);
  if (!told) return svg.replaceChildren();
  const order = ["photo", ...view.data.columns.map((one) => one.name), "fc8"], [picked] = split(told.pick);
  const at = (layer, index) => place(tiles.get(`${layer}-${index + 1}`), box, narrow), parts = [];
  const largest = new Map();
  for (const [layer, , , , share] of told.links) largest.set(layer, Math.max(largest.get(layer) ?? 0, Math.abs(share)));
  for (const [layer, index, before, origin, share, said] of told.links) {
    const from = at(before, origin), to = at(layer, index);
    if (!from || !to) continue;
    const width = THIN + ((WIDE - THIN) * Math.abs(share)) / largest.get(layer);
    parts.push(line(from.out, to.in, { share, width, narrow, delay: order.indexOf(before) }));
    if (layer === picked && said && !narrow) parts.push(label(from.out, said, share));
  }
  for (const [index, share] of told.moves) {
    const from = at(...split(told.pick)), to = at("fc8", index);
    if (from && to) parts.push(line(from.out, to.in, { share, width: 2, narrow, delay: order.length, css: " on" }));
  }
  const text = parts.join("");
  if (view.drawn !== text) svg.innerHTML = view.drawn = text;
  return svg;
}

/** Where lines leave a tile, and where they come in; nothing of one that is not on the page or scrolled out of its row. */
function place(tile, box, narrow) {
  const spot = tile?.isConnected && tile.getBoundingClientRect();
  if (!spot) return null;
  const [left, top] = [spot.left - box.left, spot.top - box.top], [x, y] = [left + spot.width / 2, top + spot.height / 2];
  const row = narrow && tile.closest(".tower")?.getBoundingClientRect();
  if (row && (spot.left + spot.width / 2 < row.left || spot.left + spot.width / 2 > row.right)) return null;
  return narrow
    ? { out: [x, top + spot.height], in: [x, top] }
    : { out: [left + spot.width, y], in: [left, y] };
}

function line([x, y], [toX, toY], { share, width, narrow, delay, css = "" }) {
  const [midX, midY] = [(x + toX) / 2, (y + toY) / 2];
  const curve = narrow ? `${x} ${midY} ${toX} ${midY}` : `${midX} ${y} ${midX} ${toY}`;
  const style = `stroke-width:${width.toFixed(1)};--delay:${delay}`;
  return `<path class="${share > 0 ? "for" : "against"}${css}" style="${style}" d="M${x} ${y}C${curve} ${toX} ${toY}"/>`;
}

const label = ([x, y], said, share) => `<text class="${share > 0 ? "for" : "against"}" x="${x + 3}" y="${y - 3}">${said}</text>`;
