/**
 * A slider that reads all charts of a scenario at one time, from their tables. Without scripts it stays hidden, and nothing is
 * missing but it.
 */
export const SCRIPT = `'use strict';
for (const group of document.querySelectorAll('.timelines')) {
  const reader = group.querySelector('.reader');
  const input = reader.querySelector('input');
  const output = reader.querySelector('output');
  const step = Number(group.dataset.step);
  const count = Number(group.dataset.count);
  const minuteOf = (text) => { const [hours, minutes] = text.split(':'); return hours * 60 + Number(minutes); };
  const clock = (minute) => Math.floor(minute / 60) + ':' + String(minute % 60).padStart(2, '0');
  const charts = [...group.querySelectorAll('figure')].map((figure) => ({
    drawing: figure.querySelector('svg'),
    cursor: figure.querySelector('.cursor'),
    names: [...figure.querySelectorAll('thead th')].slice(1).map((cell) => cell.textContent),
    rows: [...figure.querySelectorAll('tbody tr')].map((row) => [...row.cells].map((cell) => cell.textContent)),
  }));
  const show = () => {
    const minute = Number(input.value) * step;
    const x = ((Number(input.value) + 0.5) / count) * 100 + '%';
    const values = charts.flatMap(({ cursor, names, rows }) => {
      cursor.setAttribute('x1', x);
      cursor.setAttribute('x2', x);
      cursor.setAttribute('visibility', 'visible');
      const row = rows.findLast(([from]) => minuteOf(from) <= minute);
      return names.map((name, index) => name + ' ' + row[index + 1]);
    });
    input.setAttribute('aria-valuetext', clock(minute));
    output.textContent = clock(minute) + ' — ' + values.join(' · ');
  };
  input.addEventListener('input', show);
  for (const { drawing } of charts) {
    drawing.addEventListener('pointermove', (event) => {
      const box = drawing.getBoundingClientRect();
      input.value = Math.floor(((event.clientX - box.left) / box.width) * count);
      show();
    });
  }
  reader.hidden = false;
}
`;
