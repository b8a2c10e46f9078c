/** Why the kit gives a request up, and what an operator does about it. */
export interface DeadLetterCause {
  readonly rootCause: string;
  readonly whatToDo: string;
}

/** Reason, as stored in the row -> what it means. Only the first five come from an attempt; see `policy/decide.ts`. */
export const DEAD_LETTER_CAUSES = {
  permanent: {
    rootCause: 'The answer says that the same request would fail again.',
    whatToDo: 'Look at the category and the status, correct data or set-up, then redrive.',
  },
  retries: {
    rootCause: 'Every retry of the budget (maxRetries) was used.',
    whatToDo: 'See whether the endpoint works again, then redrive.',
  },
  elapsed: {
    rootCause: 'The next retry would come later than maxElapsedMinutes after the first attempt.',
    whatToDo:
      'See whether the endpoint works again, then redrive; where it asks for long waits, raise maxElapsedMinutes.',
  },
  age: {
    rootCause: 'The request is older than maxAgeHours.',
    whatToDo: 'Decide whether the request still makes sense; redrive or discard it.',
  },
  'crashed twice': {
    rootCause:
      'The transaction that sent the request died twice, by a governor limit or an unhandled exception.',
    whatToDo: 'Read the error of the row, correct the code or lower requestsPerJob, then redrive.',
  },
  'payload changed': {
    rootCause:
      'The payload is not stored, and what the handler built for the retry differs from what was sent first.',
    whatToDo: 'Decide whether the request as it is now is to be sent: submit it under a new key, or discard.',
  },
  'handler failed': {
    rootCause: 'The endpoint has processed the request, but the handler could not deal with the answer.',
    whatToDo: 'Correct the handler, then redrive: that runs the handler again and never the callout.',
  },
} as const satisfies Readonly<Record<string, DeadLetterCause>>;

export type DeadLetterReason = keyof typeof DEAD_LETTER_CAUSES;
