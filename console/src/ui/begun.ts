/** Which field somebody new begins with, told by how what was looked for is written. */
export function begun(text: string): { name?: string; phone?: string; email?: string } {
  const words = text.trim();
  if (words.includes('@')) return { email: words };
  if (/^\+?[\d\s()./-]{4,}$/.test(words)) return { phone: words };
  return { name: words };
}
