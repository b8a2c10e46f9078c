import { LoadThread } from './load-thread.ts';

/**
 * Whether a process is to load. Where a plugin has no manifest, `sf` imports every command for any command at all: those that do
 * not load start no thread.
 *
 * @param argv - `process.argv`: `retry upsert bulk` or `retry:upsert:bulk` behind the names of the programs
 */
export function isLoad(argv: readonly string[]): boolean {
  return /^retry:upsert:(bulk|resume|redrive)(:|$)/.test(argv.slice(2, 5).join(':'));
}

/**
 * Started with this module. A command that imports it before anything else has the thread ready when its own modules are: they
 * take several times as long.
 */
let early: LoadThread | null = isLoad(process.argv) ? new LoadThread() : null;

/** The thread of this process that is already under way; another one from the second call on. */
export function takeThread(): LoadThread {
  const thread = early ?? new LoadThread();
  early = null;
  return thread;
}
