/** Kinds of events, in the order in which they come at one instant: what ends does so before something new begins. */
export const EVENT = {
  submit: 0,
  operator: 1,
  answer: 2,
  jobEnd: 3,
  hour: 4,
  otherWorkEnd: 5,
  sweep: 6,
  jobStart: 7,
} as const;
