// A program of which the reader picks a line, by click, touch or arrow keys; and a button that copies all of it.
export default function ({ parentElement, data, setTriggerValue }) {
  const frame = parentElement.querySelector(".listing"), box = frame.querySelector(".lines"), copy = frame.querySelector(".copy");
  data.colours.forEach((colour, gpu) => frame.style.setProperty("--gpu" + (gpu + 1), colour));
  frame.querySelector(".file").textContent = data.file;
  box.setAttribute("aria-label", data.title);
  const fresh = box.drawn !== data.html;
  if (fresh) {
    box.innerHTML = data.html;
    box.drawn = data.html;
    box.scrollLeft = 0;
  }
  const buttons = [...box.querySelectorAll("button")];
  const show = (line) => {  // inside the box alone: the page stays where it is
    const above = line.offsetTop - line.offsetHeight, below = line.offsetTop + 2 * line.offsetHeight - box.clientHeight;
    box.scrollTop = Math.min(above, Math.max(below, box.scrollTop));
  };
  const mark = (slug) => {
    for (const button of buttons) {
      const on = button.dataset.line === slug;
      button.setAttribute("aria-pressed", on);
      button.tabIndex = on ? 0 : -1;
      if (on && (fresh || box.marked !== slug)) show(button);
    }
    box.marked = slug;
  };
  const pick = (button) => {
    button.focus({ preventScroll: true });
    mark(button.dataset.line);
    box.told = button.dataset.line;
    setTriggerValue("picked", button.dataset.line);
  };
  // The reader may be lines ahead of the answer on its way.
  if (fresh || box.told === undefined || box.told === data.picked) {
    mark(data.picked);
    box.told = undefined;
  }

  box.onclick = (event) => {
    const button = event.target.closest("button");
    if (button) pick(button);
  };
  box.onkeydown = (event) => {
    const at = buttons.indexOf(event.target.closest("button"));
    const next = { ArrowDown: buttons[at + 1], ArrowUp: buttons[at - 1], Home: buttons[0], End: buttons.at(-1) }[event.key];
    if (at >= 0 && next) {
      event.preventDefault();
      pick(next);
    }
  };

  copy.textContent = data.copy;
  copy.onclick = async () => {
    try {
      await navigator.clipboard.writeText(data.source);
    } catch {  // a browser allows that only over https; this way works in a classroom
      const field = document.createElement("textarea");
      field.value = data.source;
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
    }
    copy.textContent = data.copied;
    setTimeout(() => (copy.textContent = data.copy), 2000);
  };
}
