import { expect, test } from 'vitest';
import { apexTexts, parenthesised } from '../../src/templates/apex-text.ts';

test('a template is filled as it stands: Apex knows no HTML', async () => {
  const fill = await apexTexts({ greeting: 'Hello {{name}}\n' });
  expect(fill('greeting', { name: "<O'Brien> & Co" })).toBe("Hello <O'Brien> & Co\n");
});

test('a value that a template asks for and is not given is an error, never a gap', async () => {
  const fill = await apexTexts({ greeting: 'Hello {{name}}' });
  expect(() => fill('greeting', {})).toThrow('name');
  expect(() => fill('farewell', {})).toThrow('there is no template farewell');
});

test('what no longer fits into 80 columns stands on a line of its own', () => {
  expect(parenthesised(`  ${'f'.repeat(70)}`, 'Id x')).toBe(`  ${'f'.repeat(70)}(Id x) {`);
  expect(parenthesised(`  ${'f'.repeat(71)}`, 'Id x')).toBe(`  ${'f'.repeat(71)}(\n    Id x\n  ) {`);
});
