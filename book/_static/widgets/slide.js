/* Скольжение окна: перетаскивание мышью и пальцем, клавиши.
 *
 * Виджет предоставляет: locate(event, grab) → {index, x, y}, grabPoint(event), place(x, y),
 * moveTo(index), step(key) → номер положения или undefined, togglePlaying().
 */
(() => {
  "use strict";
  const cw = (window.convWidgets ??= {});

  /* Внутри поля ввода указатель и стрелки служат правке, а не движению окна. */
  const editing = (event) => event.target.localName === "input";

  cw.slide = (node, widget) => {
    let grab = null;
    const follow = (event) => {
      const { index, x, y } = widget.locate(event, grab);
      if (index !== widget.position) widget.moveTo(index);
      widget.place(x, y);
    };
    const release = () => {
      if (grab === null) return;
      grab = null;
      node.classList.remove("dragging");
      widget.moveTo(widget.position);
    };
    node.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || editing(event)) return;
      widget.stopPlaying();
      grab = widget.grabPoint(event);
      node.setPointerCapture(event.pointerId);
      node.classList.add("dragging");
      follow(event);
    });
    node.addEventListener("pointermove", (event) => {
      if (grab !== null) follow(event);
    });
    node.addEventListener("pointerup", release);
    node.addEventListener("pointercancel", release);
    node.addEventListener("keydown", (event) => {
      if (editing(event)) return;
      if (event.key === " ") {
        event.preventDefault();
        widget.togglePlaying();
        return;
      }
      const next = widget.step(event.key);
      if (next === undefined) return;
      event.preventDefault();
      widget.stopPlaying();
      widget.moveTo(next);
    });
  };
})();
