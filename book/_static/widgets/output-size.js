/* <output-size>: сколько окон помещается, формула с числами и ячейки, оставшиеся за бортом.
 *
 * Атрибуты: n, kernel, stride, padding, dilation — целые.
 */
(() => {
  "use strict";
  const cw = (window.convWidgets ??= {});
  const ROW = 0.62;
  (cw.elements ??= {})["output-size"] = ({ h, svg }) =>
    class extends cw.Widget {
      static title = "Размер выхода";
      static hint =
        "Меняйте числа кнопками или стрелками; каждая полоска под лентой — одно окно. " +
        "Наведите на полоску или перебирайте их стрелками ↑ ↓ (Home — первая, End — последняя).";
      static observedAttributes = ["n", "kernel", "stride", "padding", "dilation"];

      read() {
        this.n = this.integer("n", 10, 1, 40);
        this.kernel = this.integer("kernel", 3, 1, 11);
        this.stride = this.integer("stride", 2, 1, 8);
        this.padding = this.integer("padding", 0, 0, 10);
        this.dilation = this.integer("dilation", 1, 1, 6);
        this.position = 0;
      }

      controls() {
        return [
          this.stepper("вход n", "n", 1, 40),
          this.stepper("ядро r", "kernel", 1, 11),
          this.stepper("шаг s", "stride", 1, 8),
          this.stepper("отступ p", "padding", 0, 10),
          this.stepper("расширение d", "dilation", 1, 6),
        ];
      }

      draw() {
        this.size = cw.outputSize(this.n, this.kernel, this.stride, this.padding, this.dilation);
        this.span = cw.span(this.kernel, this.dilation);
        this.length = this.n + 2 * this.padding;
        this.left = this.length - ((this.size - 1) * this.stride + this.span);
        this.position = Math.min(this.position, this.size - 1);
        this.reading = h("p", { class: "note", "data-role": "reading" });
        const nodes = [this.formula(), this.drawing(), this.reading, this.remark()];
        this.show();
        return nodes;
      }

      formula() {
        const { n, kernel: r, stride: s, padding: p, dilation: d } = this;
        const fraction = (top, bottom) => [
          "⌊", h("span", { class: "fraction" },
            h("span", {}, top), h("span", {}, bottom)), "⌋ + 1",
        ];
        const free = n + 2 * p - d * (r - 1) - 1;
        return h("p", { class: "equation formula", role: "math", "aria-label":
          `Размер выхода: целая часть от ${free} делить на ${s}, плюс один, равно ${this.size}` },
        h("span", {}, h("i", {}, "m"), " = ", ...fraction("n + 2p − d(r − 1) − 1", "s")),
        h("span", {}, " = ",
          ...fraction(`${n} + 2·${p} − ${d}·(${r} − 1) − 1`, `${s}`)),
        h("span", {}, " = ", ...fraction(`${free}`, `${s}`), " = ",
          h("span", { class: "sum", "data-role": "size", "data-value": this.size },
            `${this.size}`)));
      }

      drawing() {
        const height = 1.5 + this.size * ROW;
        this.picture = svg("svg", {
          class: "windows",
          viewBox: `-0.1 -0.1 ${this.length + 0.2} ${height + 0.1}`,
          style: `max-width:${this.length * 34}px`,
          role: "slider", tabindex: 0, "data-key": "windows", "aria-label": "Окно",
          "aria-orientation": "vertical", "aria-valuemin": 1, "aria-valuemax": this.size,
        }, this.hatch(), ...this.tape());
        this.bars = Array.from({ length: this.size }, (_, i) => this.bar(i));
        this.picture.append(...this.bars);
        this.picture.addEventListener("keydown", (event) => this.walk(event));
        return this.picture;
      }

      hatch() {
        return svg("defs", {}, svg("pattern", {
          id: "hatch", width: 0.25, height: 0.25, patternUnits: "userSpaceOnUse",
          patternTransform: "rotate(45)",
        }, svg("rect", { width: 0.1, height: 0.25, class: "hatch" })));
      }

      tape() {
        return Array.from({ length: this.length }, (_, i) => {
          const own = i >= this.padding && i < this.padding + this.n;
          const lost = i >= this.length - this.left;
          return svg("g", {},
            svg("rect", { x: i, y: 0, width: 1, height: 1, class: own ? "own" : "added" }),
            ...(lost ? [svg("rect", { x: i, y: 0, width: 1, height: 1, fill: "url(#hatch)",
              "data-role": "lost" })] : []));
        });
      }

      bar(i) {
        const [x, y] = [i * this.stride, 1.35 + i * ROW];
        const taps = Array.from({ length: this.kernel }, (_, k) =>
          svg("rect", { x: x + k * this.dilation + 0.06, y, width: 0.88, height: ROW - 0.14,
            rx: 0.12, class: "tap-bar" }));
        const group = svg("g", { class: "bar", "data-role": "window" },
          svg("rect", { x: 0, y, width: this.length, height: ROW, class: "catch" }),
          svg("line", { x1: x + 0.1, x2: x + this.span - 0.1, y1: y + ROW / 2 - 0.07,
            y2: y + ROW / 2 - 0.07, class: "thread" }), ...taps);
        const point = () => {
          this.position = i;
          this.show();
        };
        group.addEventListener("pointerenter", point);
        group.addEventListener("pointerdown", point);
        return group;
      }

      walk(event) {
        const next = {
          ArrowDown: this.position + 1,
          ArrowRight: this.position + 1,
          ArrowUp: this.position - 1,
          ArrowLeft: this.position - 1,
          Home: 0,
          End: this.size - 1,
        }[event.key];
        if (next === undefined) return;
        event.preventDefault();
        this.position = cw.clamp(next, 0, this.size - 1);
        this.show();
      }

      show() {
        this.bars.forEach((bar, i) => bar.classList.toggle("on", i === this.position));
        const cells = Array.from({ length: this.kernel }, (_, k) =>
          this.position * this.stride + k * this.dilation + 1 - this.padding);
        const place = (c) => (c < 1 || c > this.n ? "отступ" : String(c));
        const words = cells.map(place);
        const text = `Окно ${this.position + 1} из ${this.size}: ячейки входа ${words.join(", ")}.`;
        this.reading.textContent = text;
        this.picture.setAttribute("aria-valuenow", this.position + 1);
        this.picture.setAttribute("aria-valuetext", text);
      }

      remark() {
        const inside = Math.min(this.left, this.padding);
        const lost = this.left
          ? `За последним окном ${cw.plural(this.left, "осталась", "остались", "осталось")} ` +
            `${cw.count(this.left, "ячейка", "ячейки", "ячеек")} (штриховка)` +
            `${inside ? `, из них в отступе — ${inside}` : ""}.`
          : "Окна покрывают ленту до конца.";
        const same = this.size === this.n ? " Размер сохранён." : "";
        return h("p", { class: "note", "data-role": "remark", "data-value": this.left },
          lost + same);
      }
    };

  (cw.styles ??= {})["output-size"] = `
.formula { display: flex; flex-wrap: wrap; gap: 6px 4px; align-items: center; margin-top: 0; }
.formula > span { display: inline-flex; align-items: center; gap: 4px; }
.fraction { display: inline-grid; text-align: center; }
.fraction > :first-child { border-bottom: 1px solid currentColor; padding: 0 4px; }
.windows { display: block; width: 100%; margin: 10px auto; touch-action: pan-y; }
.windows .own { fill: color-mix(in srgb, var(--accent) 22%, var(--paper)); stroke: var(--muted);
  stroke-width: .05; }
.windows .added { fill: var(--paper); stroke: var(--muted); stroke-width: .05;
  stroke-dasharray: .15 .1; }
.windows .hatch { fill: var(--link); }
.windows .catch { fill: transparent; }
.windows .tap-bar { fill: color-mix(in srgb, var(--accent) 55%, var(--paper)); }
.windows .thread { stroke: var(--accent); stroke-width: .06; }
.windows .on .tap-bar { fill: var(--link); }
.windows .on .thread { stroke: var(--link); }
`;
})();
