"use strict";
// Сортировка таблиц: заголовок становится кнопкой, второе нажатие меняет порядок.
for (const table of document.querySelectorAll("table.sortable")) {
  const head = table.rows[0];
  [...head.cells].forEach((cell, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...cell.childNodes);
    cell.append(button);
    button.addEventListener("click", () => {
      const descending = cell.getAttribute("aria-sort") === "ascending";
      for (const other of head.cells) other.removeAttribute("aria-sort");
      cell.setAttribute("aria-sort", descending ? "descending" : "ascending");
      const rows = [...table.rows].slice(1);
      const key = row => row.cells[column].dataset.value ?? row.cells[column].textContent.trim();
      const compare = (a, b) => {
        const [x, y] = [key(a), key(b)];
        const numbers = x !== "" && y !== "" && !isNaN(x) && !isNaN(y);
        return numbers ? x - y : x.localeCompare(y, "ru", {numeric: true});
      };
      rows.sort((a, b) => descending ? compare(b, a) : compare(a, b));
      head.parentNode.append(...rows);
    });
  });
}
