import { ApexErrorListener, ApexParserFactory } from '@apexdevtools/apex-parser';
import { CompileError, CompileErrors } from '../compile-error.ts';
import type { TypeDeclaration } from './declaration-ast.ts';
import { readTypeDeclaration } from './declarations.ts';
import { readTrigger } from './triggers.ts';

class Collector extends ApexErrorListener {
  readonly errors: CompileError[] = [];
  readonly #file: string;

  constructor(file: string) {
    super();
    this.#file = file;
  }

  apexSyntaxError(line: number, column: number, message: string): void {
    this.errors.push(new CompileError({ file: this.#file, line, column: column + 1 }, message));
  }
}

function parse<T>(
  file: string,
  source: string,
  rule: (parser: ReturnType<typeof ApexParserFactory.createLexerAndParser>['parser']) => T,
): T {
  const collector = new Collector(file);
  const tree = rule(ApexParserFactory.createLexerAndParser(source, collector).parser);
  if (collector.errors.length > 0) throw new CompileErrors(collector.errors);
  return tree;
}

/**
 * Reads one class or trigger file.
 *
 * @param file - the name that errors and stack traces show; `.trigger` at its end makes it a trigger
 * @throws CompileErrors where the source is not Apex
 */
export function parseSource(file: string, source: string): TypeDeclaration {
  if (file.endsWith('.trigger')) {
    return readTrigger(
      file,
      parse(file, source, (parser) => parser.triggerUnit()),
    );
  }
  return readTypeDeclaration(
    file,
    parse(file, source, (parser) => parser.compilationUnit()).typeDeclaration(),
  );
}
