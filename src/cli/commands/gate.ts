export function addGate(): void {}
