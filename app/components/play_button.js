// The button that starts and pauses: its icon and its word.
const PLAY = "M3 1.5v13l11-6.5z", PAUSE = "M3 2h3.6v12H3zM9.4 2H13v12H9.4z";

/** Readers who asked their device for less motion. */
export const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Shows what a click will do: pause what plays, or play. */
export function showPlay(button, playing, words) {
  button.querySelector("path").setAttribute("d", playing ? PAUSE : PLAY);
  button.querySelector("span").textContent = playing ? words.pause : words.play;
}
