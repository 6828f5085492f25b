/** The only source of randomness that is not a function of a seed: names of new sessions. */
export interface Random {
  /** `bytes` random bytes as lower-case hex. */
  hex(bytes: number): string;
}
