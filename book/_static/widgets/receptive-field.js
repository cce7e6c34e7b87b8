/* <receptive-field>: каскад слоёв в разрезе; у выбранного нейрона видно всё, что он видит.
 *
 * Атрибуты: n — длина входа; layers — слои через «;» от входа к выходу:
 * "conv k=3; pool k=2 s=2; conv k=3 s=1 d=2 p=1" (k — ядро, s — шаг, d — расширение,
 * p — отступ).
 */
(() => {
  "use strict";
  const cw = (window.convWidgets ??= {});
  const KINDS = { conv: "свёртка", pool: "пулинг" };
  const KEYS = { k: "kernel", s: "stride", d: "dilation", p: "padding" };
  const GAP = 2.3;
  const MOST_LAYERS = 6;

  const parseLayer = (text) => {
    const [kind, ...pairs] = text.trim().split(/\s+/);
    if (!Object.hasOwn(KINDS, kind)) {
      throw new cw.InputError(`Атрибут layers: слой «${kind}», а бывают conv и pool.`);
    }
    const layer = { kind, kernel: 3, stride: 1, dilation: 1, padding: 0 };
    for (const pair of pairs) {
      const match = /^([ksdp])=(\d+)$/.exec(pair);
      const least = match?.[1] === "p" ? 0 : 1;
      if (!match || Number(match[2]) < least) {
        throw new cw.InputError(
          `Атрибут layers: «${pair}», а нужно k=, s=, d= (от 1) или p= (от 0) и целое число.`,
        );
      }
      layer[KEYS[match[1]]] = Number(match[2]);
    }
    return layer;
  };

  (cw.elements ??= {})["receptive-field"] = ({ h, svg }) =>
    class extends cw.Widget {
      static title = "Рецептивное поле";
      static hint =
        "Щёлкните по любому нейрону — под ним раскроется его поле. С клавиатуры: ← → по слою, " +
        "↑ ↓ между слоями, Home и End — края слоя.";
      static observedAttributes = ["n", "layers"];

      read() {
        this.n = this.integer("n", 16, 1, 40);
        this.layers = this.attribute("layers", "conv k=3; pool k=2 s=2; conv k=3")
          .split(";").filter((part) => part.trim()).map(parseLayer);
        if (!this.layers.length || this.layers.length > MOST_LAYERS) {
          throw new cw.InputError(
            `Атрибут layers: слоёв ${this.layers.length}, а нужно от 1 до ${MOST_LAYERS}.`,
          );
        }
        this.chosen = null;
      }

      controls() {
        this.layerList = h("div", { class: "layer-list" });
        const settings = h("details", { class: "settings" },
          h("summary", { "data-control": "layers" }, "Настроить слои"), this.layerList);
        const add = (kind, text, stride, kernel) =>
          h("button", { type: "button", "data-control": `add-${kind}`, onclick: () => {
            if (this.layers.length >= MOST_LAYERS) return;
            this.layers.push({ kind, kernel, stride, dilation: 1, padding: 0 });
            this.relist();
          } }, text);
        this.listLayers();
        return [
          this.stepper("вход", "n", 1, 40),
          add("conv", "+ свёртка 3", 1, 3),
          add("pool", "+ пулинг 2/2", 2, 2),
          settings,
        ];
      }

      relist() {
        this.chosen = null;
        this.listLayers();
        this.redraw();
      }

      listLayers() {
        this.layerList.replaceChildren(...this.layers.map((layer, i) =>
          h("div", { class: "layer", role: "group", "aria-label": `Слой ${i + 1}` },
            h("strong", {}, `${i + 1}. ${KINDS[layer.kind]}`),
            this.stepper("ядро", "kernel", 1, 11, layer, `kernel-${i}`),
            this.stepper("шаг", "stride", 1, 5, layer, `stride-${i}`),
            this.stepper("расшир.", "dilation", 1, 5, layer, `dilation-${i}`),
            this.stepper("отступ", "padding", 0, 5, layer, `padding-${i}`),
            h("button", { type: "button", "aria-label": `Убрать слой ${i + 1}`,
              disabled: this.layers.length === 1, onclick: () => {
                this.layers.splice(i, 1);
                this.relist();
              } }, "×"))));
      }

      changed() {
        this.chosen = null;
        this.redraw();
      }

      draw() {
        this.sizes = [this.n];
        for (const { kernel, stride, padding, dilation } of this.layers) {
          this.sizes.push(cw.outputSize(this.sizes.at(-1), kernel, stride, padding, dilation));
        }
        this.fields = [{ size: 1, jump: 1, start: 0 }, ...cw.receptiveField(this.layers)];
        const top = this.layers.length;
        this.chosen ??= [top, Math.floor((this.sizes[top] - 1) / 2)];
        this.reading = h("p", { class: "equation", "data-role": "reading" });
        const nodes = [this.drawing(), this.reading, this.table()];
        this.show();
        return nodes;
      }

      /* Нейрон стоит над серединой своего поля. */
      centre([layer, i]) {
        const { size, jump, start } = this.fields[layer];
        return [start + i * jump + size / 2, (this.layers.length - layer) * GAP + 0.5];
      }

      inputsOf([layer, i]) {
        const { kernel, stride, padding, dilation } = this.layers[layer - 1];
        return Array.from({ length: kernel }, (_, k) => i * stride + k * dilation - padding)
          .filter((j) => j >= 0 && j < this.sizes[layer - 1]);
      }

      /* Всё, от чего зависит выбранный нейрон: множества номеров по слоям. */
      cone([layer, i]) {
        const sets = this.sizes.map(() => new Set());
        sets[layer].add(i);
        for (let l = layer; l > 0; l -= 1) {
          sets[l].forEach((j) => this.inputsOf([l, j]).forEach((k) => sets[l - 1].add(k)));
        }
        return sets;
      }

      drawing() {
        const centres = this.sizes.flatMap((size, l) =>
          [this.centre([l, 0])[0], this.centre([l, size - 1])[0]]);
        const low = Math.min(0, ...centres.map((x) => x - 0.5));
        const width = Math.max(this.n, ...centres.map((x) => x + 0.5)) - low;
        const height = this.layers.length * GAP + 1;
        this.threads = svg("g", { class: "threads" });
        this.neurons = this.sizes.map((size, l) => Array.from({ length: size }, (_, i) => {
          const [x, y] = this.centre([l, i]);
          return l
            ? svg("circle", { cx: x, cy: y, r: 0.38 })
            : svg("rect", { x: x - 0.42, y: y - 0.42, width: 0.84, height: 0.84, rx: 0.1 });
        }));
        this.picture = svg("svg", {
          class: "cascade", viewBox: `${low - 0.1} -0.1 ${width + 0.2} ${height + 0.2}`,
          style: `max-width:${Math.max(width, 8) * 38}px`, tabindex: 0, role: "application",
          "data-key": "cascade", "aria-label": "Каскад слоёв: внизу вход, вверху выход",
        }, this.threads, ...this.neurons.flat());
        this.picture.addEventListener("pointerdown", (event) => this.pick(event));
        this.picture.addEventListener("keydown", (event) => this.walk(event));
        return this.picture;
      }

      pick(event) {
        const matrix = this.picture.getScreenCTM().inverse();
        const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix);
        const distance = (neuron) => {
          const [x, y] = this.centre(neuron);
          return Math.hypot(x - at.x, y - at.y);
        };
        const all = this.sizes.flatMap((size, l) => Array.from({ length: size }, (_, i) => [l, i]));
        this.choose(all.reduce((best, n) => (distance(n) < distance(best) ? n : best)));
      }

      walk(event) {
        const [l, i] = this.chosen;
        const nearest = (layer) => {
          const target = cw.clamp(layer, 0, this.layers.length);
          const { size, jump, start } = this.fields[target];
          const index = Math.round((this.centre([l, i])[0] - start - size / 2) / jump);
          return [target, cw.clamp(index, 0, this.sizes[target] - 1)];
        };
        const next = {
          ArrowLeft: () => [l, Math.max(i - 1, 0)],
          ArrowRight: () => [l, Math.min(i + 1, this.sizes[l] - 1)],
          ArrowUp: () => nearest(l + 1),
          ArrowDown: () => nearest(l - 1),
          Home: () => [l, 0],
          End: () => [l, this.sizes[l] - 1],
        }[event.key]?.();
        if (!next) return;
        event.preventDefault();
        this.choose(next);
      }

      choose(neuron) {
        this.chosen = neuron;
        this.show();
      }

      show() {
        const [layer, i] = this.chosen;
        const sets = this.cone(this.chosen);
        this.neurons.forEach((row, l) => row.forEach((node, j) => {
          node.classList.toggle("seen", sets[l].has(j));
          node.classList.toggle("chosen", l === layer && j === i);
        }));
        this.threads.replaceChildren(...this.sizes.flatMap((size, l) => (l
          ? Array.from({ length: size }, (_, j) => this.threadsOf([l, j], sets[l].has(j))).flat()
          : [])));
        this.describe(sets[0]);
      }

      threadsOf(neuron, seen) {
        const [x1, y1] = this.centre(neuron);
        return this.inputsOf(neuron).map((j) => {
          const [x2, y2] = this.centre([neuron[0] - 1, j]);
          return svg("line", { x1, y1, x2, y2, class: seen ? "seen" : "" });
        });
      }

      describe(inputs) {
        const [layer, i] = this.chosen;
        const { size, jump, start } = this.fields[layer];
        const [first, last] = [start + i * jump + 1, start + i * jump + size];
        const name = layer ? `Нейрон ${i + 1} слоя ${layer}` : `Вход ${i + 1}`;
        const clipped = first < 1 || last > this.n;
        const span = `${Math.max(first, 1)}–${Math.min(last, this.n)}`;
        const [head, tail] = layer
          ? [`${name} видит входы ${span}: рецептивное поле `,
            clipped ? `; часть поля (${first}…${last}) — за краем входа.` : "."]
          : [`${name}: рецептивное поле `, "."];
        this.reading.replaceChildren(head, h("span", { class: "sum", "data-role": "field",
          "data-value": size, "data-inputs": [...inputs].sort((a, b) => a - b).join(" ") },
        `${size}`), tail);
        this.say(this.reading.textContent.replaceAll("−", "минус "));
      }

      table() {
        const head = ["слой", "выход", "поле", "шаг по входу"];
        const rows = this.layers.map(({ kind, kernel, stride }, l) => {
          const { size, jump } = this.fields[l + 1];
          return h("tr", { "data-role": "layer" },
            h("th", { scope: "row" }, `${l + 1}. ${KINDS[kind]} ${kernel}${
              stride > 1 ? `, шаг ${stride}` : ""}`),
            ...[this.sizes[l + 1], size, jump].map((x) => h("td", { "data-value": x }, `${x}`)));
        });
        return h("div", { class: "scroll" }, h("table", {},
          h("thead", {}, h("tr", {}, ...head.map((x) => h("th", { scope: "col" }, x)))),
          h("tbody", {}, ...rows)));
      }
    };

  (cw.styles ??= {})["receptive-field"] = `
.settings { flex-basis: 100%; }
.settings summary { cursor: pointer; width: max-content; padding: 4px 0; }
.layer-list { display: grid; gap: 6px; }
.layer { display: flex; flex-wrap: wrap; gap: 4px 8px; align-items: center; }
.layer strong { min-width: 6.2em; }
.layer .stepper button { min-width: 26px; }
.layer .control { gap: 4px; }
.cascade { display: block; width: 100%; margin: 8px auto; cursor: pointer; touch-action: pan-y; }
.cascade circle, .cascade rect { fill: var(--paper); stroke: var(--muted); stroke-width: .06; }
.cascade line { stroke: var(--line); stroke-width: .035; }
.cascade line.seen { stroke: var(--accent); stroke-width: .08; }
.cascade .seen { fill: color-mix(in srgb, var(--accent) 45%, var(--paper)); stroke: var(--accent); }
.cascade .chosen { fill: var(--link); stroke: var(--ink); stroke-width: .1; }
table { border-collapse: collapse; margin-top: 10px; font-size: .88rem; }
th, td { border-bottom: 1px solid var(--line); padding: 3px 10px; text-align: right; }
th:first-child { text-align: left; font-weight: 500; padding-left: 0; }
thead th { color: var(--muted); font-weight: 500; }
@container (max-width: 480px) { .layer .control { flex-direction: column; gap: 0;
  align-items: flex-start; } .layer strong { flex-basis: 100%; } .layer button { min-height: 30px; }
  .layer .stepper button { min-width: 24px; } .layer { gap: 2px 8px; } }
`;
})();
