/** An object of a platform class that is no value of its own kind. */
export abstract class PlatformObject {
  /** Name of its type in the library. */
  abstract readonly apexName: string;
}

/** A fault of this runtime, not of the program. Nothing catches it. */
export class InternalError extends Error {}
