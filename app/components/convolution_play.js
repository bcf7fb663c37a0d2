// The window that moves by itself at one of three speeds; readers who asked for less motion get it slow and steady.
import { advance, finish, isWhole, rewind } from "./convolution_state.js";
import { calm, showPlay } from "./play_button.js";

const FIRST_MS = 300, LAST_MS = 13, QUICKER = 0.94, CALM_MS = 700, ROW_MS = 70; // between two stops

/** By its name: after how many ms the next stop comes, by what the wait was before; and how many places it is on. */
const SPEEDS = {
  slow: { wait: () => FIRST_MS, places: () => 1 },
  quicker: { wait: (before) => Math.max(LAST_MS, before * QUICKER), places: () => 1 },
  rows: { wait: () => ROW_MS, places: ({ layer }) => layer.outputs },
};

export function stop(view) {
  clearTimeout(view.timer);
  view.timer = 0;
  showPlay(view.parts.play, false, view.data.words);
}

/** Plays on from where the reader is in the map, or from its beginning; `view.change` makes each step seen. */
export function play(view) {
  if (isWhole(view.state)) view.change(rewind);
  showPlay(view.parts.play, true, view.data.words);
  const slow = calm();
  let wait = slow ? CALM_MS : FIRST_MS;
  const step = () => {
    const speed = SPEEDS[view.parts.speed.value];
    wait = slow ? CALM_MS : speed.wait(wait);
    view.change(advance, speed.places(view.state));
    if (!isWhole(view.state)) {
      view.timer = setTimeout(step, wait);
      return;
    }
    stop(view);
    view.change(finish);
  };
  view.timer = setTimeout(step, wait);
}
