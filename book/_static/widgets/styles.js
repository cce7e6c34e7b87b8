/* Общий вид виджетов. Цвета берутся из темы книги (--pst-color-…), светлой или тёмной. */
(() => {
  "use strict";
  const cw = (window.convWidgets ??= {});

  /* Знаковая шкала рисунков книги (RdBu_r): от синего через белый к красному. */
  cw.SIGNED_STOPS = [
    [5, 48, 97], [33, 102, 172], [67, 147, 195], [146, 197, 222], [209, 229, 240],
    [247, 247, 247],
    [253, 219, 199], [244, 165, 130], [214, 96, 77], [178, 24, 43], [103, 0, 31],
  ];

  /* Цвет шкалы для t от −1 до 1: [красный, зелёный, синий]. */
  cw.signedColour = (t) => {
    const x = cw.clamp((t + 1) / 2, 0, 1) * (cw.SIGNED_STOPS.length - 1);
    const i = Math.min(Math.floor(x), cw.SIGNED_STOPS.length - 2);
    const [a, b] = [cw.SIGNED_STOPS[i], cw.SIGNED_STOPS[i + 1]];
    return a.map((from, k) => Math.round(from + (b[k] - from) * (x - i)));
  };

  /* Оттенок ячейки с числом: сила цвета — доля от наибольшего модуля. */
  cw.tint = (value, largest) => {
    const strength = largest > 0 ? Math.abs(value) / largest : 0;
    const colour = value < 0 ? "--negative" : "--positive";
    const percent = value === 0 ? 0 : 12 + 44 * Math.min(strength, 1);
    return `background:color-mix(in srgb, var(${colour}) ${percent.toFixed(1)}%, var(--paper));`;
  };

  cw.largest = (numbers) => Math.max(...numbers.map(Math.abs), 0);

  /* Рамка окна — не синяя и не красная: эти цвета заняты знаком числа. */
  const PALETTE = `
    html { --cw-negative: #2166ac; --cw-positive: #b2182b; --cw-link: #b35806;
      --cw-accent: #00796b; --cw-on-accent: #fff; }
    html[data-theme="dark"] { --cw-negative: #4393c3; --cw-positive: #d6604d; --cw-link: #fdb863;
      --cw-accent: #4db6ac; --cw-on-accent: #14181e; }
  `;

  const CSS = `
:host { display: block; margin: 1.25rem 0; container-type: inline-size;
  --paper: var(--pst-color-background, #fff);
  --ink: var(--pst-color-text-base, #222832);
  --muted: var(--pst-color-text-muted, #48566b);
  --line: var(--pst-color-border, #d1d5da);
  --surface: var(--pst-color-surface, #f3f4f5);
  --accent: var(--cw-accent); --on-accent: var(--cw-on-accent);
  --negative: var(--cw-negative); --positive: var(--cw-positive); --link: var(--cw-link);
  color: var(--ink); font-variant-numeric: tabular-nums; line-height: 1.4; }
:host([hidden]) { display: none; }
* { box-sizing: border-box; }
.card { border: 1px solid var(--line); border-radius: 10px; padding: 14px;
  background: var(--paper); }
.title { font-size: 1.02rem; font-weight: 600; margin: 0 0 .6rem; color: var(--ink); }
.hint, .note { margin: .7rem 0 0; font-size: .85rem; color: var(--muted); }
.note { margin: .35rem 0; }
.live { position: absolute; width: 1px; height: 1px; margin: 0; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap; }
.error { margin: .5rem 0; padding: .6rem .8rem; border-left: 4px solid var(--positive);
  background: var(--surface); color: var(--ink); border-radius: 4px; }
.stage { container-type: inline-size; --column: 100cqw; padding: 2px 0; }

.controls { display: flex; flex-wrap: wrap; gap: 8px 16px; align-items: center;
  margin-bottom: 12px; font-size: .88rem; }
.controls:empty { display: none; }
.control { display: inline-flex; align-items: center; gap: 6px; }
.label { color: var(--muted); }
.stepper { display: inline-flex; border: 1px solid var(--line); border-radius: 7px;
  overflow: hidden; }
button, select { font: inherit; color: var(--ink); background: var(--surface);
  border: 1px solid var(--line); border-radius: 7px; min-height: 34px; padding: 2px 10px;
  cursor: pointer; max-width: 100%; }
.stepper button { border: 0; border-radius: 0; min-width: 34px; padding: 0; }
.stepper .value { min-width: 2.1em; display: grid; place-items: center; font-weight: 600;
  background: var(--paper); }
button[hidden] { display: none; }
button:disabled { opacity: .45; cursor: default; }
button:hover, select:hover { background: color-mix(in srgb, var(--accent) 16%, var(--surface)); }
.play, .toggle[aria-pressed="true"], .choice[aria-pressed="true"] { background: var(--accent);
  color: var(--on-accent); }
.play:hover, .toggle[aria-pressed="true"]:hover, .choice[aria-pressed="true"]:hover {
  background: color-mix(in srgb, var(--accent) 82%, var(--ink)); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; z-index: 5; }
.stepper :focus-visible { outline-offset: -3px; }

/* Ячейки и матрицы: --c — сторона ячейки. */
.cell { width: var(--c); height: var(--c); display: grid; place-items: center; padding: 0;
  border: 1px solid var(--line); margin: 0; color: var(--ink); background: var(--paper);
  font: inherit; font-size: calc(var(--c) * var(--f, .42)); text-align: center;
  border-radius: 0; min-width: 0; position: relative; white-space: nowrap; }
input.cell { border: 1.5px solid var(--muted); border-radius: 5px; cursor: text; }
input.cell[aria-invalid="true"] { outline: 3px solid var(--positive); }
.cell.padded { border-style: dashed; color: var(--muted); background: var(--surface); }
.cell.empty { background: transparent; border-style: dashed; color: var(--muted); }
.cell.current { box-shadow: inset 0 0 0 3px var(--accent); font-weight: 700; }
.cell.changed { box-shadow: inset 0 0 0 3px var(--link); }
.cell.target { cursor: pointer; }
.matrix { display: grid; grid-template-columns: repeat(var(--columns), var(--c));
  position: relative; width: max-content; }
.named { display: grid; gap: 4px; justify-items: center; margin: 0; }
.named > figcaption { font-size: .82rem; color: var(--muted); text-align: center;
  max-width: 15rem; }
.expression { display: flex; flex-wrap: wrap; align-items: center; gap: 10px 12px; }
.operator { font-size: 1.5rem; color: var(--muted); }
.sliding { touch-action: none; user-select: none; -webkit-user-select: none; cursor: grab;
  border-radius: 3px; }
.sliding.dragging { cursor: grabbing; }
.window { position: absolute; left: 0; top: 0; pointer-events: none;
  transition: transform .18s ease-out; }
.dragging .window { transition: none; }
.frame { z-index: 2; outline: 3px solid var(--accent); outline-offset: -1px; border-radius: 3px; }
.tap { position: absolute; width: var(--c); height: var(--c); }
.matrix.sliding > .cell { background: transparent; z-index: 1; pointer-events: none; }
.matrix.sliding > input.cell { pointer-events: auto; }
.matrix.sliding > .cell.padded { background: color-mix(in srgb, var(--muted) 12%, transparent);
  color: var(--ink); }
.weight { position: absolute; right: 3px; bottom: 1px; font-size: max(9px, calc(var(--c) * .25));
  font-weight: 700; line-height: 1.1; color: var(--ink); }

.equation { margin: .8rem 0 0; font-size: 1rem; overflow-wrap: anywhere; }
.equation .term { white-space: nowrap; border-radius: 4px; padding: 0 3px; }
.equation .sum { font-weight: 700; border-radius: 4px; padding: 1px 6px; white-space: nowrap;
  box-shadow: inset 0 0 0 2px var(--accent); }
.terms { display: grid; gap: 3px; width: max-content; max-width: 100%; }
.scroll { overflow-x: auto; padding: 4px; margin: -4px; scrollbar-width: thin; }
@container (max-width: 480px) {
  .card { padding: 10px; }
  .controls { gap: 8px 14px; }
  .controls > .control { flex-direction: column; align-items: flex-start; gap: 1px; }
}
@media (prefers-reduced-motion: reduce) { * { transition: none !important; } }
@media print { .controls, .hint { display: none; } }
`;

  let shared = null;
  cw.styleSheet = () => {
    if (shared) return shared;
    const palette = new CSSStyleSheet();
    palette.replaceSync(PALETTE);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, palette];
    shared = new CSSStyleSheet();
    shared.replaceSync(CSS + Object.values(cw.styles ?? {}).join(""));
    return shared;
  };
  cw.styles ??= {};
})();
