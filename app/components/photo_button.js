// The button that opens the shelf of photos from the frame. Which of the two is shown is a class of the whole page.
import { keptCopy } from "./photo_copy.js";
import { givePhoto } from "./photo_field.js";
import { closeShelf, openShelf, shelfIsOpen, showShelf } from "./photo_shelf.js";

let sought = false;

export default function ({ parentElement, data }) {
  const button = parentElement.querySelector("button");
  button.querySelector("img").src = data.picture;
  button.querySelector("span").textContent = data.label;
  button.setAttribute("aria-label", `${data.label}: ${data.name}`);
  if (data.here) button.removeAttribute("aria-expanded");
  else button.setAttribute("aria-expanded", shelfIsOpen());
  if (button.dataset.shown !== data.picture || data.here) closeShelf(); // another photo is in use: the choice is made
  button.dataset.shown = data.picture;
  showChoice(data.slug, data.picture, data.own);
  if (data.lost && !sought) keptCopy().then(givePhoto);
  sought = data.lost;
  button.onclick = () => {
    if (data.here) showShelf();
    else if (shelfIsOpen()) closeShelf();
    else openShelf(button);
  };
}

/** Which photo is in use, for the shelf's row and its grid; and the two pictures that are not among the samples' in the row. */
function showChoice(slug, picture, own) {
  const page = document.documentElement;
  page.dataset.photo = slug;
  page.classList.toggle("own-photo", Boolean(own));
  page.style.setProperty("--photo-in-use", `url("${picture}")`);
  page.style.setProperty("--own-photo", own ? `url("${own}")` : "none");
}
