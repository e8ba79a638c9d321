import { expect, type Locator } from '@playwright/test';
import type { Message, Work } from '@/api/types';
import type { Api } from './api';

/** Every one of the texts stands in the thread exactly once, and nowhere is one twice. */
export async function expectEachOnce(thread: Locator, texts: string[]): Promise<void> {
  await expect
    .poll(
      async () => {
        const shown = (await thread.innerText()).split('\n').map((line) => line.trim());
        return texts.filter((text) => shown.filter((line) => line === text).length !== 1);
      },
      { timeout: 30_000, message: 'texts that are not shown exactly once' },
    )
    .toEqual([]);
}

/** What the server has of the agent's only chat, without the internal notes, in order. */
export async function stored(api: Api): Promise<string[]> {
  const { items } = await api.get<Work>('me/work');
  const contact = items[0]?.contact_id;
  const { items: messages } = await api.get<{ items: Message[] }>(`chats/${contact}/messages`);
  return messages.filter((m) => m.from.kind !== 'system').map((m) => m.text);
}
