export function addInit(): void {}
