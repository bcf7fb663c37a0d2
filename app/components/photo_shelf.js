// The shelf of photos opens below its button and closes as menus do: by a click elsewhere, by Escape, or when a photo is chosen.
const OPEN = "shelf-open";
let opener = null;

function shelf() {
  return document.querySelector(".st-key-shelf");
}

export function shelfIsOpen() {
  return document.documentElement.classList.contains(OPEN);
}

/** Opens it; `button` gets the keyboard back when it closes. */
export function openShelf(button) {
  opener = button;
  document.documentElement.classList.add(OPEN);
  opener?.setAttribute("aria-expanded", "true");
  addEventListener("pointerdown", elsewhere, true);
  addEventListener("keydown", escape, true);
}

export function closeShelf() {
  removeEventListener("pointerdown", elsewhere, true);
  removeEventListener("keydown", escape, true);
  if (!shelfIsOpen()) return;
  document.documentElement.classList.remove(OPEN);
  opener?.setAttribute("aria-expanded", "false");
  const camera = shelf()?.querySelector('.st-key-camera_on input[type="checkbox"]');
  if (camera?.checked) camera.click(); // or it would go on looking, unseen
}

/** Where the shelf stands on the page, brings it into sight. */
export function showShelf() {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  shelf()?.scrollIntoView({ block: "center", behavior: still ? "auto" : "smooth" });
  shelf()?.querySelector("section button")?.focus({ preventScroll: true });
}

function elsewhere(event) {
  const path = event.composedPath();
  if (!path.includes(shelf()) && !path.includes(opener)) closeShelf();
}

function escape(event) {
  if (event.key !== "Escape") return;
  event.stopPropagation();
  closeShelf();
  opener?.focus();
}
