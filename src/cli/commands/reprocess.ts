export function addReprocess(): void {}
