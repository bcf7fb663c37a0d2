// Both sheets of filters, the chart's marker and the shares, at a moment that may lie between two of the record.
const WIDE = 300; // CSS pixels from which a sheet has eight filters in a row, and not six

/** `view.at` is the moment, in 0..last; see gpus_film.js for the rest. */
export function draw(view) {
  const { data, parts, at } = view, moment = Math.round(at);
  parts.figures.forEach((figure, gpu) => {
    const share = `${Math.round(100 * between(data.split, gpu, at))}%`, canvas = figure.querySelector("canvas");
    figure.querySelector(".share").textContent = share;
    canvas.setAttribute("aria-label", `${data.words[`gpu${gpu + 1}`]}: ${data.words.sheet} ${share} ${data.words.share}`);
    paint(canvas, gpu, view);
  });
  parts.slider.value = moment;
  parts.slider.setAttribute("aria-valuetext", data.moments[moment]);
  parts.told.textContent = data.moments[moment];
  parts.film.dataset.moment = moment;
  for (const marker of parts.markers) mark(marker, data.places, at);
}

/** A column of numbers at a moment between two rows. */
function between(rows, column, at) {
  const before = Math.floor(at), after = Math.min(before + 1, rows.length - 1);
  return rows[before][column] + (at - before) * (rows[after][column] - rows[before][column]);
}

function mark(marker, places, at) {
  const x = between(places, 0, at);
  if (marker.tagName === "line") for (const end of ["x1", "x2"]) marker.setAttribute(end, x);
  else {
    marker.setAttribute("cx", x);
    marker.setAttribute("cy", between(places, marker.classList.contains("gpu1") ? 1 : 2, at));
  }
}

/** Fills a sheet with one GPU's filters, each over grey and as strongly as its contrast says. */
function paint(canvas, gpu, { data, parts, sprite, at }) {
  const { side, contrast } = data, half = contrast[0].length / 2, sheet = fit(canvas, half);
  if (!sheet || !sprite.complete) return;
  const pen = canvas.getContext("2d"), before = Math.floor(at), after = Math.min(before + 1, contrast.length - 1);
  pen.clearRect(0, 0, canvas.width, canvas.height);
  pen.imageSmoothingEnabled = false;
  for (let place = 0; place < half; place++) {
    const kernel = gpu * half + place, [x, y] = sheet.corner(place);
    pen.globalAlpha = 1;
    pen.fillStyle = "#808080";
    pen.fillRect(x, y, sheet.tile, sheet.tile);
    for (const [moment, weight] of [[before, 1], [after, at - before]]) {
      if (!weight) continue;
      pen.globalAlpha = weight * (parts.full.checked ? 1 : contrast[moment][kernel]);
      pen.drawImage(sprite, kernel * side, moment * side, side, side, x, y, sheet.tile, sheet.tile);
    }
  }
}

/** As many pixels as the screen has there; gives a tile's side and each tile's corner, or null for a canvas not shown. */
function fit(canvas, tiles) {
  const ratio = window.devicePixelRatio || 1, width = Math.round(canvas.clientWidth * ratio);
  if (!width) return null;
  const across = canvas.clientWidth < WIDE ? 6 : 8, gap = Math.max(1, Math.round(2 * ratio));
  const tile = Math.floor((width + gap) / across) - gap, step = tile + gap;
  const height = Math.ceil(tiles / across) * step - gap, spare = Math.floor((width - across * step + gap) / 2);
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  return { tile, corner: (place) => [spare + (place % across) * step, Math.floor(place / across) * step] };
}
