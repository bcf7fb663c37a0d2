// One line of the tour and how far it has come. What is said again would be read out again, so it is written only if it is new.
export default function ({ parentElement, data }) {
  const strip = parentElement.querySelector(".strip");
  write(strip.querySelector(".place"), data.place);
  write(strip.querySelector(".told"), data.told);
  strip.classList.toggle("done", data.done);
  strip.querySelector(".fill").style.width = `${100 * data.share}%`;
}

function write(part, words) {
  if (part.textContent !== words) part.textContent = words;
}
