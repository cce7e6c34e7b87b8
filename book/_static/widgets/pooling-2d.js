/* <pooling-2d>: пулинг окно за окном, сдвиг входа, обратный ход градиента.
 *
 * Атрибуты: input — матрица; mode — max, average, l2, stochastic; size, stride — целые
 * (по умолчанию stride = size); gradient — необязательный градиент по выходу;
 * view — forward (по умолчанию) или backward.
 */
(() => {
  "use strict";
  const cw = (window.convWidgets ??= {});
  const VIEWS = { forward: "прямой проход", backward: "обратный проход" };
  (cw.elements ??= {})["pooling-2d"] = ({ h, format, formatFactor, named, numberCell }) =>
    class extends cw.Widget {
      static title = "Пулинг";
      static hint =
        "Тяните окно или щёлкайте по выходу; с клавиатуры — стрелки, Home и End, пробел — пуск. " +
        "Сдвиньте вход на пиксель и сравните: сколько чисел изменилось на входе и на выходе.";
      static observedAttributes = ["input", "mode", "size", "stride", "gradient", "view"];

      read() {
        [this.input] = this.channels("input",
          "12 20 30 0; 8 12 2 0; 34 70 37 4; 112 100 25 12", 10);
        this.mode = this.choice("mode", "max", cw.POOLING_MODES);
        this.size = this.integer("size", 2, 1, 5);
        this.stride = this.integer("stride", this.size, 1, 5);
        this.view = this.choice("view", "forward", VIEWS);
        this.gradient = this.hasAttribute("gradient") ? this.channels("gradient", "")[0] : null;
        this.shift = 0;
        this.editing = false;
        this.position = 0;
        this.filled = 0;
        this.draws = Array.from({ length: 100 }, (_, i) => ((i + 1) * 0.6180339887) % 1);
      }

      controls() {
        this.lottery = h("button",
          { type: "button", "data-control": "lottery", onclick: () => this.cast() },
          "Новый жребий");
        return [
          this.transport(),
          this.select("вид", "mode", cw.POOLING_MODES),
          this.stepper("окно", "size", 1, 5),
          this.stepper("шаг", "stride", 1, 5),
          this.stepper("сдвиг входа вправо", "shift", 0, 3),
          this.select("ход", "view", VIEWS),
          this.toggle("Править вход", "editing"),
          this.lottery,
        ];
      }

      cast() {
        this.draws = this.draws.map(() => Math.random());
        this.redraw();
      }

      total() {
        return this.results?.length ?? 0;
      }

      /* Вход, сдвинутый вправо; слева входят нули. */
      shifted() {
        return this.input.map((row) => row.map((_, c) => row[c - this.shift] ?? 0));
      }

      cellsOf(index) {
        const { outColumns } = this.geometry;
        const [top, left] = [Math.floor(index / outColumns), index % outColumns];
        return Array.from({ length: this.size * this.size }, (_, i) => [
          top * this.stride + Math.floor(i / this.size),
          left * this.stride + (i % this.size),
        ]);
      }

      pool(matrix) {
        const count = this.geometry.outRows * this.geometry.outColumns;
        return Array.from({ length: count }, (_, index) => {
          const values = this.cellsOf(index).map(([r, c]) => matrix[r][c]);
          return { values, ...cw.poolWindow(values, this.mode, this.draws[index]) };
        });
      }

      draw() {
        this.results = null;
        this.lottery.hidden = this.mode !== "stochastic";
        const [rows, columns] = [this.input.length, this.input[0].length];
        this.geometry = {
          rows, columns, stride: this.stride, height: this.size, width: this.size,
          outRows: cw.outputSize(rows, this.size, this.stride),
          outColumns: cw.outputSize(columns, this.size, this.stride),
        };
        this.shiftedInput = this.shifted();
        const results = this.pool(this.shiftedInput);
        const backward = this.view === "backward" ? this.backwardView(results) : [];
        this.results = results;
        this.position = Math.min(this.position, this.total() - 1);
        this.filled = cw.clamp(this.filled, this.position, this.total() - 1);
        this.inputCells = this.shiftedInput.map((row, r) =>
          row.map((value, c) => this.inputCell(value, r, c - this.shift)));
        this.field = new cw.WindowField(this, this.geometry, this.inputCells, [], "Вход");
        this.out = new cw.OutputMatrix(this, this.byRows(results.map((r) => r.value)));
        this.arithmetic = h("p", { class: "equation", "data-role": "equation" });
        const nodes = [h("div", { class: "expression pooling", style: `--n:${columns};` },
          named(`вход ${rows}×${columns}`, this.field.node),
          h("span", { class: "operator" }, "→"),
          named(`выход ${this.geometry.outRows}×${this.geometry.outColumns}`, this.out.node),
          ...this.comparison()),
        this.arithmetic, ...backward];
        this.show();
        return nodes;
      }

      inputCell(value, row, column) {
        if (!this.editing || column < 0) return numberCell(value, { role: "input" });
        return this.numberField(`x-${row}-${column}`,
          `вход, строка ${row + 1}, столбец ${column + 1}`, value,
          (x) => (this.input[row][column] = x));
      }

      byRows(flat) {
        const width = this.geometry.outColumns;
        return Array.from({ length: this.geometry.outRows }, (_, r) =>
          flat.slice(r * width, (r + 1) * width));
      }

      /* Выход без сдвига и счёт изменившихся чисел. */
      comparison() {
        if (!this.shift) return [];
        const before = this.pool(this.input);
        const changed = (i) => before[i].value !== this.results[i].value;
        const cells = before.map(({ value }, i) =>
          numberCell(value, { role: "before", classes: changed(i) ? "changed" : "" }));
        const inputs = this.input.flat();
        const moved = this.shiftedInput.flat().filter((x, i) => x !== inputs[i]).length;
        const altered = before.filter((_, i) => changed(i)).length;
        return [
          named("выход до сдвига; обведено то, что изменилось", cw.matrix(this.byRows(cells))),
          h("p", { class: "note comparison", "data-role": "comparison" },
            `Сдвиг на ${this.shift}: на входе изменилось ${moved} из ${inputs.length} чисел, ` +
            `на выходе — ${altered} из ${before.length}.`),
        ];
      }

      backwardView(results) {
        const { rows, columns, outRows, outColumns } = this.geometry;
        const upstream = this.gradient ?? this.byRows(results.map((_, i) => i + 1));
        if (upstream.length !== outRows || upstream[0].length !== outColumns) {
          throw new cw.InputError(
            `Атрибут gradient: размер ${upstream.length}×${upstream[0].length}, а у выхода — ` +
              `${outRows}×${outColumns}.`,
          );
        }
        const flat = upstream.flat();
        const total = this.input.map((row) => row.map(() => 0));
        results.forEach((result, i) => {
          const parts = cw.poolGradient(result.values, this.mode, result, flat[i]);
          this.cellsOf(i).forEach(([r, c], k) => (total[r][c] += parts[k]));
        });
        const largest = cw.largest(total.flat());
        this.gradientCells = total.map((row) =>
          row.map((g) => numberCell(g, { role: "gradient", largest })));
        this.upstreamCells = flat.map((g, i) => {
          const cell = numberCell(g, { role: "upstream", largest: cw.largest(flat),
            classes: "target" });
          cell.addEventListener("click", () => this.moveTo(i));
          return cell;
        });
        return [h("div", { class: "expression pooling backward", style: `--n:${columns};` },
          named(`градиент по входу ${rows}×${columns}`, cw.matrix(this.gradientCells)),
          h("span", { class: "operator" }, "←"),
          named("градиент по выходу", cw.matrix(this.byRows(this.upstreamCells))))];
      }

      moveTo(index) {
        if (!this.total()) return;
        this.position = cw.clamp(index, 0, this.total() - 1);
        this.filled = Math.max(this.filled, this.position);
        this.show();
      }

      show() {
        this.field.settle();
        this.out.show(this);
        const { values, value, chosen } = this.results[this.position];
        const window = this.cellsOf(this.position);
        this.inputCells.flat().forEach((cell) => cell.classList.remove("current"));
        if (chosen >= 0) {
          const [r, c] = window[chosen];
          this.inputCells[r][c].classList.add("current");
        }
        if (this.view === "backward") this.showBackward(window);
        this.arithmetic.replaceChildren(
          ...this.formula(values),
          h("span", { class: "sum", "data-role": "sum", "data-value": value }, format(value)));
        this.say(`Окно ${this.position + 1} из ${this.total()}: ${format(value)}`);
      }

      showBackward(window) {
        const inside = new Set(window.map(([r, c]) => `${r},${c}`));
        this.gradientCells.forEach((row, r) =>
          row.forEach((cell, c) => cell.classList.toggle("current", inside.has(`${r},${c}`))));
        this.upstreamCells.forEach((cell, i) =>
          cell.classList.toggle("current", i === this.position));
      }

      formula(values) {
        const head = `Окно ${this.position + 1} из ${this.total()}: `;
        const list = values.map((x) => format(x)).join("; ");
        const joined = (f) => values.map(f).join(" + ");
        const chances = cw.chances(values);
        const body = {
          max: () => `наибольшее из (${list}) = `,
          average: () => `(${joined((x) => formatFactor(x))}) / ${values.length} = `,
          l2: () => `√((${joined((x) => `${formatFactor(x)}²`)}) / ${values.length}) = `,
          stochastic: () => chances.some((chance) => chance > 0)
            ? `числа (${list}) с вероятностями (` +
              `${chances.map((chance) => format(chance)).join("; ")}); выпало `
            : `среди чисел (${list}) нет положительных: ответ `,
        }[this.mode]();
        return [h("span", { class: "label" }, head), body];
      }
    };

  (cw.styles ??= {})["pooling-2d"] = `
.pooling { --c: min(44px, calc(100cqw / var(--n))); justify-content: center; }
.pooling.backward { margin-top: 14px; }
.comparison { flex-basis: 100%; text-align: center; color: var(--ink); }
`;
})();
