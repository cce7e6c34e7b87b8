/* Числа и слова по-русски: разбор записи, печать, склонение. */
(() => {
  "use strict";
  const cw = (window.convWidgets ??= {});

  const NUMBER = /^[-−+]?(\d+([.,]\d*)?|[.,]\d+)(\/\d+([.,]\d+)?)?$/;

  /* «−1,5», «-1.5», «1/9» → число; null, если это не число. */
  cw.parseNumber = (text) => {
    const trimmed = text.trim();
    if (!NUMBER.test(trimmed)) return null;
    const [numerator, denominator = "1"] = trimmed.replace("−", "-").replaceAll(",", ".").split("/");
    const value = Number(numerator) / Number(denominator);
    return Number.isFinite(value) ? value : null;
  };

  cw.parseVector = (text, where) => {
    const words = text.trim().split(/\s+/).filter(Boolean);
    if (!words.length) throw new cw.InputError(`${where}: пусто, а нужны числа через пробел.`);
    return words.map((word) => {
      const value = cw.parseNumber(word);
      if (value === null) {
        throw new cw.InputError(`${where}: «${word}» — не число; нужны числа через пробел.`);
      }
      return value;
    });
  };

  /* Строки разделяет «;»: «1 2; 3 4» — матрица 2×2. */
  cw.parseMatrix = (text, where) => {
    const rows = text.split(";").map((row) => cw.parseVector(row, where));
    const ragged = rows.findIndex((row) => row.length !== rows[0].length);
    if (ragged > 0) {
      throw new cw.InputError(
        `${where}: в строке ${ragged + 1} чисел ${rows[ragged].length}, ` +
          `а в первой — ${rows[0].length}; строки матрицы должны быть равной длины.`,
      );
    }
    return rows;
  };

  /* Каналы разделяет «|»; все каналы одного размера. */
  cw.parseChannels = (text, where) => {
    const channels = text.split("|").map((part) => cw.parseMatrix(part, where));
    const size = (m) => `${m.length}×${m[0].length}`;
    const odd = channels.find((m) => size(m) !== size(channels[0]));
    if (odd) {
      throw new cw.InputError(
        `${where}: каналы разного размера — ${size(channels[0])} и ${size(odd)}.`,
      );
    }
    return channels;
  };

  /* Десятичная запятая, настоящий минус, без хвостовых нулей: −0.50 → «−0,5». */
  cw.format = (value, digits = 2) => {
    const rounded = Number(value.toFixed(digits));
    const text = String(Math.abs(rounded)).replace(".", ",");
    return rounded < 0 ? `−${text}` : text;
  };

  /* Число внутри произведения: отрицательное берут в скобки. */
  cw.formatFactor = (value, digits = 2) => {
    const text = cw.format(value, digits);
    return text.startsWith("−") ? `(${text})` : text;
  };

  /* Слово при числе: plural(3, "окно", "окна", "окон") → «окна». */
  cw.plural = (n, one, few, many) => {
    const [units, tens] = [n % 10, n % 100];
    if (units === 1 && tens !== 11) return one;
    return units >= 2 && units <= 4 && (tens < 12 || tens > 14) ? few : many;
  };

  cw.count = (n, one, few, many) => `${n} ${cw.plural(n, one, few, many)}`;
})();
