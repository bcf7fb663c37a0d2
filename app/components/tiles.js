// A sheet of small pictures, cut from one sprite; click one, or walk with the arrow keys, to pick it.
import { memory } from "./memory.js";

export default function ({ parentElement, data, setTriggerValue }) {
  const grid = parentElement.querySelector(".tiles"), view = memory(grid);
  grid.style.setProperty("--tile", `${data.tile / 16}rem`);
  grid.setAttribute("aria-label", data.title);
  grid.dataset.order = data.order.join(",");
  const sheet = data.sprite + grid.dataset.order + data.labels.join();
  if (view.sheet !== sheet) {
    view.sheet = sheet;
    lay(grid, data);
  }
  mark(grid, data.picked);
  handle(grid, (button) => {
    const index = Number(button.dataset.index);
    button.focus();
    mark(grid, index);
    setTriggerValue("picked", index);
  });
}

function lay(grid, data) {
  const buttons = data.order.map((index) => tile(index, data.labels[index], data.side));
  grid.replaceChildren(...buttons);
  const sprite = new Image();
  sprite.onload = () => {
    for (const button of buttons) {
      const { index } = button.dataset, { side } = data;
      const x = (index % data.across) * side, y = Math.floor(index / data.across) * side;
      button.firstChild.getContext("2d").drawImage(sprite, x, y, side, side, 0, 0, side, side);
    }
  };
  sprite.src = data.sprite;
}

function tile(index, name, side) {
  const button = document.createElement("button"), canvas = document.createElement("canvas");
  button.type = "button";
  button.dataset.index = index;
  button.title = name;
  button.setAttribute("aria-label", name);
  canvas.width = canvas.height = side;
  button.append(canvas);
  return button;
}

function mark(grid, picked) {
  for (const button of grid.children) {
    const on = Number(button.dataset.index) === picked;
    button.setAttribute("aria-pressed", on);
    button.tabIndex = on ? 0 : -1;
  }
  // The picked one may be in another sheet; the keyboard must get into this one all the same.
  if (grid.firstChild && !grid.querySelector('[tabindex="0"]')) grid.firstChild.tabIndex = 0;
}

function handle(grid, pick) {
  grid.onclick = (event) => {
    const button = event.target.closest("button");
    if (button) pick(button);
  };
  grid.onkeydown = (event) => {
    const at = [...grid.children].indexOf(event.target.closest("button"));
    const across = getComputedStyle(grid).gridTemplateColumns.split(" ").length;
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: across, ArrowUp: -across }[event.key];
    const next = step && grid.children[at + step];
    if (next) {
      event.preventDefault();
      pick(next);
    }
  };
}
