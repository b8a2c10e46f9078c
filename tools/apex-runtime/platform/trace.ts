import type { ApexException } from '../values/exception.ts';

/** A line of an Apex stack trace. */
export interface Frame {
  /** `RetryPolicy.decide` */
  readonly method: string;
  readonly file: string;
  readonly line: number;
}

function methodOf(name: string): string {
  const [owner = '', method = ''] = name.split('$$');
  const [plain = ''] = method.split('$');
  return `${owner.replaceAll('$', '.')}.${plain === 'new' ? '<init>' : plain}`;
}

/** The frames of a JavaScript stack that stand in Apex files. */
function framesOf(stack: string): readonly Frame[] {
  const frames: Frame[] = [];
  for (const match of stack.matchAll(
    /at (?:(\S+) )?(?:\[as [^\]]*\] )?\(?(\S+?\.(?:cls|trigger)):(\d+):\d+/g,
  )) {
    const [, written = '', file = '', line] = match;
    const name = written.split('.').find((part) => part.includes('$$'));
    frames.push({
      method: name ? methodOf(name) : file.replace(/^.*\//, '').replace(/\.\w+$/, ''),
      file,
      line: Number(line),
    });
  }
  return frames;
}

export function firstFrame(exception: ApexException): Frame | null {
  return framesOf(exception.origin?.stack ?? '')[0] ?? null;
}

/** As the platform prints it: `Class.RetryPolicy.decide: line 12, column 1`. */
export function apexTrace(exception: ApexException): string {
  return framesOf(exception.origin?.stack ?? '')
    .map((frame) => `Class.${frame.method}: line ${frame.line}, column 1`)
    .join('\n');
}
