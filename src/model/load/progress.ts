/** How far a run is. Rows count as done when loaded, dead-lettered or skipped. */
export interface Progress {
  readonly rows: number;
  readonly rowsDone: number;
  readonly chunks: number;
  readonly chunksDone: number;
  readonly parallel: number;
  readonly retries: number;
  readonly deadLettered: number;
}
