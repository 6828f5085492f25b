export function addReport(): void {}
