/* Поиск в книге, открытой с диска: браузер не даёт странице прочитать соседнюю,
   поэтому отрывки под ссылками не показываются, а сами ссылки находятся как обычно. */
if (location.protocol === "file:") {
  DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
}

/* Ответы и решения свёрнуты, но на бумаге их уже не раскрыть. */
addEventListener("beforeprint", () => {
  document.querySelectorAll("details:not([open])").forEach((block) => {
    block.open = true;
    block.dataset.closeAfterPrint = "";
  });
});
addEventListener("afterprint", () => {
  document.querySelectorAll("details[data-close-after-print]").forEach((block) => {
    block.open = false;
    delete block.dataset.closeAfterPrint;
  });
});

/* Карта книги: у выбранной главы выделяются все, на которые она опирается. */
addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll(".chapter-map").forEach((map) => {
    const rows = [...map.querySelectorAll("li")];
    const needed = (index) => {
      const found = new Set([index]);
      found.forEach((each) => {
        rows[each].dataset.needs.split(" ").filter(Boolean).forEach((need) => found.add(Number(need)));
      });
      return found;
    };
    const show = (index) => {
      const chosen = index < 0 ? new Set() : needed(index);
      map.classList.toggle("chosen", chosen.size > 0);
      rows.forEach((row, each) => row.classList.toggle("needed", chosen.has(each)));
      map.querySelectorAll("path").forEach((arc) => {
        arc.classList.toggle("needed", chosen.has(Number(arc.dataset.to)));
      });
    };
    rows.forEach((row, index) => {
      row.addEventListener("pointerenter", () => show(index));
      row.addEventListener("focusin", () => show(index));
    });
    map.addEventListener("pointerleave", () => show(-1));
    map.addEventListener("focusout", () => show(-1));
  });
});
