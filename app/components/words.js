// Numbers and sentences as the reader sees them.

/** "row {row}" with {row: 3} is "row 3"; what has no value stays as it is. */
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

/** With a real minus sign, and no minus before a zero. */
export const number = (value, digits = 2) => Number(value.toFixed(digits)).toFixed(digits).replace("-", "−");
