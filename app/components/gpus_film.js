// Two sheets of filters through a training, which the reader plays or drags through.
import { draw } from "./gpus_film_draw.js";
import { memory } from "./memory.js";
import { calm, showPlay } from "./play_button.js";

const SECONDS = 7; // from the first moment to the last
const SEEN = "alexnet-film"; // in the tab's memory: it has played by itself

/**
 * All about one film is in `view`: data: what Python sent last; at: the moment, between two moments while it plays;
 * timer: of the next picture while it plays, or else 0; sprite: the picture with all filters.
 */
export default function ({ parentElement, data }) {
  const film = parentElement.querySelector(".film"), view = memory(film), last = data.split.length - 1;
  view.leave?.(); // what a run before this one left going
  const again = view.data?.sprite === data.sprite, playing = again && view.timer, opens = !again && first(last);
  view.at = again ? Math.min(view.at, last) : opens ? 0 : last;
  Object.assign(view, { data, last, parts: furnish(film, data), sprite: new Image() });
  handle(view);
  stop(view);
  view.sprite.onload = () => {
    draw(view);
    if (opens || playing) play(view);
  };
  view.sprite.src = data.sprite;
  const watcher = new ResizeObserver(() => requestAnimationFrame(() => draw(view)));
  watcher.observe(film);
  view.leave = () => {
    cancelAnimationFrame(view.timer);
    watcher.disconnect();
  };
  return view.leave;
}

/** Whether the film is to play by itself: once in a tab, and not for readers who asked for less motion. */
function first(last) {
  if (!last || calm() || sessionStorage.getItem(SEEN)) return false;
  sessionStorage.setItem(SEEN, "1");
  return true;
}

/** Writes what does not change with the moment, and gives the parts by name. */
function furnish(film, { words, colours, chart, split }) {
  const find = (name) => film.querySelector(name), figures = [...film.querySelectorAll("figure")];
  film.classList.toggle("still", split.length === 1);
  figures.forEach((figure, gpu) => {
    figure.style.setProperty("--gpu", colours[gpu]);
    figure.querySelector(".name").textContent = words[`gpu${gpu + 1}`];
    figure.querySelector(".what").textContent = words.share;
  });
  find("label span").textContent = words.full;
  find(".chart").innerHTML = chart;
  const slider = find(".moment");
  slider.max = split.length - 1;
  slider.setAttribute("aria-label", words.training);
  const markers = film.querySelectorAll(".chart .marker");
  return { film, figures, markers, slider, full: find(".full"), button: find(".play"), told: find(".told") };
}

function handle(view) {
  const { button, slider, full } = view.parts;
  button.onclick = () => (view.timer ? stop(view) : play(view));
  slider.oninput = () => {
    view.at = Number(slider.value);
    if (view.timer) stop(view);
    draw(view);
  };
  full.onchange = () => draw(view);
}

function stop(view) {
  cancelAnimationFrame(view.timer);
  view.timer = 0;
  view.at = Math.round(view.at);
  showPlay(view.parts.button, false, view.data.words);
  draw(view);
}

/** Plays on from this moment, or from the first; readers who asked for less motion see whole moments only. */
function play(view) {
  const from = view.at >= view.last ? 0 : view.at, begin = performance.now(), slow = calm();
  showPlay(view.parts.button, true, view.data.words);
  const tick = (now) => {
    const reached = from + (Math.max(0, now - begin) / 1000 / SECONDS) * view.last;
    view.at = Math.min(slow ? Math.floor(reached) : reached, view.last);
    if (reached >= view.last) {
      stop(view);
      return;
    }
    draw(view);
    view.timer = requestAnimationFrame(tick);
  };
  view.timer = requestAnimationFrame(tick);
}
