// Squarified tiles (Bruls, Huizing, van Wijk 2000): rectangles as large as their sizes, as near to squares as they get.

/** A place {x, y, w, h} inside `box` for each of `sizes`, largest first. */
export function squarified(sizes, box) {
  const all = sizes.reduce((sum, size) => sum + size, 0), places = [];
  let { x, y, w, h } = box;
  const areas = sizes.map((size) => (size / all) * w * h);
  for (let at = 0; at < areas.length; ) {
    const short = Math.min(w, h), end = rowEnd(areas, at, short);
    const row = areas.slice(at, end), thick = row.reduce((sum, area) => sum + area, 0) / short;
    let along = 0;
    for (const area of row) {
      const long = area / thick;
      places.push(w >= h ? { x, y: y + along, w: thick, h: long } : { x: x + along, y, w: long, h: thick });
      along += long;
    }
    if (w >= h) [x, w] = [x + thick, w - thick];
    else [y, h] = [y + thick, h - thick];
    at = end;
  }
  return places;
}

/** Where the row that begins at `at` ends: before the area that would make its longest tile longer. */
function rowEnd(areas, at, short) {
  let sum = areas[at], longest = worst(sum, areas[at], areas[at], short);
  for (let end = at + 1; end < areas.length; end++) {
    const next = worst(sum + areas[end], areas[at], areas[end], short);
    if (next > longest) return end;
    sum += areas[end];
    longest = next;
  }
  return areas.length;
}

const worst = (sum, most, least, short) => Math.max((short * short * most) / (sum * sum), (sum * sum) / (short * short * least));
