/* <kernel-explorer>: настоящий снимок под ядром 3×3, которое правят на ходу.
 *
 * Данные — {"width": 96, "height": 96, "pixels": "<base64: байты 0…255 по строкам>"} —
 * лежат в <script type="application/json"> внутри элемента или в любом месте страницы;
 * во втором случае атрибут photo называет id этого сценария. Другие атрибуты: kernel —
 * матрица 3×3; preset — blur, sharpen, emboss, sobel-x, sobel-y, laplace, identity.
 */
(() => {
  "use strict";
  const cw = (window.convWidgets ??= {});
  const PRESETS = {
    identity: ["без изменений", "0 0 0; 0 1 0; 0 0 0"],
    blur: ["размытие", "1/9 1/9 1/9; 1/9 1/9 1/9; 1/9 1/9 1/9"],
    sharpen: ["резкость", "0 -1 0; -1 5 -1; 0 -1 0"],
    emboss: ["тиснение", "-2 -1 0; -1 1 1; 0 1 2"],
    "sobel-x": ["Собель, вертикальные границы", "-1 0 1; -2 0 2; -1 0 1"],
    "sobel-y": ["Собель, горизонтальные границы", "-1 -2 -1; 0 0 0; 1 2 1"],
    laplace: ["лапласиан", "0 1 0; 1 -4 1; 0 1 0"],
  };
  const LONGEST = 96;

  (cw.elements ??= {})["kernel-explorer"] = ({ h, format, formatFactor, named, numberCell }) =>
    class extends cw.Widget {
      static title = "Что делает ядро со снимком";
      static hint =
        "Ведите указатель или палец по любому из снимков; с клавиатуры — стрелки " +
        "(с Shift — по десять), Home и End — края строки. Числа ядра можно менять: " +
        "↑ ↓ прибавляют и отнимают единицу, дроби пишутся через «/».";
      static observedAttributes = ["photo", "kernel", "preset"];

      read() {
        this.readPhoto();
        this.preset = this.choice("preset", "sobel-x", PRESETS);
        [this.kernel] = this.channels("kernel", PRESETS[this.preset][1]);
        if (this.kernel.length !== 3 || this.kernel[0].length !== 3) {
          throw new cw.InputError(
            `Атрибут kernel: размер ${this.kernel.length}×${this.kernel[0].length}, а нужен 3×3.`,
          );
        }
        this.palette = this.naturalPalette();
        this.row = Math.floor(this.photo.length / 2) - 1;
        this.column = Math.floor(this.photo[0].length / 2) - 1;
      }

      readPhoto() {
        const id = this.getAttribute("photo");
        const script = id === null
          ? this.querySelector('script[type="application/json"]')
          : document.getElementById(id);
        if (!script) {
          throw new cw.InputError(id === null
            ? "нет данных снимка: нужен вложенный <script> с JSON или атрибут photo."
            : `Атрибут photo: на странице нет элемента с id «${id}».`);
        }
        let data;
        try {
          data = JSON.parse(script.textContent);
        } catch {
          throw new cw.InputError("данные снимка — не JSON.");
        }
        const { width, height, pixels } = data;
        const bytes = this.decode(pixels);
        const fits = (side) => Number.isInteger(side) && side >= 3 && side <= LONGEST;
        if (!fits(width) || !fits(height)) {
          throw new cw.InputError(
            `снимок ${width}×${height}, а стороны должны быть от 3 до ${LONGEST}.`,
          );
        }
        if (bytes.length !== width * height) {
          throw new cw.InputError(
            `пикселей ${bytes.length}, а для снимка ${width}×${height} нужно ${width * height}.`,
          );
        }
        this.photo = Array.from({ length: height }, (_, r) =>
          Array.from(bytes.slice(r * width, (r + 1) * width)));
      }

      decode(pixels) {
        try {
          return Uint8Array.from(atob(pixels), (letter) => letter.charCodeAt(0));
        } catch {
          throw new cw.InputError("поле pixels — не строка base64.");
        }
      }

      /* Ядро с нулевой суммой отвечает на перепады: ответ бывает любого знака. */
      naturalPalette() {
        return Math.abs(cw.sum(this.kernel.flat())) < 0.01 ? "signed" : "grey";
      }

      controls() {
        const presets = Object.fromEntries(Object.entries(PRESETS).map(([k, [name]]) => [k, name]));
        return [
          this.select("ядро", "preset", { ...presets, own: "своё" }),
          this.select("цвета ответа", "palette", { signed: "знаковая шкала", grey: "серые" }),
        ];
      }

      changed(name) {
        if (name === "preset" && this.preset !== "own") {
          [this.kernel] = cw.parseChannels(PRESETS[this.preset][1], "ядро");
          this.palette = this.naturalPalette();
        } else if (name.startsWith("k-")) {
          this.preset = "own";
        }
        for (const select of this.shadowRoot.querySelectorAll(".controls select")) {
          select.value = this[select.dataset.control];
        }
        this.redraw();
      }

      draw() {
        this.response = cw.convolve2d([this.photo], [this.kernel]);
        this.limit = cw.largest(this.response.flat());
        const [height, width] = [this.photo.length, this.photo[0].length];
        const before = this.picture("Снимок", 3, (r, c) => cw.grey(this.photo[r][c]));
        const after = this.picture("Ответ ядра", 1, (r, c) => this.colour(r - 1, c - 1));
        this.marks = [before, after].map((view) => view.querySelector(".mark"));
        this.kernelNode = cw.matrix(this.kernel.map((row, r) => row.map((weight, c) =>
          this.kernelField(weight, r, c))));
        this.reading = h("div", { class: "reading" });
        this.show();
        return [
          h("div", { class: "explorer", style: `--ratio:${width}/${height};` },
            named(`снимок ${height}×${width}`, before),
            h("div", { class: "named" },
              h("span", { class: "operator" }, "∗"), named("ядро", this.kernelNode)),
            h("div", { class: "named" },
              named(`ответ ${height - 2}×${width - 2}`, after), this.legend())),
          this.reading,
        ];
      }

      kernelField(weight, r, c) {
        const field = this.numberField(`k-${r}-${c}`,
          `ядро, строка ${r + 1}, столбец ${c + 1}`, weight, (x) => (this.kernel[r][c] = x));
        const ninths = weight * 9;
        if (!Number.isInteger(weight) && Math.abs(ninths - Math.round(ninths)) < 1e-9) {
          field.value = `${format(Math.round(ninths))}/9`;
        }
        field.style.cssText = cw.tint(weight, cw.largest(this.kernel.flat()));
        return field;
      }

      colour(r, c) {
        const value = this.response[r]?.[c];
        if (value === undefined) return null;
        if (this.palette === "signed") return cw.signedColour(value / (this.limit || 1));
        if (value < 0) return cw.signedColour(-0.35 - 0.65 * Math.min(-value / 255, 1));
        if (value > 255) return cw.signedColour(0.35 + 0.65 * Math.min((value - 255) / 255, 1));
        return cw.grey(value);
      }

      /* Снимок с отметкой в side пикселей: окно на входе, один пиксель на выходе. */
      picture(label, side, colourAt) {
        const [height, width] = [this.photo.length, this.photo[0].length];
        const canvas = h("canvas", { width, height });
        const image = new ImageData(width, height);
        for (let i = 0; i < width * height; i += 1) {
          const colour = colourAt(Math.floor(i / width), i % width);
          image.data.set(colour ? [...colour, 255] : [0, 0, 0, 0], 4 * i);
        }
        canvas.getContext("2d").putImageData(image, 0, 0);
        const follow = (event) => {
          const box = canvas.getBoundingClientRect();
          this.moveTo(
            Math.floor(((event.clientY - box.top) / box.height) * height) - 1,
            Math.floor(((event.clientX - box.left) / box.width) * width) - 1,
          );
        };
        return h("div", {
          class: "picture", role: "application", tabindex: 0, "aria-label": label,
          "data-key": label, "data-role": "picture",
          onpointerdown: follow, onpointermove: follow, onkeydown: (event) => this.walk(event),
        }, canvas, h("span", { class: "mark", style:
          `width:${(100 * side) / width}%;height:${(100 * side) / height}%;` }));
      }

      walk(event) {
        const step = event.shiftKey ? 10 : 1;
        const [r, c] = [this.row, this.column];
        const next = {
          ArrowLeft: [r, c - step],
          ArrowRight: [r, c + step],
          ArrowUp: [r - step, c],
          ArrowDown: [r + step, c],
          Home: [r, 0],
          End: [r, Infinity],
        }[event.key];
        if (!next) return;
        event.preventDefault();
        this.moveTo(...next);
      }

      moveTo(row, column) {
        this.row = cw.clamp(row, 0, this.response.length - 1);
        this.column = cw.clamp(column, 0, this.response[0].length - 1);
        this.show();
      }

      show() {
        const [height, width] = [this.photo.length, this.photo[0].length];
        this.marks.forEach((mark, offset) => {
          mark.style.left = `${(100 * (this.column + offset)) / width}%`;
          mark.style.top = `${(100 * (this.row + offset)) / height}%`;
        });
        const terms = cw.windowTerms([this.photo], [this.kernel], this.row, this.column, 1);
        const byRows = (cells) => [cells.slice(0, 3), cells.slice(3, 6), cells.slice(6)];
        const patch = terms.map((t) => {
          const cell = numberCell(t.value, { role: "patch" });
          const [shade] = cw.grey(t.value);
          cell.style.cssText = `background:rgb(${shade},${shade},${shade});` +
            `color:${shade > 117 ? "#000" : "#fff"};`;
          return cell;
        });
        const largest = cw.largest(terms.map((t) => t.product));
        const products = terms.map((t) =>
          numberCell(t.product, { role: "product", largest, digits: 1 }));
        const value = this.response[this.row][this.column];
        this.reading.replaceChildren(
          named("участок снимка", cw.matrix(byRows(patch))),
          h("span", { class: "operator" }, "→"),
          named("участок × ядро", cw.matrix(byRows(products))),
          h("span", { class: "operator" }, "→"),
          h("p", { class: "equation" }, "сумма ",
            h("span", { class: "sum", "data-role": "sum", "data-value": value,
              style: cw.tint(value, this.limit) }, format(value))));
        this.say(`Строка ${this.row + 1}, столбец ${this.column + 1}: сумма ${formatFactor(value)}`);
      }

      legend() {
        const signed = this.palette === "signed";
        const stops = signed
          ? cw.SIGNED_STOPS.map((colour) => `rgb(${colour})`).join(",")
          : "#000,#fff";
        const ends = signed ? [-this.limit, 0, this.limit] : [0, 128, 255];
        return h("div", { class: "legend" },
          h("div", { class: "bar", style: `background:linear-gradient(to right,${stops});` }),
          h("div", { class: "ends" }, ...ends.map((x) => h("span", {}, format(x, 0)))),
          ...(signed ? [] : [h("p", { class: "note" }, "синее — меньше 0, красное — больше 255")]));
      }
    };

  cw.grey = (value) => {
    const shade = cw.clamp(Math.round(value), 0, 255);
    return [shade, shade, shade];
  };

  (cw.styles ??= {})["kernel-explorer"] = `
.explorer { --side: min(248px, 36cqw); display: flex; flex-wrap: wrap; gap: 12px; justify-content: center;
  align-items: flex-start; --c: 38px; }
.explorer > .named { align-content: start; }
.picture { position: relative; width: var(--side); aspect-ratio: var(--ratio);
  touch-action: none; cursor: crosshair; border: 1px solid var(--line); }
.picture canvas { width: 100%; height: 100%; display: block; image-rendering: pixelated; }
.mark { position: absolute; box-shadow: 0 0 0 2px #ffd400, 0 0 0 3.5px #000;
  pointer-events: none; }
.explorer > .named:nth-child(2) { align-self: center; }
.legend { width: var(--side); font-size: .8rem; color: var(--muted); }
.legend .bar { height: 10px; border: 1px solid var(--line); }
.legend .ends { display: flex; justify-content: space-between; }
.reading { --c: 44px; display: flex; flex-wrap: wrap; gap: 8px 12px; align-items: center;
  justify-content: center; margin-top: 14px; }
.reading .equation { margin: 0; }
@container (max-width: 520px) {
  .explorer { --side: 44cqw; }
  .explorer > .named:nth-child(2) { order: 3; grid-template-columns: auto auto;
    gap: 10px; align-items: center; }
  .reading { --c: 38px; gap: 6px; }
}
`;
})();
