/* Основа виджетов: разбор атрибутов, сообщения об ошибках, органы управления.
 *
 * Файлы виджетов — обычные сценарии, а не модули: модули браузер не загружает из file://.
 * Порядок загрузки любой: каждый файл лишь кладёт своё в window.convWidgets, а элементы
 * регистрируются, когда документ разобран.
 */
(() => {
  "use strict";
  const cw = (window.convWidgets ??= {});
  cw.elements ??= {};

  /* Узел: h("p", {class: "note", onclick: f}, "текст", другойУзел). */
  cw.h = (tag, attributes = {}, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
      else if (name === "style") node.style.cssText = value;
      else if (value === true) node.setAttribute(name, "");
      else if (value !== false && value !== undefined) node.setAttribute(name, value);
    }
    node.append(...children);
    return node;
  };

  cw.svg = (tag, attributes = {}, ...children) => {
    const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.append(...children);
    return node;
  };

  cw.clamp = (value, low, high) => Math.min(Math.max(value, low), high);

  cw.reducedMotion = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

  cw.makeBase = () => {
    const { h } = cw;
    return class extends HTMLElement {
      connectedCallback() {
        if (!this.shadowRoot) {
          this.attachShadow({ mode: "open" });
          this.shadowRoot.adoptedStyleSheets = [cw.styleSheet()];
        }
        this.restart();
      }

      disconnectedCallback() {
        this.stopPlaying();
      }

      attributeChangedCallback() {
        if (this.shadowRoot) this.restart();
      }

      /* Построить заново по атрибутам; негодный атрибут — сообщение и запасное содержимое. */
      restart() {
        this.stopPlaying();
        this.live = h("p", { class: "live", "aria-live": "polite" });
        this.stage = h("div", { class: "stage" });
        try {
          this.read();
          const controls = h("div", { class: "controls" }, ...this.controls());
          this.card = h(
            "section",
            { class: "card", "aria-label": this.constructor.title },
            h("p", { class: "title" }, this.constructor.title),
            controls,
            this.stage,
            h("p", { class: "hint" }, this.constructor.hint),
            this.live,
          );
          this.shadowRoot.replaceChildren(this.card);
          this.redraw();
        } catch (error) {
          this.showError(error);
        }
      }

      showError(error) {
        if (!(error instanceof cw.InputError)) throw error;
        this.shadowRoot.replaceChildren(
          h("div", { class: "error", role: "alert" }, `<${this.localName}>: ${error.message}`),
          h("slot"),
        );
      }

      /* Перерисовать сцену, сохранив фокус; невозможное сочетание настроек объяснить в ней. */
      redraw() {
        const active = this.shadowRoot.activeElement;
        const [key, text] = [active?.dataset.key, active?.value];
        const caret = active?.selectionStart;
        try {
          this.stage.replaceChildren(...this.draw());
        } catch (error) {
          if (!(error instanceof cw.InputError)) throw error;
          this.stage.replaceChildren(h("p", { class: "error", role: "alert" }, error.message));
          return;
        }
        const again = key && this.stage.querySelector(`[data-key="${key}"]`);
        if (!again || again === this.shadowRoot.activeElement) return;
        again.focus({ preventScroll: true });
        if (text !== undefined && again.localName === "input") {
          again.value = text;
          again.setSelectionRange(caret, caret);
        }
      }

      say(text) {
        if (this.live.textContent !== text) this.live.textContent = text;
      }

      attribute(name, fallback) {
        return this.getAttribute(name) ?? fallback;
      }

      vector(name, fallback, longest = 24) {
        const values = cw.parseVector(this.attribute(name, fallback), `Атрибут ${name}`);
        if (values.length > longest) {
          throw new cw.InputError(
            `Атрибут ${name}: чисел ${values.length}, а помещается не больше ${longest}.`,
          );
        }
        return values;
      }

      channels(name, fallback, largest = 12) {
        const channels = cw.parseChannels(this.attribute(name, fallback), `Атрибут ${name}`);
        const side = Math.max(channels[0].length, channels[0][0].length);
        if (side > largest) {
          throw new cw.InputError(
            `Атрибут ${name}: сторона матрицы ${side}, а помещается не больше ${largest}.`,
          );
        }
        return channels;
      }

      integer(name, fallback, low, high) {
        const text = this.attribute(name, String(fallback)).trim();
        const value = Number(text);
        if (!/^\d+$/.test(text) || value < low || value > high) {
          throw new cw.InputError(
            `Атрибут ${name}: «${text}», а нужно целое число от ${low} до ${high}.`,
          );
        }
        return value;
      }

      choice(name, fallback, options) {
        const value = this.attribute(name, fallback);
        if (!Object.hasOwn(options, value)) {
          throw new cw.InputError(
            `Атрибут ${name}: «${value}», а нужно одно из: ${Object.keys(options).join(", ")}.`,
          );
        }
        return value;
      }

      /* Счётчик: «−», число, «+»; число принимает стрелки, Home и End. */
      stepper(label, name, low, high, target = this, key = name) {
        const value = h("span", {
          class: "value",
          role: "spinbutton",
          tabindex: 0,
          "aria-label": label,
          "aria-valuemin": low,
          "aria-valuemax": high,
          "data-control": key,
          "data-key": key,
        });
        const show = () => {
          value.textContent = target[name];
          value.setAttribute("aria-valuenow", target[name]);
        };
        const set = (next) => {
          target[name] = cw.clamp(next, low, high);
          show();
          this.changed(key);
        };
        const button = (sign, step, verb) =>
          h(
            "button",
            { type: "button", tabindex: -1, "aria-label": `${label}: ${verb}`,
              onclick: () => set(target[name] + step) },
            sign,
          );
        value.addEventListener("keydown", (event) => {
          const next = {
            ArrowUp: target[name] + 1,
            ArrowRight: target[name] + 1,
            ArrowDown: target[name] - 1,
            ArrowLeft: target[name] - 1,
            Home: low,
            End: high,
          }[event.key];
          if (next === undefined) return;
          event.preventDefault();
          set(next);
        });
        show();
        return h(
          "div",
          { class: "control" },
          h("span", { class: "label", "aria-hidden": "true" }, label),
          h("span", { class: "stepper" }, button("−", -1, "меньше"), value, button("+", 1, "больше")),
        );
      }

      select(label, name, options) {
        const list = h("select", {
          "data-control": name,
          "aria-label": label,
          onchange: () => {
            this[name] = list.value;
            this.changed(name);
          },
        });
        for (const [value, text] of Object.entries(options)) list.append(h("option", { value }, text));
        list.value = this[name];
        return h("label", { class: "control" }, h("span", { class: "label" }, label), list);
      }

      toggle(label, name) {
        const button = h(
          "button",
          {
            type: "button",
            class: "toggle",
            "aria-pressed": String(this[name]),
            "data-control": name,
            onclick: () => {
              this[name] = !this[name];
              button.setAttribute("aria-pressed", String(this[name]));
              this.changed(name);
            },
          },
          label,
        );
        return button;
      }

      /* Настройка изменилась: по умолчанию — перерисовать. */
      changed() {
        this.redraw();
      }

      /* Поле для одного числа; негодная запись помечается и не применяется. */
      numberField(key, label, value, assign) {
        const field = h("input", {
          class: "cell",
          "data-key": key,
          "aria-label": label,
          inputmode: "text",
          autocomplete: "off",
          spellcheck: "false",
          oninput: () => apply(cw.parseNumber(field.value)),
          onkeydown: (event) => {
            const step = { ArrowUp: 1, ArrowDown: -1 }[event.key];
            const now = cw.parseNumber(field.value);
            if (!step || now === null) return;
            event.preventDefault();
            field.value = cw.format(now + step, 4);
            apply(now + step);
          },
          onfocus: () => field.select(),
        });
        const apply = (number) => {
          field.setAttribute("aria-invalid", String(number === null));
          if (number === null) return;
          assign(number);
          this.changed(key);
        };
        field.value = cw.format(value, 4);
        return field;
      }

      /* Кнопки хода: назад, пуск, вперёд; this.moveTo(номер), this.position, this.total(). */
      transport() {
        const button = (text, label, action) =>
          h("button", { type: "button", "aria-label": label, title: label, onclick: action }, text);
        this.playButton = button("▶", "Пуск", () => this.togglePlaying());
        this.playButton.classList.add("play");
        this.playButton.dataset.control = "play";
        return h(
          "span",
          { class: "stepper transport", role: "group", "aria-label": "Движение окна" },
          button("«", "В начало, очистить выход", () => this.rewind()),
          button("‹", "Шаг назад", () => this.moveTo(this.position - 1)),
          this.playButton,
          button("›", "Шаг вперёд", () => this.moveTo(this.position + 1)),
          button("»", "До конца, заполнить выход", () => this.moveTo(this.total() - 1)),
        );
      }

      rewind() {
        this.stopPlaying();
        this.filled = 0;
        this.moveTo(0);
      }

      togglePlaying() {
        if (this.timer) return this.stopPlaying();
        if (this.position >= this.total() - 1) this.rewind();
        this.setPlaying(true);
        this.timer = setInterval(() => {
          this.moveTo(this.position + 1);
          if (this.position >= this.total() - 1) this.stopPlaying();
        }, 900);
        return undefined;
      }

      stopPlaying() {
        clearInterval(this.timer);
        this.timer = null;
        if (this.playButton) this.setPlaying(false);
      }

      setPlaying(playing) {
        this.playButton.textContent = playing ? "❚❚" : "▶";
        this.playButton.setAttribute("aria-label", playing ? "Пауза" : "Пуск");
        this.playButton.title = playing ? "Пауза" : "Пуск";
      }
    };
  };

  document.addEventListener("DOMContentLoaded", () => {
    cw.Widget = cw.makeBase();
    for (const [tag, make] of Object.entries(cw.elements)) {
      customElements.define(tag, make(cw));
    }
  });
})();
