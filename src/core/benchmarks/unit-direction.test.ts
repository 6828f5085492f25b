import { describe, expect, it } from 'vitest';
import { directionOf, directionOfUnit } from './unit-direction.ts';

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

describe('directionOf', () => {
  it.each([
    // A span of time is better short, whatever it is the time of.
    ['throughput', 's/op', 'smaller'],
    ['free memory', 'Megabytes', 'bigger'],
    ['memory used', 'Megabytes', 'smaller'],
    ['gc.alloc.rate', 'MB/sec', 'smaller'],
    ['queueErrors', '1/s', 'smaller'],
    ['cache hits', 'events', 'bigger'],
    ['retrieved', 'items/s', 'bigger'],
    ['instructions', '', 'smaller'],
    ['download', 'MS/s', 'bigger'],
    ['time', 'cycles/iter', 'smaller'],
  ])('%s in %j is better %s', (metric, unit, direction) => expect(directionOf(metric, unit)).toBe(direction));

  it.each([
    ['value', 'auxMetricUnits'],
    ['load', 'Percent'],
    ['failed hits', 'events'],
    ['score', 'points'],
  ])('%s in %j does not say', (metric, unit) => expect(directionOf(metric, unit)).toBeUndefined());
});
