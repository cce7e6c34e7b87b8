/* Загрузчик виджетов — единственный файл, который перечисляют в html_js_files.
 *
 * Находит на странице элементы виджетов и подгружает только их файлы и общую основу.
 * Всё это обычные сценарии, а не модули: модули браузер не загружает из file://.
 */
(() => {
  "use strict";
  const TAGS = [
    "convolution-1d", "padding-1d", "convolution-2d", "kernel-explorer", "pooling-2d",
    "output-size", "receptive-field",
  ];
  const SHARED = ["arithmetic", "text", "styles", "widget", "slide", "matrix"];
  const base = new URL(".", document.currentScript.src);

  const load = () => {
    const used = TAGS.filter((tag) => document.querySelector(tag));
    if (!used.length) return;
    const scripts = [...SHARED, ...used].map((name) => {
      const script = document.createElement("script");
      script.src = new URL(`${name}.js`, base);
      script.async = false; // в порядке списка
      return script;
    });
    scripts.at(-1).addEventListener("load", () => window.convWidgets.register());
    document.head.append(...scripts);
  };

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", load);
  else load();
})();
