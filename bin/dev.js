#!/usr/bin/env node
// The same as run.js with oclif's development settings: full stack traces.
import { execute } from '@oclif/core';

await execute({ development: true, dir: import.meta.url });
