import type { Runtime } from '../../tools/apex-runtime/platform/runtime.ts';

/** A method as the compiler makes it. */
type Method = (this: object, ...args: unknown[]) => unknown;

/**
 * Puts something around a method of the compiled kit, static or not, for as long as the program lives.
 *
 * @param method - its name in lower case, without parameters
 * @throws Error where the kit has none of that name
 */
export function wrap(
  runtime: Runtime,
  className: string,
  method: string,
  around: (method: Method, self: object, args: unknown[]) => unknown,
): void {
  const named = runtime.classes[className];
  for (const holder of [named, named?.prototype] as readonly (Record<string, Method> | undefined)[]) {
    const name = Object.keys(holder ?? {}).find((key) => key.split('$')[0] === method);
    const original = name ? holder?.[name] : undefined;
    if (!holder || !name || !original) continue;
    holder[name] = function (this: object, ...args: unknown[]) {
      return around(original, this, args);
    };
    return;
  }
  throw new Error(`The kit has no ${className}.${method}`);
}
