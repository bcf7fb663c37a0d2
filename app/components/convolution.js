// The window on the photo, its products with one filter, their sum on the map; then ReLU and max pooling of the same numbers.
const PLAY = "M3 1.5v13l11-6.5z", PAUSE = "M3 2h3.6v12H3zM9.4 2H13v12H9.4z";
const FIRST_MS = 300, LAST_MS = 13, QUICKER = 0.94, CALM_MS = 700; // between two stops while it plays

export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".convolution"), find = (name) => root.querySelector(name);
  const words = data.words, size = data.size, outputs = data.outputs, pools = Math.floor((outputs - 3) / 2) + 1;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  const number = (value, digits = 2) => (value.toFixed(digits) / 1).toFixed(digits).replace("-", "−");
  const channels = [words.red, words.green, words.blue];
  root.leave?.();

  if (root.of !== data.of) {
    root.of = data.of;
    root.layer = new FirstLayer(data);
    root.state = { filter: -1, held: false, cell: null, shown: Infinity };
    root.photo = photoOf(root.layer, data);
    root.span = root.layer.input.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  }
  const { layer, state } = root;
  let playing = 0;

  const shade = (value, span) => {
    const share = Math.min(Math.abs(value) / span, 1), end = value > 0 ? data.colours[0] : data.colours[1];
    return data.colours[2].map((pale, part) => Math.round(pale + (end[part] - pale) * share));
  };
  const paint = (canvas, values, side, span) => {
    if (canvas.width !== side) canvas.width = canvas.height = side;
    const picture = new ImageData(side, side);
    values.forEach((value, place) => picture.data.set([...shade(value, span), 255], 4 * place));
    canvas.getContext("2d").putImageData(picture, 0, 0);
  };

  // What does not change while the window moves.
  find(".which span").textContent = words.filter;
  find(".step span").textContent = words.step;
  find(".hint").textContent = words.hint;
  find(".photo figcaption").textContent = words.photo;
  find(".raw figcaption").textContent = words.raw;
  find(".relu figcaption").textContent = words.relu;
  find(".pool figcaption").textContent = fill(words.pooled, { side: pools });
  find(".bias-name").textContent = words.bias;
  find(".total-name").textContent = words.total;
  find(".rows").setAttribute("aria-label", words.rows);
  find(".pad").setAttribute("aria-label", words.keys);
  find(".head").innerHTML =
    '<div><canvas></canvas><span></span></div><div class="op">×</div><div><canvas></canvas><span></span></div><div class="op">=</div><div><span></span></div>';
  [words.patch, words.kernel, words.products].forEach((word, place) => {
    root.querySelectorAll(".head span")[place].textContent = word;
  });
  root.querySelectorAll(".head canvas").forEach((canvas) => canvas.setAttribute("aria-hidden", "true"));
  const grid = '<div class="grid"><canvas role="img"></canvas><i></i></div>';
  find(".rows").innerHTML = channels
    .map((_, c) => `<div class="row" data-channel="${c}"><span class="channel"></span>${grid}<span class="op">×</span>${grid}<span class="op">=</span>${grid}<output></output></div>`)
    .join("");
  const rows = [...root.querySelectorAll(".row")];
  rows.forEach((row, channel) => {
    row.style.setProperty("--light", ["#c62828", "#2e7d32", "#1565c0"][channel]);
    row.style.setProperty("--size", size);
    row.querySelector(".channel").textContent = channels[channel].slice(0, 1).toUpperCase();
    row.querySelectorAll("canvas").forEach((canvas, place) =>
      canvas.setAttribute("aria-label", `${[words.patch, words.kernel, words.products][place]}, ${channels[channel]}`));
  });
  for (const nine of root.querySelectorAll(".nine")) nine.innerHTML = "<span></span>".repeat(9);
  const input = find(".which input");
  input.max = layer.bias.length;

  const choose = (filter) => {
    state.filter = filter;
    root.map = layer.map(filter);
    const sorted = Float64Array.from(root.map, Math.abs).sort();
    root.mapSpan = sorted[Math.floor(0.995 * (sorted.length - 1))] || 1;
    root.kernelSpan = [0, 1, 2].reduce((most, c) => Math.max(most, ...layer.weights(filter, c).map(Math.abs)), 0) || 1;
    if (state.row === undefined) {
      const best = root.map.indexOf(Math.max(...root.map));
      [state.row, state.column] = [Math.floor(best / outputs), best % outputs];
    }
    root.pooled = new Float64Array(pools ** 2);
    for (let place = 0; place < root.pooled.length; place++) {
      const top = 2 * Math.floor(place / pools), left = 2 * (place % pools);
      for (let cell = 0; cell < 9; cell++)
        root.pooled[place] = Math.max(root.pooled[place], root.map[(top + Math.floor(cell / 3)) * outputs + left + (cell % 3)]);
    }
    root.mapPicture = document.createElement("canvas");
    paint(root.mapPicture, root.map, outputs, root.mapSpan);
    input.value = filter + 1;
    const picture = new ImageData(size, size);
    for (let place = 0; place < size ** 2; place++)
      picture.data.set([0, 1, 2].map((c) => 127.5 + (127.5 * layer.weights(filter, c)[place]) / root.kernelSpan).concat(255), 4 * place);
    const small = root.querySelectorAll(".head canvas")[1];
    small.width = small.height = size;
    small.getContext("2d").putImageData(picture, 0, 0);
    rows.forEach((row, c) => paint(row.querySelectorAll("canvas")[1], layer.weights(filter, c), size, root.kernelSpan));
  };

  const window_ = (canvas, scale) => {
    const pen = canvas.getContext("2d");
    return { pen, frame(x, y, side, thick) {
      pen.lineWidth = thick + 2;
      pen.strokeStyle = "#fff";
      pen.strokeRect(x * scale, y * scale, side * scale, side * scale);
      pen.lineWidth = thick;
      pen.strokeStyle = "#b33a0a";
      pen.strokeRect(x * scale, y * scale, side * scale, side * scale);
    } };
  };
  const sized = (canvas, across) => {
    const width = Math.round(canvas.clientWidth * (window.devicePixelRatio || 1)) || across;
    if (canvas.width !== width) canvas.width = canvas.height = width;
    return width / across;
  };

  const draw = () => {
    const { filter, row, column } = state, at = row * outputs + column;
    const poolRow = Math.min(Math.floor(row / 2), pools - 1), poolColumn = Math.min(Math.floor(column / 2), pools - 1);
    const photo = find(".photo canvas"), map = find(".map canvas"), scale = sized(photo, data.side), cell = sized(map, outputs);
    const left = column * data.stride, top = row * data.stride;
    const onPhoto = window_(photo, scale);
    onPhoto.pen.imageSmoothingEnabled = true;
    onPhoto.pen.drawImage(root.photo, 0, 0, photo.width, photo.height);
    onPhoto.frame(left, top, size, 2);
    const onMap = window_(map, cell);
    onMap.pen.imageSmoothingEnabled = false;
    onMap.pen.clearRect(0, 0, map.width, map.width);
    if (state.shown < root.map.length) {
      const whole = Math.floor(state.shown / outputs), part = state.shown % outputs;
      onMap.pen.globalAlpha = 0.08;
      onMap.pen.drawImage(root.mapPicture, 0, 0, map.width, map.width);
      onMap.pen.globalAlpha = 1;
      for (const [x, y, w, h] of [[0, 0, outputs, whole], [0, whole, part, 1]])
        if (w && h) onMap.pen.drawImage(root.mapPicture, x, y, w, h, x * cell, y * cell, w * cell, h * cell);
    } else onMap.pen.drawImage(root.mapPicture, 0, 0, map.width, map.width);
    onMap.pen.setLineDash([4, 3]);
    onMap.pen.lineWidth = 1.5;
    onMap.pen.strokeStyle = "#111";
    onMap.pen.strokeRect(2 * poolColumn * cell, 2 * poolRow * cell, 3 * cell, 3 * cell);
    onMap.pen.setLineDash([]);
    onMap.frame(column, row, 1, state.held ? 4 : 2.5);

    const small = root.querySelectorAll(".head canvas")[0];
    small.width = small.height = size;
    small.getContext("2d").drawImage(root.photo, left, top, size, size, 0, 0, size, size);
    let strongest = { most: -1 };
    rows.forEach((line, c) => {
      const [patch, , product] = line.querySelectorAll("canvas"), found = layer.products(filter, row, column, c);
      paint(patch, layer.patch(row, column, c), size, root.span);
      paint(product, found, size, 1.2 * root.kernelSpan);
      line.querySelector("output").textContent = number(found.reduce((sum, value) => sum + value, 0), 3);
      found.forEach((value, place) => {
        if (Math.abs(value) > strongest.most) strongest = { most: Math.abs(value), channel: c, place };
      });
    });
    const looked = state.cell ?? strongest, c = looked.channel ?? 0, place = looked.place ?? 0;
    rows.forEach((line, other) => {
      line.classList.toggle("looked", other === c);
      line.style.setProperty("--x", place % size);
      line.style.setProperty("--y", Math.floor(place / size));
    });
    const pixel = layer.patch(row, column, c)[place], weight = layer.weights(filter, c)[place];
    find(".cell").textContent = `${state.cell ? "" : words.strongest}${fill(words.cell, { channel: channels[c], row: Math.floor(place / size) + 1, column: (place % size) + 1 })} ${number(pixel, 3)} × ${number(weight, 3)} = ${number(pixel * weight, 3)}`;
    find(".bias").textContent = number(layer.bias[filter], 3);
    find(".total").textContent = number(root.map[at], 3);
    const told = fill(words.output, { side: outputs, row: row + 1, column: column + 1, value: number(root.map[at], 3) });
    find(".map figcaption").textContent = told;
    find(".map figcaption").setAttribute("aria-live", playing ? "off" : "polite");
    map.setAttribute("aria-label", fill(words.map, { number: filter + 1 }));
    photo.setAttribute("aria-label", fill(words.window, { left: left - data.padding, top: top - data.padding, size }));

    const nine = [...Array(9).keys()].map((n) => (2 * poolRow + Math.floor(n / 3)) * outputs + 2 * poolColumn + (n % 3));
    const best = nine.reduce((kept, n) => (root.map[n] > root.map[kept] ? n : kept));
    for (const [name, step] of [[".raw", (value) => value], [".relu", (value) => Math.max(0, value)]])
      find(name).querySelectorAll("span").forEach((span, n) => {
        const value = step(root.map[nine[n]]), colour = shade(value, root.mapSpan);
        span.textContent = number(value);
        span.style.setProperty("--paint", `rgb(${colour})`);
        span.classList.toggle("dark", colour[0] + 2 * colour[1] + colour[2] < 400);
        span.classList.toggle("here", nine[n] === at);
        span.classList.toggle("kept", name === ".relu" && nine[n] === best && value > 0);
      });
    find(".max figcaption").textContent = fill(words.max, { row: poolRow + 1, column: poolColumn + 1 });
    find(".pooled").textContent = number(Math.max(0, root.map[best]));
    const pool = find(".pool canvas"), dot = sized(pool, pools), onPool = window_(pool, dot);
    paintPool ||= document.createElement("canvas");
    if (paintPool.filter !== filter) paint(paintPool, root.pooled, pools, root.mapSpan);
    paintPool.filter = filter;
    onPool.pen.imageSmoothingEnabled = false;
    onPool.pen.drawImage(paintPool, 0, 0, pool.width, pool.width);
    onPool.frame(poolColumn, poolRow, 1, 2);
    pool.setAttribute("aria-label", fill(words.pooled, { side: pools }));
    Object.assign(root.dataset, { row, column, filter: filter + 1 });
    threads(photo, map, left, top, row, column);
  };
  let paintPool = null;

  const threads = (photo, map, left, top, row, column) => {
    const stage = find(".stage").getBoundingClientRect();
    const [p, m, t] = [photo, map, find(".total")].map((part) => part.getBoundingClientRect());
    const first = rows[0].querySelector("canvas").getBoundingClientRect(), last = rows[2].querySelector("canvas").getBoundingClientRect();
    const per = p.width / data.side, right = p.left - stage.left + (left + size) * per, y = p.top - stage.top + top * per;
    const edge = rows[0].getBoundingClientRect().left - stage.left - 4;
    find(".cone").setAttribute("d", `M${right} ${y}L${edge} ${first.top - stage.top}V${last.bottom - stage.top}L${right} ${y + size * per}Z`);
    const per2 = m.width / outputs, x2 = m.left - stage.left + column * per2, y2 = m.top - stage.top + (row + 0.5) * per2;
    const from = t.right - stage.left + 4, level = t.top - stage.top + t.height / 2, turn = m.left - stage.left - 10;
    find(".thread").setAttribute("d", `M${from} ${level}C${turn} ${level} ${turn} ${y2} ${x2} ${y2}`);
  };

  const go = (row, column) => {
    state.row = Math.min(Math.max(row, 0), outputs - 1);
    state.column = Math.min(Math.max(column, 0), outputs - 1);
    state.cell = null;
    draw();
  };
  const stop = () => {
    clearTimeout(playing);
    playing = 0;
    find(".play path").setAttribute("d", PLAY);
    find(".play span").textContent = words.play;
  };
  const forward = () => {
    const next = (state.row * outputs + state.column + 1) % root.map.length;
    state.shown = state.shown < root.map.length ? next + 1 : state.shown;
    go(Math.floor(next / outputs), next % outputs);
    return next;
  };
  const play = () => {
    if (state.shown >= root.map.length) {
      state.shown = 1;
      go(0, 0);
    }
    find(".play path").setAttribute("d", PAUSE);
    find(".play span").textContent = words.pause;
    let wait = FIRST_MS;
    const tick = () => {
      wait = calm ? CALM_MS : Math.max(LAST_MS, wait * QUICKER);
      if (forward() < root.map.length - 1) playing = setTimeout(tick, wait);
      else {
        state.shown = Infinity;
        stop();
        draw();
      }
    };
    playing = setTimeout(tick, calm ? CALM_MS : FIRST_MS);
  };
  const reach = (row, column) => {
    if (playing) stop();
    state.shown = Infinity;
    go(row, column);
  };

  find(".play").onclick = () => (playing ? stop() : play());
  find(".step").onclick = () => {
    stop();
    forward();
  };
  input.onchange = () => {
    const filter = Math.min(Math.max(Math.round(input.value || 1), 1), layer.bias.length) - 1;
    choose(filter);
    draw();
    setTriggerValue("filter", filter);
  };
  const place = (event, canvas, across) => {
    const box = canvas.getBoundingClientRect();
    return [(event.clientY - box.top) / box.height, (event.clientX - box.left) / box.width].map((share) => share * across);
  };
  const pad = find(".pad"), mapCanvas = find(".map canvas"), photoCanvas = find(".photo canvas");
  const toMap = (event) => reach(...place(event, mapCanvas, outputs).map(Math.floor));
  const toPhoto = (event) => reach(...place(event, photoCanvas, data.side).map((at) => Math.round((at - size / 2) / data.stride)));
  for (const [part, follow] of [[pad, toMap], [photoCanvas, toPhoto]]) {
    part.onpointerdown = (event) => {
      part.setPointerCapture(event.pointerId);
      if (event.pointerType === "mouse") state.held = part === pad ? !state.held : true;
      follow(event);
    };
    part.onpointermove = (event) => {
      const hovers = part === pad && event.pointerType === "mouse" && !state.held && !playing;
      if (event.buttons || hovers) follow(event);
    };
  }
  pad.onkeydown = (event) => {
    const far = event.shiftKey ? 5 : 1;
    const [down, right] = { ArrowUp: [-far, 0], ArrowDown: [far, 0], ArrowLeft: [0, -far], ArrowRight: [0, far],
      Home: [-outputs, -outputs], End: [outputs, outputs] }[event.key] ?? [];
    if (down === undefined) return;
    event.preventDefault();
    reach(state.row + down, state.column + right);
  };
  const rowsPart = find(".rows");
  rowsPart.onpointermove = (event) => {
    const grid = event.target.closest(".grid");
    if (!grid || playing) return;
    const [y, x] = place(event, grid, size).map((at) => Math.min(Math.max(Math.floor(at), 0), size - 1));
    state.cell = { channel: Number(grid.parentElement.dataset.channel), place: y * size + x };
    draw();
  };
  rowsPart.onpointerdown = rowsPart.onpointermove;
  rowsPart.onkeydown = (event) => {
    const step = { ArrowUp: -size, ArrowDown: size, ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const area = size ** 2, from = state.cell ? state.cell.channel * area + state.cell.place : -step;
    const to = (from + step + 3 * area) % (3 * area);
    state.cell = { channel: Math.floor(to / area), place: to % area };
    draw();
  };

  if (state.row !== undefined && state.row >= outputs) state.row = state.column = undefined;
  choose(state.filter < 0 || root.asked !== data.filter ? data.filter : state.filter);
  root.asked = data.filter;
  stop();
  draw();
  const watcher = new ResizeObserver(() => requestAnimationFrame(draw));
  watcher.observe(root);
  root.leave = () => {
    clearTimeout(playing);
    watcher.disconnect();
  };
  return root.leave;
}

// The photo as the network gets it, with its border, in colours again.
function photoOf(layer, { side, mean, std }) {
  const canvas = document.createElement("canvas"), picture = new ImageData(side, side), area = side ** 2;
  canvas.width = canvas.height = side;
  for (let place = 0; place < area; place++)
    picture.data.set([0, 1, 2].map((c) => 255 * (layer.input[c * area + place] * std[c] + mean[c])).concat(255), 4 * place);
  canvas.getContext("2d").putImageData(picture, 0, 0);
  return canvas;
}
