/** Kinds of events, in the order in which they come at one instant: what ends does so before something new begins. */
export const EVENT = {
  submit: 0,
  answer: 1,
  jobEnd: 2,
  hour: 3,
  otherWorkEnd: 4,
  sweep: 5,
  jobStart: 6,
} as const;
