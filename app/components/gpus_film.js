// Two sheets of filters through a training. `at` is the moment, a number between two moments while the film plays.
const PLAY = "M3 1.5v13l11-6.5z", PAUSE = "M3 2h3.6v12H3zM9.4 2H13v12H9.4z";
const SECONDS = 7; // from the first moment to the last

export default function ({ parentElement, data }) {
  const film = parentElement.querySelector(".film"), find = (name) => film.querySelector(name);
  const figures = [...film.querySelectorAll("figure")];
  const slider = find(".moment"), full = find(".full"), button = find(".play"), last = data.split.length - 1;
  const percent = (share) => Math.round(100 * share) + "%";
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  let at = film.sprite === data.sprite ? Math.min(film.at, last) : last;
  let playing = 0;
  film.leave?.(); // what a run before this one left going

  film.classList.toggle("still", last === 0);
  figures.forEach((figure, gpu) => {
    figure.style.setProperty("--gpu", data.colours[gpu]);
    figure.querySelector(".name").textContent = data.words["gpu" + (gpu + 1)];
    figure.querySelector(".what").textContent = data.words.share;
  });
  find("label span").textContent = data.words.full;
  find(".chart").innerHTML = data.chart;
  const markers = film.querySelectorAll(".chart .marker");
  slider.max = last;
  slider.setAttribute("aria-label", data.words.training);

  const sprite = new Image();
  const half = data.contrast[0].length / 2, side = data.side;

  const paint = (canvas, gpu) => {
    const ratio = window.devicePixelRatio || 1, width = Math.round(canvas.clientWidth * ratio);
    if (!width || !sprite.complete) return;
    const across = canvas.clientWidth < 300 ? 6 : 8, gap = Math.max(1, Math.round(2 * ratio));
    const tile = Math.floor((width + gap) / across) - gap, down = Math.ceil(half / across);
    const height = down * (tile + gap) - gap, spare = Math.floor((width - across * (tile + gap) + gap) / 2);
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    const pen = canvas.getContext("2d"), before = Math.floor(at), after = Math.min(before + 1, last);
    pen.clearRect(0, 0, width, height);
    pen.imageSmoothingEnabled = false;
    for (let place = 0; place < half; place++) {
      const kernel = gpu * half + place;
      const x = spare + (place % across) * (tile + gap), y = Math.floor(place / across) * (tile + gap);
      pen.globalAlpha = 1;
      pen.fillStyle = "#808080";
      pen.fillRect(x, y, tile, tile);
      for (const [moment, weight] of [[before, 1], [after, at - before]]) {
        if (!weight) continue;
        pen.globalAlpha = weight * (full.checked ? 1 : data.contrast[moment][kernel]);
        pen.drawImage(sprite, kernel * side, moment * side, side, side, x, y, tile, tile);
      }
    }
  };

  const draw = () => {
    const moment = Math.round(at), before = Math.floor(at), share = at - before;
    const between = (rows, column) =>
      rows[before][column] + share * (rows[Math.min(before + 1, last)][column] - rows[before][column]);
    figures.forEach((figure, gpu) => {
      const canvas = figure.querySelector("canvas"), told = percent(between(data.split, gpu));
      figure.querySelector(".share").textContent = told;
      canvas.setAttribute("aria-label", `${data.words["gpu" + (gpu + 1)]}: ${data.words.sheet} ${told} ${data.words.share}`);
      paint(canvas, gpu);
    });
    slider.value = moment;
    slider.setAttribute("aria-valuetext", data.moments[moment]);
    find(".told").textContent = data.moments[moment];
    film.at = at;
    film.dataset.moment = moment;
    for (const marker of markers) {
      const x = between(data.places, 0);
      if (marker.tagName === "line") for (const end of ["x1", "x2"]) marker.setAttribute(end, x);
      else {
        marker.setAttribute("cx", x);
        marker.setAttribute("cy", between(data.places, marker.classList.contains("gpu1") ? 1 : 2));
      }
    }
  };

  const stop = () => {
    cancelAnimationFrame(playing);
    playing = 0;
    at = Math.round(at);
    button.querySelector("path").setAttribute("d", PLAY);
    button.querySelector("span").textContent = data.words.play;
    draw();
  };
  const play = () => {
    const from = at >= last ? 0 : at, begin = performance.now();
    button.querySelector("path").setAttribute("d", PAUSE);
    button.querySelector("span").textContent = data.words.pause;
    const tick = (now) => {
      const reached = from + (Math.max(0, now - begin) / 1000 / SECONDS) * last;
      if (reached >= last) {
        at = last;
        return stop();
      }
      at = calm ? Math.floor(reached) : reached;
      draw();
      playing = requestAnimationFrame(tick);
    };
    playing = requestAnimationFrame(tick);
  };

  button.onclick = () => (playing ? stop() : play());
  slider.oninput = () => {
    at = Number(slider.value);
    if (playing) stop();
    draw();
  };
  full.onchange = draw;
  sprite.onload = draw;
  sprite.src = data.sprite;
  film.sprite = data.sprite;
  stop();
  const watcher = new ResizeObserver(() => requestAnimationFrame(draw));
  watcher.observe(film);
  film.leave = () => {
    cancelAnimationFrame(playing);
    watcher.disconnect();
  };
  return film.leave;
}
