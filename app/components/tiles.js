// A sheet of small pictures, cut from one sprite; click one, or walk with the arrow keys, to pick it.
export default function ({ parentElement, data, setTriggerValue }) {
  const grid = parentElement.querySelector(".tiles");
  grid.style.setProperty("--tile", data.tile + "px");
  grid.setAttribute("aria-label", data.title);
  grid.dataset.order = data.order.join(",");

  const mark = (picked) => {
    for (const button of grid.children) {
      const on = Number(button.dataset.index) === picked;
      button.setAttribute("aria-pressed", on);
      button.tabIndex = on ? 0 : -1;
    }
    // The picked one may be in another sheet; the keyboard must get into this one all the same.
    if (grid.firstChild && !grid.querySelector('[tabindex="0"]')) grid.firstChild.tabIndex = 0;
  };
  const pick = (button) => {
    button.focus();
    mark(Number(button.dataset.index));
    setTriggerValue("picked", Number(button.dataset.index));
  };

  const sheet = data.sprite + grid.dataset.order + data.labels.join();
  if (grid.sheet !== sheet) {
    grid.sheet = sheet;
    const buttons = data.order.map((index) => {
      const button = document.createElement("button");
      button.type = "button";
      button.dataset.index = index;
      button.title = data.labels[index];
      button.setAttribute("aria-label", data.labels[index]);
      const canvas = document.createElement("canvas");
      canvas.width = canvas.height = data.side;
      button.append(canvas);
      return button;
    });
    grid.replaceChildren(...buttons);
    const sprite = new Image();
    sprite.onload = () => {
      for (const button of buttons) {
        const index = Number(button.dataset.index), side = data.side;
        const x = (index % data.across) * side, y = Math.floor(index / data.across) * side;
        button.firstChild.getContext("2d").drawImage(sprite, x, y, side, side, 0, 0, side, side);
      }
    };
    sprite.src = data.sprite;
  }
  mark(data.picked);

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
