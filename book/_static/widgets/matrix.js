/* Матрицы на странице: ячейки с числами и поле, по которому едет окно. */
(() => {
  "use strict";
  const cw = (window.convWidgets ??= {});

  /* Сколько знаков в самом длинном числе: от этого зависит кегль. */
  const fontShare = (cells) => {
    const longest = Math.max(...cells.map((cell) => (cell.textContent || cell.value || "").length));
    return Math.min(0.42, 1.35 / Math.max(longest, 1));
  };

  /* Сетка из готовых ячеек (массив строк). */
  cw.matrix = (rows, attributes = {}) => {
    const { h } = cw;
    const share = fontShare(rows.flat());
    const style = `--columns:${rows[0].length};--f:${share.toFixed(3)};${attributes.style ?? ""}`;
    return h("div", { ...attributes, class: `matrix ${attributes.class ?? ""}`, style },
      ...rows.flat());
  };

  cw.named = (caption, ...content) =>
    cw.h("figure", { class: "named" }, ...content, cw.h("figcaption", {}, caption));

  /* Ячейка с числом; знаковый оттенок — если задан наибольший модуль. */
  cw.numberCell = (value, { role, largest, classes = "", digits = 2 } = {}) =>
    cw.h("span", {
      class: `cell ${classes}`,
      "data-role": role,
      "data-value": value,
      style: largest === undefined ? "" : cw.tint(value, largest),
    }, cw.format(value, digits));

  /* Поле с окном.
   *
   * geometry: {rows, columns — размер поля; outRows, outColumns — число положений; stride;
   * height, width — сколько ячеек охватывает окно}. Поля с общим окном (каналы) двигаются
   * вместе: у каждого своя накладка, положение хранит виджет. */
  cw.WindowField = class {
    constructor(widget, geometry, cells, overlay, label) {
      Object.assign(this, { widget, geometry });
      this.window = cw.h("div", { class: "window" }, ...overlay);
      this.frame = cw.h("div", {
        class: "window frame",
        style: `width:calc(var(--c)*${geometry.width});height:calc(var(--c)*${geometry.height});`,
      });
      this.node = cw.matrix(cells, {
        class: "sliding",
        role: "application",
        tabindex: 0,
        "aria-label": label,
        "data-key": label,
        "data-role": "field",
      });
      this.node.prepend(this.window);
      this.node.append(this.frame);
      cw.slide(this.node, this);
    }

    get position() {
      return this.widget.position;
    }

    stopPlaying() {
      this.widget.stopPlaying();
    }

    togglePlaying() {
      this.widget.togglePlaying();
    }

    moveTo(index) {
      this.widget.moveTo(index);
    }

    /* Строка и столбец указателя в ячейках, дробные. */
    pointer(event) {
      const box = this.node.getBoundingClientRect();
      const { rows, columns } = this.geometry;
      return {
        x: ((event.clientX - box.left) / box.width) * columns,
        y: ((event.clientY - box.top) / box.height) * rows,
      };
    }

    corner(index = this.position) {
      const { outColumns, stride } = this.geometry;
      return { x: (index % outColumns) * stride, y: Math.floor(index / outColumns) * stride };
    }

    grabPoint(event) {
      const { height, width } = this.geometry;
      const [at, corner] = [this.pointer(event), this.corner()];
      const [x, y] = [at.x - corner.x, at.y - corner.y];
      const inside = x >= 0 && x <= width && y >= 0 && y <= height;
      return inside ? { x, y } : { x: width / 2, y: height / 2 };
    }

    locate(event, grab) {
      const { outRows, outColumns, stride } = this.geometry;
      const at = this.pointer(event);
      const x = cw.clamp(at.x - grab.x, 0, (outColumns - 1) * stride);
      const y = cw.clamp(at.y - grab.y, 0, (outRows - 1) * stride);
      return { index: Math.round(y / stride) * outColumns + Math.round(x / stride), x, y };
    }

    place(x, y) {
      for (const layer of [this.window, this.frame]) {
        layer.style.transform = `translate(calc(var(--c)*${x}), calc(var(--c)*${y}))`;
      }
    }

    settle() {
      const { x, y } = this.corner();
      this.place(x, y);
    }

    step(key) {
      const { outRows, outColumns } = this.geometry;
      const [row, column] = [Math.floor(this.position / outColumns), this.position % outColumns];
      return {
        ArrowRight: this.position + 1,
        ArrowLeft: this.position - 1,
        ArrowDown: row + 1 < outRows ? this.position + outColumns : this.position,
        ArrowUp: row > 0 ? this.position - outColumns : this.position,
        Home: this.position - column,
        End: this.position - column + outColumns - 1,
      }[key];
    }
  };

  /* Выход, который заполняется по мере движения окна; щелчок по ячейке ставит окно. */
  cw.OutputMatrix = class {
    constructor(widget, values) {
      Object.assign(this, { widget, values });
      this.flat = values.flat();
      this.cells = this.flat.map((value, i) =>
        cw.h("span", {
          class: "cell target",
          "data-role": "output",
          onclick: () => widget.moveTo(i),
        }, cw.format(value)));
      const width = values[0].length;
      const rows = values.map((_, r) => this.cells.slice(r * width, (r + 1) * width));
      this.node = cw.matrix(rows);
    }

    show({ position, filled }) {
      const largest = cw.largest(this.flat);
      this.cells.forEach((cell, i) => {
        const known = i <= filled;
        cell.textContent = known ? cw.format(this.flat[i]) : "";
        if (known) cell.dataset.value = this.flat[i];
        else delete cell.dataset.value;
        cell.classList.toggle("empty", !known);
        cell.classList.toggle("current", i === position);
        cell.style.cssText = known ? cw.tint(this.flat[i], largest) : "";
      });
    }
  };
})();
