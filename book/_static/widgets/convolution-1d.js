/* <convolution-1d>: ядро скользит по сигналу; видны произведения, сумма и готовый выход.
 *
 * Атрибуты: signal, kernel — числа через пробел; padding, stride, dilation — целые;
 * padding-mode — zeros, replicate, reflect, symmetric, circular.
 */
(() => {
  "use strict";
  const cw = (window.convWidgets ??= {});
  (cw.elements ??= {})["convolution-1d"] = ({ h, svg, format, formatFactor }) =>
    class extends cw.Widget {
      static title = "Свёртка одномерного сигнала";
      static hint =
        "Тяните окно мышью или пальцем; с клавиатуры — ← → шаг, Home начало, End конец, " +
        "пробел — пуск. Числа сигнала и ядра можно менять.";
      static observedAttributes = [
        "signal", "kernel", "padding", "padding-mode", "stride", "dilation",
      ];

      read() {
        this.signal = this.vector("signal", "1 2 3 4 5 5 4 3 2 1");
        this.kernel = this.vector("kernel", "-1 0 1", 9);
        this.padding = this.integer("padding", 0, 0, 6);
        this.stride = this.integer("stride", 1, 1, 5);
        this.dilation = this.integer("dilation", 1, 1, 5);
        this.mode = this.choice("padding-mode", "zeros", cw.PADDING_MODES);
        this.position = 0;
        this.filled = 0;
        this.editing = false;
      }

      controls() {
        return [
          this.transport(),
          this.stepper("отступ", "padding", 0, 6),
          this.select("чем дополнен", "mode", cw.PADDING_MODES),
          this.stepper("шаг", "stride", 1, 5),
          this.stepper("расширение", "dilation", 1, 5),
          this.toggle("Править числа", "editing"),
        ];
      }

      total() {
        return this.output?.length ?? 0;
      }

      draw() {
        this.sources = cw.sourceIndices(this.signal.length, this.padding, this.mode);
        this.padded = cw.pad1d(this.signal, this.padding, this.mode);
        this.output = null;
        this.output = cw.convolve1d(this.padded, this.kernel, this);
        this.position = Math.min(this.position, this.total() - 1);
        this.filled = cw.clamp(this.filled, this.position, this.total() - 1);
        this.span = cw.span(this.kernel.length, this.dilation);
        this.equation = h("p", { class: "equation", "data-role": "equation" });
        this.scroll = h("div", { class: "scroll" }, this.tape());
        const nodes = [this.scroll, this.equation];
        if (this.editing) nodes.unshift(this.editor());
        this.show();
        this.say(`Выход: ${cw.count(this.total(), "число", "числа", "чисел")}.`);
        return nodes;
      }

      /* Лента: сигнал, окно с ядром и произведениями, воронка суммы, выход. */
      tape() {
        this.products = this.kernel.map(() => h("span", { class: "cell product" }));
        this.window = h("div", { class: "window" }, ...this.windowParts());
        this.outputCells = this.output.map((_, i) => this.outputCell(i));
        this.tapeNode = h(
          "div",
          {
            class: this.padded.length > 16 ? "tape sliding long" : "tape sliding",
            role: "slider",
            tabindex: 0,
            "data-key": "tape",
            "aria-label": "Положение окна",
            "aria-valuemin": 1,
            "aria-valuemax": this.total(),
            style: `--n:${this.padded.length};--f:${this.fontShare()};`,
          },
          ...["ядро", "сигнал", "произведения", "выход"].map((name, i) =>
            h("span", { class: `row-name row-name-${i}`, "aria-hidden": "true" }, name)),
          h("div", { class: "row signal", "data-role": "signal" }, ...this.signalCells()),
          this.window,
          ...this.outputCells,
        );
        cw.slide(this.tapeNode, this);
        return this.tapeNode;
      }

      /* Кегль — по самому длинному числу ленты. */
      fontShare() {
        const numbers = [...this.padded, ...this.output, ...this.kernel];
        return Math.min(0.38, 1.35 / Math.max(...numbers.map((x) => format(x).length)));
      }

      signalCells() {
        return this.padded.map((value, i) => {
          const inside = i >= this.padding && i < this.padding + this.signal.length;
          const cell = h("span", { class: inside ? "cell" : "cell padded", "data-value": value });
          cell.append(format(value));
          return cell;
        });
      }

      windowParts() {
        const largest = cw.largest(this.kernel);
        const at = (i) => `left:calc(var(--c)*${i * this.dilation});`;
        const weights = this.kernel.map((weight, i) =>
          h("span", { class: "cell weight-cell", style: at(i) + cw.tint(weight, largest) },
            format(weight)));
        const taps = this.kernel.map((weight, i) => h("span", { class: "tap-frame", style: at(i) }));
        this.products.forEach((cell, i) => (cell.style.cssText = at(i)));
        const funnel = svg("svg", {
          class: "funnel", viewBox: `0 0 ${this.span} 1`, preserveAspectRatio: "none",
          "aria-hidden": "true", style: `width:calc(var(--c)*${this.span})`,
        });
        this.kernel.forEach((_, i) =>
          funnel.append(svg("line", {
            x1: i * this.dilation + 0.5, y1: 0, x2: this.span / 2, y2: 1,
            "vector-effect": "non-scaling-stroke",
          })));
        return [...weights, ...taps, ...this.products, funnel];
      }

      outputCell(i) {
        const column = i * this.stride + (this.span - 1) / 2;
        return h("span", {
          class: "cell output",
          "data-role": "output",
          style: `left:calc(var(--c)*${column});`,
        });
      }

      /* Столбец окна под указателем (дробный) — и ближайшее к нему положение. */
      locate(event, grab) {
        const box = this.tapeNode.getBoundingClientRect();
        const side = box.width / this.padded.length;
        const column = (event.clientX - box.left) / side - grab;
        const limit = (this.total() - 1) * this.stride;
        const offset = cw.clamp(column, 0, limit);
        return { index: Math.round(offset / this.stride), x: offset, y: 0 };
      }

      grabPoint(event) {
        const box = this.tapeNode.getBoundingClientRect();
        const column = (event.clientX - box.left) / (box.width / this.padded.length);
        const left = this.position * this.stride;
        const inside = column >= left && column <= left + this.span;
        return inside ? column - left : this.span / 2;
      }

      /* На узком экране длинная лента прокручивается вслед за окном. */
      reveal() {
        const side = this.tapeNode.clientWidth / this.padded.length;
        const middle = (this.position * this.stride + this.span / 2) * side;
        this.scroll.scrollLeft = middle - this.scroll.clientWidth / 2;
      }

      place(x) {
        this.window.style.transform = `translateX(calc(var(--c)*${x}))`;
      }

      step(key) {
        return {
          ArrowRight: this.position + 1,
          ArrowLeft: this.position - 1,
          Home: 0,
          End: this.total() - 1,
        }[key];
      }

      moveTo(index) {
        if (!this.total()) return;
        this.position = cw.clamp(index, 0, this.total() - 1);
        this.filled = Math.max(this.filled, this.position);
        this.show();
      }

      show() {
        const start = this.position * this.stride;
        this.place(start);
        this.reveal();
        const terms = this.kernel.map((weight, i) => {
          const value = this.padded[start + i * this.dilation];
          return { weight, value, product: weight * value };
        });
        const largest = cw.largest(terms.map((t) => t.product));
        this.products.forEach((cell, i) => {
          const { product } = terms[i];
          cell.textContent = format(product);
          cell.dataset.value = product;
          cell.style.background = "";
          cell.style.cssText += cw.tint(product, largest);
        });
        this.showOutput();
        const result = this.output[this.position];
        const words = terms.map((t) => `${formatFactor(t.weight)}·${formatFactor(t.value)}`);
        this.showEquation(terms, words, largest, result);
        this.tapeNode.setAttribute("aria-valuenow", this.position + 1);
        this.tapeNode.setAttribute(
          "aria-valuetext",
          `Окно ${this.position + 1} из ${this.total()}: ${words.join(" + ")} = ${format(result)}`,
        );
      }

      showOutput() {
        const largest = cw.largest(this.output);
        this.outputCells.forEach((cell, i) => {
          const known = i <= this.filled;
          cell.textContent = known ? format(this.output[i]) : "";
          if (known) cell.dataset.value = this.output[i];
          else delete cell.dataset.value;
          cell.classList.toggle("empty", !known);
          cell.classList.toggle("current", i === this.position);
          cell.style.background = "";
          if (known) cell.style.cssText += cw.tint(this.output[i], largest);
        });
      }

      showEquation(terms, words, largest, result) {
        const nodes = [h("span", { class: "label" },
          `Окно ${this.position + 1} из ${this.total()}: `)];
        words.forEach((word, i) => {
          if (i) nodes.push(" + ");
          nodes.push(h("span", { class: "term", style: cw.tint(terms[i].product, largest) }, word));
        });
        nodes.push(" = ", h("span", { class: "sum", "data-role": "sum", "data-value": result },
          format(result)));
        this.equation.replaceChildren(...nodes);
      }

      editor() {
        const row = (name, label, values, prefix) =>
          h("div", { class: "edit-row", role: "group", "aria-label": label },
            h("span", { class: "label" }, label),
            ...values.map((value, i) =>
              this.numberField(`${prefix}${i}`, `${label}, число ${i + 1}`, value,
                (x) => (values[i] = x))),
            this.lengthButtons(name, label, values));
        return h("div", { class: "editor" },
          row("kernel", "ядро", this.kernel, "k"), row("signal", "сигнал", this.signal, "s"));
      }

      lengthButtons(name, label, values) {
        const longest = name === "kernel" ? 9 : 24;
        const change = (action) => {
          action();
          this.redraw();
        };
        const button = (text, key, verb, disabled, action) =>
          h("button", { type: "button", "data-key": `${name}-${key}`, disabled,
            "aria-label": `${label}: ${verb}`, onclick: () => change(action) }, text);
        return h("span", { class: "stepper" },
          button("−", "shorter", "убрать последнее число", values.length === 1,
            () => values.pop()),
          button("+", "longer", "добавить нуль в конец", values.length === longest,
            () => values.push(0)));
      }
    };

  (cw.styles ??= {})["convolution-1d"] = `
.tape { --gutter: 0px; --c: clamp(24px, calc((100cqw - var(--gutter)) / var(--n)), 46px);
  position: relative; width: calc(var(--c) * var(--n)); height: calc(var(--c) * 4.9);
  margin: 0 auto; touch-action: pan-y; }
.row-name { display: none; position: absolute; right: 100%; padding-right: 10px;
  font-size: .82rem; color: var(--muted); line-height: var(--c); }
.row-name-0 { top: 0; } .row-name-1 { top: calc(var(--c) * 1.05); }
.row-name-2 { top: calc(var(--c) * 2.3); } .row-name-3 { top: calc(var(--c) * 3.87); }
@container (min-width: 560px) {
  .tape:not(.long) { --gutter: 236px; }
  .tape:not(.long) .row-name { display: block; }
}
.tape .row { position: absolute; top: calc(var(--c) * 1.05); display: flex; }
.tape .window > .cell, .tap-frame { position: absolute; }
.tape .weight-cell { top: 0; font-weight: 700; border: 2px solid var(--accent);
  border-bottom-width: 1px; border-radius: 5px 5px 0 0; }
.tap-frame { top: calc(var(--c) * 1.05); width: var(--c); height: var(--c);
  border: 2px solid var(--accent); border-radius: 0 0 5px 5px;
  background: color-mix(in srgb, var(--accent) 14%, transparent); }
.tape .product { top: calc(var(--c) * 2.3); border-radius: 50%; border-color: var(--muted); }
.funnel { position: absolute; left: 0; top: calc(var(--c) * 3.3); height: calc(var(--c) * .55);
  overflow: visible; }
.funnel line { stroke: var(--accent); stroke-width: 2; }
.tape .output { position: absolute; top: calc(var(--c) * 3.87); }
.editor { margin-bottom: 14px; display: grid; gap: 8px; }
.edit-row { --c: 36px; display: flex; flex-wrap: wrap; gap: 4px; align-items: center; }
.edit-row > .label { width: 4em; font-size: .88rem; }
`;
})();
