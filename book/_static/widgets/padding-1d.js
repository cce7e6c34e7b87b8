/* <padding-1d>: пять способов дополнить сигнал; видно, откуда взята каждая ячейка.
 *
 * Атрибуты: signal — числа через пробел; width — ширина отступа; modes — способы через
 * пробел (по умолчанию все пять); kernel — необязательное ядро, тогда под каждой лентой
 * стоит результат свёртки.
 */
(() => {
  "use strict";
  const cw = (window.convWidgets ??= {});
  (cw.elements ??= {})["padding-1d"] = ({ h, svg, format }) =>
    class extends cw.Widget {
      static title = "Пять способов дополнить сигнал";
      static hint =
        "Наведите указатель на ячейку или коснитесь её: дуга покажет, откуда взято значение. " +
        "С клавиатуры — ← → по ленте, ↑ ↓ между лентами, Home и End — к краям.";
      static observedAttributes = ["signal", "width", "modes", "kernel"];

      read() {
        this.signal = this.vector("signal", "1 2 3 4 5", 12);
        this.width = this.integer("width", 2, 0, 6);
        this.kernel = this.hasAttribute("kernel") ? this.vector("kernel", "", 9) : null;
        const all = Object.keys(cw.PADDING_MODES);
        this.modes = this.attribute("modes", all.join(" ")).split(/\s+/).filter(Boolean);
        const unknown = this.modes.find((mode) => !all.includes(mode));
        if (unknown !== undefined || !this.modes.length) {
          throw new cw.InputError(
            `Атрибут modes: «${unknown ?? ""}», а нужны слова из списка: ${all.join(", ")}.`,
          );
        }
        this.focused = [0, 0];
      }

      controls() {
        return [
          this.stepper("ширина отступа", "width", 0, 6),
          h("button", { type: "button", onclick: () => this.shuffle() }, "Другой сигнал"),
        ];
      }

      shuffle() {
        this.signal = this.signal.map(() => Math.floor(Math.random() * 19) - 9);
        this.redraw();
      }

      draw() {
        const columns = this.signal.length + 2 * this.width;
        this.focused[1] = Math.min(this.focused[1], columns - 1);
        this.rows = this.modes.map((mode, r) => this.strip(mode, r));
        this.reading = h("p", { class: "equation", "data-role": "reading" },
          "Цвет ячейки — её источник; пунктиром обведены дописанные.");
        return [
          h("div", { class: "scroll" },
            h("div", { class: "strips", style: `--n:${columns};` },
              ...this.rows.map((row) => row.node))),
          this.reading,
        ];
      }

      strip(mode, r) {
        const heading = h("p", { class: "strip-name" },
          h("strong", {}, cw.PADDING_MODES[mode]), " ", h("code", {}, mode));
        const sources = cw.sourceIndices(this.signal.length, this.width, mode);
        const cells = sources.map((source, i) => this.stripCell(mode, r, i, source));
        const arcs = svg("svg", { class: "arcs", viewBox: `0 0 ${sources.length} 1`,
          preserveAspectRatio: "none", "aria-hidden": "true" });
        const node = h("div", { class: "strip", "data-mode": mode }, heading, arcs,
          h("div", { class: "strip-row", role: "group",
            "aria-label": `Лента: ${cw.PADDING_MODES[mode]}` }, ...cells));
        if (this.kernel) node.append(...this.result(mode));
        return { node, cells, arcs, sources };
      }

      stripCell(mode, r, i, source) {
        const inside = i >= this.width && i < this.width + this.signal.length;
        const value = source < 0 ? 0 : this.signal[source];
        const colour = source < 0 ? "" : `--source:var(--hue-${source % 8});`;
        const cell = h("button", {
          type: "button",
          class: `cell source-cell${inside ? "" : " copied"}${source < 0 ? " zero" : ""}`,
          style: colour,
          tabindex: r === this.focused[0] && i === this.focused[1] ? 0 : -1,
          "data-role": "padded",
          "data-value": value,
          "data-key": `cell-${r}-${i}`,
          "aria-label": this.describe(mode, i, source),
          onpointerenter: () => this.point(r, i),
          onpointerleave: () => this.clear(),
          onfocus: () => this.point(r, i),
          onblur: () => this.clear(),
          onkeydown: (event) => this.walk(event, r, i),
        }, format(value));
        return cell;
      }

      describe(mode, i, source) {
        const name = cw.PADDING_MODES[mode];
        if (source < 0) return `${name}: дописан нуль`;
        const value = format(this.signal[source]);
        const inside = i >= this.width && i < this.width + this.signal.length;
        const place = `${source + 1}-й ячейки сигнала`;
        return inside ? `сигнал, ячейка ${source + 1}: ${value}` : `${name}: ${value}, копия ${place}`;
      }

      /* Показать источник ячейки: дуга и все её копии. */
      point(r, i) {
        this.clear();
        const { cells, arcs, sources } = this.rows[r];
        const source = sources[i];
        cells[i].classList.add("pointed");
        const words = this.describe(this.modes[r], i, source);
        this.reading.textContent = `${words[0].toUpperCase()}${words.slice(1)}.`;
        if (source < 0) return;
        const home = this.width + source;
        sources.forEach((other, j) => {
          if (other !== source) return;
          cells[j].classList.add("pointed");
          if (j === home) return;
          const middle = (j + home) / 2 + 0.5;
          arcs.append(svg("path", {
            d: `M ${home + 0.5} 1 Q ${middle} ${j === i || i === home ? -0.9 : 0} ${j + 0.5} 1`,
            class: j === i || i === home ? "arc" : "arc faint",
            style: `--source:var(--hue-${source % 8})`,
            "vector-effect": "non-scaling-stroke",
          }));
        });
      }

      clear() {
        for (const { cells, arcs } of this.rows) {
          cells.forEach((cell) => cell.classList.remove("pointed"));
          arcs.replaceChildren();
        }
      }

      walk(event, r, i) {
        const last = this.rows[r].cells.length - 1;
        const next = {
          ArrowLeft: () => [r, Math.max(i - 1, 0)],
          ArrowRight: () => [r, Math.min(i + 1, last)],
          ArrowUp: () => [Math.max(r - 1, 0), i],
          ArrowDown: () => [Math.min(r + 1, this.rows.length - 1), i],
          Home: () => [r, 0],
          End: () => [r, last],
        }[event.key]?.();
        if (!next) return;
        event.preventDefault();
        this.rows[r].cells[i].tabIndex = -1;
        this.focused = next;
        const cell = this.rows[next[0]].cells[next[1]];
        cell.tabIndex = 0;
        cell.focus();
      }

      result(mode) {
        const padded = cw.pad1d(this.signal, this.width, mode);
        if (padded.length < this.kernel.length) {
          return [h("p", { class: "note" }, "Ядро длиннее сигнала с отступом.")];
        }
        const output = cw.convolve1d(padded, this.kernel);
        const largest = cw.largest(output);
        return [h("div", { class: "strip-row result" },
          h("span", { class: "label", style: `width:calc(var(--c)*${(this.kernel.length - 1) / 2})`,
            "aria-hidden": "true" }, "∗"),
          ...output.map((y) => h("span", { class: "cell", "data-role": "result", "data-value": y,
            style: cw.tint(y, largest) }, format(y))))];
      }
    };

  (cw.styles ??= {})["padding-1d"] = `
:host { --hue-0: #e69f00; --hue-1: #56b4e9; --hue-2: #009e73; --hue-3: #f0e442; --hue-4: #0072b2;
  --hue-5: #d55e00; --hue-6: #cc79a7; --hue-7: #8a8a8a; }
.strips { --c: clamp(24px, calc(100cqw / var(--n)), 44px); display: grid; gap: 12px;
  width: max-content; margin: 0 auto; }
.strip { width: calc(var(--c) * var(--n)); position: relative; }
.strip-name { margin: 0 0 calc(var(--c) * .5); font-size: .88rem; color: var(--ink); }
.strip-name code { color: var(--muted); font-size: .82rem; background: none; }
.strip-row { display: flex; }
.strip-row.result { margin-top: 4px; }
.strip-row.result .label { text-align: right; padding-right: 6px; }
.arcs { position: absolute; left: 0; top: 1.3rem; width: 100%; height: calc(var(--c) * .5);
  overflow: visible; pointer-events: none; }
.arc { fill: none; stroke: color-mix(in srgb, var(--source) 75%, var(--ink)); stroke-width: 3; }
.arc.faint { stroke-width: 1.5; stroke-dasharray: 3 3; }
.source-cell { min-height: 0; cursor: default; border: 1px solid var(--line);
  border-bottom: 5px solid var(--source);
  background: color-mix(in srgb, var(--source) 26%, var(--paper)); }
.source-cell:hover { background: color-mix(in srgb, var(--source) 26%, var(--paper)); }
.source-cell.copied { border-style: dashed; border-color: var(--muted);
  border-bottom: 5px dotted var(--source);
  background: color-mix(in srgb, var(--source) 10%, var(--paper)); }
.source-cell.zero { border-bottom: 1px dashed var(--muted); background: var(--paper);
  color: var(--muted); }
.source-cell.pointed { background: color-mix(in srgb, var(--source, var(--line)) 48%, var(--paper));
  color: var(--ink); font-weight: 700; }
`;
})();
