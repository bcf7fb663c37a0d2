// The page of a convolution without its numbers: the lines of the sum, the words that stay, and each part that changes.
import { fill } from "./words.js";

const SPEED = "alexnet-convolution-speed"; // of the tab
const LIGHT = ["#c62828", "#2e7d32", "#1565c0"]; // red, green and blue
const HEAD =
  '<div><canvas></canvas><span></span></div><div class="op">×</div>' +
  '<div><canvas></canvas><span></span></div><div class="op">=</div><div><span></span></div>';
const GRID = '<div class="grid"><canvas role="img"></canvas><i></i></div>';
const LINE = `<span class="channel"></span>${GRID}<span class="op">×</span>${GRID}<span class="op">=</span>${GRID}<output></output>`;

/** Writes what does not change while the window moves, and gives the parts by name. */
export function furnish(root, { words, size, filters, pools }) {
  const find = (name) => root.querySelector(name);
  label(find, words, pools);
  find(".head").innerHTML = HEAD;
  [words.patch, words.kernel, words.products].forEach((word, place) => {
    root.querySelectorAll(".head span")[place].textContent = word;
  });
  const [patch, kernel] = root.querySelectorAll(".head canvas");
  for (const canvas of [patch, kernel]) canvas.setAttribute("aria-hidden", "true");
  for (const nine of root.querySelectorAll(".nine")) nine.innerHTML = "<span></span>".repeat(9);
  find(".which input").max = filters;
  const speed = find(".speed select"), picked = speed.value || sessionStorage.getItem(SPEED) || "quicker";
  speed.onchange = () => sessionStorage.setItem(SPEED, speed.value);
  speed.replaceChildren(...["slow", "quicker", "rows"].map((name) => new Option(words[`speed_${name}`], name, false, name === picked)));
  return {
    root, patch, kernel, lines: lines(find(".rows"), words, size),
    photo: find(".photo canvas"), map: find(".map canvas"), pool: find(".pool canvas"), pad: find(".pad"), rows: find(".rows"),
    which: find(".which input"), strip: find(".filters"), speed: find(".speed select"), play: find(".play"), step: find(".step"), stage: find(".stage"),
    cell: find(".cell"), bias: find(".bias"), total: find(".total"), caption: find(".map figcaption"),
    raw: root.querySelectorAll(".raw .nine span"), relu: root.querySelectorAll(".relu .nine span"),
    max: find(".max figcaption"), pooled: find(".pooled"), cone: find(".cone"), thread: find(".thread"),
  };
}

function label(find, words, pools) {
  const texts = {
    ".which span": words.filter, ".step span": words.step, ".speed span": words.speed, ".hint": words.hint,
    ".photo figcaption": words.photo, ".raw figcaption": words.raw, ".relu figcaption": words.relu,
    ".pool figcaption": fill(words.pooled, { side: pools }), ".bias-name": words.bias, ".total-name": words.total,
  };
  for (const [name, text] of Object.entries(texts)) find(name).textContent = text;
  find(".rows").setAttribute("aria-label", words.rows);
  find(".pad").setAttribute("aria-label", words.keys);
  find(".pool canvas").setAttribute("aria-label", fill(words.pooled, { side: pools }));
}

/** A line for each colour: the pixels, the weights, their products, and the products' total. */
function lines(rows, words, size) {
  const channels = [words.red, words.green, words.blue];
  rows.innerHTML = channels.map((_, channel) => `<div class="row" data-channel="${channel}">${LINE}</div>`).join("");
  return [...rows.querySelectorAll(".row")].map((line, channel) => {
    line.style.setProperty("--light", LIGHT[channel]);
    line.style.setProperty("--size", size);
    line.querySelector(".channel").textContent = channels[channel].slice(0, 1).toUpperCase();
    const [patch, kernel, product] = line.querySelectorAll("canvas");
    for (const [canvas, word] of [[patch, words.patch], [kernel, words.kernel], [product, words.products]])
      canvas.setAttribute("aria-label", `${word}, ${channels[channel]}`);
    return { line, patch, kernel, product, output: line.querySelector("output") };
  });
}
