// The window that moves by itself, place by place, ever quicker; readers who asked for less motion get it slow and steady.
import { advance, finish, isWhole, rewind } from "./convolution_state.js";
import { calm, showPlay } from "./play_button.js";

const FIRST_MS = 300, LAST_MS = 13, QUICKER = 0.94, CALM_MS = 700; // between two places

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
    wait = slow ? CALM_MS : Math.max(LAST_MS, wait * QUICKER);
    view.change(advance);
    if (!isWhole(view.state)) {
      view.timer = setTimeout(step, wait);
      return;
    }
    stop(view);
    view.change(finish);
  };
  view.timer = setTimeout(step, wait);
}
