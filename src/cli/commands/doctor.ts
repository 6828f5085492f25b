export function addDoctor(): void {}
