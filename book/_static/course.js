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
