/** Opens the palette, whose code is fetched when it is first wanted. */
export async function openPalette(): Promise<void> {
  const { spotlight } = await import('@mantine/spotlight');
  spotlight.open();
}
