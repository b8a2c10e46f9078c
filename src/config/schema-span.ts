import { decimal, integer } from './key.ts';

/** A week: more than any wait of a policy that a simulation can tell something about. */
export const MAX_HORIZON_HOURS = 168;
export const MAX_MINUTE = MAX_HORIZON_HOURS * 60;

export const minute = (description: string, fallback?: number) =>
  integer({
    min: 0,
    max: MAX_MINUTE,
    unit: 'minutes',
    description,
    ...(fallback !== undefined && { default: fallback }),
  });

export const share = (description: string, fallback?: number) =>
  decimal({ min: 0, max: 1, description, ...(fallback !== undefined && { default: fallback }) });

/** The two ends of a span of the scenario. */
export const SPAN = {
  fromMinute: minute('First minute.'),
  toMinute: minute('First minute after it.'),
};
