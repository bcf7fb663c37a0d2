// All sample photos as small pictures, by kind: in the open shelf as they are, on a page with a shelf of its own in a sheet.
// Their data is the same for all readers, so that it is sent once; which photo is in use is written on the page itself.
const page = document.documentElement;
const urls = new Map(); // of the pictures, by their data; a short address, for each tile asks for it

export default function ({ parentElement, data, setTriggerValue }) {
  const gallery = parentElement.querySelector(".gallery"), grid = gallery.querySelector(".grid");
  const opener = gallery.querySelector(".all"), sheet = gallery.querySelector("dialog"), close = gallery.querySelector(".close");
  lay(grid, data);
  (data.here ? sheet : gallery).append(grid);
  gallery.classList.toggle("here", data.here);
  opener.textContent = sheet.querySelector("span").textContent = data.words.all;
  sheet.setAttribute("aria-label", data.words.all);
  close.setAttribute("aria-label", data.words.close);
  opener.onclick = () => sheet.showModal();
  close.onclick = () => sheet.close();
  sheet.onclick = (event) => event.target === sheet && sheet.close(); // beside it
  grid.onkeydown = (event) => walk(event, grid);
  grid.onclick = (event) => {
    const tile = event.target.closest("button");
    if (!tile) return;
    page.dataset.photo = tile.dataset.slug;
    sheet.close();
    setTriggerValue("picked", tile.dataset.slug);
  };
  const watcher = new MutationObserver(() => mark(grid));
  watcher.observe(page, { attributeFilter: ["data-photo"] });
  mark(grid);
  showPictures(data.sheet, data.places);
  return () => watcher.disconnect();
}

function lay(grid, { kinds, across, down }) {
  grid.style.setProperty("--across", across);
  grid.style.setProperty("--down", down);
  grid.replaceChildren(...kinds.map(({ name, photos }) => {
    const kind = document.createElement("section"), heading = document.createElement("h3"), tiles = document.createElement("div");
    heading.textContent = name;
    tiles.className = "thumbs";
    tiles.setAttribute("role", "group");
    tiles.setAttribute("aria-label", name);
    tiles.append(...photos.map((photo) => tileOf(photo, across, down)));
    kind.append(heading, tiles);
    return kind;
  }));
}

function tileOf({ slug, name, at }, across, down) {
  const tile = document.createElement("button"), picture = document.createElement("i");
  tile.type = "button";
  tile.dataset.slug = slug;
  picture.style.backgroundPosition = `${(100 * (at % across)) / (across - 1)}% ${(100 * Math.floor(at / across)) / (down - 1)}%`;
  tile.append(picture, name);
  return tile;
}

function mark(grid) {
  const tiles = [...grid.querySelectorAll("button")], used = tiles.find((tile) => tile.dataset.slug === page.dataset.photo);
  for (const tile of tiles) {
    tile.setAttribute("aria-pressed", tile === used);
    tile.tabIndex = tile === (used ?? tiles[0]) ? 0 : -1;
  }
  used?.setAttribute("autofocus", ""); // where the keyboard begins when the sheet opens
  for (const tile of tiles) if (tile !== used) tile.removeAttribute("autofocus");
}

/** Moves the keyboard among the tiles: to the next one, or to the one that lies nearest in the next row. */
function walk(event, grid) {
  const tiles = [...grid.querySelectorAll("button")], here = event.target, at = tiles.indexOf(here);
  const ways = { ArrowRight: [tiles[at + 1]], ArrowLeft: [tiles[at - 1]] };
  ways.ArrowDown = tiles.slice(at).filter((tile) => tile.offsetTop > here.offsetTop);
  ways.ArrowUp = tiles.slice(0, at).toReversed().filter((tile) => tile.offsetTop < here.offsetTop);
  const [first, ...others] = ways[event.key] ?? [];
  if (!first) return;
  event.preventDefault();
  const away = (tile) => Math.abs(tile.offsetLeft - here.offsetLeft);
  const row = [first, ...others.filter((tile) => tile.offsetTop === first.offsetTop)];
  row.reduce((best, tile) => (away(tile) < away(best) ? tile : best)).focus();
}

/** Gives the pictures to the tiles here and to the shelf's row, which lies outside. */
async function showPictures(sheet, places) {
  if (!urls.has(sheet)) urls.set(sheet, fetch(sheet).then((answer) => answer.blob()).then(URL.createObjectURL));
  page.style.setProperty("--samples", `url("${await urls.get(sheet)}")`);
  const style = document.getElementById("photo-places") ?? document.head.appendChild(document.createElement("style"));
  style.id = "photo-places";
  if (style.textContent !== places) style.textContent = places;
}
