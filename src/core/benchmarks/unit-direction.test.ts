import { describe, expect, it } from 'vitest';
import { directionOfUnit } from './unit-direction.ts';

describe('directionOfUnit', () => {
  it.each(['ns', 'ns/op', 'ns/iter', 'us/iter', 'µs', 'ms', 's', 'sec', 'seconds', 'min', 'B', 'B/op', 'KiB', 'MB', 'bytes', 'allocs/op', 'allocs'])(
    '%s is better smaller',
    (unit) => expect(directionOfUnit(unit)).toBe('smaller'),
  );
  it.each(['ops/sec', 'ops/s', 'op/s', 'MB/s', 'req/s', 'iter/sec', 'rows / second', 'runs/min', 'rps', 'QPS', 'Mbps', 'fps'])(
    '%s is better bigger',
    (unit) => expect(directionOfUnit(unit)).toBe('bigger'),
  );
  it.each(['', '%', 'points', 'score', 'x', 'errors/s', 'cache misses', 's/s', 'count', 'widgets'])('%j does not say', (unit) =>
    expect(directionOfUnit(unit)).toBeUndefined(),
  );
});
