import { LoadThread } from './load-thread.ts';

/**
 * Started with this module. A command that imports it before anything else has the thread ready when its own modules are: they
 * take several times as long.
 */
let early: LoadThread | null = new LoadThread();

/** The thread of this process that is already under way; another one from the second call on. */
export function takeThread(): LoadThread {
  const thread = early ?? new LoadThread();
  early = null;
  return thread;
}
