/**
 * Loaded into a process before its program (`--import`), it makes time pass TIME_FACTOR times as fast from TIME_ORIGIN (ms since the epoch)
 * on: clocks and timers, not the network. Windows of minutes then take seconds, on the unchanged bundle. A simulator with
 * `systemClock(TIME_FACTOR)` that was made at TIME_ORIGIN has the same clock.
 */
const factor = Number(process.env.TIME_FACTOR ?? 1);
const originAt = Number(process.env.TIME_ORIGIN ?? Date.now());
const [wallNow, monotonicNow] = [Date.now.bind(Date), performance.now.bind(performance)];
const [timeout, interval] = [globalThis.setTimeout, globalThis.setInterval];
Date.now = () => originAt + (wallNow() - originAt) * factor;
performance.now = () => monotonicNow() * factor;
globalThis.setTimeout = (callback, ms = 0, ...given) => timeout(callback, ms / factor, ...given);
globalThis.setInterval = (callback, ms = 0, ...given) => interval(callback, ms / factor, ...given);
