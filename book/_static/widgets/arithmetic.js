/* Арифметика виджетов: те же правила, что в lessons.reference.
 *
 * Ядро не переворачивается (взаимная корреляция), каналы складываются,
 * дробная часть числа окон отбрасывается. Матрица — массив строк.
 */
(() => {
  "use strict";
  const cw = (window.convWidgets ??= {});

  /* Ошибка во входных данных: её текст показывают читателю на месте виджета. */
  cw.InputError = class extends Error {};

  cw.PADDING_MODES = {
    zeros: "нули",
    replicate: "повтор края",
    reflect: "отражение без края",
    symmetric: "отражение с краем",
    circular: "по кругу",
  };

  /* Номер ячейки, из которой взято значение с номером i; −1 — значения нет, пишется нуль. */
  cw.sourceIndex = (i, n, mode) => {
    if (i >= 0 && i < n) return i;
    const wrap = (period) => ((i % period) + period) % period;
    switch (mode) {
      case "replicate":
        return i < 0 ? 0 : n - 1;
      case "circular":
        return wrap(n);
      case "symmetric": {
        const k = wrap(2 * n);
        return k < n ? k : 2 * n - 1 - k;
      }
      case "reflect": {
        if (n === 1) return 0;
        const k = wrap(2 * n - 2);
        return k < n ? k : 2 * n - 2 - k;
      }
      default:
        return -1;
    }
  };

  /* Номера исходных ячеек для оси длины n с отступом width по обе стороны. */
  cw.sourceIndices = (n, width, mode) =>
    Array.from({ length: n + 2 * width }, (_, i) => cw.sourceIndex(i - width, n, mode));

  cw.pad1d = (signal, width, mode) =>
    cw.sourceIndices(signal.length, width, mode).map((i) => (i < 0 ? 0 : signal[i]));

  cw.pad2d = (matrix, width, mode) => {
    const rows = cw.sourceIndices(matrix.length, width, mode);
    const columns = cw.sourceIndices(matrix[0].length, width, mode);
    return rows.map((r) => columns.map((c) => (r < 0 || c < 0 ? 0 : matrix[r][c])));
  };

  cw.span = (kernel, dilation) => dilation * (kernel - 1) + 1;

  /* Сколько окон помещается: ⌊(n + 2p − d(k − 1) − 1) / s⌋ + 1. */
  cw.outputSize = (n, kernel, stride = 1, padding = 0, dilation = 1) => {
    const free = n + 2 * padding - cw.span(kernel, dilation);
    if (free < 0) {
      throw new cw.InputError(
        `Окно охватывает ${cw.span(kernel, dilation)} ячеек, а вход с отступом — только ` +
          `${n + 2 * padding}: окно не помещается.`,
      );
    }
    return Math.floor(free / stride) + 1;
  };

  /* Сомножители одного окна: список {row, column, channel, weight, value, product}. */
  cw.windowTerms = (channels, kernels, top, left, dilation) => {
    const terms = [];
    kernels.forEach((kernel, channel) =>
      kernel.forEach((weights, row) =>
        weights.forEach((weight, column) => {
          const value = channels[channel][top + row * dilation][left + column * dilation];
          terms.push({ row, column, channel, weight, value, product: weight * value });
        }),
      ),
    );
    return terms;
  };

  cw.sum = (numbers) => numbers.reduce((total, x) => total + x, 0);

  /* Свёртка набора каналов с набором ядер; channels уже дополнены отступом. */
  cw.convolve2d = (channels, kernels, { stride = 1, dilation = 1, bias = 0 } = {}) => {
    const [height, width] = [channels[0].length, channels[0][0].length];
    const rows = cw.outputSize(height, kernels[0].length, stride, 0, dilation);
    const columns = cw.outputSize(width, kernels[0][0].length, stride, 0, dilation);
    return Array.from({ length: rows }, (_, i) =>
      Array.from({ length: columns }, (_, j) => {
        const terms = cw.windowTerms(channels, kernels, i * stride, j * stride, dilation);
        return cw.sum(terms.map((t) => t.product)) + bias;
      }),
    );
  };

  cw.convolve1d = (signal, kernel, { stride = 1, dilation = 1 } = {}) =>
    cw.convolve2d([[signal]], [[kernel]], { stride, dilation, bias: 0 })[0];

  cw.POOLING_MODES = {
    max: "максимум",
    average: "среднее",
    l2: "среднее квадратичное",
    stochastic: "случайный выбор",
  };

  /* Вес ячейки в жребии: отрицательным числам не выпасть никогда. */
  cw.chances = (values) => {
    const positive = values.map((x) => Math.max(x, 0));
    const total = cw.sum(positive);
    return positive.map((x) => (total > 0 ? x / total : 0));
  };

  /* Значение одного окна пулинга и номер выбранной ячейки (−1, если никакая не выбрана);
   * draw — равномерное случайное число от 0 до 1. */
  cw.poolWindow = (values, mode, draw) => {
    if (mode === "average") return { value: cw.sum(values) / values.length, chosen: -1 };
    if (mode === "l2") return { value: Math.hypot(...values) / Math.sqrt(values.length), chosen: -1 };
    if (mode === "max") {
      const value = Math.max(...values);
      return { value, chosen: values.indexOf(value) };
    }
    const chances = cw.chances(values);
    let rest = draw;
    let chosen = chances.findIndex((chance) => (rest -= chance) < 0);
    if (chosen < 0) chosen = chances.findLastIndex((chance) => chance > 0);
    return { value: chosen < 0 ? 0 : values[chosen], chosen };
  };

  /* Куда в окне уходит градиент g выхода. */
  cw.poolGradient = (values, mode, { value, chosen }, g) => {
    if (mode === "average") return values.map(() => g / values.length);
    if (mode === "l2") {
      return values.map((x) => (value === 0 ? 0 : (g * x) / (value * values.length)));
    }
    return values.map((_, i) => (i === chosen ? g : 0));
  };

  /* Размер рецептивного поля, шаг по входу и начало первого поля после каждого слоя. */
  cw.receptiveField = (layers) => {
    let [size, jump, start] = [1, 1, 0];
    return layers.map(({ kernel, stride, padding, dilation }) => {
      size += dilation * (kernel - 1) * jump;
      start -= padding * jump;
      jump *= stride;
      return { size, jump, start };
    });
  };
})();
