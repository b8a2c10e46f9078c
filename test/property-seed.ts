// CI draws the same cases every time, so that a red run is about the change; a developer's run draws new ones.
import fc from 'fast-check';

if (process.env['CI'] !== undefined) fc.configureGlobal({ seed: 20_261_121 });
