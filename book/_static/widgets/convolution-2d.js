/* <convolution-2d>: матрица ∗ ядро, окно за окном, с выписанной арифметикой.
 *
 * Атрибуты: input, kernel — строки через «;», каналы через «|»; bias — смещение;
 * padding, stride, dilation — целые; padding-mode — как у <convolution-1d>.
 */
(() => {
  "use strict";
  const cw = (window.convWidgets ??= {});
  (cw.elements ??= {})["convolution-2d"] = ({ h, format, formatFactor, named, numberCell }) =>
    class extends cw.Widget {
      static title = "Свёртка матрицы";
      static hint =
        "Тяните окно мышью или пальцем, щёлкайте по ячейкам выхода; с клавиатуры — стрелки, " +
        "Home и End — края строки, пробел — пуск. Числа ядра можно менять.";
      static observedAttributes = [
        "input", "kernel", "bias", "padding", "padding-mode", "stride", "dilation",
      ];

      read() {
        this.input = this.channels("input", "1 2 3; 3 4 5; 1 0 2", 10);
        this.kernel = this.channels("kernel", "0 1; 1 -1", 5);
        if (this.kernel.length !== this.input.length) {
          throw new cw.InputError(
            `Атрибут kernel: каналов ${this.kernel.length}, а у входа ${this.input.length}; ` +
              "глубина ядра равна глубине входа.",
          );
        }
        [this.bias] = this.vector("bias", "0", 1);
        this.padding = this.integer("padding", 0, 0, 4);
        this.stride = this.integer("stride", 1, 1, 4);
        this.dilation = this.integer("dilation", 1, 1, 4);
        this.mode = this.choice("padding-mode", "zeros", cw.PADDING_MODES);
        this.position = 0;
        this.filled = 0;
        this.editing = false;
      }

      controls() {
        return [
          this.transport(),
          this.stepper("отступ", "padding", 0, 4),
          this.select("чем дополнен", "mode", cw.PADDING_MODES),
          this.stepper("шаг", "stride", 1, 4),
          this.stepper("расширение", "dilation", 1, 4),
          this.toggle("Править вход", "editing"),
        ];
      }

      total() {
        return this.out?.flat.length ?? 0;
      }

      draw() {
        this.out = null;
        this.padded = this.input.map((m) => cw.pad2d(m, this.padding, this.mode));
        const values = cw.convolve2d(this.padded, this.kernel, this);
        this.out = new cw.OutputMatrix(this, values);
        this.position = Math.min(this.position, this.total() - 1);
        this.filled = cw.clamp(this.filled, this.position, this.total() - 1);
        this.geometry = {
          rows: this.padded[0].length,
          columns: this.padded[0][0].length,
          outRows: values.length,
          outColumns: values[0].length,
          stride: this.stride,
          height: cw.span(this.kernel[0].length, this.dilation),
          width: cw.span(this.kernel[0][0].length, this.dilation),
        };
        this.fields = this.padded.map((_, channel) => this.field(channel));
        this.arithmetic = h("div", { class: "equation", "data-role": "equation" });
        const nodes = [this.expression(), this.arithmetic];
        this.show();
        this.announce();
        return nodes;
      }

      expression() {
        const { rows, columns, outRows, outColumns } = this.geometry;
        const many = this.input.length > 1;
        const name = (word, channel) => (many ? `${word}, канал ${channel + 1}` : word);
        const pairs = this.fields.map((field, channel) =>
          h("div", { class: "expression" },
            named(name(`вход ${rows}×${columns}`, channel), field.node),
            h("span", { class: "operator" }, "∗"),
            named(name("ядро", channel), this.kernelEditor(channel))));
        const output = named(`выход ${outRows}×${outColumns}`, this.out.node);
        const widest = Math.max(columns, outColumns);
        const body = h("div", { class: "expression convolution", style: `--n:${widest};--k:${this.kernel[0][0].length};` },
          h("div", { class: "pairs" }, ...pairs),
          h("span", { class: "operator" }, "="), output);
        return h("div", { class: "scroll" }, body);
      }

      field(channel) {
        const cells = this.padded[channel].map((row, r) =>
          row.map((value, c) => this.inputCell(channel, r, c, value)));
        const largest = cw.largest(this.kernel.flat(2));
        const taps = this.kernel[channel].flatMap((row, r) =>
          row.map((weight, c) =>
            h("span", {
              class: "tap",
              style: `left:calc(var(--c)*${c * this.dilation});` +
                `top:calc(var(--c)*${r * this.dilation});${cw.tint(weight, largest)}`,
            }, h("span", { class: "weight" }, format(weight)))));
        const label = this.input.length > 1 ? `Вход, канал ${channel + 1}` : "Вход";
        return new cw.WindowField(this, this.geometry, cells, taps, label);
      }

      inputCell(channel, r, c, value) {
        const [row, column] = [r - this.padding, c - this.padding];
        const own = this.input[channel][row]?.[column] !== undefined;
        if (own && this.editing) {
          return this.numberField(`x-${channel}-${row}-${column}`,
            `вход, строка ${row + 1}, столбец ${column + 1}`, value,
            (x) => (this.input[channel][row][column] = x));
        }
        return numberCell(value, { role: "input", classes: own ? "" : "padded" });
      }

      kernelEditor(channel) {
        const rows = this.kernel[channel].map((row, r) =>
          row.map((weight, c) => {
            const field = this.numberField(`k-${channel}-${r}-${c}`,
              `ядро, строка ${r + 1}, столбец ${c + 1}`, weight,
              (x) => (this.kernel[channel][r][c] = x));
            field.style.cssText = cw.tint(weight, cw.largest(this.kernel.flat(2)));
            return field;
          }));
        return cw.matrix(rows, { class: "kernel" });
      }

      moveTo(index) {
        if (!this.total()) return;
        this.position = cw.clamp(index, 0, this.total() - 1);
        this.filled = Math.max(this.filled, this.position);
        this.show();
        this.announce();
      }

      announce() {
        const column = this.position % this.geometry.outColumns;
        const row = Math.floor(this.position / this.geometry.outColumns);
        this.say(`Выход, строка ${row + 1}, столбец ${column + 1}: ` +
          `${format(this.out.flat[this.position])}`);
      }

      show() {
        this.fields.forEach((field) => field.settle());
        this.out.show(this);
        const { x, y } = this.fields[0].corner();
        const terms = cw.windowTerms(this.padded, this.kernel, y, x, this.dilation);
        const largest = cw.largest(terms.map((t) => t.product));
        const lines = this.kernel.flatMap((kernel, channel) =>
          kernel.map((_, row) => this.line(
            terms.filter((t) => t.channel === channel && t.row === row), largest)));
        const last = lines.at(-1);
        if (this.bias) last.append(` + ${formatFactor(this.bias)}`);
        const result = this.out.flat[this.position];
        last.append(" = ", h("span", { class: "sum", "data-role": "sum", "data-value": result },
          format(result)));
        lines.slice(0, -1).forEach((line) => line.append(" +"));
        const column = this.position % this.geometry.outColumns;
        const row = Math.floor(this.position / this.geometry.outColumns);
        this.arithmetic.replaceChildren(
          h("p", { class: "note" }, `Выход, строка ${row + 1}, столбец ${column + 1}:`),
          h("div", { class: "terms" }, ...lines));
      }

      line(terms, largest) {
        const nodes = terms.flatMap((t, i) => [
          i ? " + " : "",
          h("span", { class: "term", style: cw.tint(t.product, largest) },
            `${formatFactor(t.weight)}·${formatFactor(t.value)}`),
        ]);
        return h("div", {}, ...nodes);
      }
    };

  (cw.styles ??= {})["convolution-2d"] = `
.convolution { --c: max(21px, min(44px, calc(100cqw / var(--n)),
    max(27px, calc((100cqw - 3.2rem) / (var(--n) + var(--k))))));
  --kernel-side: max(32px, var(--c)); justify-content: center; }
.kernel { --c: var(--kernel-side); }
.pairs { display: grid; gap: 12px; }
.pairs > .expression { justify-content: center; }
`;
})();
