import { closeSync, openSync, writeSync } from 'node:fs';

const CITIES = ['Berlin', 'Zürich', 'San Francisco', 'Ōsaka', 'São Paulo', 'Reykjavík', 'Wellington'];

/** Five columns, 91 bytes a row on average; the same bytes on every machine. */
function row(number: number): string {
  const key = `ORD-${String(number).padStart(9, '0')}`;
  const amount = ((number * 7919) % 1_000_000) / 100;
  const note = `Imported from the legacy ERP system: batch ${number % 977}`;
  return `${key},Order ${number},${amount.toFixed(2)},${CITIES[number % CITIES.length]},${note}\n`;
}

/** Writes the benchmark's source file. */
export function writeSourceFile(path: string, rows: number): void {
  const file = openSync(path, 'w');
  writeSync(file, 'Ext__c,Name,Amount__c,City__c,Note__c\n');
  for (let start = 0; start < rows; start += 10_000) {
    let text = '';
    for (let number = start; number < Math.min(start + 10_000, rows); number++) text += row(number);
    writeSync(file, text);
  }
  closeSync(file);
}
